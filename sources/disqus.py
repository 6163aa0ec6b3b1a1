"""The adapter `disqus`: the comments in Disqus's export, for articles that come from wherever they come from.

A comment's article is the address (or identifier) of its thread: docs/sources/disqus.md tells how they are joined.
"""

import html
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml import etree

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Author, Comment, Cursor, Gone, Origin, Record, Skipped
from sources._shared.dates import parse_when
from sources._shared.files import opened, utf8
from sources._shared.markup import paragraphs
from sources._shared.names import without_address
from sources._shared.options import Options
from sources._shared.threads import sound
from sources._shared.xmlmending import Mender, namespaces
from sources._shared.xmlpieces import Piece, apart, pieces
from sources._shared.xmlskeleton import Skeleton

_USUAL = {"": "http://disqus.com", "dsq": "http://disqus.com/disqus-internals"}
_OWN = re.compile(r"</(?:message|author|createdAt|isSpam|isDeleted|email|ipAddress|post|thread)>")
_MARK = re.compile(r"#(?:!?newthread|disqus_thread|!)$")  # Disqus's own, at the end of a thread's address
_HEAD = 1 << 16
_MENDABLE = 1 << 22
_READ = frozenset("id link message createdAt isDeleted isSpam isApproved name username thread parent".split())
_TOLD = {"thread", "isDeleted", "isSpam", "message"}  # without these, what is cut off may be anything
_NO = {"", "false", "0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    """A comment that may be published: its thread, and the comment that it answers."""

    thread: str
    parent: str | None


class Disqus:
    """The adapter `disqus`."""

    name = "disqus"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"join", "site"})
        self._join, self._site = options.text("join") or "url", options.text("site")
        if self._join not in {"url", "identifier"}:
            raise SourceError(f'{origin.name}: options.join: expected "url" or "identifier"')
        self._mender = Mender(_USUAL, _OWN)
        self._skeleton = Skeleton(origin.name)

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of Disqus's namespace, 0 for the rest."""
        plain = head[:8192].replace(b"\0", b"")
        return 0.97 if re.search(rb"<disqus\b[^>]*http://disqus\.com", plain) else 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """The comments that are neither deleted nor spam, in the order of the file. `since` has no meaning here."""
        with closing(opened(self._origin, http, accept="application/xml, text/xml, */*;q=0.1")) as stream:
            try:
                threads, posts = self._look_ahead(utf8(stream))
                stream.seek(0)
                answered = {
                    key: post.parent if post.parent in posts and posts[post.parent].thread == post.thread else None
                    for key, post in posts.items()
                }
                yield from self._records(utf8(stream), threads, sound(answered))
            except OSError as error:
                raise SourceError(f"{self._origin.name}: cannot be read: {error.strerror or error}") from error

    def _look_ahead(self, chunks: Iterator[bytes]) -> tuple[dict[str, str | None], dict[str, _Post]]:
        """The article of every thread (None for a deleted one), and every comment that may be published."""
        threads: dict[str, str | None] = {}
        posts: dict[str, _Post] = {}
        head = bytearray()
        for piece in pieces(chunks, "post", "thread"):
            self._skeleton.take(piece)
            if piece.kind == "gap":
                if len(head) < _HEAD and not threads and not posts:
                    head += piece.data[:_HEAD]
                    self._mender = Mender(_USUAL | namespaces(head.decode("utf-8", "replace")), _OWN)
                continue
            for _, values in self._values(piece):
                if values and piece.kind == "thread" and (key := values.get("dsq:id")):
                    threads[key] = None if values.get("isDeleted", "") not in _NO else self._article(values)
                elif values and _public(values) and (key := values.get("dsq:id")):
                    posts.setdefault(key, _Post(thread=values.get("thread", ""), parent=values.get("parent")))
        self._skeleton.end()
        if self._origin.path is None:
            self._skeleton.refuse_if_cut_short()
        if self._skeleton.root != "disqus" or (self._skeleton.fault and not threads and not posts):
            raise SourceError(f"{self._origin.name}: no Disqus export: {self._skeleton.fault or 'of another kind'}")
        return threads, posts

    def _records(
        self, chunks: Iterator[bytes], threads: dict[str, str | None], parents: dict[str, str | None]
    ) -> Iterator[Record]:
        for piece in pieces(chunks, "post", "thread"):
            for part, values in self._values(piece) if piece.kind != "gap" else ():
                where = f"{self._origin.name}, line {part.line}"
                if values is None:
                    yield Skipped(where=where, why=f"a {part.kind} that cannot be read: {self._mender.fault(part)}")
                elif piece.kind == "post" and _public(values):
                    yield from self._comment(values, threads, parents, where)
                elif piece.kind == "post" and part.whole and (gone := self._withheld(values, threads)):
                    yield gone
        if self._skeleton.fault:
            why = f"not well-formed: {self._skeleton.fault}; its comments were read all the same"
            yield Skipped(where=self._origin.name, why=why)

    def _comment(
        self, values: dict[str, str], threads: dict[str, str | None], parents: dict[str, str | None], where: str
    ) -> Iterator[Record]:
        thread = values.get("thread", "")
        article = threads.get(thread)
        if thread not in threads:
            yield Skipped(where=where, why=f"a comment on a thread that is not in the file ({thread or 'unnamed'})")
        elif article == "":
            yield Skipped(where=where, why=f"a comment on a thread without address and identifier ({thread})")
        elif article:
            key = values.get("dsq:id")
            yield Comment(
                source=self._origin.source,
                article=article,
                key=key or values.get("id"),
                parent=parents.get(key) if key else None,
                content=_content(values.get("message", "")),
                author=_author(values),
                published=parse_when(values.get("createdAt")),
            )

    def _withheld(self, values: dict[str, str], threads: dict[str, str | None]) -> Gone | None:
        """A comment that is deleted, spam or not approved."""
        article, key = threads.get(values.get("thread", "")), values.get("dsq:id")
        if not (article and key and _TOLD - {"message"} <= values.keys()):
            return None
        return Gone(source=self._origin.source, key=article, comment=key, withheld=True)

    def _article(self, values: dict[str, str]) -> str:
        """How a thread names its article; "" if it names none."""
        link, identifier = _MARK.sub("", values.get("link", "")), values.get("id", "")
        if self._site and link:  # threads keep the address that the site had then
            parts = urlsplit(link)
            link = urljoin(self._site, urlunsplit(("", "", parts.path, parts.query, "")))
        first, second = (link, identifier) if self._join == "url" else (identifier, link)
        return first or second

    def _values(self, piece: Piece) -> Iterator[tuple[Piece, dict[str, str] | None]]:
        """A piece with what stands in it; a piece that turns out to be several, each with its own."""
        element = self._mender.strict(piece) if piece.data else None
        if element is None and 0 < len(piece.data) <= _MENDABLE:
            element = self._mender.mended(piece)
        parts = [piece] if element is not None or len(piece.data) > _MENDABLE else apart(piece)
        for part in parts:
            found = self._mender.mended(part) if len(parts) > 1 else element
            if found is None and not part.whole:
                found = self._closed(part)
            yield part, None if found is None else _read(found)

    def _closed(self, piece: Piece) -> etree._Element | None:
        """A piece of which nothing but its end tag is missing."""
        if len(piece.data) > _MENDABLE:
            return None
        whole = Piece(kind=piece.kind, line=piece.line, data=piece.data + f"</{piece.kind}>".encode())
        found = self._mender.mended(whole)
        return found if found is not None and {_local(child) for child in found} >= _TOLD else None


def _read(element: etree._Element) -> dict[str, str]:
    """The fields that are needed. E-mail and IP addresses are not among them."""
    found = {"dsq:id": _identifier(element)}
    for child in element.iter():
        name = _local(child)
        if name in _READ and child is not element:
            text = _identifier(child) if name in {"thread", "parent"} else "".join(child.itertext()).strip()
            found.setdefault(name, text)
    return {name: text for name, text in found.items() if text}


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _identifier(element: etree._Element) -> str:
    return next((value.strip() for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "id"), "")


def _public(values: dict[str, str]) -> bool:
    """Neither deleted nor spam; a flag that says neither yes nor no counts as yes."""
    flags = (values.get("isDeleted", "").lower(), values.get("isSpam", "").lower())
    approved = values.get("isApproved", "true").lower() in {"true", "1"}
    return approved and _NO.issuperset(flags) and bool(values.get("message"))


def _content(message: str) -> str:
    return message if "<" in message else paragraphs(html.unescape(message))


def _author(values: dict[str, str]) -> Author | None:
    name = without_address(values.get("name", ""))
    return Author(name=name) if name else None
