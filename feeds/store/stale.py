"""What changed since a revision, told apart by the documents that show it. No body is read, and the cost follows what
changed."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, select

from feeds.store import Name, NameKind
from feeds.store.reading import chunks, name, start
from feeds.store.rows import Row
from feeds.store.tables import articles, comments, holes, live, memberships, names

_NEWER = (
    select(memberships.c.published)
    .where(memberships.c.name_seq == bindparam("name"), memberships.c.published > bindparam("published"))
    .limit(bindparam("limit"))
)

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
    quiet = {row.seq: row for row in connection.execute(select(names).where(names.c.revision <= since))}
    newest: dict[int, int] = {}
    if quiet:
        changed = and_(articles.c.content_revision > since, live(articles))
        for _, name_seq, _, published in _memberships(connection, changed):
            newest[name_seq] = max(published, newest.get(name_seq, published))
    return [(row, newest[seq]) for seq, row in quiet.items() if seq in newest]


def _memberships(connection: Connection, changed: ColumnElement[bool]) -> Iterator[Row]:
    """Where changed articles stand. Asked for by number: given the choice, SQLite goes through all memberships."""
    seqs = connection.scalars(select(articles.c.seq).where(changed)).all()
    columns = (memberships.c.article_seq, memberships.c.name_seq, memberships.c.place, memberships.c.published)
    for some in chunks(seqs):
        yield from connection.execute(select(*columns).where(memberships.c.article_seq.in_(some)))


def _stands(connection: Connection, name_seq: int, published: int, limit: int) -> bool:
    """Whether an article of that time is among the newest `limit` under a name."""
    newer = connection.execute(_NEWER, {"name": name_seq, "published": published, "limit": limit}).all()
    return len(newer) < limit


def stale_archives(connection: Connection, since: int, size: int) -> list[Page]:
    """See `feeds.store.Store`."""
    changed = and_(articles.c.content_revision > since, live(articles))
    touched: set[Page] = {(None, None, place) for place in connection.scalars(select(articles.c.place).where(changed))}
    called = {row.seq: row for row in connection.execute(select(names.c.seq, names.c.kind, names.c.slug))}
    for row in _memberships(connection, changed):
        touched.add((called[row.name_seq].kind, called[row.name_seq].slug, row.place))
    left = select(holes.c.kind, holes.c.owner, holes.c.place)
    for row in connection.execute(left.where(holes.c.revision > since, holes.c.kind.in_(("site", "name")))):
        owner = called[row.owner] if row.kind == "name" else None
        touched.add((owner.kind, owner.slug, row.place) if owner else (None, None, row.place))
    pages = {(kind, slug, place // size) for kind, slug, place in touched}
    # A page links to the next one as soon as that begins.
    pages |= {(kind, slug, place // size - 1) for kind, slug, place in touched if place and place % size == 0}
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
