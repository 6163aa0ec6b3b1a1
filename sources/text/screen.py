"""Stage zero: bytes that are no page of plain text, by their looks."""

import json
import re

from sources._shared.decode import charset_of_bom, decode

_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\x1f\x8b",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format",
    b"\x7fELF",
    b"BZh",
    b"7z\xbc",
    b"Rar!",
)
_MARKUP = re.compile(
    r"\s*<(?:\?xml|!doctype|!--|(?:html|head|body|div|p|script|rss|feed|article|section|table|svg|meta|title|h1|span"
    r"|ul|rdf:RDF|urlset|opml)\b)",
    re.IGNORECASE,
)
_TAGS = re.compile(r"</?(?:p|div|span|a|li|ul|h[1-6]|br|td|tr|script|article)\b[^<>]*>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536
_MANY_TAGS = 10


def unreadable(body: bytes) -> str | None:
    """Why bytes are no plain text, in words for an editor; None if they may be."""
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        return "empty"
    if body.startswith(_MAGIC):
        return "not a text file"
    head = body[:_SAMPLE]
    if b"\0" in head and charset_of_bom(head) is None:
        return "not a text file"
    text = decode(head)
    if len(_CONTROL.findall(text)) > 2 + len(text) // 200 or text.count("\ufffd") > 5 + len(text) // 20:
        return "not a text file"
    if _MARKUP.match(text) or len(_TAGS.findall(text)) > _MANY_TAGS:
        return "HTML or XML, not plain text"
    return "JSON, not plain text" if _is_json(text) else None


def _is_json(text: str) -> bool:
    if not re.match(r"\s*(?:\{|\[\s*[\[{\"\d\]])", text):
        return False
    if re.match(r"\s*[\[{]*\s*\{\s*\"[^\"\n]*\"\s*:", text):
        return True
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
