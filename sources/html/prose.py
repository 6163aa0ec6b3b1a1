"""How much prose every element of a page holds, and what lies apart from it. Worked out once a page, in three walks."""

from collections.abc import Collection
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from sources.html.boilerplate import NEVER, is_boilerplate, is_discussion, is_thread
from sources.html.select import Measure, weight

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub "
    "sup time tt u var wbr br label nobr o:p".split()
)
_TEXTUAL = frozenset(
    "p blockquote pre li td dd dt div section article center h2 h3 h4 h5 main body summary details".split()
)
_SHORT, _BARE = 20, 60  # how much a paragraph, and a block of another kind, holds at least to be prose
_LINKED = 0.5
_NOTHING = (0, 0)
_SEVERAL, _MAINLY, _FEW_LINKS = 700, 0.8, 0.12
_FIRM = NEVER | {"aside", "footer"}
_MOST = 0.45  # an element that holds so much of a page's prose is the text, whatever it is called


@dataclass(slots=True)
class Prose:
    """Of every element: its measure, the prose below it outside of boilerplate (`good`) and all the text there (`net`);
    `apart` holds the boilerplate's topmost elements."""

    sizes: dict[HtmlElement, Measure]
    apart: set[HtmlElement] = field(default_factory=set)
    good: dict[HtmlElement, int] = field(default_factory=dict)
    net: dict[HtmlElement, int] = field(default_factory=dict)


def survey(top: HtmlElement, without: Collection[HtmlElement] = ()) -> Prose:
    """The prose below `top`. `without` are elements known to be no part of its article, such as comments."""
    sizes, paragraphs, said = _measured(top)
    prose = Prose(sizes)
    raw = _sums(sizes, paragraphs, top)
    inside = _apart(top, prose, raw, frozenset(without))
    prose.good = _sums(inside, paragraphs, top)
    net = {node: said[node][0] for node in inside}
    for node in reversed(inside):
        parent = node.getparent()
        if node is not top and parent is not None:
            net[parent] += net[node] + said[node][1]
    prose.net = net
    return prose


def _measured(
    top: HtmlElement,
) -> tuple[dict[HtmlElement, Measure], dict[HtmlElement, int], dict[HtmlElement, tuple[int, int]]]:
    """Of every element: its measure, the prose that it holds itself, and the weights of its own text and of the text
    after it."""
    sizes = {node: Measure() for node in top.iter() if isinstance(node.tag, str)}
    own: dict[HtmlElement, tuple[int, int]] = {}
    paragraphs: dict[HtmlElement, int] = {}
    said: dict[HtmlElement, tuple[int, int]] = {}
    for node, measure in reversed(sizes.items()):
        tag, here, after = node.tag, node.text, node.tail
        own_weight, tail = weight(here) if here else 0, weight(after) if after else 0
        said[node] = own_weight, tail
        text, linked = own.get(node, _NOTHING)
        if own_weight and tag not in NEVER:
            measure.size += own_weight
            text += own_weight
        if tag == "a":
            measure.linked, measure.links, linked = measure.size, measure.links + 1, text
        elif tag == "img":
            measure.images += 1
        if tag in _TEXTUAL and text >= (_SHORT if tag == "p" else _BARE) and linked <= _LINKED * text:
            paragraphs[node] = text
        above = node.getparent()
        if node is top or above is None:
            continue
        _add(sizes[above], measure, tail)
        if tag not in _INLINE:
            text = linked = 0
        if text or tail or linked:
            before = own.get(above, _NOTHING)
            own[above] = (before[0] + text + tail, before[1] + linked)
    return sizes, paragraphs, said


def _add(above: Measure, measure: Measure, tail: int) -> None:
    above.size += measure.size + tail
    if measure.links or measure.images:
        above.linked += measure.linked
        above.links += measure.links
        above.images += measure.images


def _sums(
    nodes: Collection[HtmlElement], paragraphs: dict[HtmlElement, int], top: HtmlElement
) -> dict[HtmlElement, int]:
    sums = {node: paragraphs.get(node, 0) for node in nodes}
    for node in reversed(list(nodes)):
        if sums[node] and node is not top:
            parent = node.getparent()
            if parent is not None:
                sums[parent] += sums[node]
    return sums


def _apart(
    top: HtmlElement, prose: Prose, raw: dict[HtmlElement, int], without: Collection[HtmlElement]
) -> list[HtmlElement]:
    """The elements outside of boilerplate, in the page's order; fills `prose.apart`."""
    threads = {node for node in prose.sizes if is_thread(node)}
    most = _MOST * max(1, raw[top] - max((raw[node] for node in threads), default=0))
    inside: list[HtmlElement] = []
    stack = [top]
    while stack:
        node = stack.pop()
        if node is not top and (
            node in without
            or node.tag in NEVER
            or (node in threads and not _holds_heading(node))
            or (raw[node] < most and is_boilerplate(node) and not _is_text(node, raw[node], prose.sizes[node]))
            or (node.tag == "a" and _is_card(node))
        ):
            prose.apart.add(node)
            continue
        inside.append(node)
        stack.extend(child for child in reversed(node) if isinstance(child.tag, str))
    return inside


def _is_text(node: HtmlElement, prose: int, size: Measure) -> bool:
    """Whether an element that a class calls a sidebar or a widget holds a text all the same: several paragraphs, few
    links."""
    return (
        node.tag not in _FIRM
        and prose >= _SEVERAL
        and prose > _MAINLY * size.size
        and size.share < _FEW_LINKS
        and not is_discussion(node)
    )


def _holds_heading(node: HtmlElement) -> bool:
    return next(node.iter("h1"), None) is not None


def _is_card(link: HtmlElement) -> bool:
    """A link around blocks: a card that leads to another story."""
    return any(child.tag in {"p", "h2", "h3", "h4", "div", "article"} for child in link)
