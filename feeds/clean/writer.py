"""The writer: a tree as nh3 serializes it goes in, token by token; one canonical form comes out.

Blocks are written when the first thing in them is, so none is ever empty. Loose text becomes paragraphs. A block inside
a mark (`<b><p>`) turns into a mark inside the block. What HTML5 parsers would correct cannot be written: see `content`.
"""

from collections.abc import Iterable

from feeds.clean.attributes import embedded, image, link, opening, parsed
from feeds.clean.blocks import Blocks
from feeds.clean.content import CELLS, CLOSED, LEAVES, MARKS, MEDIA, NESTING, PARAGRAPHED, RENAMED, VOID
from feeds.clean.runs import PARAGRAPH, Leaf, Runs

_DEEPEST = 60
_MARK, _BLOCK, _MEDIUM, _NOTHING, _PAUSE = range(5)  # what the end of an element undoes
_MARK_OPEN, _NOTHING_OPEN = (_MARK, None, 0), (_NOTHING, None, 0)

Token = tuple[str, str, str, str]
"""Slash, tag name and attributes of a tag, or text."""


class Writer:
    """Writes one document to `out`. `base` is the address that relative links are read against."""

    __slots__ = ("_blocks", "_inner", "_medium", "_runs", "_source", "base", "out")

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.out: list[str] = []
        self._blocks = Blocks(self.out)
        self._runs = Runs(self.out, self._blocks)
        self._source: list[tuple[int, Leaf | None, int]] = []  # open elements of the source
        self._medium: tuple[str, str] | None = None  # one whose content is not written, and its attributes
        self._inner: str | None = None

    def feed(self, tokens: Iterable[Token]) -> None:
        """Take tokens in the order of the source; every start tag but a void one has its end tag."""
        write_text = self._runs.text
        for slash, tag, attributes, text in tokens:
            if text:
                if self._medium is None:
                    write_text(text)
            elif slash:
                self._end()
            else:
                self._start(RENAMED.get(tag, tag), attributes)

    def close(self) -> str:
        """End what is open; the whole that was written."""
        self._runs.end()
        self._blocks.pop_to(1)
        return "".join(self.out)

    def _start(self, tag: str, attributes: str) -> None:
        if self._medium is not None:
            self._inside_medium(tag, attributes)
        elif tag in MARKS:
            self._start_mark(tag, attributes)
        elif tag in MEDIA:
            self._start_medium(tag, attributes)
        elif tag in VOID:
            self._void(tag, attributes)
        elif self._refused(tag):
            self._runs.pause()
            self._source.append((_PAUSE, None, 0))
        else:
            self._start_block(tag, attributes)

    def _end(self) -> None:
        kind, leaf, depth = self._source.pop()
        if kind == _MARK:
            self._runs.marks.pop()
        elif kind == _BLOCK:
            self._runs.end()
            self._blocks.pop_to(depth)
            self._runs.leaf = leaf
        elif kind == _PAUSE:
            self._runs.pause()
        elif kind == _MEDIUM:
            self._end_medium()

    def _refused(self, tag: str) -> bool:
        """Whether the open leaf takes no such block, so that only a pause is left of it."""
        leaf = self._runs.kind()
        return leaf in CLOSED or (leaf not in {"p", ""} and (tag in LEAVES or tag == "div"))

    def _start_block(self, tag: str, attributes: str) -> None:
        self._runs.end()
        start = opening(tag, attributes)
        if start == "<div>" or (tag in NESTING and len(self._blocks.open) > _DEEPEST):
            tag, start = "p", "<p>"
        if not self._blocks.fit(tag):
            tag, start = "p", "<p>"  # a part without its whole: a list item outside of any list
        self._source.append((_BLOCK, self._runs.leaf, len(self._blocks.open)))
        if tag in LEAVES:
            self._runs.leaf = Leaf(tag, start)
            return
        self._blocks.push(tag, start)
        self._runs.leaf = PARAGRAPH if tag in PARAGRAPHED else None
        if tag in CELLS:  # an empty cell still holds its column
            self._blocks.write()

    def _start_mark(self, tag: str, attributes: str) -> None:
        marks = self._runs.marks
        start = link(attributes, self.base) if tag == "a" else opening(tag, attributes)
        end = f"</{tag}>"
        useless = start is None or start == "<span>" or (marks and any(mark[0] == end for mark in marks))
        if useless or (tag in {"rt", "rp"} and not (marks and marks[-1][0] == "</ruby>")):
            self._source.append(_NOTHING_OPEN)
            return
        marks.append((end, start or ""))
        self._source.append(_MARK_OPEN)

    def _void(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self._runs.line_break()
        elif tag == "hr":
            self._rule()
        elif tag == "img" and (shown := image(attributes, self.base)):
            self._runs.write(shown)

    def _rule(self) -> None:
        if self._runs.kind() in CLOSED:
            self._runs.pause()
            return
        self._runs.end()
        self._blocks.fit("hr")
        self._blocks.write()
        self.out.append("<hr>")

    def _start_medium(self, tag: str, attributes: str) -> None:
        if tag == "embed":
            self._link_to(attributes, None)
        elif tag == "object" and embedded(attributes, self.base) is None:
            self._source.append(_NOTHING_OPEN)  # then what stands in it is meant to be read
        else:
            self._medium, self._inner = (tag, attributes), None
            self._source.append((_MEDIUM, None, 0))

    def _inside_medium(self, tag: str, attributes: str) -> None:
        if tag not in VOID:
            self._source.append(_NOTHING_OPEN)
        elif tag == "source" and self._inner is None:
            self._inner = parsed(attributes).get("src")

    def _end_medium(self) -> None:
        _, attributes = self._medium or ("", "")
        self._medium = None
        self._link_to(attributes, self._inner)

    def _linked(self) -> bool:
        return any(mark[0] == "</a>" for mark in self._runs.marks)

    def _link_to(self, attributes: str, inner: str | None) -> None:
        """A paragraph with a link in place of what a feed reader would not show. Players are among it: readers strip
        them, and W3C's validator warns of their `controls`."""
        found = embedded(attributes, self.base, inner)
        if found is None:
            return
        runs = self._runs
        start = f'<a href="{found.address}">'
        if runs.kind() not in {"p", ""}:  # a heading, say, cannot hold a paragraph
            runs.pause()
            runs.write(found.label if self._linked() else f"{start}{found.label}</a>")
            runs.pause()
            return
        self._start_block("p", "")
        marks, runs.marks = runs.marks, [("</a>", start)]
        if found.picture:
            runs.write(found.picture)
            runs.line_break()
        runs.write(found.label)
        self._end()
        runs.marks = marks
