"""The adapter itself: the feed, its archives once, and its articles' comment feeds."""

import re
from collections.abc import Generator, Iterator
from pathlib import Path

from feeds.errors import FetchError, SourceError
from feeds.http import Http
from feeds.model import Article, Comment, Cursor, Origin, Record, Skipped
from sources._shared.decode import decode
from sources._shared.options import Options
from sources._shared.threads import sound
from sources.feed.document import LARGEST, Document, Entry, Place, parsed

_ACCEPT = (
    "application/feed+json, application/atom+xml, application/rss+xml, application/rdf+xml, application/json;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf)\b([^>]*)>", re.IGNORECASE)
_FEEDS = re.compile(r"w3\.org/2005/atom|purl\.org/(?:atom|rss)|my\.netscape\.com|purl\.org/net/rss", re.IGNORECASE)
_READ, _UNREAD = "archives read", "archives not all read"


class Feed:
    """The adapter `feed`."""

    name = "feed"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"comments", "archives"})
        self._comments = options.count("comments", 100, least=0, most=10_000)
        self._archives = options.count("archives", 200, least=0, most=10_000)

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
        """Articles in the feed's order, each followed by its comment feed's comments; then, in the first run, what is
        in the archives. Comment feeds and archives are only followed from an address."""
        if self._origin.path is not None:
            yield from self._file(self._origin.path)
            return
        if self._origin.url is None:
            raise SourceError(f"{self._origin.name}: neither a file nor an address")
        document, url = self._fetched(http, self._origin.url, found=False)
        seen: set[str] = set()
        yield from self._records(document, http, seen)
        listed, state = len(document.entries), since.state if since else None
        if self._archives and state != _READ:
            state = yield from self._older(document, url, http, seen)
        if state is not None:
            yield Cursor(state, listed)

    def _file(self, path: Path) -> Iterator[Record]:
        try:
            with path.open("rb") as file:
                body = file.read(LARGEST + 1)
        except OSError as error:
            raise SourceError(f"{self._origin.name}: cannot be opened: {error.strerror or error}") from error
        document = parsed(body, Place(source=self._origin.source, name=self._origin.name))
        yield from self._records(document, None, set())

    def _fetched(self, http: Http, url: str, *, found: bool = True) -> tuple[Document, str]:
        answer = http.get(url, accept=_ACCEPT, found=found)
        kind = f"{answer.media_type}; charset={answer.charset}" if answer.charset else answer.media_type
        place = Place(source=self._origin.source, name=url, url=answer.url, content_type=kind)
        return parsed(answer.body, place), answer.url

    def _records(self, document: Document, http: Http | None, seen: set[str]) -> Iterator[Record]:
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
            if http is not None and entry.comment_feed and self._comments > 0:
                self._comments -= 1
                yield from self._conversation(entry.comment_feed, article, http)

    def _conversation(self, url: str, article: Article, http: Http) -> Iterator[Record]:
        try:
            document, _ = self._fetched(http, url)
        except (SourceError, FetchError) as error:
            yield Skipped(where=url, why=f"the comment feed could not be read: {_without(url, error)}")
            return
        entries = {entry.article.key: entry for entry in reversed(document.entries)}
        answered = sound({key: entry.in_reply_to for key, entry in reversed(entries.items())})
        for key, parent in answered.items():
            if (comment := _comment(entries[key], article, parent)) is not None:
                yield comment

    def _older(self, document: Document, url: str, http: Http, seen: set[str]) -> Generator[Record, None, str]:
        """The archives (RFC 5005) or further pages, one after the other. Returns whether they are to be remembered as
        read: if the last one was."""
        visited = {url}
        for _ in range(self._archives):
            if document.older is None or document.older in visited:
                return _READ
            visited.add(document.older)
            try:
                document, _url = self._fetched(http, document.older)
            except (SourceError, FetchError) as error:
                yield Skipped(where=self._origin.name, why=f"an archive could not be read: {error}")
                return _UNREAD
            yield from self._records(document, http, seen)
        return _READ


def _comment(entry: Entry, article: Article, parent: str | None) -> Comment | None:
    said = entry.article
    content = said.content if said.content.strip() else ""
    if not content:
        return None
    return Comment(
        source=article.source,
        article=article.key,
        key=said.guid or said.url,
        parent=parent,
        content=content,
        author=said.authors[0] if said.authors else None,
        url=said.url,
        published=said.published,
    )


def _without(url: str, error: Exception) -> str:
    return str(error).removeprefix(f"{url}: ")
