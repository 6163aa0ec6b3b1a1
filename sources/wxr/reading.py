"""From pieces to records, with every fault named by its line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from feeds.errors import SourceError
from feeds.model import Article, Image, Origin, Record, Skipped
from sources._shared.xmlmending import Mender, namespaces
from sources._shared.xmlpieces import Piece, apart, pieces
from sources._shared.xmlskeleton import Skeleton
from sources.wxr import items, posts
from sources.wxr.posts import Site, Wanted
from sources.wxr.scavenging import WP, scavenged

_MENDABLE = 1 << 24  # longer items must be well-formed
_PICTURES = 300_000
_AUTHORS = 100_000
_HEAD = 1 << 16
_USUAL = {
    "wp": WP,
    "excerpt": f"{WP}excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_OWN = re.compile(r"</(?:wp:(?:comment|post|meta|status)|content:encoded|excerpt:encoded|dc:creator)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parsed:
    """The element of a piece; `fault` is what is wrong with it if something may be lost: the line and the reason."""

    element: etree._Element | None
    fault: str | None = None


class Reading:
    """The reading of one export. `look_ahead` comes first: names and pictures stand anywhere in the file."""

    def __init__(self, origin: Origin, wanted: Wanted) -> None:
        self._origin = origin
        self._wanted = wanted
        self._authors: dict[str, str] = {}
        self._pictures: dict[str, Image] = {}
        self._mender = Mender(_USUAL, _OWN)
        self._outside = Skeleton(origin.name, {"language"})
        self._items = 0
        self._posts: dict[str, int] = {}

    def look_ahead(self, chunks: Iterable[bytes]) -> None:
        """Collect the authors' names and the attachments' addresses. Raises SourceError for what is no export."""
        head = bytearray()
        for piece in pieces(chunks, "item", "author"):
            if piece.kind == "gap" and not self._items and len(head) < _HEAD:
                head += piece.data[: max(0, _HEAD - len(head))]
                self._mender = Mender(_USUAL | namespaces(head.decode("utf-8", "replace")), _OWN)
            self._outside.take(piece)
            self._items += piece.kind == "item"
            if piece.kind == "author" and len(self._authors) < _AUTHORS:
                self._name(piece)
            elif piece.kind == "item" and b"attachment_url" in piece.data and len(self._pictures) < _PICTURES:
                self._picture(piece)
            elif piece.kind == "item" and b"guest-author" in piece.data and len(self._authors) < _AUTHORS:
                self._guest(piece)
        self._outside.end()
        if self._origin.path is None:
            self._outside.refuse_if_cut_short()
        if not self._items and (self._outside.fault or self._outside.root not in {"rss", "channel"}):
            raise SourceError(
                f"{self._origin.name}: no WordPress export: {self._outside.fault or 'there is no channel in it'}"
            )

    def records(self, chunks: Iterable[bytes]) -> Iterator[Record]:
        """Posts and their comments, and what could not be read."""
        site = Site(authors=self._authors, pictures=self._pictures, language=self._outside.texts.get("language"))
        for piece in pieces(chunks, "item", "author"):
            if piece.kind == "item":
                yield from self._records(piece, site)
        if self._outside.fault:
            yield Skipped(where=self._origin.name, why=f"{self._outside.fault}; its items were read all the same")

    def _records(self, piece: Piece, site: Site) -> Iterator[Record]:
        for part, parsed in self._parsed(piece):
            where = f"{self._origin.name}, line {part.line}"
            if parsed.element is None:
                yield Skipped(where=where, why=parsed.fault or "no item")
                continue
            item = items.item(parsed.element)
            whole = part.whole and parsed.fault is None
            hidden = posts.hidden(item, self._wanted, doubtful=not whole and _doubtful(item, part))
            if hidden is not None:
                why = "; ".join(filter(None, [hidden, parsed.fault]))
                yield from [Skipped(where=where, why=why)] if hidden else []
                gone = posts.withheld(item, self._wanted, self._origin.source) if whole else None
                yield from [] if gone is None else [gone]
                continue
            yield from self._public(item, site, where, whole=whole)
            if parsed.fault:
                yield Skipped(where=where, why=f"{parsed.fault}; what could be read of it was kept")

    def _public(self, item: items.Item, site: Site, where: str, *, whole: bool) -> Iterator[Record]:
        source = self._origin.source
        article = posts.article(item, site, self._wanted, source)
        if article is None:
            yield Skipped(where=where, why="no title and no content")
            return
        article = self._apart(article)
        yield article
        yield from posts.comments(item, article.key, source, self._wanted, whole=whole)
        yield from posts.unapproved(item, article.key, source) if whole else ()

    def _apart(self, article: Article) -> Article:
        """The exports of two sites in one file count their posts from 1 each: the second goes by its guid."""
        known = article.guid or article.url
        if known is None or self._posts.setdefault(article.key, hash(known)) == hash(known):
            return article
        return replace(article, key=known)

    def _parsed(self, piece: Piece) -> Iterator[tuple[Piece, _Parsed]]:
        """A piece with its element; a piece that turns out to be several, each with its own."""
        if not piece.data or len(piece.data) > _MENDABLE:
            element = self._mender.strict(piece) if piece.data else None
            fault = None if element is not None else f"line {piece.line}: longer than 16 MB and not well-formed"
            yield piece, _Parsed(element=element, fault=fault)
            return
        element = self._mender.strict(piece)
        if element is None:
            element = self._mender.mended(piece)
        if element is not None:
            yield piece, _Parsed(element=element)
            return
        parts = apart(piece)
        for part in parts:
            if len(parts) > 1:
                element = self._mender.mended(part)
            if element is None:
                found = scavenged(self._mender.text(part))
                yield part, _Parsed(element=found, fault=self._mender.fault(part))
            else:
                yield part, _Parsed(element=element)

    def _name(self, piece: Piece) -> None:
        element = self._mender.strict(piece)
        if element is None:
            element = self._mender.mended(piece)
        if element is not None and (found := items.author(element)):
            self._authors.setdefault(*found)

    def _picture(self, piece: Piece) -> None:
        for _, parsed in self._parsed(piece):
            if parsed.element is not None and (found := posts.picture(items.item(parsed.element))):
                self._pictures.setdefault(*found)

    def _guest(self, piece: Piece) -> None:
        for _, parsed in self._parsed(piece):
            if parsed.element is not None and (found := posts.guest(items.item(parsed.element))):
                self._authors.setdefault(*found)


def _doubtful(item: items.Item, piece: Piece) -> bool:
    """Whether a broken item has lost what says that it is public: it is cut off, or mentions what could not be read."""
    missing = [name for name in ("post_type", "post_password") if name not in item.fields]
    return any(not piece.whole or name.encode() in piece.data for name in missing)
