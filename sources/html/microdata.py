"""Microdata: itemscope and itemprop. https://html.spec.whatwg.org/multipage/microdata.html."""

from dataclasses import replace
from typing import Any

from lxml.html import HtmlElement

from sources.html import nesting, schemaorg
from sources.html.index import Index
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.select import text

_ADDRESSES = {
    "a": "href", "area": "href", "link": "href", "img": "src", "audio": "src", "video": "src", "source": "src",
    "iframe": "src", "embed": "src", "object": "data",
}  # fmt: skip
_MARKED = frozenset({"commenttext", "text", "description"})
_DEEPEST = 60


def read(page: Page) -> Partial | None:
    """What the page's main article says of itself in microdata; None if there is none."""
    index = page.index
    tops = [index.nodes[at] for at in _kinds(index) if index.nodes[at].get("itemscope") is not None]
    if not tops:
        return None
    said = _Comments(tops)
    items: list[schemaorg.Item]
    items = [_item(top, said) for top in tops if _is_article(top)]
    article = schemaorg.main_article(items, page)
    if article is None:
        return _comments_alone(said, page)
    loose = {} if article.get("comment") else {"comment": said.loose()}
    found = schemaorg.partial({**article, **loose}, page, "microdata")
    return replace(found, elements=said.elements) if found.comments else found


def _is_article(top: HtmlElement) -> bool:
    kind = top.get("itemtype") or ""
    return "Article" in kind or "Posting" in kind


def _kinds(index: Index) -> dict[int, str]:
    return index.values("itemtype") if "itemscope" in index.having else {}


def has_comments(page: Page) -> bool:
    """Whether comments are marked as such, read or not."""
    index = page.index
    return any("Comment" in kind and index.nodes[at].get("itemscope") is not None for at, kind in _kinds(index).items())


def _comments_alone(said: "_Comments", page: Page) -> Partial | None:
    """The comments of a page whose article is not marked."""
    comments = tuple(schemaorg.comments({"comment": said.loose()}, page))
    if not comments:
        return None
    evidence = {"comments": "Comment"}
    return Partial(strategy="microdata", comments=comments, elements=said.elements, evidence=evidence)


class _Comments:
    """The comments among a page's items. Each is read once, and linked to the one that it stands in: conversations are
    nested deeper than one function may call another."""

    def __init__(self, tops: list[HtmlElement]) -> None:
        self.elements = tuple(top for top in tops if _is_comment(top))
        self._items: dict[HtmlElement, dict[str, Any]] = {}
        outer = nesting.outer(self.elements, frozenset(self.elements))
        self._loose = [node for node in self.elements if outer[node] is None]
        for node in self.elements:
            self._items[node] = {}
        for node in self.elements:
            self._items[node].update(_item(node, self))

    def item(self, node: HtmlElement) -> dict[str, Any] | None:
        """The comment that the element is; None if it is none."""
        return self._items.get(node)

    def loose(self) -> list[object]:
        """Those that stand in no other."""
        return [self._items[node] for node in self._loose]


def _item(top: HtmlElement, said: _Comments, depth: int = 0) -> dict[str, Any]:
    kinds: list[object] = list((top.get("itemtype") or "").split())
    found: dict[str, Any] = {"@type": kinds}
    if top.get("itemid"):
        found["@id"] = [top.get("itemid")]
    elif "Comment" in (top.get("itemtype") or "") and top.get("id"):
        found["identifier"] = [top.get("id")]
    stack = list(reversed(top))
    while stack:
        node = stack.pop()
        for name in (node.get("itemprop") or "").split():
            found.setdefault(name, []).append(_value(node, name, said, depth))
        if not node.get("itemprop") and (comment := said.item(node)) is not None:
            found.setdefault("comment", []).append(comment)
        if node.get("itemscope") is None and len(stack) < 100_000:  # noqa: PLR2004
            stack.extend(reversed(node))
    return found


def _is_comment(node: HtmlElement) -> bool:
    return node.get("itemscope") is not None and "Comment" in (node.get("itemtype") or "")


def _value(node: HtmlElement, name: str, said: _Comments, depth: int) -> object:
    if (comment := said.item(node)) is not None:
        return comment
    if node.get("itemscope") is not None:
        return _item(node, said, depth + 1) if depth < _DEEPEST else ""
    if node.get("content") is not None:
        return node.get("content")
    if node.tag in _ADDRESSES and name in {"url", "image", "thumbnailUrl", "contentUrl", "mainEntityOfPage", "sameAs"}:
        return node.get(_ADDRESSES[node.tag]) or ""
    if node.tag == "time" and node.get("datetime"):
        return node.get("datetime")
    return _paragraphs(node) if name.lower() in _MARKED else text(node)


def _paragraphs(node: HtmlElement) -> str:
    from sources.html.tidy import tidy  # noqa: PLC0415 - only comments are marked up

    return tidy(node) if len(node) else text(node)
