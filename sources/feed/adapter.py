"""The adapter itself: the feed, its archives once, and its articles' comment feeds."""

import re
from collections.abc import Iterator
from pathlib import Path

from feeds.errors import FetchError, SourceError
from feeds.http import Http
from feeds.model import Cursor, Origin, Record, Skipped
from sources._shared import revisits
from sources._shared.decode import decode
from sources._shared.options import Options
from sources.feed.conversations import Conversations
from sources.feed.document import LARGEST, Document, Place, parsed
from sources.feed.fetching import Fetching
from sources.feed.memory import Memory

_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf)\b([^>]*)>", re.IGNORECASE)
_FEEDS = re.compile(r"w3\.org/2005/atom|purl\.org/(?:atom|rss)|my\.netscape\.com|purl\.org/net/rss", re.IGNORECASE)


class Feed:
    """The adapter `feed`."""

    name = "feed"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"comments", "archives", "revisit_days", "every_run"})
        self._comments = options.count("comments", 100, least=0, most=10_000)
        self._archives = options.count("archives", 200, least=0, most=10_000)
        days = options.count("revisit_days", 14, least=0, most=3_650)
        self._days = None if options.flag("every_run", default=False) else days

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of a JSON Feed's version and of a feed's root element, 0 for the rest."""
        text = decode(head[:65536]).lstrip("\ufeff \t\r\n")
        if text.startswith("{"):
            if "://jsonfeed.org/version/" in text.replace("\\/", "/"):
                return 0.97
            return 0.96 if '"items"' in text and ('"feed_url"' in text or '"home_page_url"' in text) else 0.0
        match = _ROOT.search(text[:8192]) if "<" in text[:512] else None
        if match is None:
            return 0.0
        if _FEEDS.search(match[2]):  # sure even of a feed that someone wrapped in <html>
            return 0.97
        return 0.0 if "<html" in text[: match.start()].lower() else 0.9 if match[1].lower() == "rss" else 0.5

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """Articles in the feed's order, each followed by its comment feed's comments if these are new or due; then, in
        the first run, what is in the archives; then further conversations that are due. Comment feeds and archives are
        only followed from an address."""
        if self._origin.path is not None:
            yield from self._file(self._origin.path)
            return
        if self._origin.url is None:
            raise SourceError(f"{self._origin.name}: neither a file nor an address")
        fetching = Fetching(self._origin.source, http)
        memory = Memory(since, revisits.now(), self._days)
        conversations = Conversations(self._origin.source, fetching, memory, self._comments)
        document, url = fetching.document(self._origin.url, found=False)
        seen: set[str] = set()
        yield from self._records(document, conversations, seen)
        if self._archives and not memory.archives:
            memory.archives = False
            for older in self._older(document, url, fetching, memory):
                yield from self._records(older, conversations, seen)
        yield from conversations.further()
        if (cursor := memory.cursor(len(document.entries))) is not None:
            yield cursor

    def _file(self, path: Path) -> Iterator[Record]:
        try:
            with path.open("rb") as file:
                body = file.read(LARGEST + 1)
        except OSError as error:
            raise SourceError(f"{self._origin.name}: cannot be opened: {error.strerror or error}") from error
        document = parsed(body, Place(source=self._origin.source, name=self._origin.name))
        yield from self._records(document, None, set())

    def _records(self, document: Document, conversations: Conversations | None, seen: set[str]) -> Iterator[Record]:
        yield from document.skipped
        before = frozenset(seen)  # archives overlap; what is in one document twice is for the editor to know
        for entry in document.entries:
            article = entry.article
            if article.key in before:
                continue
            seen.add(article.key)
            if not (article.guid or article.url or article.title or article.content.strip()):
                yield Skipped(where=self._origin.name, why="an entry without id, address, title and content")
                continue
            yield article
            if conversations is not None:
                yield from conversations.of(entry)

    def _older(self, document: Document, url: str, fetching: Fetching, memory: Memory) -> Iterator[Document]:
        """The archives (RFC 5005) or further pages, one after the other. They are remembered as read if the last one
        was, or none was left out but for their number."""
        visited = {url}
        for _ in range(self._archives):
            if document.older is None or document.older in visited:
                break
            visited.add(document.older)
            try:
                document, _url = fetching.document(document.older)
            except (SourceError, FetchError) as error:
                yield Document(
                    skipped=(Skipped(where=self._origin.name, why=f"an archive could not be read: {error}"),)
                )
                return
            yield document
        memory.archives = True
