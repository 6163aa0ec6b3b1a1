"""Bytes to text: byte order mark, then UTF-8 by evidence, header, the page's own declaration, and chardet last."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPED = re.compile("[\udc80-\udcff]+")
_RARE = 4  # of so many bytes beyond ASCII less than one is no UTF-8
_HEAD = 8192
_SAMPLE = 65536  # chardet is slow on large input and sure long before


def decode(body: bytes, charset: str | None = None, *, html: bool = False) -> str:
    """The text of `body`; what cannot be decoded becomes U+FFFD, and nothing is ever raised. A few single bytes
    that are no UTF-8 in what is UTF-8 else are read as Windows-1252.

    `charset` is what the transport's header names. With `html`, `<meta charset>` and the XML declaration are asked too.
    Valid UTF-8 beyond ASCII is UTF-8 whatever else was declared: no other charset looks like it by accident, and pages
    that were converted keep their old `<meta>`."""
    name, skip = _by_bom(body)
    if name:
        return body[skip:].decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _declared(body, charset, html=html) or _detected(body)


def as_utf8(body: bytes, charset: str | None = None, *, html: bool = False) -> bytes:
    """What `decode` gives, as UTF-8; the `body` itself, not copied, if it is UTF-8 already."""
    if _by_bom(body)[0] is None:
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return body
    return decode(body, charset, html=html).encode("utf-8", "replace")


def charset_of_bom(head: bytes) -> str | None:
    """The charset that a byte order mark names, or that NULs between the first ASCII characters betray; else None."""
    return _by_bom(head)[0]


def _by_bom(body: bytes) -> tuple[str | None, int]:
    for bom, name in _BOMS:
        if body.startswith(bom):
            return name, len(bom)
    even, odd = body[0:64:2], body[1:64:2]
    if len(odd) > 1 and not any(odd) and all(even):
        return "utf-16-le", 0
    if len(even) > 1 and not any(even) and all(odd):
        return "utf-16-be", 0
    return None, 0


def _declared(body: bytes, charset: str | None, *, html: bool) -> str | None:
    from w3lib.encoding import html_body_declared_encoding, resolve_encoding  # noqa: PLC0415 - late: start-up time

    names = [resolve_encoding(charset) if charset else None]
    names.append(html_body_declared_encoding(body[:_HEAD]) if html else None)
    for name in names:
        if not name or "utf-16" in name or "utf-32" in name:  # without a BOM or NULs it is not
            continue
        if "utf-8" in name.replace("_", "-"):
            if (text := _mixed(body)) is not None:
                return text
            continue
        return _decode_as(body, name)
    return None


def _detected(body: bytes) -> str:
    if (text := _mixed(body)) is not None:
        return text
    import chardet  # noqa: PLC0415 - late: start-up time

    name = chardet.detect(_telling(body)).get("encoding")
    return _decode_as(body, name or "cp1252")


def _decode_as(body: bytes, name: str) -> str:
    try:
        return body.decode(name, "replace")
    except LookupError:
        return body.decode("cp1252", "replace")


def _telling(body: bytes) -> bytes:
    """The part of the body that has its first bytes beyond ASCII."""
    first = re.search(rb"[\x80-\xff]", body)
    start = max(0, first.start() - 1024) if first else 0
    return body[start : start + _SAMPLE]


def _mixed(body: bytes) -> str | None:
    """The text of a body that is UTF-8 but for some bytes, these as Windows writes them: a page with a comment that was
    pasted in from there is still a UTF-8 page. None if too much is wrong."""
    text = body.decode("utf-8", "surrogateescape")
    wrong = sum(len(run) for run in _ESCAPED.findall(text))
    high = len(body) - len(body.translate(None, bytes(range(128, 256))))
    return _ESCAPED.sub(_of_windows, text) if wrong * _RARE < high else None


def _of_windows(run: re.Match[str]) -> str:
    """A single wrong byte as Windows means it; more of them, or one at the end, are a character that was cut."""
    byte = ord(run[0]) - 0xDC00 if len(run[0]) == 1 else 0xFF
    return "\ufffd" if byte == 0xFF or run.end() == len(run.string) else bytes([byte]).decode("cp1252", "replace")  # noqa: PLR2004
