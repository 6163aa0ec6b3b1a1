"""Plain markup: <article>, h1, <time>, bylines by class, and the element of the body."""

import re
from collections.abc import Container, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from sources.html import body, bylines, datelines
from sources.html.index import Index
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.prose import Prose, survey
from sources.html.select import classes, first, first_named, line, text
from sources.html.tidy import tidy
from sources.html.titles import PARTS, squeezed
from sources.html.trim import left_out

_SHORT = 160
_LINKS_OF = etree.XPath(".//a/@href | ancestor::a/@href")
_TELLING = 6  # letters of a heading that the window's title begins with
_SUBTITLES = (
    "subtitle", "standfirst", "article-subtitle", "dek", "deck", "subheadline", "sub-headline", "article__standfirst",
    "article-standfirst", "subhead", "headline__sub",
)  # fmt: skip
_KNOWN = frozenset((*bylines.NAMED, *datelines.UPDATED, *_SUBTITLES))
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
    element = found.element if found else None
    published = datelines.published(page, scope, heading, element, without) if "published" in asked else (None, "")
    updated = datelines.updated(known, without) if "updated" in asked else None
    authors = tuple(bylines.authors(page, scope, known, heading, without)) if "authors" in asked else ()
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
    """The heading that says what the metadata say; else the one that says most of what <title> says; else the first h1
    that is no logo; where there is none of these, a line that says what stands in <title> beside the site."""
    told = {squeezed(title) for title in titles} - {""}
    title = page.tree.findtext(".//title") or ""
    window = squeezed(title)
    lines = ((node, page.index.text(node)) for node in page.tree.iter("h1", "h2", "h3", "h4"))
    headings = [(node, squeezed(line)) for node, line in lines if line]
    same = [node for node, said in headings if said in told and node.tag in {"h1", "h2"}]
    begins = [(len(said), node) for node, said in headings if len(said) >= _TELLING and window.startswith(said)]
    ends = [(len(said), node) for node, said in headings if len(said) >= 2 * _TELLING and window.endswith(said)]
    own = [[one for one in found if not _site_link(one[1])] for found in (begins, ends)]
    parts = [max(found, key=lambda one: one[0]) for found in own if found]
    fullest = [node for _, node in sorted(parts, key=lambda one: -one[0])]
    first_level = [
        node for node, _ in headings if node.tag == "h1" and "logo" not in classes(node) and not _site_link(node)
    ]
    known = next(iter([*same, *fullest, *first_level]), None)
    return known if known is not None else _unmarked(page, title)


def _unmarked(page: Page, title: str) -> HtmlElement | None:
    """The first line that says what a part of the window's `title` says."""
    told = {said for said in map(squeezed, PARTS.split(title)) if len(said) >= 2 * _TELLING}
    lines = page.tree.iter("b", "strong", "font", "span", "div", "p", "td", "big") if told else ()
    return next((node for node in lines if (said := line(node, _SHORT)) and squeezed(said) in told), None)


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
    return not _KNOWN.isdisjoint(names.split()) or bylines.calls(names)


def _scope(found: HtmlElement | None, heading: HtmlElement | None) -> HtmlElement | None:
    """The lowest element that holds both the heading and the body; where bylines and times are looked for."""
    if found is None:
        return heading.getparent() if heading is not None else None
    inside = set(heading.iterancestors()) if heading is not None else set()
    return next((node for node in [found, *found.iterancestors()] if node in inside), found)
