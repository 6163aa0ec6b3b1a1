"""Archived feeds (RFC 5005 section 4): where older and newer documents are, and that a document is an archive."""

from lxml.etree import SubElement, _Element

from feeds.extensions.extension import ATOM, Extension
from feeds.feed import Feed

_FH = "http://purl.org/syndication/history/1.0"
_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


def _write(element: _Element, feed: Feed, format: str, link: str) -> None:
    history = feed.history
    if history is None:
        return
    if history.archive:
        SubElement(element, f"{{{_FH}}}archive")
    for rel, urls in (("prev-archive", history.prev), ("next-archive", history.next), ("current", history.current)):
        url = dict(urls).get(format)
        if url:
            SubElement(element, link, rel=rel, type=_TYPES[format], href=url)


def _channel(channel: _Element, feed: Feed) -> None:
    _write(channel, feed, "rss", f"{{{ATOM}}}link")


def _feed(element: _Element, feed: Feed) -> None:
    _write(element, feed, "atom", "link")


HISTORY = Extension(rss=(("fh", _FH),), atom=(("fh", _FH),), channel=_channel, feed=_feed)
