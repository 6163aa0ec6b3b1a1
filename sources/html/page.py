"""A page, parsed once: what every strategy looks at."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from feeds.errors import SourceError
from sources._shared.decode import as_utf8
from sources.html.index import Index

T = TypeVar("T")

LARGEST = 32 << 20
"""The largest page that is read, in bytes."""

MOST = 1_000_000
"""The most elements that a page may have."""

_ABSOLUTE = re.compile(r"\s*https?://[^/\s]+", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*>")
_CLOSING = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_CROWDED = re.compile(rb"<([A-Za-z][\w:-]*)\s[^<>]{8000,}>")
_NUMBERED = re.compile(rb"(?<![\d/-])([0-3]?\d)([/-])([0-3]?\d)\2(?:19|20)\d\d(?![\d/-])")
_MONTHS = 12
_CROWD, _LONG_TAG = 1000, 8000
# Chosen in C: lxml.html's own parsers call Python for the class of every element.
_CLASSES = etree.ElementDefaultClassLookup(element=html.HtmlElement)
_WRAPPERS = re.compile(
    rb"</?(?:div|span|font|center|section|b|i|u|em|strong|small|big|blockquote|ul|ol|li|table|tbody|tr|td)\b[^>]*>",
    re.IGNORECASE,
)
_UNWANTED = bytes(code for code in range(32) if code not in {9, 10, 13})
_WANTED = bytes(set(range(256)) - set(_UNWANTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The tree, where it was fetched (None for a file), the address against which its links are read (None if nothing
    on the page tells), when it was fetched (None for a file: what it says relative to now is then not known), and the
    elements of its `head` that tell of it: every <meta>, <link> and <base>, in order."""

    tree: html.HtmlElement
    url: str | None
    base: str | None
    fetched: dt.datetime | None = None
    head: tuple[html.HtmlElement, ...] = ()
    written: bytes = b""
    _known: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def index(self) -> Index:
        """All its elements by number."""
        return self.once("index", lambda: Index(self.tree))

    @property
    def nodes(self) -> tuple[html.HtmlElement, ...]:
        """All elements in order."""
        return self.index.nodes

    @property
    def named(self) -> tuple[tuple[html.HtmlElement, str, str], ...]:
        """Those that have a class or an id, with both."""
        return self.index.named

    @property
    def places(self) -> Mapping[html.HtmlElement | None, int]:
        """Where each element stands among the `nodes`."""
        return self.index.places

    @property
    def source(self) -> bytes:
        """The page as it was parsed, in lower case."""
        return self.once("source", self.written.lower)

    @property
    def threads(self) -> frozenset[html.HtmlElement]:
        """Those whose class or id says that the readers' comments stand in them."""
        return self.index.threads

    def once(self, name: str, find: Callable[[], T]) -> T:
        """What `find` finds, asked for the first time alone. A name stands for one question."""
        if name not in self._known:
            self._known[name] = find()
        found: T = self._known[name]
        return found

    @property
    def month_first(self) -> bool | None:
        """Whether dates in numbers have the month first (5/31/2019), by the page's other dates, else by its country;
        None if they do not tell."""
        ends = {first > second for first, second in _numbers(self.source)}
        if ends:
            return not ends.pop() if len(ends) == 1 else None
        language = (self.tree.get("lang") or "").lower().replace("_", "-")
        return None if language in {"", "en"} else language == "en-us"

    def mentions(self, word: bytes) -> bool:
        """Whether the `word`, in lower case, stands anywhere in the source: else what needs it is not looked for."""
        return word in self.source

    def absolute(self, link: str | None) -> str | None:
        """`link` against the page's base, if that makes it an http(s) address; else None."""
        if not link or not link.strip():
            return None
        try:
            joined = urljoin(self.base or "", link.strip())
            return joined if urlsplit(joined).scheme in {"http", "https"} and urlsplit(joined).hostname else None
        except ValueError:
            return None


@lru_cache(maxsize=2)
def _numbers(source: bytes) -> frozenset[tuple[int, int]]:
    """The first two numbers of the dates in which one of them can be but a day."""
    found = ((int(one), int(two)) for one, _, two in _NUMBERED.findall(source))
    return frozenset((one, two) for one, two in found if (one > _MONTHS) != (two > _MONTHS) and one and two)


def parse(
    body: bytes, *, charset: str | None = None, url: str | None = None, fetched: dt.datetime | None = None
) -> Page:
    """The page in `body`. Raises SourceError if it is larger than `LARGEST` or no HTML can be made of it."""
    if len(body) > LARGEST:
        raise SourceError(f"{len(body) >> 20} MB of HTML: pages up to {LARGEST >> 20} MB are read")
    # As UTF-8, whatever <meta charset> and the XML declaration say, so that neither confuses the parser.
    clean = _DECLARATION.sub(b"", as_utf8(body, charset, html=True), count=1)
    if clean.translate(None, _WANTED):  # quicker than a copy of the page
        clean = clean.translate(None, _UNWANTED)
    # libxml2 stops at the first </html>: what broken templates write after it is on the page all the same.
    clean = _CLOSING.sub(b" ", clean) if clean.strip() else b"<html></html>"
    if _is_crowded(clean):
        clean = _CROWDED.sub(_uncrowded, clean)
    # Nested more than 2,048 deep, libxml2 stops and loses the rest: without the wrappers the page is flat enough.
    tree = _tree(clean)
    tree = _tree(_WRAPPERS.sub(b" ", clean)) if tree is None else tree
    if tree is None:
        raise SourceError("elements nested more than 2,048 deep")
    if len(clean) > 2 * MOST and clean.count(b"<") > MOST and tree.xpath("count(//*)") > MOST:
        raise SourceError(f"more than {MOST} elements on one page")
    head = tuple(tree.iter("meta", "link", "base"))
    return Page(tree=tree, head=head, written=clean, url=url, base=_base(head, url), fetched=fetched)


def _is_crowded(clean: bytes) -> bool:
    """Whether a tag may have a thousand attributes: somewhere, then, half of the length of such a tag has no end of a
    tag, the last end before it is a beginning, and there are a thousand equals signs up to the end after it."""
    at, half = 0, _LONG_TAG // 2
    while at >= 0 and at + half <= len(clean):
        if clean.find(b"<", at, at + half) >= 0 or clean.find(b">", at, at + half) >= 0:
            at += half
            continue
        begin, following = clean.rfind(b"<", 0, at), clean.find(b"<", at)
        end = clean.find(b">", at, following if following >= 0 else len(clean))
        open_ = begin >= 0 and clean.find(b">", begin, at) < 0
        if open_ and end >= 0 and clean.count(b"=", begin, end) >= _CROWD:
            return True
        at = following
    return False


def _uncrowded(tag: re.Match[bytes]) -> bytes:
    """A tag with more than a thousand attributes, for which libxml2 takes the square of the time, without them."""
    return tag[0] if tag[0].count(b"=") < _CROWD else b"<" + tag[1] + b">"


def _tree(clean: bytes) -> html.HtmlElement | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree = cast("html.HtmlElement | None", etree.fromstring(clean, parser))
    except (ValueError, AssertionError, etree.LxmlError) as error:
        raise SourceError("no HTML: nothing that could be parsed") from error
    if tree is None:
        raise SourceError("no HTML: nothing that could be parsed")
    return None if any("Excessive depth" in (entry.message or "") for entry in parser.error_log) else tree


def _base(head: Iterable[html.HtmlElement], url: str | None) -> str | None:
    told = [node.get("href") for node in head if node.tag == "link" and "canonical" in (node.get("rel") or "").split()]
    told += [node.get("content") for node in head if node.tag == "meta" and node.get("property") == "og:url"]
    page = url or next((link for one in told if one and (link := _joined(None, one)) and _ABSOLUTE.match(link)), None)
    links = (node.get("href") for node in head if node.tag == "base")
    joined = next((_joined(page, link) for link in links if link), None)
    return joined if joined and _ABSOLUTE.match(joined) else page


def _joined(page: str | None, link: str) -> str | None:
    try:
        return urljoin(page or "", link.strip())
    except ValueError:
        return None
