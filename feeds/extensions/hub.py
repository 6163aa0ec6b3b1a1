"""WebSub: the hubs at which a subscriber asks to be told of news (W3C WebSub section 4)."""

from lxml.etree import SubElement, _Element

from feeds.extensions.extension import ATOM, Extension
from feeds.feed import Feed


def _channel(channel: _Element, feed: Feed) -> None:
    for hub in feed.hubs:
        SubElement(channel, f"{{{ATOM}}}link", rel="hub", href=hub)


def _feed(element: _Element, feed: Feed) -> None:
    for hub in feed.hubs:
        SubElement(element, "link", rel="hub", href=hub)


HUB = Extension(channel=_channel, feed=_feed)
