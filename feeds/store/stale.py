"""What changed since a revision, told apart by the documents that show it. No body is read, and the cost follows what
changed."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, union

from feeds.store import Name, NameKind
from feeds.store.reading import name, start
from feeds.store.rows import Row
from feeds.store.tables import articles, comments, holes, live, memberships, names

Page = tuple[NameKind | None, str | None, int]


def stale_names(connection: Connection, since: int, limit: int, window: dt.timedelta) -> list[Name]:
    """See `feeds.store.Store`."""
    joined = {row.seq: row for row in connection.execute(select(names).where(names.c.revision > since))}
    found = [name(row) for row in joined.values()]
    for row, newest in _touched(connection, since):
        if newest >= start(row.newest, window) or _stands(connection, row.seq, newest, limit):
            found.append(name(row))
    return sorted(found, key=lambda one: (one.kind, one.slug))


def _touched(connection: Connection, since: int) -> list[tuple[Row, int]]:
    """Names that no article joined, left or moved within, but with edited ones: each with the newest's time."""
    newest = (
        select(memberships.c.name_seq, func.max(memberships.c.published).label("newest"))
        .join(articles, articles.c.seq == memberships.c.article_seq)
        .where(articles.c.content_revision > since, live(articles))
        .group_by(memberships.c.name_seq)
        .subquery()
    )
    query = select(names, newest.c.newest.label("touched")).join(newest, newest.c.name_seq == names.c.seq)
    return [(row, row.touched) for row in connection.execute(query.where(names.c.revision <= since))]


def _stands(connection: Connection, name_seq: int, published: int, limit: int) -> bool:
    """Whether an article of that time is among the newest `limit` under a name."""
    newer = (
        select(memberships.c.published)
        .where(memberships.c.name_seq == name_seq, memberships.c.published > published)
        .limit(limit)
        .subquery()
    )
    return (connection.scalar(select(func.count()).select_from(newer)) or 0) < limit


def stale_archives(connection: Connection, since: int, size: int) -> list[Page]:
    """See `feeds.store.Store`."""
    changed = and_(articles.c.content_revision > since, live(articles))
    pages: set[Page] = {(None, None, page) for page in connection.scalars(_pages(articles.c.place, changed, size))}
    pages |= {(None, None, page) for page in connection.scalars(_left("site", since, size))}
    member = memberships.join(articles).join(names)
    page = (memberships.c.place // size).label("page")
    joined = select(names.c.kind, names.c.slug, page).select_from(member).where(changed)
    page = (holes.c.place // size).label("page")
    left = select(names.c.kind, names.c.slug, page).join(names, names.c.seq == holes.c.owner)
    left = left.where(holes.c.revision > since, holes.c.kind == "name")
    pages |= {(row.kind, row.slug, row.page) for row in connection.execute(union(joined, left))}
    return sorted(pages, key=lambda one: (one[0] or "", one[1] or "", one[2]))


def stale_pages(connection: Connection, article_seq: int, since: int, size: int) -> list[int]:
    """See `feeds.store.Store`."""
    about = select(articles.c.content_revision, articles.c.comments_ever).where(articles.c.seq == article_seq)
    article = connection.execute(about).first()
    if article is None:
        return []
    if article.content_revision > since:
        return list(range(-(-article.comments_ever // size)))
    changed = and_(comments.c.article_seq == article_seq, comments.c.revision > since, comments.c.place.is_not(None))
    pages: set[int] = set(connection.scalars(_pages(comments.c.place, changed, size)))
    return sorted(pages | set(connection.scalars(_left("conversation", since, size, article_seq))))


def _pages(place: ColumnElement[int], changed: ColumnElement[bool], size: int) -> Select[Any]:
    return select((place // size).label("page")).where(changed).distinct()


def _left(kind: str, since: int, size: int, owner: int = 0) -> Select[Any]:
    left = and_(holes.c.revision > since, holes.c.kind == kind, holes.c.owner == owner)
    return _pages(holes.c.place, left, size)
