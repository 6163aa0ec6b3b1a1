"""How much prose every element of a page holds, and what lies apart from it. Worked out once a page, in three walks."""

from collections.abc import Collection
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from sources.html.boilerplate import NEVER, is_discussion
from sources.html.index import Index
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
_SEVERAL, _MAINLY, _FEW_LINKS = 700, 0.8, 0.12
_FIRM = NEVER | {"aside", "footer"}
_MOST = 0.45  # an element that holds so much of a page's prose is the text, whatever it is called


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The elements below one, itself the first, by number in the page's order: what is in an element comes right after
    it, and every question is answered by one loop over lists."""

    nodes: tuple[HtmlElement, ...]
    places: dict[HtmlElement, int]
    tags: list[str]
    ups: list[int]
    own: list[int]  # the weight of the text before the first child
    tails: list[int]

    def sums(self, values: list[int]) -> list[int]:
        """Of each element, the sum of the values of all below it and its own."""
        sums, ups = values.copy(), self.ups
        for at in range(len(sums) - 1, 0, -1):
            if sums[at]:
                sums[ups[at]] += sums[at]
        return sums


@dataclass(slots=True)
class Prose:
    """Of every element outside of boilerplate: the prose below it outside of boilerplate (`good`) and all the text
    there (`net`); `apart` holds the boilerplate's topmost elements."""

    index: Index
    numbered: _Numbered
    sizes: "_Measures"
    apart: set[HtmlElement] = field(default_factory=set)
    good: dict[HtmlElement, int] = field(default_factory=dict)
    net: dict[HtmlElement, int] = field(default_factory=dict)

    def holds(self, node: HtmlElement, *, images: bool = False) -> bool:
        """Whether a surveyed element holds a link, or with `images` an image."""
        place = self.numbered.places.get(node)
        return place is not None and (self.sizes.images if images else self.sizes.links)[place] > 0

    def size(self, node: HtmlElement) -> Measure | None:
        """The measure of an element; None of one that was not surveyed."""
        place = self.numbered.places.get(node)
        return self.sizes.of(place) if place is not None else None


def survey(
    index: Index,
    top: HtmlElement,
    without: Collection[HtmlElement] = (),
    threads: Collection[HtmlElement] = frozenset(),
) -> Prose:
    """The prose below `top`, one of the page's elements in `index`. `without` are elements known to be no part of its
    article, such as comments; `threads` those that are called so, which may hold its headline all the same."""
    numbered = _numbered(index, top)
    prose = Prose(index, numbered, _measures(numbered))
    paragraphs = _paragraphs(numbered, frozenset(without))
    inside = _apart(prose, numbered.sums(paragraphs), frozenset(without), threads)
    good, net = [0] * len(paragraphs), [0] * len(paragraphs)
    for at in inside:
        good[at] = paragraphs[at]
        net[at] = numbered.own[at]
    nodes, tails, ups = numbered.nodes, numbered.tails, numbered.ups
    for at in reversed(inside):
        if at:
            good[ups[at]] += good[at]
            net[ups[at]] += net[at] + tails[at]
    prose.good = {nodes[at]: good[at] for at in inside}
    prose.net = {nodes[at]: net[at] for at in inside}
    return prose


def _numbered(index: Index, top: HtmlElement) -> _Numbered:
    first = index.places[top]
    end = index.end(first)
    nodes = index.nodes[first:end]
    places = dict(zip(nodes, range(len(nodes)), strict=True))
    ups = [0, *(up - first for up in index.ups[first + 1 : end])]
    own = [weight(said) if said else 0 for said in index.texts[first:end]]
    tails = [weight(said) if said else 0 for said in index.tails[first:end]]
    return _Numbered(nodes, places, index.tags[first:end], ups, own, tails)


@dataclass(frozen=True, slots=True)
class _Measures:
    size: list[int]
    linked: list[int]
    links: list[int]
    images: list[int]

    def of(self, at: int) -> Measure:
        return Measure(self.size[at], self.linked[at], self.links[at], self.images[at])


def _measures(numbered: _Numbered) -> _Measures:
    """Of every element: the weight of its text, of that in links, and how many links and images it holds."""
    tags, ups, own, tails = numbered.tags, numbered.ups, numbered.own, numbered.tails
    size = own.copy()
    linked, links, images = ([0] * len(tags) for _ in range(3))
    for at in range(len(tags) - 1, 0, -1):
        tag, up = tags[at], ups[at]
        if tag == "a":
            linked[at], links[at] = size[at], links[at] + 1
        elif tag == "img":
            images[at] += 1
        size[up] += size[at] + tails[at]
        if links[at] or images[at]:
            linked[up] += linked[at]
            links[up] += links[at]
            images[up] += images[at]
    return _Measures(size, linked, links, images)


def _paragraphs(numbered: _Numbered, without: Collection[HtmlElement]) -> list[int]:
    """Of every element, the prose that it holds itself: its text and that of the inline elements in it, but for those
    that are no part of the article."""
    tags, ups, tails = numbered.tags, numbered.ups, numbered.tails
    texts = numbered.own.copy()
    linked, found = [0] * len(tags), [0] * len(tags)
    for at in range(len(tags) - 1, -1, -1):
        tag, text = tags[at], texts[at]
        if tag == "a":
            linked[at] = text
        if tag in _TEXTUAL and text >= (_SHORT if tag == "p" else _BARE) and linked[at] <= _LINKED * text:
            found[at] = text
        if at:
            texts[ups[at]] += tails[at]
            if tag in _INLINE and numbered.nodes[at] not in without:
                texts[ups[at]] += text
                linked[ups[at]] += linked[at]
    return found


def _apart(prose: Prose, raw: list[int], without: Collection[HtmlElement], named: Collection[HtmlElement]) -> list[int]:
    """The places of the elements outside of boilerplate, in the page's order; fills `prose.apart`."""
    numbered = prose.numbered
    threads = {at for node in named if (at := numbered.places.get(node)) is not None}
    most = _MOST * max(1, raw[0] - max((raw[at] for at in threads), default=0))
    inside, left = [0], set[int]()
    first, is_boilerplate = prose.index.places[numbered.nodes[0]], prose.index.is_boilerplate
    for at in range(1, len(raw)):
        if numbered.ups[at] in left:
            left.add(at)
            continue
        node, tag = numbered.nodes[at], numbered.tags[at]
        if (
            node in without
            or tag in NEVER
            or (at in threads and not _holds_heading(node))
            or (raw[at] < most and is_boilerplate(first + at) and not _is_text(node, raw[at], prose.sizes.of(at)))
            or (tag == "a" and _is_card(node))
        ):
            prose.apart.add(node)
            left.add(at)
        else:
            inside.append(at)
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
