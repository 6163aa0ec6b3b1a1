"""From bytes to a tree: size, encoding, DTD, entities, characters, well-formedness. No file, no network."""

import re
from collections.abc import Iterator
from contextlib import suppress
from xml.parsers import expat

from lxml import etree

from feeds.check import LIMIT
from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection

TOO_LARGE = Code(
    "document-too-large", "error", "ValidatorLimit", "Cut the document below 5,000,000 bytes.", "W3C limit"
)
EMPTY = Code("document-empty", "error", "SAXError", "Write a document: this one is empty.", "XML 1.0, 2.1")
NOT_WELL_FORMED = Code("not-well-formed", "error", "SAXError", "Mend the XML: {value}.", "XML 1.0, 2.1")
BLANK_LINE = Code(
    "blank-line",
    "error",
    "WPBlankLine",
    "Remove the space before the XML declaration: a plug-in wrote it.",
    "XML 1.0, 2.8",
)
UNDECLARED_PREFIX = Code(
    "namespace-undeclared",
    "error",
    "MissingNamespace",
    "Declare the namespace of the prefix: {value}.",
    "XML namespaces, 5",
)
UNDEFINED_ENTITY = Code(
    "entity-undefined",
    "error",
    "UndefinedNamedEntity",
    "Write the character itself or its number: {value}.",
    "XML 1.0, 4.1",
)
BOMB = Code("entity-bomb", "error", "SAXError", "Remove entities that are made of entities: {value}.", "XML 1.0, 4.2")
EXTERNAL = Code(
    "entity-external", "warning", "ContainsSystemEntity", "Remove the reference to an outside file.", "XML 1.0, 4.2.2"
)
ENTITY = Code("entity-declared", "warning", None, "Write characters themselves and declare no entity.", "XML 1.0, 4.2")
DOCTYPE = Code("doctype", "warning", None, "Remove the DOCTYPE: many readers refuse it.", "XML 1.0, 2.8")
NETSCAPE = Code(
    "doctype-netscape", "error", "DeprecatedDTD", "Remove Netscape's DOCTYPE: its address is gone.", "RSS 0.91"
)
BAD_BYTES = Code(
    "encoding-broken", "error", "UnicodeError", "Write bytes that are what they claim: {value}.", "XML 1.0, 4.3.3"
)
UNKNOWN_ENCODING = Code("encoding-unknown", "error", "UnknownEncoding", "Use UTF-8, not {value}.", "XML 1.0, 4.3.3")
UTF16 = Code("encoding-utf16", "warning", None, "Use UTF-8: not every reader takes UTF-16.", "XML 1.0, 4.3.3")
RARE_ENCODING = Code("encoding-rare", "warning", "ObscureEncoding", "Use UTF-8, not {value}.", "XML 1.0, 4.3.3")
OTHER_ENCODING = Code("encoding-other", "info", "NonstdEncoding", "Prefer UTF-8 to {value}.", "XML 1.0, 4.3.3")
NO_DECLARATION = Code(
    "declaration-missing", "info", "MissingEncoding", "Begin with an XML declaration that names UTF-8.", "XML 1.0, 2.8"
)
VERSION = Code("xml-version", "error", "BadXmlVersion", "Write XML 1.0, not {value}.", "XML 1.0, 2.8")
BAD_CHARACTERS = Code(
    "characters-bad",
    "warning",
    "BadCharacters",
    "Remove control characters (U+0080 to U+009F) and U+FFFD.",
    "XML 1.0, 2.2",
)
MOJIBAKE = Code(
    "characters-mojibake",
    "warning",
    "BadCharacters",
    "Decode the text once more: it was encoded twice.",
    "XML 1.0, 2.2",
)

COMMON = frozenset(
    "us-ascii iso-8859-1 euc-jp iso-8859-2 iso-8859-15 iso-8859-7 koi8-r shift_jis windows-1250 windows-1251 "
    "windows-1252 windows-1254 windows-1255 windows-1256 gb18030".split()
)
DECLARATION = re.compile(rb"""<\?xml\s+version\s*=\s*["']([^"']*)["'](?:\s+encoding\s*=\s*["']([-\w.]+)["'])?""")
C1 = re.compile(rb"\xc2[\x80-\x9f]")
REPLACEMENT = re.compile(rb"\xef\xbf\xbd")
REFERENCE = re.compile(rb"&#(?:[xX]0*(?:[89][0-9a-fA-F]|[fF]{3}[dD])|0*(?:12[89]|1[345]\d|65533));")
TWICE = re.compile(rb"\xc3[\x82\x83]\xc2[\x80-\xbf]")
PAIR = re.compile("[\xc2\xc3][\x80-\xbf]")
ENTITY_VALUE = re.compile(rb"<!ENTITY\s[^\"'>]*(\"[^\"]*\"|'[^']*')")
MOST_ENTITIES = 100
EXTERNAL_ENTITY = re.compile(rb"<!ENTITY[^>]+?\s(?:SYSTEM|PUBLIC)\s")
PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?(?s:.*?)\?>|<!--(?s:.*?)-->)*+(?=<!DOCTYPE)")
WORDPRESS = re.compile(rb"\s+<\?xml")
GENERATOR = re.compile(rb"<generator[^<\n]{0,300}wordpress[^<\n]{0,300}</generator>")
BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00<\x00?", b"<\x00?\x00")


def parse(job: Inspection) -> Element | None:
    """The tree of a document, or None with an error reported."""
    if not job.body.strip(b"\0 \t\r\n"):
        job.report(EMPTY, 1)
        return None
    if len(job.body) > LIMIT:
        job.report(TOO_LARGE)
        return None
    if WORDPRESS.match(job.body) and GENERATOR.search(job.body):
        job.report(BLANK_LINE, 1)
        job.body = job.body.lstrip()
    return tree(job) if encoding_fits(job) and doctype_fits(job) else None


def tree(job: Inspection) -> Element | None:
    """Parse, and call faults by their names. The root stays None where libxml2 found one that it cannot pass."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(job.body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        syntax(job, str(fault), getattr(fault, "lineno", None))
        return None
    characters(job)
    hidden = root.getroottree().docinfo.doctype and not job.counts[DOCTYPE.name] + job.counts[NETSCAPE.name]
    if hidden:  # in an encoding in which no pattern of bytes finds it
        job.report(DOCTYPE, 1)
    return root


def syntax(job: Inspection, message: str, line: int | None) -> None:
    """Report a parser's complaint under the name that fits."""
    text = message.removesuffix(f" (<string>, line {line})")
    if text.startswith("Entity '"):
        code = UNDEFINED_ENTITY
    elif text.startswith("Namespace prefix"):
        code = UNDECLARED_PREFIX
    else:
        code = NOT_WELL_FORMED
    job.report(code, line or 1, text.split(", line ")[0])


def encoding_fits(job: Inspection) -> bool:
    """Whether the bytes are in an encoding that can be read; UTF-8 is what a feed is written in."""
    if job.body.startswith(BOMS):
        job.report(UTF16, 1)
        return True
    found = DECLARATION.match(job.body.removeprefix(b"\xef\xbb\xbf"))
    if found is None or not found[2]:
        job.report(NO_DECLARATION, 1)
    if found is not None and found[1] != b"1.0":
        job.report(VERSION, 1, found[1].decode("ascii", "replace"))
        return False
    name = found[2].decode("ascii", "replace") if found is not None and found[2] else "utf-8"
    return decodes(job, name.lower())


def decodes(job: Inspection, name: str) -> bool:
    """Whether the whole body decodes in the encoding that it declares."""
    if name not in {"utf-8", "utf8", "utf-16"}:
        job.report(OTHER_ENCODING if name in COMMON else RARE_ENCODING, 1, name)
    try:
        job.body.decode(name)
    except LookupError:
        job.report(UNKNOWN_ENCODING, 1, name)
    except ValueError as fault:
        job.report(BAD_BYTES, job.body.count(b"\n", 0, getattr(fault, "start", 0)) + 1, str(fault))
    else:
        return True
    return False


def doctype_fits(job: Inspection) -> bool:
    """Whether a DOCTYPE, if there is one, is harmless enough to parse on: entities made of entities are not."""
    prolog = PROLOG.match(job.body) if b"<!DOCTYPE" in job.body else None
    if prolog is None:
        return True
    line = job.body.count(b"\n", 0, prolog.end()) + 1
    head = job.body[prolog.end() : prolog.end() + 100_000]
    job.report(NETSCAPE if b"my.netscape.com/publish/formats/rss-0.91.dtd" in head[:300] else DOCTYPE, line)
    subset = head[: head.find(b"]>")] if b"[" in head[:300] else b""
    if b"<!ENTITY" not in subset:
        return True
    bomb = entities(job, subset, line)
    if bomb:
        job.report(BOMB, line, bomb.decode("utf-8", "replace"))
    return not bomb


def entities(job: Inspection, subset: bytes, line: int) -> bytes:
    """Report the entities that a DOCTYPE declares; gives one that is made of others, or b""."""
    if subset.count(b"<!ENTITY") > MOST_ENTITIES:
        return subset
    job.report(EXTERNAL if EXTERNAL_ENTITY.search(subset) else ENTITY, line)
    values: list[bytes] = ENTITY_VALUE.findall(subset)
    return next((value for value in values if re.search(rb"[&%]\w", value)), b"")


def characters(job: Inspection) -> None:
    """Characters that are legal in XML and still wrong: C1 controls, U+FFFD, text that was encoded twice."""
    body = job.body
    patterns = (REFERENCE,) if body.isascii() else (C1, REPLACEMENT, REFERENCE)
    found = next((found for pattern in patterns if (found := pattern.search(body))), None)
    if found:
        job.report(BAD_CHARACTERS, body.count(b"\n", 0, found.start()) + 1)
    if not body.isascii() and TWICE.search(body):
        for line in twice(body):
            job.report(MOJIBAKE, line)


def twice(body: bytes) -> Iterator[int]:
    """The lines of pieces of text that decode once more. A piece is what expat hands over, as to W3C's validator: text
    between tags, line ends and references. What would blow expat up was refused before."""
    pieces: list[tuple[str, int]] = []
    parser = expat.ParserCreate("utf-8")
    parser.CharacterDataHandler = lambda piece: pieces.append((piece, parser.CurrentLineNumber))
    with suppress(expat.ExpatError):  # of another mind than libxml2: what came before counts
        parser.Parse(body, True)
    for piece, line in pieces:
        if PAIR.search(piece):
            with suppress(ValueError):
                piece.encode("latin-1").decode("utf-8")
                yield line
