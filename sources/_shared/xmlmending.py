"""One record of an XML export as an element: parsed as it is, and if it is not well-formed, mended step by step.

Nothing of the document around it is parsed with it but the namespaces that it declares, so that no entity can be
declared, nothing is expanded and nothing is fetched.
"""

import html
import re
from collections.abc import Mapping

from lxml import etree

from sources._shared.decode import decode
from sources._shared.xmlpieces import Piece

_CONTROLS = bytes({*range(32)} - {9, 10, 13})
_DECLARED = re.compile(r"""\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_ROOT_TAG = re.compile(r"<[A-Za-z_][\w-]*(?:\s[^<>]*)?>")
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):")
_SECTION = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.DOTALL)
_ENTITY = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z]\w{1,30});)?")
_PLACE = re.compile(r"(?: line \d+(?= and))|, line \d+, column \d+.*", re.DOTALL)  # counted from the item's begin
_LEGAL = (range(9, 11), range(13, 14), range(32, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_OWN = {"amp", "lt", "gt", "quot", "apos"}
_OPENED = re.compile(r"<([\w:.-]+)(\s[^<>]*)?>\s*<!\[CDATA\[")
_HOPELESS = 50  # so many end tags may be missing; then nothing more is looked for


def namespaces(head: str) -> dict[str, str]:
    """The namespaces that the tags before the first record declare for what stands in them."""
    found: dict[str, str] = {}
    for tag in _ROOT_TAG.findall(re.sub(r"<!--.*?(?:-->|\Z)", "", head, flags=re.DOTALL)):
        for prefix, one, other in _DECLARED.findall(tag):
            found.setdefault(prefix, html.unescape(one or other))
    return found


class Mender:
    """Parses the pieces of one file. `declared` are its namespaces by prefix; `own` matches, in a text, tags that can
    only be the export's own."""

    def __init__(self, declared: Mapping[str, str], own: re.Pattern[str]) -> None:
        self._declared = dict(declared)
        self._own = own
        self._strict = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        self._opening = self._wrapper(self._declared).encode()

    def strict(self, piece: Piece) -> etree._Element | None:
        """The element if the piece is well-formed as it is; the way of nearly all."""
        element = self._parsed(self._opening, piece.data)
        balanced = piece.data.count(b"<![CDATA[") == piece.data.count(b"]]>")
        return element if element is not None and (balanced or not self._swallowed(element)) else None

    def mended(self, piece: Piece) -> etree._Element | None:
        """The element with stray characters, entities, prefixes and CDATA sections mended, which loses nothing."""
        text = self.text(piece)
        if not text.isascii():
            text = _DECLARED.sub(_ascii, text)
        opening = self._opening_for(text)
        for mend in (_entities, lambda given: _entities(_sections(given))):
            element = self._parsed(opening, mend(text).encode("utf-8", "replace"))
            if element is not None and not self._swallowed(element):
                return element
        return None

    def fault(self, piece: Piece) -> str:
        """What is wrong with a piece that could not be mended: the line and the reason."""
        if not piece.whole:
            return "cut off: its end tag is missing"
        text = self.text(piece)
        try:
            etree.fromstring(self._opening_for(text) + text.encode("utf-8", "replace") + b"</x>", self._strict)
        except etree.XMLSyntaxError as error:
            message = " ".join(_PLACE.sub("", error.msg or "").split())[:120]
            return f"line {piece.line + (error.lineno or 1) - 1}: not well-formed: {message}"
        return f"line {piece.line}: a CDATA section swallows what follows it"

    @staticmethod
    def text(piece: Piece) -> str:
        """A piece's text, without control characters."""
        return decode(piece.data.translate(None, _CONTROLS))

    def _swallowed(self, element: etree._Element) -> bool:
        """Whether a text holds the export's own tags: a CDATA section that is not closed runs to the end of the next
        one, and what stands between, hidden comments and addresses, would be read as text."""
        return any(
            "</" in text and self._own.search(text) is not None
            for child in element.iter()
            if isinstance(child.tag, str) and (text := child.text)
        )

    def _parsed(self, opening: bytes, data: bytes) -> etree._Element | None:
        try:
            root = etree.fromstring(opening + data + b"</x>", self._strict)
        except etree.XMLSyntaxError:
            return None
        return root[0] if len(root) == 1 else None

    def _opening_for(self, text: str) -> bytes:
        unknown = {prefix for prefix in _PREFIX.findall(text) if prefix not in self._declared}
        extra = {prefix: f"urn:x-undeclared:{number}" for number, prefix in enumerate(sorted(unknown)[:50])}
        return self._wrapper(self._declared | extra).encode()

    @staticmethod
    def _wrapper(declared: Mapping[str, str]) -> str:
        names = (
            f' xmlns{":" if prefix else ""}{prefix}="{html.escape(uri)}"'
            for prefix, uri in declared.items()
            if uri or not prefix
        )
        return f"<x{''.join(names)}>"


def _ascii(match: re.Match[str]) -> str:
    """A namespace in ASCII, as libxml2 wants it."""
    return match[0] if match[0].isascii() else match[0].encode("ascii", "xmlcharrefreplace").decode().replace("&#", "-")


def _entities(text: str) -> str:
    """Outside CDATA: stray ampersands are escaped, HTML's entities are decoded, impossible characters go."""
    parts = _SECTION.split(text)
    return "".join(part if number % 2 else _ENTITY.sub(_entity, part) for number, part in enumerate(parts))


def _entity(match: re.Match[str]) -> str:
    number = int(match[1]) if match[1] else int(match[2], 16) if match[2] else None
    if number is not None:
        return match[0] if any(number in one for one in _LEGAL) else ""
    if match[3] in _OWN:
        return match[0]
    decoded = html.unescape(match[0]) if match[3] else match[0]
    return html.escape(decoded, quote=False) if decoded == match[0] else decoded


def _sections(text: str) -> str:
    """Fields in CDATA with their text escaped instead: sections within sections, stray and missing ends mended."""
    parts, at, missing = [], 0, set[str]()
    for match in _OPENED.finditer(text):
        name = match[1]
        if match.start() < at or name in missing or len(missing) > _HOPELESS:
            continue
        end = text.find(f"</{name}", match.end())
        if end < 0:
            missing.add(name)
            continue
        parts += [text[at : match.start()], f"<{name}{match[2] or ''}>", _inner(text[match.end() : end])]
        at = end
    return "".join([*parts, text[at:]])


def _inner(text: str) -> str:
    """The text of a field, from behind the mark that begins its section to its end tag."""
    text = text.rstrip().removesuffix("]]>")
    # WordPress itself writes "]]>" in a text as two sections.
    return html.escape(text.replace("]]]]><![CDATA[>", "]]>"), quote=False)
