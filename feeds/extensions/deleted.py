"""Tombstones in Atom (RFC 6721 section 3): the ids of entries that were removed, and when.

W3C's validator does not know the namespace and says so as a warning, so only a feed with tombstones declares it.
"""

from lxml.etree import SubElement, _Element

from feeds.extensions.dates import rfc3339
from feeds.extensions.extension import Extension
from feeds.feed import Feed

_AT = "http://purl.org/atompub/tombstones/1.0"


def _needed(feed: Feed) -> bool:
    return bool(feed.tombstones)


def _feed(element: _Element, feed: Feed) -> None:
    for tombstone in feed.tombstones:
        SubElement(element, f"{{{_AT}}}deleted-entry", ref=tombstone.ref, when=rfc3339(tombstone.when))


DELETED = Extension(atom=(("at", _AT),), needed=_needed, feed=_feed)
