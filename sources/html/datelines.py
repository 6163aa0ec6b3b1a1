"""When an article was published and changed, as the page shows it: <time>, elements named so, the lines below the
headline. What stands above the text goes before what stands in it or below: other stories are dated there."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain, islice

from lxml.html import HtmlElement

from feeds.model import When
from sources._shared.dates import find_when, parse_when
from sources.html.bylines import in_comment
from sources.html.clock import settled
from sources.html.lines import is_dateline
from sources.html.page import Page
from sources.html.select import beginning, classes, text

_NEAR, _SHORT, _MANY = (
    3,
    160,
    12,
)  # elements below the headline that may be a dateline, and how long, how wide it may be
_PARAGRAPH = 80  # characters of a line that is one of the text's
_DATED = re.compile(
    r"(?:[ _-](?:news|article|post|pub|pubdate|lbl|story|item|entry)?|lbl)"
    r"(?:date|time|datum|fecha|published|posted|submitted|meta|byline|created|erstellt|info\w*)(?=[ _-])"
)
UPDATED = ("updated", "modified", "date-modified", "last-updated")

Found = tuple[When | None, str]


def published(
    page: Page,
    scope: HtmlElement | None,
    heading: HtmlElement | None,
    body: HtmlElement | None,
    without: AbstractSet[HtmlElement],
) -> Found:
    """The time and what told it: what stands above the text of the `body` before the rest of `scope`, a time of day
    before a mere day, unless it is another day's. Nothing in a comment counts, or in what is `without`."""
    begin = _begin(body, page)
    above: list[tuple[When, str]] = []
    below: list[tuple[When, str]] = []
    around = next(scope.iterancestors("article"), None) if scope is not None else None
    for when, evidence, node in chain(_times(page, scope, heading), _marked(around)):
        if node in without or in_comment(node, without):
            continue
        if page.places[node] < begin and hasattr(when, "hour"):
            return when, evidence
        (above if page.places[node] < begin else below).append((when, evidence))
    if not (above or below) and body is not None:
        above = [(when, evidence) for when, evidence, node in _before(page, begin) if not in_comment(node, without)]
    day = next(iter(above), None)
    timed = [one for one in below if hasattr(one[0], "hour") and (day is None or _day(one[0]) == _day(day[0]))]
    return next(iter([*timed[:1], *above, *below]), (None, ""))


def _begin(body: HtmlElement | None, page: Page) -> int:
    """Where the first paragraph of the text stands on the page."""
    if body is None:
        return 0
    first = next((node for node in body.iter("p") if len(beginning(node, _PARAGRAPH)) == _PARAGRAPH), body)
    return page.places[first]


def _before(page: Page, begin: int) -> Iterator[tuple[When, str, HtmlElement]]:
    """Of the elements directly above the text, the last that is a dateline."""
    for node in reversed(page.index.nodes[max(0, begin - _MANY) : begin]):
        said = text(node) if len(node) < _NEAR else ""
        if is_dateline(said) and (when := find_when(settled(said, page))):
            yield when, "the line above the text", node
            return


def _day(when: When) -> str:
    return f"{when:%Y-%m-%d}"


def _times(
    page: Page, scope: HtmlElement | None, heading: HtmlElement | None
) -> Iterator[tuple[When, str, HtmlElement]]:
    if scope is None:
        return
    yield from _marked(scope)
    for node in (page.index.nodes[at] for at in page.index.called_in(scope, _is_dated)):
        if len(node) < _MANY and (when := _told(node, page)):
            yield when, f"class {' '.join(classes(node).split())}", node
    for node in islice(heading.itersiblings() if heading is not None else (), _NEAR):
        when = find_when(settled(text(node), page)) if len(text(node)) < _SHORT else None
        if when:
            yield when, "text below the headline", node


def _marked(scope: HtmlElement | None) -> Iterator[tuple[When, str, HtmlElement]]:
    for time in scope.iter("time") if scope is not None else ():
        if not any(word in classes(time) for word in ("updated ", "modified")):
            when = parse_when(time.get("datetime")) or find_when(text(time))
            if when:
                yield when, "<time>", time


def _told(node: HtmlElement, page: Page) -> When | None:
    """The time in an element called so. Microformats print it for programs in the title of an <abbr>."""
    marked = next((one for one in node.iter("abbr") if one.get("title")), None)
    return (parse_when(marked.get("title")) if marked is not None else None) or find_when(settled(text(node), page))


@lru_cache(maxsize=8192)
def _is_dated(names: str) -> bool:
    return _DATED.search(f" {names} ".lower()) is not None


def updated(known: Mapping[str, HtmlElement], without: AbstractSet[HtmlElement]) -> When | None:
    """When the article was last changed, by the class of what tells it."""
    for name in UPDATED:
        node = known.get(name)
        if node is None or in_comment(node, without):
            continue
        when = parse_when(node.get("datetime")) or find_when(text(node))
        if when:
            return when
    return None
