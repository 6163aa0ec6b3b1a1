"""Media RSS: the article's picture with its credit, and in RSS, which takes one enclosure, every further media file.

W3C's validator refuses an enclosure whose host has no dot (http://localhost/), so RSS leaves those out; nobody else
could fetch them anyway.
"""

import re

from lxml.etree import SubElement, _Element

from feeds.extensions.extension import Extension
from feeds.extensions.text import as_html, has_end_tag
from feeds.feed import Entry
from feeds.model import Enclosure, Image

_MEDIA = "http://search.yahoo.com/mrss/"
_CONTENT = f"{{{_MEDIA}}}content"
_PUBLIC = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z0-9][a-z0-9-]*(?::\d+)?(?:/|$)", re.IGNORECASE)
_TYPE = re.compile(r"[^\s()<>,;:\\\"/[\]?=]+/[^\s()<>,;:\\\"/[\]?=]+")
_MEDIUMS = ("image", "audio", "video")


def is_public(url: str) -> bool:
    """Whether a media address may stand in RSS: http(s), a host with a dot [W3C: InvalidURLAttribute]."""
    return _PUBLIC.match(url) is not None


def has_media_type(enclosure: Enclosure) -> bool:
    """Whether its type is one, "audio/mpeg" [W3C: InvalidMIMEAttribute]."""
    return _TYPE.fullmatch(enclosure.type) is not None


def enclosures(entry: Entry) -> list[Enclosure]:
    """The media files of an entry that RSS can carry: the first as `enclosure`, the others as media:content."""
    return [found for found in entry.enclosures if is_public(found.url) and has_media_type(found)]


def _image(element: _Element, image: Image) -> None:
    content = SubElement(element, _CONTENT, url=image.url, medium="image")
    if image.width and image.width > 0:
        content.set("width", str(image.width))
    if image.height and image.height > 0:
        content.set("height", str(image.height))
    if image.alt:
        _description(content, image.alt)
    if image.credit:
        SubElement(content, f"{{{_MEDIA}}}credit").text = image.credit


def _description(content: _Element, alt: str) -> None:
    description = SubElement(content, f"{{{_MEDIA}}}description")
    html = has_end_tag(alt)
    description.set("type", "html" if html else "plain")
    description.text = as_html(alt) if html else alt


def _file(element: _Element, enclosure: Enclosure) -> None:
    content = SubElement(element, _CONTENT, url=enclosure.url, type=enclosure.type)
    medium = enclosure.type.partition("/")[0].lower()
    if medium in _MEDIUMS:
        content.set("medium", medium)
    if enclosure.length > 0:
        content.set("fileSize", str(enclosure.length))


def _picture(element: _Element, entry: Entry) -> None:
    if entry.image is not None and is_public(entry.image.url):
        _image(element, entry.image)


def _item(item: _Element, entry: Entry) -> None:
    _picture(item, entry)
    if len(entry.enclosures) > 1:
        for enclosure in enclosures(entry)[1:]:
            _file(item, enclosure)


MEDIA = Extension(rss=(("media", _MEDIA),), atom=(("media", _MEDIA),), item=_item, entry=_picture)
