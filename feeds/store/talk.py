"""Reading conversations, newest first."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from feeds.store import StoredComment
from feeds.store.reading import COMMENT, WITH_PARENT, chunks, comment
from feeds.store.tables import comments, live

NEWEST = (comments.c.published.desc(), comments.c.seq.desc())
"""The order in which comments stand in a feed."""


def conversations(connection: Connection, article_seqs: Iterable[int]) -> dict[int, list[StoredComment]]:
    """See `feeds.store.Store`."""
    found: dict[int, list[StoredComment]] = {seq: [] for seq in article_seqs}
    query = select(*COMMENT).select_from(WITH_PARENT).order_by(comments.c.article_seq, *NEWEST)
    for some in chunks(list(found)):
        for row in connection.execute(query.where(comments.c.article_seq.in_(some), live(comments))):
            found[row.article_seq].append(comment(row))
    return found
