"""How many pages there are, and tombstones: what a feed no longer shows."""

from typing import Any

from sqlalchemy import Connection, Select, func, select

from feeds.store import Name, NameKind, Removed
from feeds.store.reading import name, name_seq
from feeds.store.rows import SECOND, instant
from feeds.store.tables import articles, comments, graves, live, memberships, names


def archive_pages(connection: Connection, size: int, kind: NameKind | None, slug: str | None) -> int:
    """See `feeds.store.Store`."""
    if kind is None:
        places = connection.scalar(select(func.max(articles.c.place) + 1))
    else:
        places = connection.scalar(select(names.c.places).where(names.c.kind == kind, names.c.slug == slug))
    return -(-(places or 0) // size)


def places(connection: Connection, article_seq: int) -> list[tuple[Name, int]]:
    """See `feeds.store.Store`."""
    query = select(names, memberships.c.place).join(memberships, memberships.c.name_seq == names.c.seq)
    query = query.where(memberships.c.article_seq == article_seq).order_by(names.c.kind, names.c.slug)
    return [(name(row), row.place) for row in connection.execute(query)]


def removed(connection: Connection, limit: int, kind: NameKind | None, slug: str | None) -> list[Removed]:
    """See `feeds.store.Store`."""
    query = select(articles.c.guid, articles.c.gone).where(articles.c.gone.is_not(None), articles.c.place.is_not(None))
    if kind is not None:
        query = query.join(graves, graves.c.article_seq == articles.c.seq)
        query = query.where(graves.c.name_seq == name_seq(kind, slug))
    return _tombstones(connection, query.order_by(articles.c.gone.desc(), articles.c.seq.desc()).limit(limit))


def removed_comments(connection: Connection, limit: int, article_seq: int | None) -> list[Removed]:
    """See `feeds.store.Store`."""
    query = select(comments.c.guid, comments.c.gone).where(comments.c.gone.is_not(None), comments.c.place.is_not(None))
    if article_seq is None:
        query = query.join(articles).where(live(articles))
    else:
        query = query.where(comments.c.article_seq == article_seq)
    return _tombstones(connection, query.order_by(comments.c.gone.desc(), comments.c.seq.desc()).limit(limit))


def _tombstones(connection: Connection, query: Select[Any]) -> list[Removed]:
    return [Removed(guid=row.guid, when=instant(row.gone // SECOND * SECOND)) for row in connection.execute(query)]
