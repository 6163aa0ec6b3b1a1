"""The adapter `isso`: the comments in the SQLite file of Isso, for articles that come from wherever they come from."""

import itertools
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urljoin

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Author, Comment, Cursor, Gone, Origin, Record
from sources._shared.dates import from_number
from sources._shared.names import without_address
from sources._shared.options import Options

_MOST = 2_000  # million steps of SQLite: a million comments take 30
_ACCEPTED = 1  # of Isso's modes: 2 waits for moderation, 4 is deleted
# E-mail and IP addresses are not asked for.
_QUERY = (
    "SELECT c.id, c.parent, c.created, c.mode, c.text, c.author, c.website, t.uri"
    " FROM comments c JOIN threads t ON t.id = c.tid ORDER BY t.id, c.id"
)
_COLUMNS = {"id", "parent", "created", "mode", "text", "author", "website"}


class Isso:
    """The adapter `isso`."""

    name = "isso"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._site = Options(origin, {"site"}).text("site")

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of an SQLite file with Isso's tables in its schema, 0 for the rest."""
        if not head.startswith(b"SQLite format 3\0"):
            return 0.0
        tables = re.search(rb"CREATE TABLE[^(]*comments", head) and re.search(rb"CREATE TABLE[^(]*threads", head)
        return 0.95 if tables and b"tid" in head else 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """The accepted comments, thread by thread, each after the one that it answers. `since` has no meaning here."""
        path = self._origin.path
        if path is None:
            raise SourceError(f"{self._origin.name}: Isso's database is read from a file, not from an address")
        try:
            with closing(_opened(path)) as database:
                yield from self._comments(database)
        except sqlite3.Error as error:
            raise SourceError(f"{self._origin.name}: cannot be read as Isso's database: {error}") from error

    def _comments(self, database: sqlite3.Connection) -> Iterator[Record]:
        here = {row[1] for row in database.execute("PRAGMA table_info(comments)")}
        if _COLUMNS - here:
            raise SourceError(f"{self._origin.name}: no database of Isso: it has no table of comments")
        seen: set[str] = set()
        for number, parent, created, mode, text, author, website, uri in database.execute(_QUERY):
            key, answered = str(number), None if parent is None else str(parent)
            article = urljoin(self._site, str(uri or "")) if self._site else str(uri or "")
            if mode != _ACCEPTED and article:
                yield Gone(source=self._origin.source, key=article, comment=key, withheld=True)
            if mode != _ACCEPTED or not str(text or "").strip() or not uri:
                continue
            yield Comment(
                source=self._origin.source,
                article=article,
                key=key,
                parent=answered if answered in seen else None,
                content=_content(str(text)),
                author=_author(author, website),
                published=from_number(created) if isinstance(created, int | float) else None,
            )
            seen.add(key)


def _opened(path: Path) -> sqlite3.Connection:
    """Read only, and without waiting for its writer."""
    database = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=5)
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    database.execute("PRAGMA trusted_schema = OFF")
    steps = itertools.count()
    database.set_progress_handler(lambda: int(next(steps) > _MOST), 1_000_000)
    return database


def _content(text: str) -> str:
    """Isso keeps Markdown as it was typed."""
    from sources.markdown.body import rendered_plainly  # noqa: PLC0415  markdown-it takes 60 ms to import

    return rendered_plainly(text)


def _author(name: object, website: object) -> Author | None:
    bare = without_address(str(name or ""))
    return Author(name=bare, url=str(website) if website else None) if bare else None
