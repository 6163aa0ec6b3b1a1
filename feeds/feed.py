"""Feed, Entry and Document: what is published, before and after it takes a format; and Shape, how it is to be.

Format-neutral and fully resolved: a renderer looks nothing up, decides nothing about content and never asks the clock.
All times are aware and in UTC; all addresses are absolute ASCII http(s) URIs; all text is clean (`feeds.clean`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from feeds.model import Author, Enclosure, Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the feeds are to be: the formats, at least `entries` entries and everything of the newest `window`, whole
    articles or summaries, comment feeds or none, at most `conversation` comments in one before it is paged, `archive`
    entries in an archive document (0: no archives), and at most so many `tombstones` no older than `tombstone_age`."""

    formats: tuple[str, ...] = ("rss", "atom", "json")
    entries: int = 50
    window: dt.timedelta = dt.timedelta(hours=48)
    full_text: bool = True
    comment_feeds: bool = True
    conversation: int = 200
    archive: int = 100
    tombstones: int = 50
    tombstone_age: dt.timedelta = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """The conversation under an article: its HTML `page`, its feed in each format as (format, URL) pairs, how many
    comments it has and when the newest was published (RFC 4685 section 4; wfw:commentRss; slash:comments). `count` is
    None in feeds that shall not change with every comment."""

    page: str | None
    feeds: tuple[tuple[str, str], ...]
    count: int | None
    updated: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InReplyTo:
    """What a comment answers (RFC 4685 section 3): the id of the parent comment or article, the page where that
    stands, and the Atom feed in which its entry is found."""

    ref: str
    href: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article or comment in a feed. `id` is an absolute URI, the same in every format. `summary` is plain text,
    `content` HTML ("" for none). `updated` may carry microseconds where two entries of one feed share a second:
    Atom writes them (its updated values shall differ), the other formats do not. `related` is the page that the entry
    is about (a comment's article)."""

    id: str
    title: str
    published: dt.datetime
    updated: dt.datetime
    url: str | None = None
    summary: str = ""
    content: str = ""
    authors: tuple[Author, ...] = ()
    categories: tuple[str, ...] = ()
    language: str | None = None
    image: Image | None = None
    enclosures: tuple[Enclosure, ...] = ()
    replies: Replies | None = None
    in_reply_to: InReplyTo | None = None
    related: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry that stands in the last edition as it would be made today: its id, its `updated`, and its bytes in each
    format of the edition, by format. Its content would take `content` bytes in XML, or less."""

    id: str
    updated: dt.datetime
    content: int
    pieces: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """An entry that was removed (RFC 6721 section 3): its id and when it went."""

    ref: str
    when: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The feed's place in its archive (RFC 5005), each address as (format, URL) pairs. `archive` is True for an archive
    document; `current` is then the subscription document."""

    archive: bool = False
    current: tuple[tuple[str, str], ...] = ()
    prev: tuple[tuple[str, str], ...] = ()
    next: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, newest entry first. `path` is where it lies below out/, without suffix ("articles/a/comments"); `urls`
    are its public addresses as (format, URL) pairs; `home` is the page that it belongs to. `cut` tells that entries
    were shortened, or left out, since all of them together are too large for a document."""

    path: str
    id: str
    title: str
    description: str
    home: str
    urls: tuple[tuple[str, str], ...]
    language: str
    updated: dt.datetime
    authors: tuple[Author, ...]
    entries: tuple[Entry | Kept, ...] = ()
    cut: bool = False
    rights: str | None = None
    hubs: tuple[str, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    history: History | None = None

    def url(self, format: str) -> str:
        """The public address of this feed in a format; KeyError if it is not published in it."""
        return dict(self.urls)[format]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One line of the OPML list: a feed's title and addresses."""

    title: str
    home: str
    urls: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The bytes of one file below out/: `path` with suffix, `url` where it is served, `media_type` as served. If some
    of its entries are `Kept`, `fresh` may be the same document without those."""

    path: str
    url: str
    media_type: str
    body: bytes
    fresh: bytes | None = None
