"""Dublin Core in RSS: who wrote it (RSS's own author must be an e-mail address), and its language where it differs.

They stand where the RSS Profile has an author, behind the content; the guid, which feedgen puts there, moves on.
"""

from lxml.etree import SubElement, _Element

from feeds.extensions.extension import Extension
from feeds.feed import Entry

_DC = "http://purl.org/dc/elements/1.1/"
_CREATOR = f"{{{_DC}}}creator"
_LANGUAGE = f"{{{_DC}}}language"


def _item(item: _Element, entry: Entry) -> None:
    # feedgen opens an item with title, link, description, content:encoded, guid; find("guid") costs ten times as much
    guid = item[1 + bool(entry.url) + bool(entry.summary) + bool(entry.content)]
    for author in entry.authors:
        if author.name:
            _before(guid, SubElement(item, _CREATOR), author.name)
    if entry.language:
        _before(guid, SubElement(item, _LANGUAGE), entry.language)
    item.append(guid)


def _before(guid: _Element, element: _Element, text: str) -> None:
    element.text = text
    guid.addprevious(element)


DC = Extension(rss=(("dc", _DC),), item=_item)
