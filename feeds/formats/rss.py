"""RSS 2.0, as the RSS Advisory Board's profile writes it."""

import re
from functools import lru_cache

from feeds.feed import Document, Entry, Feed, Kept
from feeds.formats import Piece
from feeds.formats._feedgen import RSS_NAMESPACES, rss_head, rss_item
from feeds.formats._xml import Envelope, entries, has_markup, joined, length, split, text_of

_PLAIN = ("title", "description", "copyright", "category", "dc:creator", "media:description", "media:credit")
_ENVELOPE = Envelope(RSS_NAMESPACES, tuple(name for name in _PLAIN if name != "description"))
_HEAD = Envelope(RSS_NAMESPACES, _PLAIN)  # a channel's description is plain text, an item's is HTML
_GUID = re.compile(rb"<guid[^>]*>([^<]*)</guid>")


class Rss:
    """The format `rss`."""

    name = "rss"
    media_type = "application/rss+xml"

    def render(self, feed: Feed) -> Document:
        """The document of a feed; KeyError if the feed has no RSS address."""
        head, tail = split(_HEAD.plain(rss_head(feed)), b"</channel>")
        whole, fresh = joined(head, feed.entries, _piece, tail)
        url = feed.url(self.name)
        return Document(path=f"{feed.path}.rss", url=url, media_type=self.media_type, body=whole, fresh=fresh)

    def pieces(self, body: bytes) -> dict[str, Piece]:
        """See `feeds.formats.Format`."""
        found = ((_GUID.match(item, item.find(b"<guid")), item) for item in entries(body, b"item"))
        return {
            text_of(guid[1]): Piece(item, length(item, b"content:encoded", b"description"))
            for guid, item in found
            if guid
        }


def _piece(entry: Entry | Kept) -> bytes:
    return entry.pieces["rss"] if isinstance(entry, Kept) else _item(entry)


@lru_cache(maxsize=4096)
def _item(entry: Entry) -> bytes:
    return _ENVELOPE.serialise(rss_item(entry), plain=has_markup(entry))
