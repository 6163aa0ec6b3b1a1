"""Reading the newest articles, of the site or of its sections, tags and authors."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, tuple_

from feeds.store import Name, NameKind, StoredArticle
from feeds.store.archives import name_seq
from feeds.store.reading import article, by_seq, newest, start
from feeds.store.tables import articles, live, memberships, names

_NAMES = 50  # names that are read at a time
_KEPT = 20_000  # articles that are kept for the names to come
_MEMBERS = (
    select(memberships.c.article_seq, memberships.c.published)
    .where(memberships.c.name_seq == bindparam("name"))
    .order_by(memberships.c.published.desc(), memberships.c.article_seq.desc())
)
_FIRST = _MEMBERS.limit(bindparam("limit"))
_WITHIN = _MEMBERS.where(memberships.c.published >= bindparam("since"))


def newest_articles(
    connection: Connection, limit: int, window: dt.timedelta, kind: NameKind | None, slug: str | None
) -> list[StoredArticle]:
    """See `feeds.store.Store`."""
    query = select(articles.c.seq, articles.c.published).where(live(articles))
    if kind is not None:
        query = _members(kind, slug)
    asked = newest(connection, query, limit, window)
    rows = connection.execute(select(articles).join(asked, asked.c.seq == articles.c.seq))
    return sorted(map(article, rows), key=lambda stored: (stored.published, stored.seq), reverse=True)


def newest_by_name(
    connection: Connection, asked: Iterable[Name], limit: int, window: dt.timedelta
) -> Iterator[tuple[Name, list[StoredArticle]]]:
    """See `feeds.store.Store`."""
    kept: dict[int, StoredArticle] = {}
    left = iter(asked)
    while some := list(islice(left, _NAMES)):
        known = _numbers(connection, some)
        seqs = [_seqs(connection, known[name.kind, name.slug], limit, window) for name in some]
        if len(kept) > _KEPT:
            kept.clear()
        kept |= by_seq(connection, {seq for found in seqs for seq in found} - kept.keys())
        for name, found in zip(some, seqs, strict=True):
            yield name, [kept[seq] for seq in found]


def _numbers(connection: Connection, some: Sequence[Name]) -> dict[tuple[NameKind, str], int]:
    asked = tuple_(names.c.kind, names.c.slug).in_([(name.kind, name.slug) for name in some])
    found = connection.execute(select(names.c.kind, names.c.slug, names.c.seq).where(asked))
    return {(row.kind, row.slug): row.seq for row in found}


def _members(kind: NameKind, slug: str | None) -> Select[Any]:
    query = select(memberships.c.article_seq.label("seq"), memberships.c.published)
    return query.where(memberships.c.name_seq == name_seq(kind, slug))


def _seqs(connection: Connection, name_seq: int, limit: int, window: dt.timedelta) -> list[int]:
    """The numbers of a name's newest articles, newest first."""
    newest = connection.execute(_FIRST, {"name": name_seq, "limit": max(limit, 1)}).all()
    if newest and newest[-1].published >= (since := start(newest[0].published, window)):
        newest = connection.execute(_WITHIN, {"name": name_seq, "since": since}).all()
    return [row.article_seq for row in newest]
