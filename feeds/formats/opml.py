"""The list of a site's feeds, as feed readers import it: OPML 2.0."""

import datetime as dt
from collections.abc import Iterable

from lxml.etree import Element, SubElement, tostring

from feeds.extensions.dates import rfc822
from feeds.extensions.text import as_html
from feeds.feed import Document, Outline

MEDIA_TYPE = "text/x-opml"


def render(title: str, url: str, outlines: Iterable[Outline], date: dt.datetime) -> Document:
    """The document feeds.opml of the site `title`, served at `url`; `date` is when a feed last changed. A feed is
    listed in RSS, else in Atom, else in JSON: OPML's type "rss" means any of them, and an empty list is invalid."""
    root = Element("opml", version="2.0")
    head = SubElement(root, "head")
    SubElement(head, "title").text = as_html(title)
    SubElement(head, "dateModified").text = rfc822(date)
    body = SubElement(root, "body")
    for outline in outlines:
        feeds = dict(outline.urls)
        feed = feeds.get("rss") or feeds.get("atom") or feeds["json"]
        text = as_html(outline.title)  # OPML 2.0 reads text as HTML
        SubElement(body, "outline", type="rss", text=text, title=text, xmlUrl=feed, htmlUrl=outline.home)
    xml = tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Document(path="feeds.opml", url=url, media_type=MEDIA_TYPE, body=xml)
