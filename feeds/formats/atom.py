"""Atom 1.0 (RFC 4287), with threads (RFC 4685), archives (RFC 5005) and tombstones (RFC 6721)."""

from functools import lru_cache

from feeds.feed import Document, Entry, Feed
from feeds.formats._feedgen import ATOM_NAMESPACES, atom_entry, atom_head
from feeds.formats._xml import Envelope, has_markup, split

_PLAIN = ("title", 'summary type="text"', "subtitle", "rights", "name", "media:description", "media:credit")
_ENVELOPE = Envelope(ATOM_NAMESPACES, _PLAIN)


class Atom:
    """The format `atom`."""

    name = "atom"
    media_type = "application/atom+xml"

    def render(self, feed: Feed) -> Document:
        """The document of a feed; KeyError if the feed has no Atom address."""
        head, tail = split(_ENVELOPE.plain(atom_head(feed)), b"</feed>")
        body = b"".join((head, *map(_entry, feed.entries), tail))
        return Document(path=f"{feed.path}.atom", url=feed.url("atom"), media_type=self.media_type, body=body)


@lru_cache(maxsize=4096)
def _entry(entry: Entry) -> bytes:
    return _ENVELOPE.serialise(atom_entry(entry), plain=has_markup(entry))
