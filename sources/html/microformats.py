"""Microformats: responses as h-cite in an h-entry. https://microformats.org/wiki/comments."""

from lxml.html import HtmlElement

from feeds.model import Author, When
from sources._shared.dates import find_when, parse_when
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
    known = set(items)
    found = [(node, said) for node in items if (said := _said(node, known, page))]
    if not found:
        return None
    return Partial(
        strategy="microformats", comments=tuple(said for _, said in found), elements=tuple(node for node, _ in found),
        evidence={"comments": "u-comment h-cite"},
    )  # fmt: skip


def _said(node: HtmlElement, known: set[HtmlElement], page: Page) -> Said | None:
    inner = {one for one in node.iterdescendants() if one in known}
    body = next(
        (
            one
            for name in ("e-content", "p-content", "p-summary", "p-name")
            if (one := _own(node, name, inner)) is not None
        ),
        None,
    )
    content = tidy(body, left_out=inner) if body is not None else ""
    if not content:
        return None
    outer = next((one for one in node.iterancestors() if one in known), None)
    link = _own(node, "u-url", inner, "dt-published")
    url = page.absolute(link.get("href")) if link is not None else None
    return Said(
        content=content,
        key=_key(node, inner, page),
        parent=_key(outer, set(), page) if outer is not None else None,
        author=_author(node, inner, page),
        url=url,
        published=_when(node, inner),
    )


def _own(node: HtmlElement, name: str, inner: set[HtmlElement], *others: str) -> HtmlElement | None:
    """The element with the class name, unless it belongs to an author's card or to a comment inside."""
    for one in node.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"):
        ups = []
        for up in one.iterancestors():
            if up is node:
                break
            ups.append(up)
        if (
            not any(up in inner for up in [one, *ups])
            and not (name.startswith("u-") and any("h-card" in (up.get("class") or "") for up in ups))
            and "h-card" not in (one.get("class") or "")
        ):
            found: HtmlElement = one
            return found
    return None


def _author(node: HtmlElement, inner: set[HtmlElement], page: Page) -> Author | None:
    card = with_class(node, "p-author", "u-author", "h-card")
    if card is None or any(up in inner for up in card.iterancestors()):
        return None
    named = with_class(card, "p-name", "fn")
    name = text(named if named is not None else card) or next(
        (image.get("alt") for image in card.iter("img") if image.get("alt")), ""
    )
    link = card if card.get("href") else next(card.iter("a"), None)
    return Author(name=name, url=page.absolute(link.get("href")) if link is not None else None) if name else None


def _when(node: HtmlElement, inner: set[HtmlElement]) -> When | None:
    time = _own(node, "dt-published", inner)
    if time is None:
        return None
    inside = next(time.iter("time"), time)
    return parse_when(time.get("datetime") or time.get("title") or inside.get("datetime")) or find_when(text(time))


def _key(node: HtmlElement, inner: set[HtmlElement], page: Page) -> str | None:
    link = _own(node, "u-url", inner)
    return node.get("id") or (page.absolute(link.get("href")) if link is not None else None)
