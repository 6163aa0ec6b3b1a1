"""An element's inside as clean HTML: paragraphs, headings, lists, quotes, tables, figures, links and images.

Written out in one walk over the page's own tree, which stays as it is: what is left out is marked, not removed.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from html import escape

from lxml.html import HtmlElement

from sources.html.boilerplate import NEVER
from sources.html.media import embedded, picture
from sources.html.select import text

_TEXT_BLOCKS = frozenset("p h2 h3 h4 h5 h6 pre".split())
_FLOW = frozenset("ul ol li dl dt dd blockquote table thead tbody tfoot tr td th caption figure figcaption".split())
_INLINE = frozenset("a em strong b i u s sub sup q cite abbr del ins code mark small kbd samp var".split())
_CONTAINERS = frozenset(
    "div section article main center body header hgroup address details summary aside footer h1 hr".split()
)
_BLOCKS = _TEXT_BLOCKS | _FLOW | _CONTAINERS
_EMBEDS = frozenset({"iframe", "embed", "video", "audio"})
_ATTRIBUTES = {
    "a": ("href", "title"), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "blockquote": ("cite",), "q":
    ("cite",), "ol": ("start",),
}  # fmt: skip
# A run of text directly in these needs an element around it to be valid.
_WRAP = {
    "": "<p>{}</p>", "blockquote": "<p>{}</p>", "ul": "<li>{}</li>", "ol": "<li>{}</li>", "dl": "<dd>{}</dd>",
    "table": "<tr><td>{}</td></tr>", "thead": "<tr><td>{}</td></tr>", "tbody": "<tr><td>{}</td></tr>", "tfoot":
    "<tr><td>{}</td></tr>", "tr": "<td>{}</td>",
}  # fmt: skip
# White space that is not one space already: every other would be replaced by itself.
_SPACE = re.compile(r"(?:[\t\r\n\f]| [ \t\r\n\f])[ \t\r\n\f]*")
_SPACES = ("  ", "\n", "\t", "\r", "\f")  # quick to say that there is none


def tidy(
    element: HtmlElement,
    *,
    left_out: AbstractSet[HtmlElement] = frozenset(),
    apart: AbstractSet[HtmlElement] = frozenset(),
    without: Callable[[HtmlElement], bool] | None = None,
) -> str:
    """The inside of `element`, without the elements in `left_out` and those of which `without` says so. `apart` is left
    out as well: the other comments of a page, of which no one makes a set of its own for each comment."""
    writer = _Writer(lambda: _holding_blocks(element, left_out, apart))
    writer.text(element.text)
    ended: list[HtmlElement] = []
    stack: list[HtmlElement | None] = list(reversed(element))
    while stack:
        node = stack.pop()
        if node is None:
            writer.end(ended[-1])
            writer.text(ended.pop().tail)
        elif _is_skipped(node, left_out, apart) or (without is not None and without(node)):
            writer.text(node.tail)
        elif node.tag in _EMBEDS or not len(node):
            writer.start(node)
            writer.end(node)
            writer.text(node.tail)
        else:
            writer.start(node)
            ended.append(node)
            stack.append(None)
            stack.extend(reversed(node))
    return writer.finish()


def _is_skipped(node: HtmlElement, left_out: AbstractSet[HtmlElement], apart: AbstractSet[HtmlElement]) -> bool:
    tag = node.tag
    return (
        not isinstance(tag, str)
        or tag in NEVER
        or (tag == "figcaption" and _is_picture(node.getparent()))
        or node in left_out
        or node in apart
    )


def _is_picture(figure: HtmlElement | None) -> bool:
    """Whether a figure shows a picture or a film, and no table or listing, whose caption is a part of the text."""
    return figure is not None and next(figure.iter("table", "pre", "code"), None) is None


def _caption(image: HtmlElement) -> str:
    """The caption under a picture. It is kept with the picture, as its title: it is no paragraph of the text."""
    figure = next(image.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    return text(caption) if caption is not None and _is_picture(figure) else ""


def _holding_blocks(
    root: HtmlElement, left_out: AbstractSet[HtmlElement], apart: AbstractSet[HtmlElement]
) -> set[HtmlElement]:
    found: set[HtmlElement] = set()
    stack, nodes = list(root), []
    while stack:
        node = stack.pop()
        nodes.append(node)
        if node not in left_out and node not in apart:
            stack.extend(node)
    for node in reversed(nodes):
        parent = node.getparent()
        if parent is not None and (node.tag in _BLOCKS or node.tag in _EMBEDS or node in found):
            found.add(parent)
    return found


class _Writer:
    """Blocks go to `_out`, text and inline elements gather in `_run` until a block begins or ends."""

    def __init__(self, holding: Callable[[], set[HtmlElement]]) -> None:
        self._holding, self._find_holding = frozenset[HtmlElement](), holding
        self._found = False
        self._out: list[str] = []
        self._run: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._inline: list[int] = []

    def finish(self) -> str:
        self._flush()
        return "".join(self._out)

    def text(self, text: str | None) -> None:
        if text:
            self._run.append(escape(text, quote=False))

    def start(self, node: HtmlElement) -> None:
        if node.tag == "img":
            self._run.append(picture(node, _caption(node)))
        elif node.tag == "br":
            self._break()
        elif node.tag in _EMBEDS:
            self._flush()
            self._out.append(embedded(node))
        elif self._kept_block(node):
            self._flush()
            self._open.append((str(node.tag), len(self._out)))
            self._out.append(_tag(node))
        elif node.tag in _BLOCKS:
            self._flush()
        elif self._kept_inline(node):
            self._inline.append(len(self._run))
            self._run.append(_tag(node))
        if node.tag not in _EMBEDS:
            self.text(node.text)

    def end(self, node: HtmlElement) -> None:
        if self._kept_block(node):
            self._flush()
            name, begin = self._open.pop()
            if len(self._out) == begin + 1 and name not in {"td", "th"}:
                self._out.pop()  # empty
            else:
                self._out.append(f"</{name}>")
        elif node.tag in _BLOCKS:
            if node.tag == "h1":
                self._run = [f"<strong>{''.join(self._run).strip()}</strong>"] if "".join(self._run).strip() else []
            self._flush()
        elif self._kept_inline(node):
            begin = self._inline.pop()
            if "".join(self._run[begin + 1 :]).strip():
                self._run.append(f"</{node.tag!s}>")
            else:
                del self._run[begin]

    def _kept_block(self, node: HtmlElement) -> bool:
        return node.tag in _FLOW or (node.tag in _TEXT_BLOCKS and not self._holds_blocks(node))

    def _kept_inline(self, node: HtmlElement) -> bool:
        return node.tag in _INLINE and not self._holds_blocks(node)

    def _holds_blocks(self, node: HtmlElement) -> bool:
        """Asked of elements with elements in them alone: most comments have none."""
        if len(node) and not self._found:
            self._holding, self._found = frozenset(self._find_holding()), True
        return node in self._holding

    def _break(self) -> None:
        # Two line breaks end a paragraph: pages of the nineties and old blogs write so.
        if not self._inline and "".join(self._run[-2:]).rstrip().endswith("<br>") and self._wraps():
            self._flush()
        else:
            self._run.append("<br>")

    def _wraps(self) -> bool:
        """Whether each run here gets an element of its own: in a cell or an item, two of them would be one word."""
        return not self._open or self._open[-1][0] in _WRAP

    def _flush(self) -> None:
        if not self._run:
            return
        content, self._run = "".join(self._run), []
        if not (self._open and self._open[-1][0] == "pre"):
            content = _without_edges(content)
            if any(space in content for space in _SPACES):
                content = _SPACE.sub(" ", content)
        if content:
            self._out.append(_WRAP.get(self._open[-1][0] if self._open else "", "{}").replace("{}", content))


def _without_edges(content: str) -> str:
    """Without white space and line breaks before and after."""
    content = content.strip()
    while content.startswith("<br>"):
        content = content[4:].lstrip()
    while content.endswith("<br>"):
        content = content[:-4].rstrip()
    return content


def _tag(node: HtmlElement) -> str:
    kept = [(name, value) for name in _ATTRIBUTES.get(str(node.tag), ()) if (value := node.get(name))]
    return f"<{node.tag!s}" + "".join(f' {name}="{escape(value)}"' for name, value in kept) + ">"
