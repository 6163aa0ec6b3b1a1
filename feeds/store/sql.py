"""The store on an SQL database: what the protocol asks for, handed to who knows. `transaction` has the writes."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Self

from sqlalchemy import ColumnElement, Connection, Engine, and_, or_, select

from feeds.store import (
    CommentDraft,
    Name,
    NameKind,
    Removed,
    Run,
    Shown,
    SourceState,
    StoredArticle,
    StoredComment,
    Transaction,
    archives,
    find,
    joining,
    marks,
    reading,
    showing,
    stale,
    talk,
)
from feeds.store.connect import read_only, shown, wrapped
from feeds.store.due import any_due, release
from feeds.store.tables import articles, live, meta, names
from feeds.store.transaction import transaction


class SqlStore:
    """`feeds.store.Store` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._name = shown(engine.url)
        with self._reading() as connection:
            self._meta: dict[str, str] = {row.key: row.value for row in connection.execute(select(meta))}

    @property
    def authority(self) -> str:
        """See `feeds.store.Store`."""
        return self._meta["authority"]

    def identity(self) -> str:
        """See `feeds.store.Store`."""
        return self._meta["identity"]

    def revision(self) -> int:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return int(connection.scalar(select(meta.c.value).where(meta.c.key == "revision")) or 0)

    def mark(self, revision: int) -> str:
        """See `feeds.store.Store`."""
        newest = self.revision()
        with self._reading() as connection:
            return marks.of(connection, revision, newest)

    def close(self) -> None:
        """See `feeds.store.Store`."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def transaction(self, run: Run) -> AbstractContextManager[Transaction]:
        """See `feeds.store.Store`."""
        return transaction(self._engine, self._name, self.authority, run)

    def release_due(self, now: dt.datetime) -> int:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            if not any_due(connection, now):
                return 0
        return release(self._engine, self._name, self.authority, now)

    def joinable(self, source: str, after: str = "") -> list[CommentDraft]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return joining.joinable(connection, source, after)

    def changed_articles(self, since: int) -> Iterator[StoredArticle]:
        """See `feeds.store.Store`."""
        return self._stream(live(articles), since)

    def removed_articles(self, since: int) -> Iterator[StoredArticle]:
        """See `feeds.store.Store`. What was live and is now held back was removed as well."""
        left = and_(or_(articles.c.gone.is_not(None), articles.c.due.is_not(None)), articles.c.place.is_not(None))
        return self._stream(left, since)

    def stale_names(self, since: int, limit: int, window: dt.timedelta) -> list[Name]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return stale.stale_names(connection, since, limit, window)

    def stale_archives(self, since: int, size: int) -> list[stale.Page]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return stale.stale_archives(connection, since, size)

    def stale_pages(self, article_seq: int, since: int, size: int) -> list[int]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return stale.stale_pages(connection, article_seq, since, size)

    def shown_articles(self, limit: int, window: dt.timedelta) -> list[Shown]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return showing.newest_articles(connection, limit, window)

    def shown_by_name(
        self, names: Iterable[Name], limit: int, window: dt.timedelta
    ) -> Iterator[tuple[Name, list[Shown]]]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            yield from showing.newest_by_name(connection, names, limit, window)

    def shown_in_archive(
        self, page: int, size: int, kind: NameKind | None = None, slug: str | None = None
    ) -> list[Shown]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return showing.archive(connection, page, size, kind, slug)

    def shown_comments(self, limit: int, window: dt.timedelta) -> list[Shown]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return showing.newest_comments(connection, limit, window)

    def shown_in_conversations(self, article_seqs: Sequence[int], limit: int) -> dict[int, list[Shown]]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return showing.conversations(connection, article_seqs, limit)

    def shown_in_page(self, article_seq: int, page: int, size: int) -> list[Shown]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return showing.conversation_page(connection, article_seq, page, size)

    def articles(self, seqs: Iterable[int]) -> dict[int, StoredArticle]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return reading.by_seq(connection, seqs)

    def comments(self, seqs: Iterable[int]) -> dict[int, StoredComment]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return reading.comments_by_seq(connection, seqs)

    def newest_articles(
        self, limit: int, window: dt.timedelta, kind: NameKind | None = None, slug: str | None = None
    ) -> list[StoredArticle]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            asked = [one.seq for one in showing.newest_articles(connection, limit, window, kind, slug)]
            found = reading.by_seq(connection, asked)
        return [found[seq] for seq in asked]

    def conversation(self, article_seq: int) -> list[StoredComment]:
        """See `feeds.store.Store`."""
        return self.conversations([article_seq])[article_seq]

    def conversations(self, article_seqs: Iterable[int]) -> dict[int, list[StoredComment]]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return talk.conversations(connection, article_seqs)

    def names(self) -> list[Name]:
        """See `feeds.store.Store`."""
        query = select(names).where(names.c.articles > 0).order_by(names.c.kind, names.c.slug)
        with self._reading() as connection:
            return [reading.name(row) for row in connection.execute(query)]

    def archive_pages(self, size: int, kind: NameKind | None = None, slug: str | None = None) -> int:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return archives.archive_pages(connection, size, kind, slug)

    def places(self, article_seq: int) -> list[tuple[Name, int]]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return archives.places(connection, article_seq)

    def removed(self, limit: int, kind: NameKind | None = None, slug: str | None = None) -> list[Removed]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return archives.removed(connection, limit, kind, slug)

    def removed_comments(self, limit: int, article_seq: int | None = None) -> list[Removed]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return archives.removed_comments(connection, limit, article_seq)

    def find(self, text: str) -> list[StoredArticle | StoredComment]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return find.find(connection, text)

    def sources(self) -> list[SourceState]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            return find.source_states(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with wrapped(self._name), read_only(self._engine) as connection:
            yield connection

    def _stream(self, which: ColumnElement[bool], since: int) -> Iterator[StoredArticle]:
        query = select(articles).where(which)
        if since:  # by number: given the choice, SQLite goes through all articles in order instead of sorting a few
            query = query.where(articles.c.seq.in_(select(articles.c.seq).where(articles.c.revision > since)))
        ordered = query.order_by(articles.c.seq).execution_options(yield_per=reading.CHUNK)
        with self._reading() as connection, connection.execute(ordered) as rows:
            yield from map(reading.article, rows)
