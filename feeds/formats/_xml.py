"""Entries cut out of their namespace declarations, and plain text escaped as careful RSS escapes it.

An entry is rendered once and joined into every feed that carries it, so its bytes must lean on the prefixes that every
document declares on its root.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from threading import Lock

from lxml.etree import Element, _Element, tostring

from feeds.feed import Entry, Kept

_MARKUP = re.compile(rb"&(?:amp|lt);|\n")
_HEXADECIMAL = {b"&amp;": b"&#x26;", b"&lt;": b"&#x3C;", b"\n": b"&#xA;"}  # the validator looks at one line only


class Envelope:
    """The root that an entry hangs under while it is serialised: its declarations are known bytes, and are cut off."""

    def __init__(self, namespaces: dict[str, str], plain: tuple[str, ...]) -> None:
        """`plain` names the elements that hold plain text and no HTML."""
        self._root = Element("root", nsmap=namespaces)
        self._lock = Lock()
        opened, _, closed = self._inside(Element("entry")).partition(b"<entry/>")
        self._opened, self._closed = len(opened), len(closed)
        names = b"|".join(name.encode() for name in plain)
        self._plain = re.compile(rb"<(?:%s)(?: [^>]*)?>[^<]*&[^<]*</" % names)

    def _inside(self, element: _Element) -> bytes:
        with self._lock:  # one root for all: to make one with its declarations takes as long as to serialise an entry
            self._root.append(element)
            try:
                return tostring(self._root, encoding="UTF-8")
            finally:
                self._root.remove(element)

    def serialise(self, element: _Element, *, plain: bool) -> bytes:
        """An element and its children as UTF-8, without the root's namespace declarations, on a line of its own.
        `plain` says whether a plain text in it has an "&" or "<"."""
        body = self._inside(element)[self._opened : -self._closed]
        return (self.plain(body) if plain else body) + b"\n"

    def plain(self, body: bytes) -> bytes:
        """The same bytes, the "&" and "<" of their plain texts as hexadecimal references: no reader takes them for
        markup, and W3C's validator looks for them (RSS Profile 1.0, character data)."""
        return self._plain.sub(_hexadecimal, body)


def has_markup(entry: Entry) -> bool:
    """Whether a plain text of an entry has an "&" or "<"; the address that stands in for a missing title may."""
    image = entry.image
    texts = [entry.title or "&", entry.summary, *entry.categories, *[author.name for author in entry.authors]]
    if image is not None:
        texts += [image.alt or "", image.credit or ""]
    text = "".join(texts)
    return "&" in text or "<" in text


def _hexadecimal(found: re.Match[bytes]) -> bytes:
    return _MARKUP.sub(lambda reference: _HEXADECIMAL[reference[0]], found[0])


def split(document: bytes, closing: bytes) -> tuple[bytes, bytes]:
    """A document without entries as what stands before them and what stands after them, each on lines of its own."""
    head, _, tail = document.rpartition(closing)
    return head.rstrip() + b"\n", closing + tail


def joined(
    head: bytes, entries: Sequence[Entry | Kept], piece: Callable[[Entry | Kept], bytes], tail: bytes
) -> tuple[bytes, bytes | None]:
    """A document, and if some of its entries are kept, the same one without those."""
    pieces = [piece(entry) for entry in entries]
    fresh = [one for one, entry in zip(pieces, entries, strict=True) if not isinstance(entry, Kept)]
    return b"".join((head, *pieces, tail)), None if len(fresh) == len(pieces) else b"".join((head, *fresh, tail))


def entries(document: bytes, name: bytes) -> Iterator[bytes]:
    """The elements of this name that `serialise` wrote, each with the end of its line. All text is escaped, so what
    looks like a tag is one."""
    opening, closing = b"<" + name, b"</" + name + b">\n"
    begin = document.find(opening)
    while begin >= 0 and (end := document.find(closing, begin)) >= 0:
        yield document[begin : (end := end + len(closing))]
        begin = document.find(opening, end)


def length(element: bytes, *names: bytes) -> int:
    """How many bytes stand in the first of these children that there is; 0 if there is none."""
    for name in names:
        if (found := element.find(b"<" + name)) >= 0:
            begin = element.find(b">", found) + 1
            return element.find(b"</" + name, begin) - begin
    return 0


def text_of(raw: bytes) -> str:
    """The text of an element from its bytes."""
    return html.unescape(raw.decode())
