"""What of an article's element is left out: headline, bylines, promotions, lists of links, what stands there twice."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from sources.html import lines
from sources.html.index import Index
from sources.html.nesting import around
from sources.html.prose import Prose
from sources.html.repeats import headings, link_blocks, repeated
from sources.html.select import classes, text
from sources.html.titles import squeezed

_LEAVES = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li dd dt td th pre blockquote section article address center caption".split()
)
_INNER = _LEAVES | frozenset("ul ol dl table tr tbody figure main header footer aside nav".split())
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset({"span", "a", "strong", "b", "em", "i", "small", "time"})
_REAL, _LINE = 80, 45
_PROPERTIES = re.compile(r"^(?:author|creator|datePublished|dateModified|headline|publisher|keywords|copyrightHolder)$")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7ff]")
_PROPERTY, _TEASER = 160, 0.3
_CAPTION = 400
_OFFER = 900  # characters of a box that offers a subscription
_WALL = re.compile(r"pay-?wall|reg-?wall|piano|subscri|premium|metered|abonn|suscri|assin|meter-?wall")
_OFFERS = re.compile(
    r"\b(?:subscribe|already a (?:subscriber|member)|log ?in|sign in|abonnieren|abonnent|anmelden|abonnez|abonnés?|"
    r"se connecter|suscr[íi]bete|iniciar sesión|abbonati|accedi|assine|abonneer|inloggen|prenumerera|logga in)\b",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"[ _-](?:image|img|photo|picture|foto|bild|caption|figure|thumbnail|pic|photos|inline-?photo\w*)(?=[ _-])"
)
_HUGE, _SEVERAL = 1500, 3
_NEARLY_ALL = 0.7
_NOTES = 3  # of so many paragraphs at the end, each may tell of the author
_FEW = 12  # of so many blocks or fewer above the first paragraph, each is looked at; more are a text in short lines


def left_out(element: HtmlElement, prose: Prose, title: str, reference: str | None = None) -> set[HtmlElement]:
    """The elements below `element` that are no part of the text of the article called `title`. `reference` is its text
    as the page's metadata give it."""
    found = {node for node in element.iterdescendants() if node in prose.apart}
    found |= headings(prose.index, element, title) | link_blocks(element, prose) | repeated(prose.index, element)
    most = _TEASER * max(1, prose.good.get(element, 0))
    found |= {
        node for node in element.iterdescendants("article") if prose.good.get(node, 0) < most and _is_teaser(node)
    }
    found |= {
        node
        for node in element.iterdescendants()
        if (property := node.get("itemprop")) and _PROPERTIES.search(property) and _is_short(node)
    }
    found |= set(_captions(element, prose, found))
    found |= set(_offers(element, prose.index))
    leaves = list(_leaves(prose.index, element, found))
    found |= set(_lines(leaves)) | set(_twice(leaves)) | set(_unheard(leaves, reference))
    leaves = [(node, line) for node, line in leaves if node not in found]
    return found | set(_edges(leaves))


def _captions(element: HtmlElement, prose: Prose, without: set[HtmlElement]) -> Iterator[HtmlElement]:
    """The lines of boxes that their class calls a picture: figures of sites that know no <figure>."""
    for node in element.iterdescendants("div", "span", "td"):
        size = prose.size(node) if prose.holds(node, images=True) else None
        if not size or size.size > _CAPTION or node in without or not _is_pictured(classes(node)):
            continue
        for child in node.iterdescendants("p", "div", "span", "small", "em", "strong", "a"):
            own = prose.size(child)
            if own and own.size and not own.images:
                yield child


def _offers(element: HtmlElement, index: Index) -> Iterator[HtmlElement]:
    """The boxes that their class calls a paywall and that offer a subscription: the text itself may stand in one."""
    for at in index.called_in(element, _is_wall):
        said = index.text(index.nodes[at])
        if index.nodes[at] is not element and len(said) < _OFFER and _OFFERS.search(said):
            yield index.nodes[at]


@lru_cache(maxsize=4096)
def _is_wall(names: str) -> bool:
    return _WALL.search(names.lower()) is not None


@lru_cache(maxsize=4096)
def _is_pictured(names: str) -> bool:
    return _PICTURED.search(names) is not None


def _is_short(node: HtmlElement) -> bool:
    return len(text(node)) < _PROPERTY


def _leaves(index: Index, element: HtmlElement, without: set[HtmlElement]) -> Iterator[tuple[HtmlElement, str]]:
    """The blocks that hold no other block, with their text, in the page's order."""
    stack, holding = list(reversed(element)), around(element.iterdescendants(*_INNER))
    while stack:
        node = stack.pop()
        if node in without or not isinstance(node.tag, str):
            continue
        inner = node.tag not in _LEAVES or node in holding
        if inner and not _is_line(node):
            stack.extend(reversed(node))
        elif line := index.text(node):
            yield node, line


def _is_line(node: HtmlElement) -> bool:
    """Whether an inline element stands alone among blocks: a line."""
    up = node.getparent()
    return node.tag in _INLINE and up is not None and up.tag in _LEAVES and not (up.text or "").strip() and _alone(node)


def _alone(node: HtmlElement) -> bool:
    before, after = node.getprevious(), node.getnext()
    return (
        not (node.tail or "").strip()
        and (before is None or (before.tag in _INNER and not (before.tail or "").strip()))
        and (after is None or after.tag in _INNER)
        and next(node.iterdescendants(*_INNER), None) is None
    )


def _lines(leaves: list[tuple[HtmlElement, str]]) -> Iterator[HtmlElement]:
    promoting = False
    for node, line in leaves:
        if lines.is_promotion(line):
            # "Read also: a headline" is all there is; a heading promises what follows.
            promoting = node.tag in _HEADINGS or len(line) < _LINE
            yield node
        elif lines.is_furniture(line) or (promoting and _linked(node, line)):
            yield node
        else:
            promoting = False


def _twice(leaves: list[tuple[HtmlElement, str]]) -> Iterator[HtmlElement]:
    """A block that says again what several others say: the whole text, for another reader or screen."""
    long = [(node, squeezed(line)) for node, line in leaves if len(line) > _HUGE]
    if not long:
        return
    said = [squeezed(line) for _, line in leaves if _REAL <= len(line) <= _HUGE]
    for node, line in long:
        if sum(1 for one in said if one in line) >= _SEVERAL:
            yield node


def _unheard(leaves: list[tuple[HtmlElement, str]], reference: str | None) -> Iterator[HtmlElement]:
    """Short lines that the metadata's text does not have, if it has nearly all of the long ones; and whatever follows
    its end."""
    said = squeezed(reference or "")
    if not said:
        return
    heard = [squeezed(line) in said for _, line in leaves]
    real = [(len(line), known) for (node, line), known in zip(leaves, heard, strict=True) if _is_real(node, line)]
    if sum(size for size, known in real if known) < _NEARLY_ALL * sum(size for size, _ in real):
        return
    last = max((at for at, known in enumerate(heard) if known and _is_real(*leaves[at])), default=0)
    for at, (node, line) in enumerate(leaves):
        short = node.tag not in _HEADINGS and not _is_real(node, line)
        if not heard[at] and (short or at > last):
            yield node


def _linked(node: HtmlElement, line: str) -> bool:
    """Whether a block is nothing but a link to a story, alone or around it."""
    inside = sum(len(text(link)) for link in node.iter("a"))
    return inside >= 0.8 * len(line) or next(node.iterancestors("a"), None) is not None


def _edges(leaves: list[tuple[HtmlElement, str]]) -> Iterator[HtmlElement]:
    """Short lines above the first paragraph and below the last one: bylines, places, headings without a text."""
    real = [at for at, (node, line) in enumerate(leaves) if _is_real(node, line)]
    while real and lines.is_dateline(leaves[real[0]][1]):
        del real[0]
    if not real:
        return
    yield from _notes(leaves[real[0] + 1 :][-_NOTES:])
    for node, line in leaves[: real[0]] if real[0] <= _FEW else []:
        if lines.is_dateline(line) or (
            node.tag not in _HEADINGS and node.tag != "li" and len(line) < _LINE and not lines.ends_sentence(line)
        ):
            yield node
    below = leaves[real[-1] + 1 :]
    for node, line in below if len(below) <= _FEW else []:
        if node.tag in {"li", "td", "th", "pre", "dd", "dt"} or _quoted(node):
            continue
        if lines.is_dateline(line) or (len(line) < _LINE and not lines.ends_sentence(line)):
            yield node


def _notes(last: list[tuple[HtmlElement, str]]) -> Iterator[HtmlElement]:
    """What the `last` paragraphs say of who wrote the article."""
    for node, line in last:
        if lines.is_biography(line, slanted=_slanted(node, line)):
            yield node


def _slanted(node: HtmlElement, line: str) -> bool:
    return any(len(text(one)) >= _NEARLY_ALL * len(line) for one in node.iter("em", "i"))


def _is_real(node: HtmlElement, line: str) -> bool:
    if node.tag in _HEADINGS:
        return False
    return len(line) >= _REAL or (not line.isascii() and len(line) + 2 * len(_WIDE.findall(line)) >= _REAL)


def _quoted(node: HtmlElement) -> bool:
    return next(node.iterancestors("blockquote"), None) is not None


def _is_teaser(element: HtmlElement) -> bool:
    """An article within the article, with a linked heading: another story."""
    return bool(element.xpath(".//h2//a | .//h3//a | .//h4//a | .//a//h2 | .//a//h3 | .//a//h4"))
