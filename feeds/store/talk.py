"""Reading conversations, newest first."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, and_, select

from feeds.store import StoredArticle, StoredComment
from feeds.store.reading import COMMENT, WITH_PARENT, by_seq, chunks, comment, newest
from feeds.store.tables import articles, comments, live

_NEWEST = (comments.c.published.desc(), comments.c.seq.desc())


def conversations(connection: Connection, article_seqs: Iterable[int]) -> dict[int, list[StoredComment]]:
    """See `feeds.store.Store`."""
    found: dict[int, list[StoredComment]] = {seq: [] for seq in article_seqs}
    query = select(*COMMENT).select_from(WITH_PARENT).order_by(comments.c.article_seq, *_NEWEST)
    for some in chunks(list(found)):
        for row in connection.execute(query.where(comments.c.article_seq.in_(some), live(comments))):
            found[row.article_seq].append(comment(row))
    return found


def newest_conversations(
    connection: Connection, article_seqs: Iterable[int], limit: int
) -> dict[int, list[StoredComment]]:
    """See `feeds.store.Store`. A conversation of 100,000 comments is not sorted for its newest 50."""
    seqs = list(article_seqs)
    long: set[int] = set()
    for some in chunks(seqs):
        many = and_(articles.c.seq.in_(some), articles.c.comments_ever > limit)
        long.update(connection.scalars(select(articles.c.seq).where(many)))
    found = conversations(connection, (seq for seq in seqs if seq not in long))
    query = select(*COMMENT).select_from(WITH_PARENT).order_by(*_NEWEST).limit(limit)
    for seq in sorted(long):
        mine = query.where(comments.c.article_seq == seq, live(comments))
        found[seq] = [comment(row) for row in connection.execute(mine)]
    return found


def newest_comments(
    connection: Connection, limit: int, window: dt.timedelta
) -> list[tuple[StoredComment, StoredArticle]]:
    """See `feeds.store.Store`."""
    both = and_(live(comments), live(articles))
    query = select(comments.c.seq, comments.c.published).select_from(comments.join(articles)).where(both)
    asked = newest(connection, query, limit, window)
    found = select(*COMMENT).select_from(WITH_PARENT).join(asked, asked.c.seq == comments.c.seq)
    replies = [comment(row) for row in connection.execute(found)]
    about = by_seq(connection, {reply.article_seq for reply in replies})
    replies.sort(key=lambda reply: (reply.published, reply.seq), reverse=True)
    return [(reply, about[reply.article_seq]) for reply in replies]
