"""Atom 1.0 (RFC 4287), with threads (RFC 4685), archives (RFC 5005) and tombstones (RFC 6721)."""

import datetime as dt
import re
from functools import lru_cache

from feeds.feed import Document, Entry, Feed, Kept
from feeds.formats import Piece
from feeds.formats._feedgen import ATOM_NAMESPACES, atom_entry, atom_head
from feeds.formats._xml import Envelope, entries, has_markup, joined, length, split, text_of

_PLAIN = ("title", 'summary type="text"', "subtitle", "rights", "name", "media:description", "media:credit")
_ENVELOPE = Envelope(ATOM_NAMESPACES, _PLAIN)
_BEGINNING = re.compile(rb"<entry[^>]*><id>([^<]*)</id><title[^>]*>[^<]*</title><updated>([^<]*)</updated>")


class Atom:
    """The format `atom`."""

    name = "atom"
    media_type = "application/atom+xml"

    def render(self, feed: Feed) -> Document:
        """The document of a feed; KeyError if the feed has no Atom address."""
        head, tail = split(_ENVELOPE.plain(atom_head(feed)), b"</feed>")
        whole, fresh = joined(head, feed.entries, _piece, tail)
        url = feed.url(self.name)
        return Document(path=f"{feed.path}.atom", url=url, media_type=self.media_type, body=whole, fresh=fresh)

    def pieces(self, body: bytes) -> dict[str, Piece]:
        """See `feeds.formats.Format`."""
        found = ((_BEGINNING.match(entry), entry) for entry in entries(body, b"entry"))
        return {
            text_of(begun[1]): Piece(entry, length(entry, b"content"), _instant(begun[2]))
            for begun, entry in found
            if begun
        }


def _instant(raw: bytes) -> dt.datetime:
    return dt.datetime.fromisoformat(raw.decode())


def _piece(entry: Entry | Kept) -> bytes:
    return entry.pieces["atom"] if isinstance(entry, Kept) else _entry(entry)


@lru_cache(maxsize=4096)
def _entry(entry: Entry) -> bytes:
    return _ENVELOPE.serialise(atom_entry(entry), plain=has_markup(entry))
