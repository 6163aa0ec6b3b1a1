"""Microdata: itemscope and itemprop. https://html.spec.whatwg.org/multipage/microdata.html."""

from dataclasses import replace

from lxml.html import HtmlElement

from sources.html import schemaorg
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.select import text

_ADDRESSES = {
    "a": "href", "area": "href", "link": "href", "img": "src", "audio": "src", "video": "src", "source": "src",
    "iframe": "src", "embed": "src", "object": "data",
}  # fmt: skip
_MARKED = frozenset({"commenttext", "text", "description"})
_DEEPEST = 60
_COMMENTS = "//*[@itemscope and contains(@itemtype, 'Comment')]"


def read(page: Page) -> Partial | None:
    """What the page's main article says of itself in microdata; None if there is none."""
    if not page.mentions(b"itemscope"):
        return None
    tops = page.tree.xpath("//*[@itemscope and @itemtype]")
    items = [(top, _item(top)) for top in tops if "Article" in top.get("itemtype") or "Posting" in top.get("itemtype")]
    article = schemaorg.main_article([item for _, item in items], page)
    if article is None:
        return _comments_alone(page)
    found = schemaorg.partial({**article, **_loose_comments(page, article)}, page, "microdata")
    comments = page.tree.xpath(_COMMENTS)
    return replace(found, elements=tuple(comments)) if found.comments else found


def _comments_alone(page: Page) -> Partial | None:
    """The comments of a page whose article is not marked."""
    told = _loose_comments(page, {})
    comments = tuple(schemaorg.comments(told, page))
    elements = tuple(page.tree.xpath(_COMMENTS)) if comments else ()
    evidence = {"comments": "Comment"}
    return Partial(strategy="microdata", comments=comments, elements=elements, evidence=evidence) if comments else None


def _loose_comments(page: Page, article: schemaorg.Item) -> dict[str, object]:
    """Comments that stand on the page but not inside the article's element."""
    if article.get("comment"):
        return {}
    found = [
        _item(top) for top in page.tree.xpath(_COMMENTS) if not top.xpath("ancestor::*[contains(@itemtype, 'Comment')]")
    ]
    return {"comment": found} if found else {}


def _item(top: HtmlElement, depth: int = 0) -> dict[str, object]:
    kinds: list[object] = list((top.get("itemtype") or "").split())
    found: dict[str, list[object]] = {"@type": kinds}
    if top.get("itemid"):
        found["@id"] = [top.get("itemid")]
    elif "Comment" in (top.get("itemtype") or "") and top.get("id"):
        found["identifier"] = [top.get("id")]
    stack = list(reversed(top))
    while stack:
        node = stack.pop()
        for name in (node.get("itemprop") or "").split():
            found.setdefault(name, []).append(_value(node, name, depth))
        if _is_comment(node) and not node.get("itemprop"):
            found.setdefault("comment", []).append(_item(node, depth + 1) if depth < _DEEPEST else "")
        if node.get("itemscope") is None and len(stack) < 100_000:  # noqa: PLR2004
            stack.extend(reversed(node))
    return dict(found)


def _is_comment(node: HtmlElement) -> bool:
    return node.get("itemscope") is not None and "Comment" in (node.get("itemtype") or "")


def _value(node: HtmlElement, name: str, depth: int) -> object:
    if node.get("itemscope") is not None:
        return _item(node, depth + 1) if depth < _DEEPEST else ""
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
