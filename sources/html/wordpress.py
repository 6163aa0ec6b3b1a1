"""WordPress comments: the markup of wp_list_comments, old and HTML5, of older themes, and of block themes."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from feeds.model import Author, When
from sources._shared.dates import find_when, parse_when
from sources._shared.names import without_address
from sources.html import answers, nesting, thread
from sources.html.clock import settled
from sources.html.controls import AWAITING
from sources.html.page import Page
from sources.html.partial import Partial, Said
from sources.html.select import classes, line, text
from sources.html.speaker import SAYS, name_in
from sources.html.tidy import tidy

_ID = re.compile(r"^(?:li-|div-|article-|li_|div_)?comment[-_]?(\d+)$", re.IGNORECASE)
_DEPTH = re.compile(r" depth-(\d+) ")
_WPDISCUZ = re.compile(r"^(?:wc|wpd)-comm-\d+_(\d+)$")
_END = re.compile(r"(\d+)$")
_NOTICE = 160
_NAME = re.compile(r"[A-Za-z_][\w.-]*$", re.ASCII)
_PING = re.compile(r" (?:pingback|trackback) ")
_AUTHORS = (
    "fn wp-block-comment-author-name wpd-comment-author comment-author-name comment-author-link comment_author "
    "comment-author commentauthor wc-comment-author comment-name author vcard says"
).split()
_DATES = (
    "wp-block-comment-date wpd-comment-date comment-metadata commentmetadata comment-date comment_date comment-meta "
    "comment-time wc-comment-date commentdate date meta time small"
).split()
_CONTENTS = (
    "wp-block-comment-content wpd-comment-text comment-content comment_content comment-text comment_text "
    "wc-comment-text commenttext comment-entry commententry comment-copy comment-body comment_body entry-content text"
).split()
_FURNITURE = frozenset(
    (
        "fn comment-author comment-meta commentmetadata comment-metadata reply comment-reply-link "
        "comment-edit-link vcard avatar comment-awaiting-moderation comment-notes wp-block-comment-reply-link "
        "says comment-date comment_date comment-header commentnumber comment-footer sharedaddy comment-rating "
        "wp-block-comment-author-name wp-block-comment-date wp-block-avatar comment-actions cldr "
        "jetpack-likes-widget cluv commentluv comment-likes"
    ).split()
)

Named = dict[str, list[HtmlElement]]
_ITEMS = frozenset("li div article section dl dd tr td p ol ul".split())


def read(page: Page) -> Partial | None:
    """The comments in the order of the page, each with its number as key; None if there are none."""
    keys = _keys(page)
    told = list(_comments(page, keys))
    partly = [
        node for node, said, named in told if not (named and said.author and isinstance(said.published, dt.datetime))
    ]
    found = tuple(_completed(told, thread.read(partly, page, frozenset(keys))))
    if not found:
        return None
    return Partial(strategy="wordpress", comments=found, elements=tuple(keys), evidence={"comments": "#comment-NN"})


def _completed(found: list[tuple[HtmlElement, Said, bool]], others: list[thread.Comment]) -> Iterator[Said]:
    """What themes with names of their own do not tell is read as in any other conversation."""
    known = {other.element: other.said for other in others}
    for node, said, named in found:
        other = known.get(node)
        if other is None:
            yield said
            continue
        when = (
            said.published
            if said.published is not None and hasattr(said.published, "hour")
            else other.published or said.published
        )
        yield replace(
            said,
            content=said.content if named else other.content,
            author=said.author or other.author,
            published=when,
            approximate=when is not None and when is other.published and other.approximate,
            parent=said.parent or other.parent,
        )


def _comments(page: Page, keys: dict[HtmlElement, str]) -> Iterator[tuple[HtmlElement, Said, bool]]:
    numbers, holders = set(keys.values()), nesting.outer(keys, keys)
    above: list[tuple[int, str]] = []  # flat lists tell depth by class alone
    for node, key in keys.items():
        if _PING.search(classes(node)):
            continue
        holder = holders[node]
        outer = keys[holder] if holder is not None else None
        depth = _DEPTH.search(classes(node))
        if depth:
            above = [one for one in above if one[0] < int(depth[1])]
            outer = outer or (above[-1][1] if above and int(depth[1]) > 1 else None)
            above.append((int(depth[1]), key))
        outer = outer or _wpdiscuz_parent(node) or answers.told_parent(list(nesting.own(node, keys.keys())), page)
        said = _said(node, key, outer if outer in numbers else None, keys, page)
        if said:
            yield node, said[0], said[1]


def _wpdiscuz_parent(node: HtmlElement) -> str | None:
    """WpDiscuz wraps comment 41, an answer to 40, in an element with the id wc-comm-41_40 or wpd-comm-41_40."""
    for up in (node, *islice(node.iterancestors(), 3)):
        match = _WPDISCUZ.match(up.get("id") or "")
        if match:
            return match[1] if match[1] != "0" else None
    return None


def _keys(page: Page) -> dict[HtmlElement, str]:
    """The outermost element of each comment, and its number."""
    found: dict[HtmlElement, str] = {}
    seen: set[str] = set()
    for node, _, own in page.named:
        match = _ID.match(own) if own else None
        if match and match[1] not in seen and node.tag in _ITEMS and (len(node) or (node.text or "").strip()):
            seen.add(match[1])
            found[_outer(node)] = match[1]
    return found


def _outer(node: HtmlElement) -> HtmlElement:
    """Block themes put the id inside of the list item that also holds the answers, others under an id of its own."""
    parent, number = node.getparent(), _END.search(node.get("id") or "")
    if parent is None or parent.tag != "li" or node.tag == "li":
        return node
    if not parent.get("id") or (number and (parent.get("id") or "").endswith(f"_{number[1]}")):
        return parent
    return node


def _said(
    node: HtmlElement, key: str, parent: str | None, keys: dict[HtmlElement, str], page: Page
) -> tuple[Said, bool] | None:
    own = _own(node, keys)
    known = _by_name(own)
    content, named = _content(own, known)
    if not content:
        return None
    anchor = f"#{node.get('id')}" if node.get("id") else f"#comment-{key}"
    permalink = next((link for link in own.xpath(".//a/@href") if link.endswith((f"#comment-{key}", anchor))), None)
    said = Said(
        content=content,
        key=key,
        parent=parent,
        author=_author(own, known, page),
        url=page.absolute(permalink) or (page.absolute(anchor) if page.base else None),
        published=_published(own, known, page),
    )
    return said, named


def _own(node: HtmlElement, keys: dict[HtmlElement, str]) -> HtmlElement:
    """The comment; where others stand inside of it, a copy without them."""
    if not any(one in keys or _holds_answers(one) for one in node.iterdescendants()):
        return node
    top = _twin(node)
    stack = [(node, top)]
    while stack:
        original, twin = stack.pop()
        for child in original:
            if child in keys or _holds_answers(child):
                _say_after(twin, child.tail)
                continue
            inner = _twin(child)
            inner.tail = child.tail
            twin.append(inner)
            stack.append((child, inner))
    return top


def _twin(node: HtmlElement) -> HtmlElement:
    """A copy of the element without what is in it. Names that a parser reads in torn markup ("li<p") cannot be made."""
    twin: HtmlElement = node.makeelement(node.tag if _NAME.match(str(node.tag)) else "div")
    for name, value in node.items():
        if _NAME.match(name):
            twin.set(name, value)
    twin.text = node.text
    return twin


def _holds_answers(node: HtmlElement) -> bool:
    return (node.tag in {"ol", "ul"} and "children" in (node.get("class") or "")) or node.get("id") == "respond"


def _say_after(twin: HtmlElement, tail: str | None) -> None:
    """The text after an element that is left out."""
    if tail and len(twin):
        twin[-1].tail = (twin[-1].tail or "") + tail
    elif tail:
        twin.text = (twin.text or "") + tail


def _by_name(top: HtmlElement) -> Named:
    """What is in the comment, by each of its class names and ids."""
    found: Named = {}
    for node in top.iterdescendants():
        for name in classes(node).split():
            found.setdefault(name, []).append(node)
    return found


def _named(known: Named, names: list[str]) -> Iterator[HtmlElement]:
    for name in names:
        yield from known.get(name, ())


def _author(own: HtmlElement, known: Named, page: Page) -> Author | None:
    for node in [
        *_named(known, _AUTHORS[:1]),
        *own.iter("cite"),
        *_named(known, _AUTHORS[1:]),
        *own.xpath(".//*[@rel='nofollow' or contains(@class, 'url')]"),
    ]:
        name = text(node)
        words = settled(" ".join(" ".join(node.itertext()).split()), page)
        inner = next(node.iter("strong", "b", "cite", "a"), None) if find_when(words) else None
        name = (text(inner) if inner is not None else "") or name
        name = (name_in(name) or name) if find_when(name) or name.startswith("Comment by") else name
        for cut in (" says", " sagt", " schreibt", " schrieb", " dit", " dice", ":"):
            name = name.removesuffix(":").strip().removesuffix(cut).strip()
        name = without_address(name)
        if name and len(name) <= 100 and not name.startswith(("#", "http")):  # noqa: PLR2004
            links = [node.get("href"), *node.xpath(".//a/@href"), *node.xpath("ancestor::a/@href")]
            url = next((link for link in map(page.absolute, links) if link and "#comment" not in link), None)
            return Author(name=name, url=url)
    return None


def _published(own: HtmlElement, known: Named, page: Page) -> When | None:
    for time in own.iter("time"):
        when = parse_when(time.get("datetime")) or find_when(settled(text(time), page))
        if when:
            return when
    for node in [*_named(known, _DATES), *own.xpath(".//a[contains(@href, '#comment')] | .//small | .//abbr")]:
        when = parse_when(node.get("title")) or find_when(settled(" ".join(node.itertext())[:400], page))
        if when:
            return when
    return None


def _content(own: HtmlElement, known: Named) -> tuple[str, bool]:
    """What was said, and whether a class name told where it stands."""
    found = (tidy(node, without=_is_furniture) for node in _named(known, _CONTENTS))
    content = next((content for content in found if content), None)
    return SAYS.sub("", content or tidy(own, without=_is_furniture)), content is not None


def _is_furniture(node: HtmlElement) -> bool:
    """Author, time, reply link, notes of moderation: not what was said. A <cite> in a sentence is."""
    if node.tag == "cite":
        parent = node.getparent()
        return parent is None or str(parent.tag) not in {"p", "blockquote"}
    if node.tag in {"em", "i", "p", "span"} and AWAITING.match(line(node, _NOTICE) or ""):
        return True
    if node.tag == "a" and (node.get("href") or "").strip().lower().startswith("mailto:"):
        return True
    return _is_called_furniture(node.get("class")) or (node.get("id") or "").lower() in _FURNITURE


@lru_cache(maxsize=8192)
def _is_called_furniture(names: str | None) -> bool:
    return names is not None and not _FURNITURE.isdisjoint(names.lower().split())
