"""A page, parsed once: what every strategy looks at."""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from feeds.errors import SourceError
from sources._shared.decode import decode

LARGEST = 32 << 20
"""The largest page that is read, in bytes."""

MOST = 1_000_000
"""The most elements that a page may have."""

_ABSOLUTE = re.compile(r"\s*https?://[^/\s]+", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_CLOSING = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_CROWDED = re.compile(rb"<([A-Za-z][\w:-]*)\s[^<>]{8000,}>")
_CROWD = 1000
_WRAPPERS = re.compile(
    rb"</?(?:div|span|font|center|section|b|i|u|em|strong|small|big|blockquote|ul|ol|li|table|tbody|tr|td)\b[^>]*>",
    re.IGNORECASE,
)
_UNWANTED = bytes(code for code in range(32) if code not in {9, 10, 13})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The tree, where it was fetched (None for a file), the address against which its links are read (None if nothing
    on the page tells), when it was fetched (None for a file: what it says relative to now is then not known), and all
    its `nodes` in order."""

    tree: html.HtmlElement
    url: str | None
    base: str | None
    fetched: dt.datetime | None = None
    nodes: tuple[html.HtmlElement, ...] = ()  # held: lxml makes an element anew whenever nobody holds it

    def absolute(self, link: str | None) -> str | None:
        """`link` against the page's base, if that makes it an http(s) address; else None."""
        if not link or not link.strip():
            return None
        try:
            joined = urljoin(self.base or "", link.strip())
            return joined if urlsplit(joined).scheme in {"http", "https"} and urlsplit(joined).hostname else None
        except ValueError:
            return None


def parse(
    body: bytes, *, charset: str | None = None, url: str | None = None, fetched: dt.datetime | None = None
) -> Page:
    """The page in `body`. Raises SourceError if it is larger than `LARGEST` or no HTML can be made of it."""
    if len(body) > LARGEST:
        raise SourceError(f"{len(body) >> 20} MB of HTML: pages up to {LARGEST >> 20} MB are read")
    text = decode(body, charset, html=True)
    # Encoded anew, so that neither a wrong <meta charset> nor an XML declaration confuses the parser.
    clean = _DECLARATION.sub("", text).encode("utf-8", "replace").translate(None, _UNWANTED)
    # libxml2 stops at the first </html>: what broken templates write after it is on the page all the same.
    clean = _CLOSING.sub(b" ", clean) if clean.strip() else b"<html></html>"
    clean = _CROWDED.sub(_uncrowded, clean)
    # Nested more than 2,048 deep, libxml2 stops and loses the rest: without the wrappers the page is flat enough.
    tree = _tree(clean)
    tree = _tree(_WRAPPERS.sub(b" ", clean)) if tree is None else tree
    if tree is None:
        raise SourceError("elements nested more than 2,048 deep")
    nodes = tuple(islice(tree.iter(), MOST + 1))
    if len(nodes) > MOST:
        raise SourceError(f"more than {MOST} elements on one page")
    return Page(tree=tree, nodes=nodes, url=url, base=_base(tree, url), fetched=fetched)


def _uncrowded(tag: re.Match[bytes]) -> bytes:
    """A tag with more than a thousand attributes, for which libxml2 takes the square of the time, without them."""
    return tag[0] if tag[0].count(b"=") < _CROWD else b"<" + tag[1] + b">"


def _tree(clean: bytes) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(clean, parser=parser)
    except (ValueError, AssertionError, etree.ParserError) as error:
        raise SourceError("no HTML: nothing that could be parsed") from error
    return None if any("Excessive depth" in (entry.message or "") for entry in parser.error_log) else tree


def _base(tree: html.HtmlElement, url: str | None) -> str | None:
    told = [
        *tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href"),
        *tree.xpath("//meta[@property='og:url']/@content"),
    ]
    page = url or next((link for one in told if (link := _joined(None, one)) and _ABSOLUTE.match(link)), None)
    joined = next((_joined(page, link) for link in tree.xpath("//base/@href")), None)
    return joined if joined and _ABSOLUTE.match(joined) else page


def _joined(page: str | None, link: str) -> str | None:
    try:
        return urljoin(page or "", link.strip())
    except ValueError:
        return None
