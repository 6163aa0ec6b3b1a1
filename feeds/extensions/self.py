"""Links that a document gives about itself: its own address (RSS Advisory Board, RFC 4287 section 4.1.1), and the links
of an Atom entry, of which feedgen writes no more than the address: permalink, enclosures, the page that it is about.
"""

from lxml.etree import SubElement, _Element

from feeds.extensions.extension import ATOM, Extension
from feeds.extensions.media import has_media_type
from feeds.feed import Entry, Feed

_LINK = f"{{{ATOM}}}link"


def _channel(channel: _Element, feed: Feed) -> None:
    SubElement(channel, _LINK, rel="self", type="application/rss+xml", href=feed.url("rss"))


def _feed(element: _Element, feed: Feed) -> None:
    SubElement(element, "link", rel="self", type="application/atom+xml", href=feed.url("atom"))
    SubElement(element, "link", rel="alternate", type="text/html", href=feed.home)


def _entry(element: _Element, entry: Entry) -> None:
    if entry.url:
        _permalink(element, entry)
    if entry.related:
        SubElement(element, "link", rel="related", type="text/html", href=entry.related)
    for enclosure in entry.enclosures:
        if not has_media_type(enclosure):
            continue
        link = SubElement(element, "link", rel="enclosure", type=enclosure.type, href=enclosure.url)
        if enclosure.length > 0:
            link.set("length", str(enclosure.length))


def _permalink(element: _Element, entry: Entry) -> None:
    # feedgen opens an entry with id, title, updated, authors, content, link; find("link") costs ten times as much
    link = element[3 + len(entry.authors) + bool(entry.content)]
    if link.tag != "link":  # feedgen leaves out an author without a name
        link = next(element.iterchildren("link"))
    link.set("rel", "alternate")
    link.set("type", "text/html")


SELF = Extension(rss=(("atom", ATOM),), channel=_channel, feed=_feed, entry=_entry)
