"""One sitemap (sitemaps.org 0.9, with Google's news), an index of them, a list of addresses, or a robots.txt."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from feeds.errors import SourceError
from sources._shared.decode import decode
from sources._shared.xmlmending import Mender, namespaces
from sources._shared.xmlpieces import Piece, pieces
from sources._shared.xmlskeleton import Skeleton

LARGEST = 100_000_000
"""The longest sitemap that is read, in bytes after decompression: twice what sitemaps.org allows."""

_MOST = 100_000
_ADDRESS = re.compile(r"https?://[^\s<>\"']+$", re.IGNORECASE)
_ROBOTS = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_PICTURES = re.compile(r"sitemap-(?:image|video)/")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An address, and when it was last changed, in the sitemap's own words; "" if it does not say."""

    url: str
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one document lists: pages, and further sitemaps."""

    pages: tuple[Listed, ...] = ()
    maps: tuple[Listed, ...] = ()


def listing(body: bytes, name: str) -> Listing:
    """What a document lists. Raises SourceError if it is no sitemap."""
    body = _inflated(body, name)
    if b"<" not in body[:1000]:
        return _plain(decode(body), name)
    return _marked(body, name)


def _inflated(body: bytes, name: str) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflating = zlib.decompressobj(31)
    try:
        found = inflating.decompress(body, LARGEST + 1)
    except zlib.error as error:
        raise SourceError(f"{name}: no sitemap: broken gzip: {error}") from None
    if len(found) > LARGEST:
        raise SourceError(f"{name}: no sitemap: more than {LARGEST // 10**6} MB after decompression")
    if not inflating.eof:
        raise SourceError(f"{name}: the sitemap was cut short: its gzip has no end")
    return found


def _plain(text: str, name: str) -> Listing:
    maps = tuple(Listed(url=address) for address in _ROBOTS.findall(text)[:_MOST])
    lines = [line.strip() for line in text.splitlines()[:_MOST]]
    pages = () if maps else tuple(Listed(url=line) for line in lines if _ADDRESS.match(line))
    if not maps and not pages:
        raise SourceError(f"{name}: no sitemap: it lists no address")
    return Listing(pages=pages, maps=maps)


def _marked(body: bytes, name: str) -> Listing:
    skeleton, found = Skeleton(name), {"url": list[Listed](), "sitemap": list[Listed]()}
    mender = Mender({}, _NOTHING)
    for number, piece in enumerate(pieces(iter((body,)), "url", "sitemap")):
        skeleton.take(piece)
        if number == 0 and piece.kind == "gap":
            mender = Mender(namespaces(piece.data.decode("utf-8", "replace")), _NOTHING)
        elif piece.kind in found and len(found[piece.kind]) < _MOST:
            found[piece.kind] += _entry(piece, mender)
    skeleton.end()
    if not any(found.values()) and (skeleton.root or "").rpartition(":")[2] not in {"urlset", "sitemapindex"}:
        raise SourceError(f"{name}: no sitemap: {skeleton.fault or f'it is a <{skeleton.root}>'}")
    if not any(found.values()) and skeleton.fault:
        raise SourceError(f"{name}: a sitemap without an address that could be read: {skeleton.fault}")
    skeleton.refuse_if_cut_short()  # what is missing would not be looked for again until the sitemap changes
    return Listing(pages=tuple(found["url"]), maps=tuple(found["sitemap"]))


def _entry(piece: Piece, mender: Mender) -> Iterator[Listed]:
    element = mender.strict(piece)
    if element is None:
        element = mender.mended(piece)
    texts: dict[str, str] = {}
    for child in element.iter() if element is not None else ():
        if isinstance(child.tag, str) and child.text and not _PICTURES.search(child.tag):
            texts.setdefault(child.tag.rpartition("}")[2], child.text.strip())
    if _ADDRESS.match(texts.get("loc", "")):
        yield Listed(url=texts["loc"], changed=(texts.get("lastmod") or texts.get("publication_date") or "")[:40])
