"""RSS, RDF and Atom, as feedparser reads them."""

import calendar
import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

import feedparser

from feeds.errors import SourceError
from feeds.model import Article, Author, Enclosure, Image, Skipped
from sources._shared.decode import charset_of_bom, decode
from sources._shared.markup import paragraphs
from sources._shared.names import without_address
from sources._shared.plain import plain
from sources.feed.document import Document, Entry, Place, Told, published_first

_FEED_TYPES = re.compile(r"application/(?:atom|rss|rdf|feed)\+(?:xml|json)|(?:application|text)/xml|application/json")
_IMAGE = re.compile(r"image/|$")
_OLDER = ("prev-archive", "next")
_ROOT = re.compile(r"<((?:\w+:)?(?:rss|feed|rdf))\b", re.IGNORECASE)
_DECLARED = re.compile(r"""^(<\?xml\b[^>]*?)\sencoding\s*=\s*(?:"[^">]*"|'[^'>]*')""")
_BROKEN_OFF = "the file breaks off: entries may be missing at its end"

Parsed = Mapping[str, Any]


def read(body: bytes, place: Place) -> Document:
    """A feed as a document. Raises SourceError if it is none, or if nothing of a broken one could be read."""
    body, charset = _narrow(body)
    kind = f"application/xml; charset={charset}" if charset else place.content_type
    headers = {"content-location": place.url or "", "content-type": kind or ""}
    try:
        # A stream: feedparser would take bytes for a file's name. `feeds.clean` sanitises, once.
        found = feedparser.parse(
            io.BytesIO(body),
            response_headers={key: value for key, value in headers.items() if value},
            sanitize_html=False,
        )
    except (ValueError, AssertionError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise SourceError(f"{place.name}: feedparser gave up: {type(error).__name__}: {error}") from error
    entries = found["entries"]
    if not entries and (reason := _reason(found)):
        raise SourceError(f"{place.name}: no feed, or not one entry of it could be read: {reason}")
    breaks_off = bool(found.get("bozo")) and not _closed(body)
    if breaks_off and place.url is not None:
        raise SourceError(f"{place.name}: the answer was cut short: {_reason(found) or 'it has no end'}")
    feed = found["feed"]
    atom = str(found.get("version", "")).startswith("atom")
    told = Told(language=feed.get("language"), authors=tuple(_authors(feed)) if atom else ())
    return Document(
        entries=tuple(_entry(entry, place, told) for entry in entries),
        skipped=(Skipped(where=place.name, why=_BROKEN_OFF),) if breaks_off else (),
        older=next(filter(None, (_linked(feed, rel) for rel in _OLDER)), None),
    )


def _narrow(body: bytes) -> tuple[bytes, str | None]:
    """A feed in UTF-16 or UTF-32 as UTF-8, and that name: of one that has ASCII alone feedparser makes nothing."""
    if (charset_of_bom(body[:64]) or "utf-8") == "utf-8":
        return body, None
    return _DECLARED.sub(r"\1", decode(body).lstrip("\ufeff"), count=1).encode("utf-8", "replace"), "utf-8"


def _closed(body: bytes) -> bool:
    """Whether the first element is closed somewhere."""
    text = decode(body)
    root = _ROOT.search(text)
    return root is None or re.search(rf"</{re.escape(root[1])}\s*>", text[root.end() :], re.IGNORECASE) is not None


def _reason(found: Parsed) -> str | None:
    """Why there is no entry, if there might have been."""
    error = found.get("bozo_exception")
    if isinstance(error, feedparser.exceptions.CharacterEncodingOverride | feedparser.exceptions.NonXMLContentType):
        error = None
    if error is not None:
        line = error.getLineNumber() if hasattr(error, "getLineNumber") else None
        words = error.getMessage() if hasattr(error, "getMessage") else str(error)
        return f"line {line}: {words}" if line else words
    return None if found.get("version") else "none of the formats that feedparser knows"


def _entry(entry: Parsed, place: Place, told: Told) -> Entry:
    guid, link = entry.get("id") or None, entry.get("link") or None
    published, updated = published_first(_time(entry, "published_parsed"), _time(entry, "updated_parsed"))
    title, content, summary = _title(entry), _content(entry), _summary(entry)
    article = Article(
        source=place.source,
        key=guid or link or _digest(title, content),
        guid=guid,
        title=title,
        url=link,
        base=_base(entry) or link or place.url,
        published=published,
        updated=updated,
        summary=summary,
        content=content,
        authors=tuple(dict.fromkeys(_authors(entry))) or told.authors,
        categories=tuple(dict.fromkeys(filter(None, map(_tag, _dicts(entry, "tags"))))),
        image=_image(entry),
        enclosures=tuple(_enclosures(entry)),
        language=told.language,
    )
    answered = entry.get("thr_in-reply-to")
    return Entry(
        article=article,
        comment_feed=_comment_feed(entry, article.base),
        conversation=" ".join(_told_of_comments(entry)),
        in_reply_to=answered.get("ref") if isinstance(answered, dict) else None,
    )


def _time(entry: Parsed, name: str) -> dt.datetime | None:
    # dict's own get: feedparser's gives the published time where there is no updated one.
    parts = dict.get(entry, name) if isinstance(entry, dict) else None
    if not parts:
        return None
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parts), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _title(entry: Parsed) -> str:
    detail = entry.get("title_detail") or {}
    text = str(entry.get("title") or "")
    return " ".join(text.split()) if detail.get("type") == "text/plain" else plain(text)


def _content(entry: Parsed) -> str:
    """The fullest of an entry's texts, as HTML."""
    bodies = [
        one for one in _dicts(entry, "content") if str(one.get("type", "")).startswith(("text/", "application/x"))
    ]
    best = max(bodies, key=lambda one: ("html" in str(one.get("type")), len(str(one.get("value") or ""))), default=None)
    best = best or entry.get("summary_detail") or {}
    value = str(best.get("value") or "")
    return paragraphs(value) if best.get("type") == "text/plain" else value


def _summary(entry: Parsed) -> str | None:
    """The summary, if the entry has content besides."""
    text = entry.get("summary")
    if not entry.get("content") or any(one.get("value") == text for one in _dicts(entry, "content")):
        return None
    return plain(text) or None


def _authors(entry: Parsed) -> Iterator[Author]:
    several = _dicts(entry, "authors")
    for one in several:
        # feedparser knows the top-level domains of 2005: in others it cuts an address in two.
        written = str(entry.get("author") or "") if len(several) == 1 else ""
        name = without_address(plain(written if "@" in written else one.get("name")))
        if name:
            yield Author(name=name, url=one.get("href") or None)


def _tag(tag: Parsed) -> str:
    return " ".join(str(tag.get("label") or tag.get("term") or "").split())


def _image(entry: Parsed) -> Image | None:
    """A picture of the entry: from Media RSS, iTunes, or an enclosure."""
    media = [*_nested(entry, "media_content"), *_nested(entry, "media_thumbnail")]
    for one in media:
        kind = "image/" if one.get("medium") == "image" else str(one.get("type") or "")
        if one.get("url") and (kind.startswith("image/") or (not kind and one.get("medium") is None)):
            return Image(url=str(one["url"]), width=_whole(one.get("width")), height=_whole(one.get("height")))
    own = entry.get("image")
    if isinstance(own, dict) and own.get("href"):
        return Image(url=str(own["href"]))
    pictures = (one for one in _enclosures(entry) if one.type.startswith("image/"))
    return next((Image(url=one.url) for one in pictures), None)


def _enclosures(entry: Parsed) -> Iterator[Enclosure]:
    for one in _dicts(entry, "links"):
        if one.get("rel") == "enclosure" and one.get("href"):
            kind = str(one.get("type") or "application/octet-stream")
            yield Enclosure(url=str(one["href"]), type=kind, length=_whole(one.get("length")) or 0)


def _comment_feed(entry: Parsed, base: str | None) -> str | None:
    """`wfw:commentRss`, else the first `rel=replies` that is a feed."""
    address = entry.get("wfw_commentrss")
    if not address:
        replies = [one for one in _dicts(entry, "links") if one.get("rel") == "replies" and one.get("href")]
        feeds = [one for one in replies if _FEED_TYPES.match(str(one.get("type") or "application/atom+xml"))]
        address = feeds[0]["href"] if feeds else None
    return urljoin(base or "", str(address)) if address else None


def _told_of_comments(entry: Parsed) -> Iterator[str]:
    """How many there are and when the newest came (RFC 4685, section 4; `slash:comments`)."""
    replies = [one for one in _dicts(entry, "links") if one.get("rel") == "replies"]
    told = (entry, ("slash_comments", "thr_total")), *((one, ("thr:count", "thr:updated")) for one in replies)
    return (text for one, names in told for name in names if (text := str(one.get(name) or "").strip()))


def _linked(feed: Parsed, rel: str) -> str | None:
    return next((str(one["href"]) for one in _dicts(feed, "links") if one.get("rel") == rel and one.get("href")), None)


def _base(entry: Parsed) -> str | None:
    details = (*_dicts(entry, "content"), entry.get("summary_detail") or {})
    return next((str(one["base"]) for one in details if str(one.get("base") or "").startswith("http")), None)


def _dicts(entry: Parsed, name: str) -> list[Parsed]:
    found = entry.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _nested(entry: Parsed, name: str) -> Iterable[Parsed]:
    return (one for one in _dicts(entry, name) if one.get("url"))


def _whole(value: object) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None  # noqa: PLR2004


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
