"""The conversation under an article as RSS readers know it: how many comments it has (slash:comments) and the RSS feed
that carries them (wfw:commentRss, spelled with small letters at its end). RSS's own `comments`, the page, is feedgen's.
"""

from lxml.etree import SubElement, _Element

from feeds.extensions.extension import Extension
from feeds.feed import Entry

_SLASH = "http://purl.org/rss/1.0/modules/slash/"
_WFW = "http://wellformedweb.org/CommentAPI/"


def _item(item: _Element, entry: Entry) -> None:
    replies = entry.replies
    if replies is None:
        return
    if replies.count is not None:
        SubElement(item, f"{{{_SLASH}}}comments").text = str(replies.count)
    url = dict(replies.feeds).get("rss")
    if url:
        SubElement(item, f"{{{_WFW}}}commentRss").text = url


REPLIES = Extension(rss=(("slash", _SLASH), ("wfw", _WFW)), item=_item)
