"""Threads (RFC 4685): what an entry replies to, how many replies it has, and where they are. The same in RSS, where the
links are atom:link and the page is RSS's own `comments`. A site that does not publish its comment feeds in the format
of the document has the other XML format linked.
"""

from lxml.etree import SubElement, _Element

from feeds.extensions.dates import rfc3339_seconds
from feeds.extensions.extension import ATOM, Extension
from feeds.feed import Entry, InReplyTo, Replies

_THR = "http://purl.org/syndication/thread/1.0"
_COUNT = f"{{{_THR}}}count"
_UPDATED = f"{{{_THR}}}updated"
_TOTAL = f"{{{_THR}}}total"
_IN_REPLY_TO = f"{{{_THR}}}in-reply-to"
_TYPES = (("atom", "application/atom+xml"), ("rss", "application/rss+xml"))


def _in_reply_to(element: _Element, parent: InReplyTo) -> None:
    reply = SubElement(element, _IN_REPLY_TO, ref=parent.ref)
    if parent.href:
        reply.set("href", parent.href)
        reply.set("type", "text/html")
    if parent.source:
        reply.set("source", parent.source)


def _replies(element: _Element, replies: Replies, types: tuple[tuple[str, str], ...], link: str) -> None:
    feeds = dict(replies.feeds)
    for format, media_type in types:
        if format in feeds:
            where = SubElement(element, link, rel="replies", type=media_type, href=feeds[format])
            if replies.count is not None:
                where.set(_COUNT, str(replies.count))
            if replies.updated is not None:
                where.set(_UPDATED, rfc3339_seconds(replies.updated))
            break
    if replies.count is not None:
        SubElement(element, _TOTAL).text = str(replies.count)


def _item(item: _Element, entry: Entry) -> None:
    if entry.in_reply_to is not None:
        _in_reply_to(item, entry.in_reply_to)
    if entry.replies is not None:
        _replies(item, entry.replies, _TYPES[::-1], f"{{{ATOM}}}link")


def _entry(element: _Element, entry: Entry) -> None:
    if entry.in_reply_to is not None:
        _in_reply_to(element, entry.in_reply_to)
    if entry.replies is None:
        return
    if entry.replies.page:
        SubElement(element, "link", rel="replies", type="text/html", href=entry.replies.page)
    _replies(element, entry.replies, _TYPES, "link")


THREAD = Extension(rss=(("thr", _THR),), atom=(("thr", _THR),), item=_item, entry=_entry)
