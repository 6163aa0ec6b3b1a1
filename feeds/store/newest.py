"""Reading the newest articles, of the site or of its sections, tags and authors."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, select

from feeds.store import Name, NameKind, StoredArticle
from feeds.store.archives import name_seq
from feeds.store.reading import article, by_seq, newest
from feeds.store.tables import articles, live, memberships

_NAMES = 50  # names that are read at a time
_KEPT = 20_000  # articles that are kept for the names to come


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
    connection: Connection, names: Iterable[Name], limit: int, window: dt.timedelta
) -> Iterator[tuple[Name, list[StoredArticle]]]:
    """See `feeds.store.Store`."""
    kept: dict[int, StoredArticle] = {}
    left = iter(names)
    while some := list(islice(left, _NAMES)):
        seqs = [_seqs(connection, name, limit, window) for name in some]
        if len(kept) > _KEPT:
            kept.clear()
        kept |= by_seq(connection, {seq for found in seqs for seq in found} - kept.keys())
        for name, found in zip(some, seqs, strict=True):
            yield name, [kept[seq] for seq in found]


def _members(kind: NameKind, slug: str | None) -> Select[Any]:
    query = select(memberships.c.article_seq.label("seq"), memberships.c.published)
    return query.where(memberships.c.name_seq == name_seq(kind, slug))


def _seqs(connection: Connection, name: Name, limit: int, window: dt.timedelta) -> list[int]:
    """The numbers of a name's newest articles, newest first."""
    asked = newest(connection, _members(name.kind, name.slug), limit, window)
    query = select(asked.c.seq).order_by(asked.c.published.desc(), asked.c.seq.desc())
    return list(connection.scalars(query))
