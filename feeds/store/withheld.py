"""What a source withholds: drafts, unapproved comments. Most of it was never published, and an export may hold a
hundred thousand of such: which of them are to be taken out of the feeds is asked a batch at a time.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import and_, select

from feeds import identity
from feeds.model import Gone
from feeds.store.state import BATCH, State
from feeds.store.tables import articles, comments, followers


def published(state: State, withheld: Sequence[Gone]) -> list[Gone]:
    """See `feeds.store.Transaction.published`."""
    found: list[Gone] = []
    for start in range(0, len(withheld), BATCH):
        some = withheld[start : start + BATCH]
        keys = {gone.key for gone in some if not gone.comment}
        there = set(_articles(state, keys)) if keys else set()
        said = {(gone.key, gone.comment) for gone in some if gone.comment}
        heard = set(_comments(state, said)) if said else set()
        found += [
            gone for gone in some if (gone.key in there if not gone.comment else (gone.key, gone.comment) in heard)
        ]
    return found


def _articles(state: State, keys: set[str]) -> Iterator[str]:
    mine = and_(articles.c.source == state.run.source, articles.c.key.in_(keys), articles.c.gone.is_(None))
    for row in state.connection.execute(select(articles.c.key, articles.c.origin).where(mine)):
        if row.origin not in state.kept:
            yield row.key
    theirs = and_(followers.c.source == state.run.source, followers.c.key.in_(keys))
    yield from state.connection.scalars(select(followers.c.key).where(theirs))


def _comments(state: State, said: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those under an article of their own source, by its key; those elsewhere, by the id that they got."""
    mine = and_(comments.c.source == state.run.source, comments.c.gone.is_(None))
    named = and_(comments.c.key.in_({key for _, key in said}), articles.c.key.in_({about for about, _ in said}))
    columns = articles.c.key.label("about"), comments.c.key, comments.c.origin, articles.c.origin.label("page")
    query = select(*columns).join(articles, articles.c.seq == comments.c.article_seq)
    own = articles.c.source == state.run.source
    for row in state.connection.execute(query.where(mine, own, named)):
        if (row.origin or row.page) not in state.kept:
            yield row.about, row.key
    guids = {identity.comment_guid(state.authority, state.run.source, about, key): (about, key) for about, key in said}
    elsewhere = select(comments.c.guid, comments.c.origin).join(articles, articles.c.seq == comments.c.article_seq)
    for guid, origin in state.connection.execute(elsewhere.where(mine, ~own, comments.c.guid.in_(list(guids)))):
        if origin not in state.kept:
            yield guids[guid]
