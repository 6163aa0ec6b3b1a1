"""Items of schema.org (Article, Comment, UserComments), from JSON-LD or microdata, to a partial record.

An item is a mapping with "@type" and properties; a property is a text, an item, or a list of these.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, cast

from feeds.model import Author, Image, When
from sources._shared.dates import parse_when
from sources._shared.markup import paragraphs
from sources._shared.names import without_address
from sources.html import names, topics
from sources.html.page import Page
from sources.html.partial import Partial, Said
from sources.html.titles import squeezed

Item = Mapping[str, object]

_ARTICLES = re.compile(r"(?:Article|Posting|Report|ClaimReview)$")
_BEGINNING = 20  # letters of a headline that tell it from another one
_TAG = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|blockquote)\b[^>]*>", re.IGNORECASE)
_PROPERTIES = {
    "title": "headline", "subtitle": "alternativeHeadline", "authors": "author", "published": "datePublished",
    "updated": "dateModified", "summary": "description", "body_text": "articleBody", "section": "articleSection",
    "categories": "keywords", "language": "inLanguage", "site": "publisher", "comments": "comment",
}  # fmt: skip


def types(item: Item) -> tuple[str, ...]:
    """The item's types, without "https://schema.org/" or a prefix."""
    return tuple(re.split(r"[/#:]", str(name))[-1] for name in every(item.get("@type")))


def is_article(item: Item) -> bool:
    """Whether the item is an Article of any kind."""
    return any(_ARTICLES.search(name) for name in types(item))


def every(value: object) -> list[object]:
    """The value as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def texts(value: object) -> list[str]:
    """The texts of a property: strings, numbers, and the names of items, entities read and white space collapsed."""
    found = []
    for one in every(value):
        plain = _label(cast("Item", one)) if isinstance(one, dict) else one
        if isinstance(plain, str | int | float) and not isinstance(plain, bool):
            clean = " ".join(html.unescape(html.unescape(str(plain))).split())
            found += [clean] if clean else []
    return found


def _label(item: Item) -> object:
    told = item.get("@value") or item.get("name") or item.get("headline") or item.get("url") or ""
    return told[0] if isinstance(told, list) and told else told


def main_article(items: list[Item], page: Page) -> Item | None:
    """The article that the page is about: the one that names the page's address, else the one whose headline begins as
    the window's title does, else the one with the longest text."""
    found = [item for item in items if is_article(item)]
    here = {address.split("#")[0].rstrip("/") for address in (page.url, page.base) if address}

    window = squeezed(page.tree.findtext(".//title") or "") if len(found) > 1 else ""

    def weight(item: Item) -> tuple[bool, bool, int]:
        told = [*_links(item.get("url")), *_links(item.get("mainEntityOfPage")), *_links(item.get("@id"))]
        at_home = any((page.absolute(link) or "").split("#")[0].rstrip("/") in here for link in told)
        length = sum(len(text) for text in _raw(item.get("articleBody")))
        said = squeezed(next(iter(texts(item.get("headline"))), ""))[:_BEGINNING]
        return (
            at_home,
            bool(said) and window.startswith(said),
            length + sum(bool(item.get(name)) for name in ("headline", "datePublished", "author")),
        )

    return max(found, key=weight, default=None)


def partial(item: Item, page: Page, strategy: str) -> Partial:
    """What an article item says."""
    kind = types(item)[0] if types(item) else "Article"
    said = {
        "title": _one(item, "headline", "name"),
        "subtitle": _one(item, "alternativeHeadline"),
        "authors": tuple(_authors(item, page)),
        "published": _when(item, "datePublished", "dateCreated", "uploadDate"),
        "updated": _when(item, "dateModified"),
        "summary": _one(item, "description", "abstract"),
        "body_text": _body(item),
        "section": _one(item, "articleSection"),
        "categories": topics.clean(tuple(_keywords(item))),
        "language": _one(item, "inLanguage"),
        "url": _address(item, page),
        "image": _image(item, page),
        "site": _one(item, "publisher"),
        "comments": tuple(comments(item, page)),
    }
    evidence = {name: f"{kind}.{_PROPERTIES.get(name, name)}" for name, value in said.items() if value}
    return Partial(strategy=strategy, is_article=True, evidence=evidence, **said)  # type: ignore[arg-type]


def comments(item: Item, page: Page) -> Iterator[Said]:
    """The item's comments and their replies, each after what it answers. One that is named again by its own replies is
    read once."""
    seen: set[int] = set()
    stack: list[tuple[object, str | None]] = [(value, None) for value in reversed(_replies(item))]
    while stack:
        value, parent = stack.pop()
        if not isinstance(value, dict) or id(value) in seen:
            continue
        seen.add(id(value))
        said = _said(value, page, content, parent) if (content := _content(value)) else None
        if said:
            yield said
        stack += [(reply, said.key if said else parent) for reply in reversed(_replies(value))]


def _replies(item: Item) -> list[object]:
    return [*every(item.get("comment")), *every(item.get("comments"))]


def _content(item: Item) -> str:
    told = item.get("text") or item.get("commentText") or item.get("articleBody") or item.get("description")
    return "".join(map(_marked, _raw(told)))


def _said(item: Item, page: Page, content: str, parent: str | None) -> Said:
    url = next((link for link in map(page.absolute, _links(item.get("url")) or _links(item.get("@id"))) if link), None)
    key = next(iter(texts(item.get("identifier")) or _links(item.get("@id"))), None) or url
    writer = _writer(item.get("author") or item.get("creator"), page)
    answered = item.get("parentItem")
    named = texts(answered.get("identifier")) if isinstance(answered, dict) else []
    answers = next(iter(named or _links(answered)), None)
    return Said(
        content=content,
        key=key,
        parent=parent or (answers if answers != page.url else None),
        author=writer,
        url=url,
        published=_when(item, "dateCreated", "datePublished", "commentTime"),
    )


def _writer(value: object, page: Page) -> Author | None:
    """Who wrote a comment: a name as it stands, which is no byline."""
    for one in every(value):
        told = one.get("name") or one.get("alternateName") if isinstance(one, dict) else one
        name = without_address(next(iter(texts(told)), ""))
        if name:
            links = _links(one.get("url")) if isinstance(one, dict) else []
            return Author(name=name, url=next((link for link in map(page.absolute, links) if link), None))
    return None


def _address(item: Item, page: Page) -> str | None:
    named = [link for link in _links(item.get("@id")) if "#" not in link]
    told = [*_links(item.get("url")), *_links(item.get("mainEntityOfPage")), *named]
    return next((link for link in map(page.absolute, told) if link), None)


def _one(item: Item, *properties: str) -> str | None:
    return next((text for name in properties for text in texts(item.get(name))), None)


def _when(item: Item, *properties: str) -> When | None:
    return next((when for name in properties for text in texts(item.get(name)) if (when := parse_when(text))), None)


def _raw(value: object) -> list[str]:
    return [text for text in every(value) if isinstance(text, str) and text.strip()]


def _marked(text: str) -> str:
    return text if _TAG.search(text) else paragraphs(html.unescape(text))


def _body(item: Item) -> str | None:
    body = "\n\n".join(_raw(item.get("articleBody")))
    body = html.unescape(body) if "&lt;" in body else body
    return body or None


def _keywords(item: Item) -> Iterator[str]:
    seen = set()
    for word in [
        text for name in ("keywords", "about") for text in texts(item.get(name) if name == "keywords" else None)
    ]:
        for part in re.split(r"[,;]\s*", word) if len(every(item.get("keywords"))) == 1 else [word]:
            if part.strip() and squeezed(part) not in seen:
                seen.add(squeezed(part))
                yield part.strip()


def _authors(item: Item, page: Page) -> Iterator[Author]:
    seen = set()
    for author in _people(item.get("author") or item.get("creator"), page):
        if author.name.casefold() not in seen:
            seen.add(author.name.casefold())
            yield author


def _people(value: object, page: Page) -> Iterator[Author]:
    for one in every(value):
        if isinstance(one, dict):
            kinds = types(cast("Item", one))
            kind = _kind(kinds)
            url = next((link for link in map(page.absolute, _links(one.get("url"))) if link), None)
            for name in texts(one.get("name")):
                # "Person" is what templates write whatever the name is: agencies are known better by their names.
                found = names.authors(name, None if kind == "person" else kind)
                yield from (replace(author, url=url) for author in found) if len(found) == 1 else found
        elif isinstance(one, str):
            yield from names.authors(html.unescape(one))


def _kind(kinds: tuple[str, ...]) -> Literal["person", "organisation"] | None:
    if any("Organization" in name for name in kinds):
        return "organisation"
    return "person" if "Person" in kinds else None


def _links(value: object) -> list[str]:
    found = []
    for one in every(value):
        link = (one.get("@id") or one.get("url")) if isinstance(one, dict) else one
        found += [link] if isinstance(link, str) and link.strip() else []
    return found


def _image(item: Item, page: Page) -> Image | None:
    for value in [*every(item.get("image")), *every(item.get("thumbnailUrl"))]:
        one = value if isinstance(value, dict) else {"url": value}
        url = next(
            (
                link
                for name in ("url", "contentUrl", "@id")
                for link in map(page.absolute, _links(one.get(name)))
                if link
            ),
            None,
        )
        if url:
            width, height = _pixels(one.get("width")), _pixels(one.get("height"))
            credit = next(iter(texts(one.get("creditText")) or texts(one.get("copyrightHolder"))), None)
            return Image(
                url=url, alt=next(iter(texts(one.get("caption"))), None), credit=credit, width=width, height=height
            )
    return None


def _pixels(value: object) -> int | None:
    match = re.match(r"\s*(\d{1,6})(?:\.0+)?\s*(?:px)?\s*$", next(iter(texts(value)), ""))
    return (int(match[1]) or None) if match else None
