"""One feed, whatever its format, as what the adapter needs of it."""

import re
from dataclasses import dataclass, field

from feeds.errors import SourceError
from feeds.model import Article, Author, Skipped, When

LARGEST = 1 << 25
"""The largest feed that is read, in bytes: 32 MiB."""

_JSON = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*\{")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: as an article, with the address of its comment feed and what is told of the conversation (how many
    comments, when the newest came; "" if nothing); and what it answers if the feed is one of comments."""

    article: Article
    comment_feed: str | None = None
    conversation: str = ""
    in_reply_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The entries of a feed in its order, what could not be read, and the address of the next older document."""

    entries: tuple[Entry, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    older: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a feed is from: the source's name, how to call it, its address if it has one, and its media type."""

    source: str
    name: str
    url: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a feed says of all its entries."""

    language: str | None = None
    authors: tuple[Author, ...] = field(default=())


def parsed(body: bytes, place: Place) -> Document:
    """A feed's bytes as a document. Raises SourceError if it is no feed, or has no entry because it is broken."""
    if len(body) > LARGEST:
        raise SourceError(f"{place.name}: larger than {LARGEST >> 20} MB: not read as a feed")
    if _JSON.match(body[:100]):
        from sources.feed.json import read  # noqa: PLC0415  one or the other
    else:
        from sources.feed.syndication import read  # noqa: PLC0415  feedparser takes 150 ms to import
    return read(body, place)


def published_first(published: When | None, updated: When | None) -> tuple[When | None, When | None]:
    """Both times; a feed with one date only, by whatever name, says when it was published."""
    return (updated, None) if published is None else (published, updated if updated != published else None)
