"""What stands in a feed, without its text: which entries there are, and when each last changed.

An incremental run asks this first, and reads in full only what changed (`feeds.standing`).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, bindparam, func, select, tuple_

from feeds.store import Name, NameKind, Shown
from feeds.store.reading import chunks, name_seq, start
from feeds.store.rows import Row, instant
from feeds.store.tables import articles, comments, live, memberships, names
from feeds.store.talk import NEWEST

_NAMES = 50  # names that are looked up at a time
_ARTICLE = (articles.c.guid, articles.c.updated, articles.c.content_revision.label("changed"))
_parents = comments.alias("parents")
_COMMENT = (
    comments.c.seq,
    comments.c.guid,
    comments.c.article_seq,
    comments.c.published.label("updated"),
    comments.c.revision.label("changed"),
    articles.c.content_revision,
    _parents.c.revision.label("parent_changed"),
    _parents.c.guid.label("parent"),
    live(_parents).label("parent_lives"),
)
_SAME = and_(_parents.c.guid == comments.c.parent, _parents.c.article_seq == comments.c.article_seq)
_WITH_PARENT = comments.join(articles).outerjoin(_parents, _SAME)
_MEMBERS = (
    select(memberships.c.article_seq.label("seq"), memberships.c.published, *_ARTICLE)
    .join(articles)
    .where(memberships.c.name_seq == bindparam("name"))
    .order_by(memberships.c.published.desc(), memberships.c.article_seq.desc())
)
_FIRST = _MEMBERS.limit(bindparam("limit"))
_WITHIN = _MEMBERS.where(memberships.c.published >= bindparam("since"))


def newest_articles(
    connection: Connection, limit: int, window: dt.timedelta, kind: NameKind | None = None, slug: str | None = None
) -> list[Shown]:
    """See `feeds.store.Store.shown_articles`; or of one name, which counts no comments."""
    if kind is not None:
        number = connection.scalar(select(name_seq(kind, slug)))
        return [] if number is None else _members(connection, number, limit, window)
    asked = newest(connection, select(articles.c.seq, articles.c.published).where(live(articles)), limit, window)
    columns = (articles.c.seq, articles.c.published, *_ARTICLE[:2], articles.c.revision.label("changed"))
    rows = connection.execute(select(*columns).join(asked, asked.c.seq == articles.c.seq))
    return [_shown(row) for row in sorted(rows, key=lambda row: (row.published, row.seq), reverse=True)]


def newest_by_name(
    connection: Connection, asked: Iterable[Name], limit: int, window: dt.timedelta
) -> Iterator[tuple[Name, list[Shown]]]:
    """See `feeds.store.Store.shown_by_name`."""
    left = iter(asked)
    while some := list(islice(left, _NAMES)):
        known = _numbers(connection, some)
        for name in some:
            yield name, _members(connection, known[name.kind, name.slug], limit, window)


def archive(connection: Connection, page: int, size: int, kind: NameKind | None, slug: str | None) -> list[Shown]:
    """See `feeds.store.Store.shown_in_archive`."""
    if kind is None:
        place: ColumnElement[int] = articles.c.place
        query = select(articles.c.seq, *_ARTICLE)
    else:
        place = memberships.c.place
        query = select(articles.c.seq, *_ARTICLE).join(memberships)
        query = query.where(memberships.c.name_seq == name_seq(kind, slug))
    return [_shown(row) for row in connection.execute(_page(query, place, page, size).where(live(articles)))]


def newest_comments(connection: Connection, limit: int, window: dt.timedelta) -> list[Shown]:
    """See `feeds.store.Store.shown_comments`."""
    both = and_(live(comments), live(articles))
    query = select(comments.c.seq, comments.c.published).select_from(comments.join(articles)).where(both)
    asked = newest(connection, query, limit, window)
    found = select(*_COMMENT).select_from(_WITH_PARENT).join(asked, asked.c.seq == comments.c.seq)
    rows = sorted(connection.execute(found), key=lambda row: (row.updated, row.seq), reverse=True)
    return [_comment(row) for row in rows]


def conversations(connection: Connection, article_seqs: Sequence[int], limit: int) -> dict[int, list[Shown]]:
    """See `feeds.store.Store.shown_in_conversations`. One of 100,000 comments is not sorted for its newest 50."""
    found: dict[int, list[Shown]] = {seq: [] for seq in article_seqs}
    query = select(*_COMMENT).select_from(_WITH_PARENT).where(live(comments))
    for some in chunks(article_seqs):
        many = and_(articles.c.seq.in_(some), articles.c.comments_ever > limit)
        long = set(connection.scalars(select(articles.c.seq).where(many)))
        here = query.where(comments.c.article_seq.in_([seq for seq in some if seq not in long]))
        for row in connection.execute(here.order_by(comments.c.article_seq, *NEWEST)):
            found[row.article_seq].append(_comment(row))
        for seq in sorted(long):
            mine = query.where(comments.c.article_seq == seq).order_by(*NEWEST).limit(limit)
            found[seq] = [_comment(row) for row in connection.execute(mine)]
    return found


def conversation_page(connection: Connection, article_seq: int, page: int, size: int) -> list[Shown]:
    """See `feeds.store.Store.shown_in_page`."""
    query = select(*_COMMENT).select_from(_WITH_PARENT).where(comments.c.article_seq == article_seq, live(comments))
    return [_comment(row) for row in connection.execute(_page(query, comments.c.place, page, size))]


def newest(connection: Connection, query: Select[Any], limit: int, window: dt.timedelta) -> Subquery:
    """The newest `limit` of `query` (seq, published), or all within the window, whichever are more."""
    seq, published = query.selected_columns
    ordered = query.order_by(published.desc(), seq.desc())
    first = connection.execute(ordered.limit(1)).first()
    if first is not None:
        since = start(first.published, window)
        within = connection.scalar(select(func.count()).select_from(query.where(published >= since).subquery()))
        limit = max(limit, within or 0)
    return ordered.limit(limit).subquery()


def _page(query: Select[Any], place: ColumnElement[int], page: int, size: int) -> Select[Any]:
    return query.where(place >= page * size, place < (page + 1) * size).order_by(place.desc())


def _numbers(connection: Connection, some: Sequence[Name]) -> dict[tuple[NameKind, str], int]:
    asked = tuple_(names.c.kind, names.c.slug).in_([(name.kind, name.slug) for name in some])
    found = connection.execute(select(names.c.kind, names.c.slug, names.c.seq).where(asked))
    return {(row.kind, row.slug): row.seq for row in found}


def _members(connection: Connection, name_seq: int, limit: int, window: dt.timedelta) -> list[Shown]:
    """A name's newest articles, newest first."""
    newest = connection.execute(_FIRST, {"name": name_seq, "limit": max(limit, 1)}).all()
    if newest and newest[-1].published >= (since := start(newest[0].published, window)):
        newest = connection.execute(_WITHIN, {"name": name_seq, "since": since}).all()
    return [_shown(row) for row in newest]


def _shown(row: Row) -> Shown:
    return Shown(seq=row.seq, guid=row.guid, updated=instant(row.updated), changed=row.changed)


def _comment(row: Row) -> Shown:
    """A comment's entry tells of its article and of the comment that it answers: it changes with them."""
    return Shown(
        seq=row.seq,
        guid=row.guid,
        updated=instant(row.updated),
        changed=max(row.changed, row.content_revision, row.parent_changed or 0),
        parent=row.parent if row.parent_lives else None,
        about=row.article_seq,
    )
