"""JSON Feed 1.1. What it has no field for stands in `_feedhouse` (docs/formats.md)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from feeds.extensions.dates import rfc3339_seconds
from feeds.extensions.media import has_media_type
from feeds.feed import Document, Entry, Feed, InReplyTo, Kept, Replies
from feeds.formats import Piece
from feeds.model import Author, Enclosure

_VERSION = "https://jsonfeed.org/version/1.1"
_encode = msgspec.json.Encoder().encode
_ID = re.compile(rb'{"id":("(?:[^"\\]|\\.)*")')


class JsonFeed:
    """The format `json`."""

    name = "json"
    media_type = "application/feed+json"

    def render(self, feed: Feed) -> Document:
        """The document of a feed, an item a line; KeyError if the feed has no JSON address."""
        lines = [_encode(key) + b": " + _encode(value) for key, value in _head(feed).items() if value]
        fresh = [entry for entry in feed.entries if not isinstance(entry, Kept)]
        return Document(
            path=f"{feed.path}.json",
            url=feed.url("json"),
            media_type=self.media_type,
            body=_joined(lines, feed.entries),
            fresh=_joined(lines, fresh) if len(fresh) < len(feed.entries) else None,
        )

    def pieces(self, body: bytes) -> dict[str, Piece]:
        """See `feeds.formats.Format`."""
        found = ((_ID.match(line), line) for line in body.partition(b'"items": [\n')[2].split(b"\n"))
        return {msgspec.json.decode(id[1], type=str): _as_piece(line.removesuffix(b",")) for id, line in found if id}


def _joined(lines: list[bytes], entries: Sequence[Entry | Kept]) -> bytes:
    items = b",\n".join(map(_piece, entries))
    return b"{\n" + b",\n".join(lines) + b',\n"items": [\n' + items + (b"\n" if items else b"") + b"]\n}\n"


def _as_piece(item: bytes) -> Piece:
    return Piece(item, 5 * len(item))  # in XML, each of its bytes might be a "&"


def _piece(entry: Entry | Kept) -> bytes:
    return entry.pieces["json"] if isinstance(entry, Kept) else _item(entry)


def _head(feed: Feed) -> dict[str, Any]:
    older = feed.history and dict(feed.history.prev).get("json")
    return {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url("json"),
        "description": feed.description,
        "next_url": older,
        "authors": _authors(feed.authors),
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
        "_feedhouse": _said({"rights": feed.rights}),
    }


@lru_cache(maxsize=4096)
def _item(entry: Entry) -> bytes:
    return _encode(_said({"id": entry.id, "url": entry.url, **_text(entry), **_facts(entry)}))


def _text(entry: Entry) -> dict[str, Any]:
    content = {"content_html": entry.content} if entry.content else {"content_text": entry.summary or entry.title}
    return {"title": entry.title, **content, "summary": entry.summary}


def _facts(entry: Entry) -> dict[str, Any]:
    return {
        "image": entry.image and entry.image.url,
        "date_published": rfc3339_seconds(entry.published),
        "date_modified": rfc3339_seconds(entry.updated),
        "authors": _authors(entry.authors),
        "tags": [category for category in entry.categories if category],
        "language": entry.language,
        "attachments": [_attachment(enclosure) for enclosure in entry.enclosures if has_media_type(enclosure)],
        "_feedhouse": _said(
            {
                "comments": entry.replies and _comments(entry.replies),
                "in_reply_to": entry.in_reply_to and _in_reply_to(entry.in_reply_to),
                "about": entry.related,
            }
        ),
    }


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: an absent key, never null or empty (JSON Feed 1.1, "optional")."""
    return {key: value for key, value in facts.items() if value or value == 0}


def _authors(authors: tuple[Author, ...]) -> list[dict[str, Any]]:
    return [_said({"name": author.name, "url": author.url}) for author in authors if author.name]


def _attachment(enclosure: Enclosure) -> dict[str, Any]:
    facts: dict[str, Any] = {"url": enclosure.url, "mime_type": enclosure.type}
    return facts | ({"size_in_bytes": enclosure.length} if enclosure.length > 0 else {})


def _comments(replies: Replies) -> dict[str, Any]:
    updated = replies.updated and rfc3339_seconds(replies.updated)
    return _said({"count": replies.count, "url": replies.page, "updated": updated, "feeds": dict(replies.feeds)})


def _in_reply_to(parent: InReplyTo) -> dict[str, Any]:
    return _said({"id": parent.ref, "url": parent.href, "feed": parent.source})
