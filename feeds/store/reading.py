"""From rows to values, and what several reads share."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import msgspec
from sqlalchemy import Connection, ScalarSelect, and_, select

from feeds.store import Name, NameKind, StoredArticle, StoredComment, codec
from feeds.store.rows import Row, instant, instant_or_none, micros
from feeds.store.tables import articles, comments, live, names

CHUNK = 500
"""How many rows one query asks for by number."""

_EARLIEST = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
_parents = comments.alias("parents")

# Where an identifier parted a conversation, no comment answers one that stands under another article.
WITH_PARENT = comments.outerjoin(
    _parents,
    and_(_parents.c.guid == comments.c.parent, _parents.c.article_seq == comments.c.article_seq, live(_parents)),
)
COMMENT = (*comments.c, _parents.c.guid.label("parent_guid"))
"""A comment's columns, from `WITH_PARENT`."""


def start(last: int, window: dt.timedelta) -> int:
    """When a window that ends at `last` begins."""
    return max(last - window // dt.timedelta(microseconds=1), micros(_EARLIEST))


def by_seq(connection: Connection, seqs: Iterable[int]) -> dict[int, StoredArticle]:
    """Articles by their number."""
    query = select(articles)
    rows = (
        row for some in chunks(sorted(set(seqs))) for row in connection.execute(query.where(articles.c.seq.in_(some)))
    )
    return {row.seq: article(row) for row in rows}


def comments_by_seq(connection: Connection, seqs: Iterable[int]) -> dict[int, StoredComment]:
    """Comments by their number."""
    query = select(*COMMENT).select_from(WITH_PARENT)
    rows = (
        row for some in chunks(sorted(set(seqs))) for row in connection.execute(query.where(comments.c.seq.in_(some)))
    )
    return {row.seq: comment(row) for row in rows}


def chunks(items: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many as one query asks for at a time."""
    for first in range(0, len(items), CHUNK):
        yield items[first : first + CHUNK]


def name_seq(kind: NameKind, slug: str | None) -> ScalarSelect[int]:
    """A name's number, for a query."""
    return select(names.c.seq).where(names.c.kind == kind, names.c.slug == slug).scalar_subquery()


def article(row: Row) -> StoredArticle:
    """An article from its row. Its key may be newer than what was published of it."""
    body = codec.article(row.body)
    if body.key != row.key:
        body = replace(body, key=row.key)
    return StoredArticle(
        seq=row.seq,
        guid=row.guid,
        slug=row.slug,
        article=body,
        published=instant(row.published),
        updated=instant(row.updated),
        first_seen=instant(row.first_seen),
        comments=row.comments,
        newest_comment=instant_or_none(row.newest_comment),
        revision=row.revision,
        names=tuple((kind, slug) for kind, slug in msgspec.json.decode(row.names)),
        content_revision=row.content_revision,
        comments_ever=row.comments_ever,
        place=-1 if row.place is None else row.place,
        origin=row.origin,
        evidence=row.evidence or "",
        changed_at=instant_or_none(row.changed_at),
        why=row.why,
    )


def comment(row: Row) -> StoredComment:
    """A comment from its row, with its parent's id."""
    return StoredComment(
        seq=row.seq,
        guid=row.guid,
        article_seq=row.article_seq,
        comment=codec.comment(row.body),
        published=instant(row.published),
        first_seen=instant(row.first_seen),
        parent_guid=row.parent_guid,
        fragment=row.fragment,
        place=-1 if row.place is None else row.place,
        origin=row.origin or "",
    )


def name(row: Row) -> Name:
    """A section, tag or author from its row."""
    return Name(
        kind=row.kind,
        slug=row.slug,
        name=row.name,
        articles=row.articles,
        newest=instant(row.newest),
        places=row.places,
        revision=row.revision,
    )
