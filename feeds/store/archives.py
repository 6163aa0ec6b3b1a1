"""Pages by place, and tombstones: what a feed no longer shows."""

from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, and_, func, select

from feeds.store import NameKind, Removed, StoredArticle, StoredComment
from feeds.store.reading import COMMENT, WITH_PARENT, article, comment
from feeds.store.rows import SECOND, instant
from feeds.store.tables import articles, comments, graves, live, memberships, names


def archive(
    connection: Connection, page: int, size: int, kind: NameKind | None, slug: str | None
) -> list[StoredArticle]:
    """See `feeds.store.Store`."""
    if kind is None:
        place = articles.c.place
        query = select(articles)
    else:
        place = memberships.c.place
        query = select(articles).join(memberships).where(memberships.c.name_seq == name_seq(kind, slug))
    here = and_(place >= page * size, place < (page + 1) * size, live(articles))
    return [article(row) for row in connection.execute(query.where(here).order_by(place.desc()))]


def archive_pages(connection: Connection, size: int, kind: NameKind | None, slug: str | None) -> int:
    """See `feeds.store.Store`."""
    if kind is None:
        places = connection.scalar(select(func.max(articles.c.place) + 1))
    else:
        places = connection.scalar(select(names.c.places).where(names.c.kind == kind, names.c.slug == slug))
    return -(-(places or 0) // size)


def conversation_page(connection: Connection, article_seq: int, page: int, size: int) -> list[StoredComment]:
    """See `feeds.store.Store`."""
    place = comments.c.place
    here = and_(comments.c.article_seq == article_seq, place >= page * size, place < (page + 1) * size, live(comments))
    query = select(*COMMENT).select_from(WITH_PARENT).where(here).order_by(place.desc())
    return [comment(row) for row in connection.execute(query)]


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


def name_seq(kind: NameKind, slug: str | None) -> ScalarSelect[int]:
    """A name's number, for a query."""
    return select(names.c.seq).where(names.c.kind == kind, names.c.slug == slug).scalar_subquery()
