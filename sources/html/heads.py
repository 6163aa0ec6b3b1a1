"""The lines at the head or foot of unmarked comments, with a name and a time."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from feeds.model import When
from sources._shared.dates import relative_when, span_of_numbers, span_of_when
from sources.html.boilerplate import NEVER
from sources.html.clock import is_relative, machine_time, settled
from sources.html.page import Page
from sources.html.select import beginning, line
from sources.html.speaker import name_in
from sources.html.spoken import COUNTED, TRACKED, UNMARKED, is_title, speaks

_DATED = re.compile(r"(?:19|20)\d\d|\d\d?[:.]\d\d|\bago\b|\b\d{1,2}[/.]\d{1,2}[/.]\d\d\b")
_AGO = re.compile(
    r"^\s*\d{1,3}\s?(?:[smhdwy]|mo|min|hrs?|yrs?)\.?\s*$|(?:\bvor|\bil y a|\bhace|\bhá|منذ|قبل)\s+[\w ]*\d|"
    r"\d\s*\w+\s+(?:назад|тому|önce|geleden|sedan|siden|fa|atrás|temu)\b|\d\s*\w{1,2}[前전]"
)
_MAY = re.compile(r"\d|ago")  # quick to say that a text holds no time
_LINE, _SHORT, _MOST = 160, 60, 200_000
_PARAGRAPHS = frozenset({"p", "div", "td", "li", "dd", "blockquote", "font"})
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "dl", "h1", "h2", "h3", "h4", "blockquote", "form"})
_HEADING = 60
_ABOVE, _LAST = frozenset({"h1", "h2", "h3", "h4", "h5", "strong", "b", "a", "p", "div", "legend"}), 12
_NO_LINES = frozenset({"h1", "title", "aside", "footer", "figure"})
_GOOD = 0.6
_REST, _BEFORE = 40, 90  # how much else stands before and after the time in such a line
_CLOSING = re.compile(r"\w+ \w+ \w+.*\w{2}[.!?]$")
_VERBS = re.compile(r"\b(?:says|said|wrote)\b", re.IGNORECASE)
_CLOSED = re.compile(r"(?:\S+\s+){8}")
_SENTENCES = re.compile(r"[a-zà-ÿ]{3}[.!?] \w")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that tells who and when. `inside` is that line where it is the first or last of its paragraph, parted from
    the text by a line break alone, or by `blocks`: then the element may be the line as a `whole`, too."""

    node: HtmlElement
    when: When | None
    approximate: bool
    inside: str = ""
    last: bool = False
    blocks: bool = False
    whole: bool = False


def marks(page: Page) -> Iterator[Mark]:
    """Every such line of the page, in its order, of the kinds of which one stands where the page speaks of comments."""
    places = list(islice(_places(page), _MOST))
    kinds: dict[tuple[str, ...], list[HtmlElement]] = {}
    for node in places:
        kinds.setdefault(signature(node), []).append(node)
    known = {node for nodes in kinds.values() if _spoken_near(nodes, page) for node in nodes}
    passed: set[HtmlElement] = set()  # what stands in a line that is read already
    for node in places if known else ():
        if node in known and node not in passed and (mark := _mark(node, page)):
            if not mark.blocks or mark.whole:
                passed.update(node.iterdescendants())
            yield mark


def _places(page: Page) -> Iterator[HtmlElement]:
    """The elements that may be such lines."""
    body = page.tree.find("body")
    stack = [page.tree if body is None else body]
    telling = _telling(page)
    while stack:
        node = stack.pop()
        tag = node.tag
        if node not in telling or tag in NEVER or tag in _NO_LINES:
            continue
        direct = " ".join([node.text or "", *(child.tail or "" for child in node)])
        if (
            tag == "time"
            or (tag in _PARAGRAPHS and len(node) and (len(direct) >= _LINE or node.find("br") is not None))
            or (len(direct) < _LINE and _is_dated(direct))
        ):
            yield node
        stack.extend(reversed(node))


def _is_dated(words: str) -> bool:
    """Whether a text looks as if it held a time."""
    return bool(_DATED.search(words)) or (len(words) < _SHORT and bool(_AGO.search(words)))


def _mark(node: HtmlElement, page: Page) -> Mark | None:
    inside = _inside(node, page) if node.tag in _PARAGRAPHS and len(node) else None
    if inside and not inside.blocks:
        return inside
    words = settled(line(node, _LINE) or "", page)
    if COUNTED.search(words) or TRACKED.match(words):
        return None  # the line of another story, or of a page that links to this one
    found = span_of_when(words) if words else None
    if found and _tells(words, found[1], found[2]):
        found = None
    if not found and words and (numbers := span_of_numbers(words)) and not _tells(words, numbers[1], numbers[2]):
        return inside or Mark(node, None, approximate=False)
    if not (found or (words and is_relative(words)) or (node.tag == "time" and beginning(node, 1))):
        return inside
    if inside:
        return replace(inside, whole=True)
    told, now = machine_time(node), page.fetched
    when = told or (found[0] if found else relative_when(words, now) if now else None)
    return Mark(node, when, approximate=not found and not told)


def _spoken_near(nodes: list[HtmlElement], page: Page) -> bool:
    """Whether the page speaks of comments near one of the lines: else none of them is read."""
    around: set[HtmlElement] = set()
    for node in nodes:
        for up in [node, *node.iterancestors()]:
            if up in around or up.tag in {"body", "html"}:
                break
            around.add(up)
            if called(f"{up.get('class') or ''} {up.get('id') or ''}"):
                return True
    return any(speaks(beginning(node, _LINE)) or headed(node, page) for node in nodes)


def _telling(page: Page) -> set[HtmlElement]:
    """The elements that hold a text that looks like a time, or a <time>."""
    found: set[HtmlElement] = set()
    holder: HtmlElement | None
    index = page.index
    for at, (tag, said, after) in enumerate(zip(index.tags, index.texts, index.tails, strict=True)):
        if tag == "time" or (said and _MAY.search(said) and _is_dated(said)):
            holder = index.nodes[at]
        elif after and _MAY.search(after) and _is_dated(after):
            holder = index.nodes[index.ups[at]]
        else:
            continue
        while holder is not None and holder not in found:
            found.add(holder)
            holder = holder.getparent()
    return found


def _inside(node: HtmlElement, page: Page) -> Mark | None:
    """The mark in a paragraph whose first or last line tells who and when; where blocks stand in it, that is the text
    before the first or after the last of them."""
    if any(child.tag in _BLOCKS for child in node):
        runs = [settled(run, page) for run in _runs(node)]
        found = _line_mark(node, runs[0], last=False) or _line_mark(node, runs[-1], last=True)
        return replace(found, blocks=True) if found else None
    if node.find("br") is None:
        return None
    lines = [""]
    lines[-1] += node.text or ""
    for child in node:
        if child.tag == "br":
            lines.append("")
        else:
            lines[-1] += beginning(child, _LINE)
        lines[-1] += child.tail or ""
    told = [settled(" ".join(line.split()), page) for line in lines if line.strip()]
    marks = [_line_mark(node, told[0], last=False), _line_mark(node, told[-1], last=True)] if len(told) > 1 else []
    known = [mark for mark in marks if mark]
    return next((mark for mark in known if hasattr(mark.when, "hour")), next(iter(known), None))


def _runs(node: HtmlElement) -> Iterator[str]:
    """The texts before, between and after the blocks that stand in an element."""
    pieces = [node.text or ""]
    for child in node:
        if child.tag in _BLOCKS:
            yield " ".join("".join(pieces).split())
            pieces = []
        elif child.tag not in NEVER:
            pieces.append(" " if child.tag == "br" else beginning(child, _LINE))
        pieces.append(child.tail or "")
    yield " ".join("".join(pieces).split())


def settled_kinds(marks: list[Mark]) -> list[Mark]:
    """The lines of one kind all read alike: as whole elements, or, if one of them is none, as lines above blocks. One
    alone that holds blocks is an article as well as a comment."""
    blocks = [mark for mark in marks if mark.blocks]
    if all(mark.whole for mark in blocks):
        return [replace(mark, inside="", blocks=False) if mark.blocks else mark for mark in marks]
    return marks if len(blocks) > 1 else [mark for mark in marks if not mark.blocks]


def _line_mark(node: HtmlElement, line: str, *, last: bool) -> Mark | None:
    found = (span_of_when(line) or span_of_numbers(line)) if len(line) < _LINE else None
    if not found or _tells(line, found[1], found[2]) or not name_in(line):
        return None
    return Mark(node, found[0], approximate=False, inside=line, last=last)


def _tells(line: str, start: int, end: int) -> bool:
    """Whether a line with a time from `start` to `end` is a sentence that tells a date."""
    rest = line[end:]
    return (
        len(rest) > _REST
        or start > _BEFORE
        or bool(_SENTENCES.search(line[:start]) or _CLOSING.search(rest))
        or (rest.strip() == "." and _CLOSED.match(line[:start]) is not None)
    )


@lru_cache(maxsize=8192)
def called(names: str) -> bool:
    """Whether a class and an id speak of them: the same names stand on a site's every page."""
    return speaks(names)


def signature(node: HtmlElement) -> tuple[str, ...]:
    """Tags and class names of the line and what is around it, without numbers: equal for the lines of one thread."""
    line = [node, *list(node.iterancestors())[:1]]
    return tuple(f"{one.tag!s}.{re.sub(r'[0-9]+', '#', one.get('class') or '')}" for one in line)


def alike(marks: list[Mark]) -> list[Mark]:
    """The lines without those that are sentences with a date: if most tell the time of day, all do."""
    timed = [mark for mark in marks if hasattr(mark.when, "hour")]
    return timed if len(timed) >= _GOOD * len(marks) else marks


def spoken_of(marks: list[Mark], page: Page) -> bool:
    """Whether the page speaks of comments near the lines: in them, around them, or in the heading above."""
    first = marks[0].node
    if any(speaks(beginning(mark.node, _LINE)) for mark in marks[:5]):
        return True
    for up in [first, *first.iterancestors()]:
        if up.tag in {"body", "html"}:
            break
        if called(f"{up.get('class') or ''} {up.get('id') or ''}"):
            return True
    return headed(first, page)


def headed(node: HtmlElement, page: Page) -> bool:
    """Whether the last heading, or a line just above, speaks of comments."""
    lines = _lines(page)
    around, last = set(node.iterancestors()), bisect_left(lines.places, page.places[node])
    above = (lines.nodes[at] for at in range(last - 1, -1, -1) if lines.nodes[at] not in around)
    return any(lines.speaks(one) for one in islice(above, _LAST))


class _Lines:
    """The elements of a page that may be a heading of a conversation, in order; each is listened to once."""

    def __init__(self, page: Page) -> None:
        index = page.index
        self.places = [
            at
            for at, tag in enumerate(index.tags)
            if tag in _ABOVE or (tag in UNMARKED and index.texts[at] and is_title(index.nodes[at]))
        ]
        self.nodes = [index.nodes[at] for at in self.places]
        self._index, self._heard = index, dict[HtmlElement, bool]()

    def speaks(self, node: HtmlElement) -> bool:
        if node not in self._heard:
            said = "" if self._index.is_longer(node, _HEADING) else line(node, _HEADING) or ""
            # "Posted by Jo on May 3" above an article is its byline; "What he said of the wall" its title.
            self._heard[node] = (speaks(_VERBS.sub("", said)) and not _is_byline(said)) or (
                node.tag not in _ABOVE and is_title(node)
            )
        return self._heard[node]


def _is_byline(said: str) -> bool:
    return span_of_when(said) is not None and name_in(said) is not None


def _lines(page: Page) -> _Lines:
    return page.once("lines", lambda: _Lines(page))


def said_line(node: HtmlElement, name: str, part: list[HtmlElement]) -> HtmlElement:
    """The line of a name: "Jo said ..."."""
    for up in node.iterancestors():
        if node in part or (up in part and len(part) == 1) or line(up, len(name) + 26) is None:
            break
        node = up
    return node
