"""The element that holds the article's text: by what JSON-LD says it is, by markup and themes' names, by its prose."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from sources.html.index import Index
from sources.html.page import Page
from sources.html.prose import Prose, survey
from sources.html.select import classes
from sources.html.titles import squeezed

_NAMED = re.compile(
    r"[ _-](?:(?:entry|post|article|story|news|single|blog|detail|main|page|text)(?:[_-]*)"
    r"(?:content|body|text|copy|detail)|"
    r"body[_-]?(?:text|copy)|content[_-]?body|wp-block-post-content|e-content|rich[_-]?text|the-content|field-name-body|"
    r"entry|textblock|storytext)(?=[ _-])"
)
_ENOUGH, _BRIEF = 200, 600
_NEARLY, _NEARLY_ALL, _MOSTLY, _AS_GOOD, _CLEAR = 0.6, 0.95, 0.8, 0.9, 0.75
_TELLING = 20
_ONCE = 1.1
_LINES = frozenset({"p", "h2", "h3", "li", "blockquote"})
_TOLD = "the element that holds articleBody of the JSON-LD"


@dataclass(frozen=True, slots=True)
class Found:
    """The element, what led to it, how much prose it holds, whether it is surely the one that the page is about, and
    whether another element may be."""

    element: HtmlElement
    evidence: str
    size: int
    sure: bool = False
    doubtful: bool = False


def find_told(
    page: Page,
    reference: str | None,
    without: AbstractSet[HtmlElement],
) -> tuple[Prose, Found] | None:
    """The element that `reference`, the text in the page's metadata, tells beyond doubt, weighed alone."""
    element = told(page.index, reference)
    if (
        element is None
        or element.tag in {"body", "html"}
        or not without.isdisjoint([element, *element.iterancestors()])
    ):
        return None
    prose = survey(page.index, element, without, page.threads)
    return prose, Found(element, _TOLD, prose.good[element], sure=True)


def find_home(page: Page, heading: HtmlElement | None, without: AbstractSet[HtmlElement]) -> tuple[Prose, Found] | None:
    """The element in the headline's article, weighed alone: where all text outside of it, links left out, could not be
    most of the page's prose."""
    home = next(heading.iterancestors("article"), None) if heading is not None else None
    if home is None or not without.isdisjoint([home, *home.iterancestors()]) or _is_beside(page.index, home):
        return None
    inside, outside = _most_prose(page.index, home)
    if inside < _NEARLY * (inside + outside):
        return None
    prose = survey(page.index, home, without, page.threads)
    own = prose.good[home]
    if own < _BRIEF or own < _NEARLY * (own + outside):
        return None
    found = _judged(prose, list(prose.good), beside=True)
    return (prose, found) if found else None


def _is_beside(index: Index, home: HtmlElement) -> bool:
    """Whether an element around a headline's article is called something beside the text."""
    return any(index.is_boilerplate(index.places[up]) for up in home.iterancestors())


def _most_prose(index: Index, home: HtmlElement) -> tuple[int, int]:
    """The most prose that an element may have, and the page outside of it, where links are none."""
    first, tags = index.places[home], index.tags
    end = index.end(first)
    size = _most(index.tails[first])
    for begin, stop in ((0, first), (end, len(tags))):
        pairs = zip(tags[begin:stop], index.ups[begin:stop], index.texts[begin:stop], strict=True)
        size += sum(_most(said) for tag, up, said in pairs if said and tag != "a" and tags[up] != "a")
        size += sum(_most(said) for said in index.tails[begin:stop] if said)
    return sum(map(_most, [*index.texts[first:end], *index.tails[first + 1 : end]])), size


def _most(said: str) -> int:
    """Three for a letter, which may be a syllable (`select.weight`)."""
    return len(said) if said.isascii() else 3 * len(said)


def find(
    prose: Prose, top: HtmlElement, reference: str | None = None, heading: HtmlElement | None = None
) -> Found | None:
    """The body's element below `top`. `reference` is the text that the page's metadata gives for it, `heading` its
    headline's element; None if nothing is convincing."""
    if reference and len(reference) >= _ENOUGH:
        same = by_reference(prose, squeezed(reference))
        dense = _densest(prose, prose.good)
        # The text of a film or a teaser is no text of the page's if the page has far more.
        small = (
            dense is not None
            and len(reference) < _BRIEF
            and same is not None
            and prose.good.get(same, 0) * 2 < dense.size
        )
        if same is not None and not small:
            return Found(same, _TOLD, prose.good.get(same, 0), sure=True)
    home = next((node for node in heading.iterancestors("article")), None) if heading is not None else None
    whole = _densest(prose, prose.good)
    if home is not None and _is_enough(prose, home, whole.size if whole else 0):
        found = _judged(prose, [node for node in home.iter() if node in prose.good], beside=True)
        if found:
            return found
    return _judged(prose, list(prose.good), beside=False)


def _is_enough(prose: Prose, home: HtmlElement, whole: int) -> bool:
    """Whether the headline's article holds the text: most of the page's prose, or all that is not in further articles,
    as on pages that load the next story below the first."""
    own = prose.good.get(home, 0)
    others = [node for node in prose.good if node.tag == "article" and node is not home]
    apart = sum(
        prose.good[node]
        for node in others
        if not _within(home, node) and next(node.iterancestors("article"), None) is None
    )
    return own >= _ENOUGH and own >= _NEARLY * (whole - apart)


def _judged(prose: Prose, nodes: list[HtmlElement], *, beside: bool) -> Found | None:
    dense = _densest(prose, nodes)
    if dense is None:
        return None
    evidence = ", beside the headline" if beside else ""
    best = _score(prose, dense.element, nodes)
    for name, named in _tiers(nodes):
        found = _best(prose, named, nodes)
        if found is None or prose.good[found] < max(_ENOUGH / 2, _NEARLY * dense.size):
            continue
        related = found is dense.element or _within(found, dense.element) or _within(dense.element, found)
        part = _within(found, dense.element) and prose.good[found] < _MOSTLY * dense.size
        worse = _score(prose, found, nodes) < _AS_GOOD * best
        if part or worse or (not related and prose.good[found] < _MOSTLY * dense.size):
            continue
        sure = beside or name.startswith("itemprop")
        doubtful = not sure and (not related or prose.good[found] < _BRIEF)
        return Found(found, name + evidence, prose.good[found], sure, doubtful)
    doubtful = not beside and (dense.size < _BRIEF or best < _CLEAR)
    return Found(dense.element, "the element with most prose" + evidence, dense.size, beside, doubtful)


def by_hint(prose: Prose, text_found: str) -> Found | None:
    """The element that holds the text that another extractor found."""
    element = by_reference(prose, squeezed(text_found))
    return (
        Found(element, "the element that holds what trafilatura finds", prose.good.get(element, 0))
        if element is not None
        else None
    )


def _tiers(nodes: list[HtmlElement]) -> Iterable[tuple[str, list[HtmlElement]]]:
    yield "itemprop=articleBody", [node for node in nodes if "articleBody" in (node.get("itemprop") or "")]
    yield (
        "class of the body",
        [
            node
            for node in nodes
            if node.tag in {"div", "section", "article", "main", "td"} and _is_named(classes(node))
        ],
    )
    yield "<article>", [node for node in nodes if node.tag == "article"]
    yield "<main>", [node for node in nodes if node.tag == "main" or node.get("role") == "main"]


@lru_cache(maxsize=8192)
def _is_named(names: str) -> bool:
    return _NAMED.search(names + " ") is not None


def _densest(prose: Prose, nodes: Iterable[HtmlElement]) -> Found | None:
    """The element whose text is most nearly all prose, and that holds most nearly all prose: the best mean of both."""
    nodes = list(nodes)
    best = _best(prose, nodes, nodes)
    return Found(best, "", prose.good[best]) if best is not None else None


def _best(prose: Prose, named: list[HtmlElement], nodes: list[HtmlElement]) -> HtmlElement | None:
    """Of the elements `named`, the best; of two that are as good, the inner one."""
    total = max((prose.good[node] for node in nodes), default=0)
    best, best_score = None, 0.0
    for node in named:
        good = prose.good[node]
        if good:
            score = 2 * good / (total + prose.net[node])
            if score >= best_score:
                best, best_score = node, score
    return best


def _score(prose: Prose, node: HtmlElement, nodes: list[HtmlElement]) -> float:
    total = max((prose.good[one] for one in nodes), default=0)
    return 2 * prose.good[node] / max(1, total + prose.net[node])


def _within(node: HtmlElement, other: HtmlElement) -> bool:
    return any(parent is other for parent in node.iterancestors())


def told(index: Index, reference: str | None) -> HtmlElement | None:
    """The lowest element that holds nearly all paragraphs whose words stand in a long `reference`, if the page shows
    them once: then nothing else on the page has to be weighed. Lists, of which menus are full, are asked if that is
    not the whole text."""
    said = squeezed(reference) if reference and len(reference) >= _BRIEF else ""
    if not said:
        return None
    hits = _heard(index, index.nodes[0].iter(*_LINES - {"li"}), said)
    if sum(size for _, size in hits) < _NEARLY_ALL * len(said):
        hits = _heard(index, index.nodes[0].iter(*_LINES), said)
    total = sum(size for _, size in hits)
    if not hits or not _NEARLY * len(said) <= total <= _ONCE * len(said):
        return None
    counts = _counts(hits)
    return next((node for node in hits[0][0].iterancestors() if counts[node] >= _NEARLY_ALL * total), None)


def _heard(index: Index, nodes: Iterable[HtmlElement], reference: str) -> list[tuple[HtmlElement, int]]:
    found = []
    for node in nodes:
        # What begins otherwise than anything there is not told from what is in it: menus are full of it.
        begun = squeezed((node.text or "")[:_TELLING])
        if not begun or begun in reference:
            own = squeezed(index.text(node))
            if len(own) > _TELLING and own in reference:
                found.append((node, len(own)))
    return found


def _counts(hits: list[tuple[HtmlElement, int]]) -> dict[HtmlElement, int]:
    counts: dict[HtmlElement, int] = {}
    for node, size in hits:
        for parent in node.iterancestors():
            counts[parent] = counts.get(parent, 0) + size
    return counts


def by_reference(prose: Prose, reference: str) -> HtmlElement | None:
    """The lowest element that holds nearly all paragraphs whose words stand in the reference."""
    hits = _heard(prose.index, (node for node in prose.good if node.tag in _LINES), reference)
    total = sum(size for _, size in hits)
    if total < _NEARLY * len(reference):
        return None
    counts = _counts(hits)
    near = [node for node, count in counts.items() if node in prose.net and count >= _NEARLY_ALL * total]
    return min(near, key=lambda node: prose.net[node], default=None)
