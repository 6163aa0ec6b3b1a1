"""Plain markup: <article>, h1, <time>, bylines by class, and the element of the body."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from feeds.model import Author, When
from sources._shared.dates import find_when, parse_when
from sources.html import body, names
from sources.html.index import Index
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.prose import Prose, survey
from sources.html.select import classes, first, first_named, text
from sources.html.tidy import tidy
from sources.html.titles import squeezed
from sources.html.trim import left_out

_BYLINES = (
    "byline", "author-name", "article-author", "article__author", "post-author", "entry-author", "byline__name",
    "byline-name", "by-author", "author", "c-byline", "contributor", "byl", "autor", "article-byline", "author__name",
    "article__byline",
)  # fmt: skip
_NEAR, _SHORT = 3, 160  # how many elements below the headline may be a dateline, and how long it may be
_MANY = 12  # children of an element that is more than a line
_LINES = 25  # elements after the headline among which an unmarked byline is looked for
_BY = re.compile(
    r"^\s*(?:written\s+by|posted\s+by|by|von|par|por|door|av|af|di|autore?|text|texte)\s*:?\s+", re.IGNORECASE
)
_NAMES = re.compile(
    r"^[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_a-zß-ÿ][\w.'’-]*|de|van|von|der|den|la|le|del|and|und|et|y|e|&|,)){1,7}$"
)
_LINKS_OF = etree.XPath(".//a/@href | ancestor::a/@href")
_TELLING = 6  # letters of a heading that the window's title begins with
_DATED = re.compile(r"[ _-](?:date|time|datum|published|posted|meta|byline|created|erstellt|info\w*)(?=[ _-])")
_UPDATED = ("updated", "modified", "date-modified", "last-updated")
_SUBTITLES = (
    "subtitle", "standfirst", "article-subtitle", "dek", "deck", "subheadline", "sub-headline", "article__standfirst",
    "article-standfirst", "subhead", "headline__sub",
)  # fmt: skip
_KNOWN = frozenset((*_BYLINES, *_UPDATED, *_SUBTITLES))
FIELDS = frozenset({"subtitle", "authors", "published", "updated"})
"""What is looked for beside the title and the body."""


def read(
    page: Page,
    reference: str | None = None,
    titles: Sequence[str] = (),
    without: AbstractSet[HtmlElement] = frozenset(),
    hint: str | None = None,
    asked: Container[str] = FIELDS,
) -> Partial:
    """What the markup says. `reference` is the article's text and `titles` its headlines as the metadata give them: by
    them the right element is found on a page that shows several articles. `hint` is the text as another extractor
    found it: the element that holds it is taken. Title and body are always found, of the other FIELDS those `asked`."""
    heading = _heading(page, titles)
    prose, found = _text(page, reference, heading, without, hint)
    scope = _scope(found.element if found else None, heading)
    known = _named(page.index, scope) if scope is not None else {}
    published = _published(page.index, scope, heading) if "published" in asked else (None, "")
    updated = _updated(known) if "updated" in asked else None
    authors = tuple(_authors(page, scope, known, heading)) if "authors" in asked else ()
    title = text(heading) or next(iter(titles), "")
    content = tidy(found.element, left_out=left_out(found.element, prose, title, reference)) if found else None
    subtitle = first([text(first_named(known, _SUBTITLES))]) if "subtitle" in asked else None
    return Partial(
        strategy="article",
        title=text(heading) or None,
        subtitle=subtitle,
        authors=authors,
        published=published[0],
        updated=updated,
        body=content or None,
        is_article=found is not None and found.sure,
        is_doubtful=found is not None and found.doubtful,
        evidence={
            "title": "h1",
            "subtitle": "class of the standfirst",
            "authors": "rel=author or class of the byline",
            "published": published[1],
            "updated": "time.updated",
            "body": found.evidence if found else "",
        },
    )


def _text(
    page: Page, reference: str | None, heading: HtmlElement | None, without: AbstractSet[HtmlElement], hint: str | None
) -> tuple[Prose, body.Found | None]:
    told = body.find_told(page, reference, without) if not hint else None
    if told:
        return told
    home = body.find_home(page, heading, without) if not (reference or hint) else None
    if home:
        return home
    top = page.tree.find("body")
    prose = survey(page.index, page.tree if top is None else top, without, page.threads)
    return prose, (body.by_hint(prose, hint) if hint else None) or body.find(prose, page.tree, reference, heading)


def _heading(page: Page, titles: Sequence[str]) -> HtmlElement | None:
    """The heading that says what the metadata or <title> say, else the first h1 that is no logo."""
    told = {squeezed(title) for title in titles} - {""}
    window = squeezed(page.tree.findtext(".//title") or "")
    lines = ((node, page.index.text(node)) for node in page.tree.iter("h1", "h2"))
    headings = [(node, squeezed(line)) for node, line in lines if line]
    same = [node for node, said in headings if said in told]
    begins = [node for node, said in headings if len(said) >= _TELLING and window.startswith(said)]
    first_level = [
        node for node, _ in headings if node.tag == "h1" and "logo" not in classes(node) and not _site_link(node)
    ]
    return next(iter([*same, *begins, *first_level]), None)


def _site_link(heading: HtmlElement) -> bool:
    """Whether the heading is the site's name, linked to its front page."""
    return any(re.fullmatch(r"/?|(https?:)?//[^/]+/?|.*/https?://[^/]+/?", link) for link in _LINKS_OF(heading))


def _named(index: Index, scope: HtmlElement) -> dict[str, HtmlElement]:
    """The first element below `scope` of each class name that is asked for."""
    found: dict[str, HtmlElement] = {}
    for at in index.called_in(scope, _is_known):
        for name in index.classes.get(at, "").split() if index.nodes[at] is not scope else ():
            found.setdefault(name, index.nodes[at])
    return found


@lru_cache(maxsize=8192)
def _is_known(names: str) -> bool:
    return not _KNOWN.isdisjoint(names.split())


def _scope(found: HtmlElement | None, heading: HtmlElement | None) -> HtmlElement | None:
    """The lowest element that holds both the heading and the body; where bylines and times are looked for."""
    if found is None:
        return heading.getparent() if heading is not None else None
    inside = set(heading.iterancestors()) if heading is not None else set()
    return next((node for node in [found, *found.iterancestors()] if node in inside), found)


def _published(index: Index, scope: HtmlElement | None, heading: HtmlElement | None) -> tuple[When | None, str]:
    days: tuple[When | None, str] = (None, "")
    for when, evidence in _times(index, scope, heading):
        if hasattr(when, "hour"):
            return when, evidence
        days = days if days[0] else (when, evidence)
    return days


def _times(index: Index, scope: HtmlElement | None, heading: HtmlElement | None) -> Iterator[tuple[When, str]]:
    if scope is None:
        return
    for time in scope.iter("time"):
        if not _in_comment(time) and not any(word in classes(time) for word in ("updated ", "modified")):
            when = parse_when(time.get("datetime")) or find_when(text(time))
            if when:
                yield when, "<time>"
    yield from _dated_by_class(index, scope)
    for _, node in zip(range(_NEAR), heading.itersiblings() if heading is not None else (), strict=False):
        when = find_when(text(node)) if len(text(node)) < _SHORT else None
        if when:
            yield when, "text below the headline"


def _dated_by_class(index: Index, scope: HtmlElement) -> Iterator[tuple[When, str]]:
    for node in (index.nodes[at] for at in index.called_in(scope, _is_dated)):
        if len(node) < _MANY:
            when = find_when(text(node)) if not _in_comment(node) else None
            if when:
                yield when, f"class {' '.join(classes(node).split())}"


@lru_cache(maxsize=8192)
def _is_dated(names: str) -> bool:
    return _DATED.search(f" {names} ".lower()) is not None


def _updated(known: Mapping[str, HtmlElement]) -> When | None:
    for name in _UPDATED:
        node = known.get(name)
        if node is None or _in_comment(node):
            continue
        when = parse_when(node.get("datetime")) or find_when(text(node))
        if when:
            return when
    return None


def _authors(
    page: Page, scope: HtmlElement | None, known: Mapping[str, HtmlElement], heading: HtmlElement | None
) -> Iterator[Author]:
    if scope is None:
        return
    links = [
        node for node in scope.xpath(".//a[contains(concat(' ', @rel, ' '), ' author ')]") if not _in_comment(node)
    ]
    named = [node for name in _BYLINES if (node := known.get(name)) is not None and not _in_comment(node)]
    seen: set[str] = set()
    unmarked = [] if links or named else list(_byline(heading))
    for node in links or named[:1] or unmarked[:1]:
        for author in names.authors(text(node), url=page.absolute(node.get("href")) if links else None):
            if author.name.casefold() not in seen:
                seen.add(author.name.casefold())
                yield author


def _byline(heading: HtmlElement | None) -> Iterator[HtmlElement]:
    """Short lines after the headline that begin as a byline does and hold nothing but names."""
    if heading is None:
        return
    for node in islice(_following(heading), _LINES):
        line = text(node) if len(node) < _MANY else ""
        if len(line) < _SHORT / 2 and _BY.match(line) and _are_names(_BY.sub("", line)):
            yield node


def _are_names(line: str) -> bool:
    """Whether a line holds nothing but names; between commas, each in full: a single word there is a place."""
    pieces = line.split(",")
    whole = len(pieces) == 1 or all(len(piece.split()) > 1 for piece in pieces)
    return whole and _NAMES.match(line.replace(",", " ,")) is not None


def _following(heading: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that follow in the page's order, as far as the headline's grandparent goes."""
    for up in [heading, *list(heading.iterancestors())[:1]]:
        for sibling in up.itersiblings():
            yield from (node for node in sibling.iter("p", "div", "span", "a", "small", "address", "h4", "h5", "li"))


def _in_comment(node: HtmlElement) -> bool:
    return any(" comment" in classes(parent) for parent in node.iterancestors() if parent.tag not in {"body", "html"})
