"""The store on an SQL database: the reads. `transaction` has the writes."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Self

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Select, Subquery, and_, func, select

from feeds.store import Name, NameKind, Run, StoredArticle, StoredComment, Transaction, codec
from feeds.store.connect import reading, shown, wrapped
from feeds.store.rows import Row, instant, instant_or_none, micros
from feeds.store.tables import articles, comments, memberships, meta, names
from feeds.store.transaction import transaction

_CHUNK = 500

_parents = comments.alias("parents")
_WITH_PARENT = comments.outerjoin(_parents, and_(_parents.c.guid == comments.c.parent, _parents.c.gone.is_(None)))
_COMMENT = (*comments.c, _parents.c.guid.label("parent_guid"))


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

    def changed_articles(self, since: int) -> Iterator[StoredArticle]:
        """See `feeds.store.Store`."""
        return self._stream(select(articles).where(articles.c.revision > since, articles.c.gone.is_(None)))

    def removed_articles(self, since: int) -> Iterator[StoredArticle]:
        """See `feeds.store.Store`."""
        return self._stream(select(articles).where(articles.c.revision > since, articles.c.gone.is_not(None)))

    def newest_articles(
        self, limit: int, window: dt.timedelta, kind: NameKind | None = None, slug: str | None = None
    ) -> list[StoredArticle]:
        """See `feeds.store.Store`."""
        with self._reading() as connection:
            if kind is None:
                query = select(articles.c.seq, articles.c.published).where(articles.c.gone.is_(None))
            else:
                name = select(names.c.seq).where(names.c.kind == kind, names.c.slug == slug).scalar_subquery()
                member = memberships.c
                query = select(member.article_seq.label("seq"), member.published).where(member.name_seq == name)
            newest = _newest(connection, query, limit, window)
            rows = connection.execute(select(articles).join(newest, newest.c.seq == articles.c.seq))
            return sorted(map(_article, rows), key=lambda stored: (stored.published, stored.seq), reverse=True)

    def newest_comments(self, limit: int, window: dt.timedelta) -> list[tuple[StoredComment, StoredArticle]]:
        """See `feeds.store.Store`."""
        live = and_(comments.c.gone.is_(None), articles.c.gone.is_(None))
        with self._reading() as connection:
            query = select(comments.c.seq, comments.c.published).select_from(comments.join(articles)).where(live)
            newest = _newest(connection, query, limit, window)
            found = select(*_COMMENT).select_from(_WITH_PARENT).join(newest, newest.c.seq == comments.c.seq)
            replies = [_comment(row) for row in connection.execute(found)]
            about = _by_seq(connection, {reply.article_seq for reply in replies})
        replies.sort(key=lambda reply: (reply.published, reply.seq), reverse=True)
        return [(reply, about[reply.article_seq]) for reply in replies]

    def conversation(self, article_seq: int) -> list[StoredComment]:
        """See `feeds.store.Store`."""
        return self.conversations([article_seq])[article_seq]

    def conversations(self, article_seqs: Iterable[int]) -> dict[int, list[StoredComment]]:
        """See `feeds.store.Store`."""
        found: dict[int, list[StoredComment]] = {seq: [] for seq in article_seqs}
        with self._reading() as connection:
            for some in _chunks(list(found)):
                query = (
                    select(*_COMMENT)
                    .select_from(_WITH_PARENT)
                    .order_by(comments.c.article_seq, comments.c.published.desc(), comments.c.seq.desc())
                )
                live = and_(comments.c.article_seq.in_(some), comments.c.gone.is_(None))
                for row in connection.execute(query.where(live)):
                    found[row.article_seq].append(_comment(row))
        return found

    def names(self) -> list[Name]:
        """See `feeds.store.Store`."""
        query = select(names).where(names.c.articles > 0).order_by(names.c.kind, names.c.slug)
        with self._reading() as connection:
            return [
                Name(kind=row.kind, slug=row.slug, name=row.name, articles=row.articles, newest=instant(row.newest))
                for row in connection.execute(query)
            ]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with wrapped(self._name), reading(self._engine) as connection:
            yield connection

    def _stream(self, query: Select[Any]) -> Iterator[StoredArticle]:
        ordered = query.order_by(articles.c.seq).execution_options(yield_per=_CHUNK)
        with self._reading() as connection, connection.execute(ordered) as rows:
            yield from map(_article, rows)


def _newest(connection: Connection, query: Select[Any], limit: int, window: dt.timedelta) -> Subquery:
    """The newest `limit` of `query` (seq, published), or all within the window, whichever are more."""
    seq, published = query.selected_columns
    ordered = query.order_by(published.desc(), _tie(seq).desc())
    first = connection.execute(ordered.limit(1)).first()
    if first is not None:
        since = max(first.published - window // dt.timedelta(microseconds=1), micros(_EARLIEST))
        within = connection.scalar(select(func.count()).select_from(query.where(published >= since).subquery()))
        limit = max(limit, within or 0)
    return ordered.limit(limit).subquery()


_EARLIEST = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


def _tie(seq: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column itself: a label cannot be sorted by in an inner query on both databases."""
    return getattr(seq, "element", seq)


def _by_seq(connection: Connection, seqs: set[int]) -> dict[int, StoredArticle]:
    found = {}
    for some in _chunks(sorted(seqs)):
        for row in connection.execute(select(articles).where(articles.c.seq.in_(some))):
            found[row.seq] = _article(row)
    return found


def _chunks(items: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _article(row: Row) -> StoredArticle:
    return StoredArticle(
        seq=row.seq,
        guid=row.guid,
        slug=row.slug,
        article=codec.article(row.body),
        published=instant(row.published),
        updated=instant(row.updated),
        first_seen=instant(row.first_seen),
        comments=row.comments,
        newest_comment=instant_or_none(row.newest_comment),
        revision=row.revision,
        names=tuple((kind, slug) for kind, slug in msgspec.json.decode(row.names)),
    )


def _comment(row: Row) -> StoredComment:
    return StoredComment(
        seq=row.seq,
        guid=row.guid,
        article_seq=row.article_seq,
        comment=codec.comment(row.body),
        published=instant(row.published),
        first_seen=instant(row.first_seen),
        parent_guid=row.parent_guid,
        fragment=row.fragment,
    )
