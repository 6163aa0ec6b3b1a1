"""Microformats: responses as h-cite in an h-entry. https://microformats.org/wiki/comments."""

from lxml.html import HtmlElement

from feeds.model import Author, When
from sources._shared.dates import find_when, parse_when
from sources.html import nesting
from sources.html.nesting import inside
from sources.html.page import Page
from sources.html.partial import Partial, Said
from sources.html.select import text, with_class
from sources.html.tidy import tidy

_RESPONSES = frozenset({"u-comment", "p-comment", "u-in-reply"})


def read(page: Page) -> Partial | None:
    """The comments among the responses (likes and reposts are none); None if there are none."""
    items = [
        node
        for node, names, _ in page.named
        if "-comment" in names or "u-in-reply" in names
        if node.tag != "a" and not _RESPONSES.isdisjoint(names.split())
    ]
    known, outer = set(items), nesting.outer(items, set(items))
    parts = {node: [one for one in nesting.own(node, known) if one is not node] for node in items}
    keys = {node: _key(node, part, page) for node, part in parts.items()}
    found = []
    for node, part in parts.items():
        holder = outer[node]
        said = _said(node, part, known, page, keys[node], keys[holder] if holder is not None else None)
        if said:
            found.append((node, said))
    if not found:
        return None
    return Partial(
        strategy="microformats", comments=tuple(said for _, said in found), elements=tuple(node for node, _ in found),
        evidence={"comments": "u-comment h-cite"},
    )  # fmt: skip


def _said(
    node: HtmlElement, part: list[HtmlElement], known: set[HtmlElement], page: Page, key: str | None, parent: str | None
) -> Said | None:
    bodies = (_first(node, part, name) for name in ("e-content", "p-content", "p-summary", "p-name"))
    body = next((one for one in bodies if one is not None), None)
    content = tidy(body, apart=known) if body is not None else ""
    if not content:
        return None
    link, time = _first(node, part, "u-url"), _first(node, part, "dt-published")
    return Said(
        content=content,
        key=key,
        parent=parent,
        author=_author(part, page),
        url=page.absolute(link.get("href")) if link is not None else None,
        published=_when(time) if time is not None else None,
    )


def _first(node: HtmlElement, part: list[HtmlElement], name: str) -> HtmlElement | None:
    """The first of the comment's own elements with the class name that does not belong to an author's card."""
    for one in part:
        names = (one.get("class") or "").split()
        if name in names and not any("h-card" in said for said in names):
            carded = name.startswith("u-") and any("h-card" in (up.get("class") or "") for up in inside(one, node))
            if not carded:
                return one
    return None


def _author(part: list[HtmlElement], page: Page) -> Author | None:
    card = _with_class(part, "p-author", "u-author", "h-card")
    if card is None:
        return None
    named = with_class(card, "p-name", "fn")
    name = text(named if named is not None else card) or next(
        (image.get("alt") for image in card.iter("img") if image.get("alt")), ""
    )
    link = card if card.get("href") else next(card.iter("a"), None)
    return Author(name=name, url=page.absolute(link.get("href")) if link is not None else None) if name else None


def _with_class(part: list[HtmlElement], *names: str) -> HtmlElement | None:
    return next((one for name in names for one in part if name in (one.get("class") or "").split()), None)


def _when(time: HtmlElement) -> When | None:
    within = next(time.iter("time"), time)
    return parse_when(time.get("datetime") or time.get("title") or within.get("datetime")) or find_when(text(time))


def _key(node: HtmlElement, part: list[HtmlElement], page: Page) -> str | None:
    link = _first(node, part, "u-url")
    return node.get("id") or (page.absolute(link.get("href")) if link is not None else None)
