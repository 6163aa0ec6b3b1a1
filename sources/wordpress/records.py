"""Posts and comments, as the REST API gives them, to records."""

import datetime as dt
import html
from collections.abc import Iterator, Mapping

from feeds.model import Article, Author, Comment, Gone, Image
from sources._shared.fields import mapping, text_of
from sources._shared.names import without_address
from sources._shared.plain import plain

Json = Mapping[str, object]


def article(post: Json, source: str) -> Article | None:
    """A published post; None for one that is not, that asks for a password, or that has no id."""
    content, key = mapping(post.get("content")) or {}, text_of(post.get("id"))
    excerpt = mapping(post.get("excerpt")) or {}
    if (
        key is None
        or post.get("status", "publish") != "publish"
        or content.get("protected")
        or excerpt.get("protected")
    ):
        return None
    published, updated = moment(post, "date"), moment(post, "modified")
    terms = [term for term in _terms(post) if text_of(term.get("name"))]
    names = [plain(text_of(term.get("name"))) for term in terms if term.get("taxonomy") in {"category", "post_tag"}]
    link = text_of(post.get("link"))
    return Article(
        source=source,
        key=key,
        guid=html.unescape(_rendered(post, "guid")) or None,
        title=plain(_rendered(post, "title")),
        url=link,
        published=published,
        updated=updated if updated != published else None,
        summary=_summary(_rendered(post, "excerpt")),
        content=_rendered(post, "content"),
        authors=tuple(dict.fromkeys(_authors(post, terms))),
        section=_section(terms),
        categories=tuple(dict.fromkeys(names)),
        image=_image(post),
        comments_open={"open": True, "closed": False}.get(str(post.get("comment_status"))),
    )


def withheld(record: Json, source: str) -> Gone | None:
    """A post that is not published, a comment that is not approved, as a login sees them. None for anything else."""
    key, post, status = text_of(record.get("id")), text_of(record.get("post")), record.get("status")
    if key is None or not isinstance(status, str) or status in {"publish", "approved"}:
        return None
    return Gone(source=source, key=post or key, comment=key if post else None, withheld=True)


def comment(said: Json, source: str) -> Comment | None:
    """An approved comment; None for anything else. Its parent is as the API gives it."""
    key, post, content = text_of(said.get("id")), text_of(said.get("post")), _rendered(said, "content")
    spoken = said.get("type", "comment") in {"", "comment"} and said.get("status", "approved") == "approved"
    if key is None or post is None or not spoken or not content.strip():
        return None
    parent = text_of(said.get("parent"))
    name = without_address(plain(text_of(said.get("author_name"))))
    return Comment(
        source=source,
        article=post,
        key=key,
        parent=None if parent in {"0", key} else parent,
        content=content,
        author=Author(name=name, url=text_of(said.get("author_url"))) if name else None,
        url=text_of(said.get("link")),
        published=moment(said, "date"),
    )


def moment(record: Json, name: str) -> dt.datetime | None:
    """A time in UTC, or on the site's own clock where the API has no other."""
    for key, zone in ((f"{name}_gmt", dt.UTC), (name, None)):
        text = text_of(record.get(key))
        if text and not text.startswith(("0000", "-")):
            try:
                return dt.datetime.fromisoformat(text).replace(tzinfo=zone)
            except ValueError:
                continue
    return None


def _rendered(record: Json, name: str) -> str:
    value = record.get(name)
    inner = value.get("rendered") if isinstance(value, dict) else value
    return inner if isinstance(inner, str) else ""


def _summary(excerpt: str) -> str | None:
    """The excerpt, if an editor wrote it: WordPress makes one of the first words and ends it with "[…]"."""
    text = plain(excerpt)
    return None if not text or text.endswith(("[…]", "[...]")) else text


def _embedded(post: Json, name: str) -> Iterator[Json]:
    found = (mapping(post.get("_embedded")) or {}).get(name)
    for one in found if isinstance(found, list) else ():
        for record in one if isinstance(one, list) else [one]:
            if (known := mapping(record)) is not None and "code" not in known:  # what may not be seen is an error here
                yield known


def _terms(post: Json) -> Iterator[Json]:
    yield from _embedded(post, "wp:term")


def _authors(post: Json, terms: list[Json]) -> Iterator[Author]:
    """The byline: the terms of the plugin Co-Authors Plus, else the one author that WordPress knows."""
    several = [term for term in terms if term.get("taxonomy") == "author"]
    for one in several or _embedded(post, "author"):
        if name := without_address(plain(text_of(one.get("name")))):
            yield Author(name=name, url=text_of(one.get("link")))


def _section(terms: list[Json]) -> str | None:
    named = (term for term in terms if term.get("taxonomy") == "category" and term.get("slug") != "uncategorized")
    return next((plain(text_of(term.get("name"))) for term in named), None)


def _image(post: Json) -> Image | None:
    for media in _embedded(post, "wp:featuredmedia"):
        if (url := text_of(media.get("source_url"))) is not None:
            size = mapping(media.get("media_details")) or {}
            alt = plain(text_of(media.get("alt_text"))) or None
            return Image(url=url, alt=alt, width=_pixels(size.get("width")), height=_pixels(size.get("height")))
    url = text_of(post.get("jetpack_featured_media_url"))
    return Image(url=url) if url else None


def _pixels(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
