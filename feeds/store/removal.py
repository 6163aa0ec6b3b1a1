"""What leaves every feed: a source says that it is gone, or a mirrored source shows it no longer. Its identity stays
taken, and its row stays for the tombstone."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, select, update

from feeds import identity
from feeds.model import Gone
from feeds.store import Missing, joining
from feeds.store.put_articles import ArticleWriter
from feeds.store.put_comments import CommentWriter
from feeds.store.rows import Row, micros
from feeds.store.shelf import Shelf
from feeds.store.state import BATCH, State
from feeds.store.tables import articles, comments, followers

_EARLIEST = 631_152_000_000_000  # 1990: nothing was removed from a feed before


class Remover:
    """Takes articles and comments out of what is published."""

    def __init__(self, state: State, shelf: Shelf, articles_in: ArticleWriter, comments_in: CommentWriter) -> None:
        self._state = state
        self._shelf = shelf
        self._articles = articles_in
        self._comments = comments_in

    def remove(self, gone: Gone) -> bool:
        """See `feeds.store.Transaction.remove`."""
        when = micros(gone.when) if gone.when is not None else self._state.now
        when = when if _EARLIEST < when < self._state.now else self._state.now
        mine = and_(articles.c.source == self._state.run.source, articles.c.key == gone.key)
        row = self._state.connection.execute(select(articles).where(mine)).first()
        if gone.comment:
            return self._comment(gone.key, gone.comment, row, when)
        if row is not None:
            return self._article(row, when)
        seq = self._articles.followers.drop(gone.key)
        if seq is not None:
            self._articles.refill(seq)
            self._articles.write()
        return seq is not None

    def _article(self, row: Row, when: int) -> bool:
        if row.gone is not None:
            return False
        revision, source = self._state.revision, self._state.run.source
        change = update(articles).where(articles.c.seq == row.seq)
        values = {"gone": when, "due": None, "revision": revision, "content_revision": revision}
        told = {"changed_at": self._state.now, "why": "removed by its source"}
        self._state.connection.execute(change.values(values | told))
        self._state.whys[row.seq] = "removed by its source"
        if row.due is None:
            self._shelf.leave(row.seq, row.place, when)
            self._shelf.write()
            self._state.live["articles", source] -= 1
        self._state.changed = True
        return True

    def _comment(self, article_key: str, key: str, row: Row | None, when: int) -> bool:
        guid = identity.comment_guid(self._state.authority, self._state.run.source, article_key, key)
        joining.forget(self._state, [guid])
        seq = row.seq if row is not None else self._followed(article_key)
        if seq is None:  # on another source's article, which it found by its address
            found = self._state.connection.scalars(select(comments.c.seq).where(comments.c.guid == guid))
            return self._remove_comments(found.all(), when) > 0
        mine = and_(comments.c.source == self._state.run.source, comments.c.key == key)
        found = self._state.connection.scalars(select(comments.c.seq).where(comments.c.article_seq == seq, mine))
        return self._remove_comments(found.all(), when) > 0

    def _followed(self, key: str) -> int | None:
        mine = and_(followers.c.source == self._state.run.source, followers.c.key == key)
        return self._state.connection.scalar(select(followers.c.article_seq).where(mine))

    def _remove_comments(self, seqs: Sequence[int], when: int) -> int:
        state, removed = self._state, 0
        for start in range(0, len(seqs), BATCH):
            some = and_(comments.c.seq.in_(seqs[start : start + BATCH]), comments.c.gone.is_(None))
            query = select(comments.c.seq, comments.c.guid, comments.c.due, articles.c.seq.label("article_seq"))
            query = query.add_columns(articles.c.comments_ever).join(articles, articles.c.seq == comments.c.article_seq)
            for row in state.connection.execute(query.where(some)).all():
                replied = state.replied_to(row.article_seq, row.comments_ever)
                replied.removed += 1
                state.answered.append(row.guid)
                state.live["comments", state.run.source] -= row.due is None
                removed += 1
            change = update(comments).where(some).values(gone=when, due=None, revision=state.revision)
            state.connection.execute(change)
        state.changed |= removed > 0
        return removed

    def missing(self, origins: Collection[str]) -> Missing:
        """See `feeds.store.Transaction.missing`."""
        gone_articles: list[int] = []
        gone_comments: list[int] = []
        articles_before = comments_before = 0
        asked = sorted(origins)
        for start in range(0, len(asked), BATCH):
            some = asked[start : start + BATCH]
            there = self._live_articles(some)
            gone_articles += [seq for seq in there if seq not in self._articles.ledger.seen]
            articles_before += len(there)
            said = self._live_comments(some)
            gone_comments += [seq for seq in said if not self._comments.saw(seq)]
            comments_before += len(said)
        return Missing(
            articles=tuple(gone_articles),
            comments=tuple(gone_comments),
            articles_before=articles_before,
            comments_before=comments_before,
        )

    def remove_missing(self, missing: Missing) -> None:
        """See `feeds.store.Transaction.remove_missing`."""
        for start in range(0, len(missing.articles), BATCH):
            some = articles.c.seq.in_(missing.articles[start : start + BATCH])
            for row in self._state.connection.execute(select(articles).where(some)).all():
                self._article(row, self._state.now)
        self._remove_comments(missing.comments, self._state.now)

    def _live_articles(self, origins: Collection[str]) -> list[int]:
        """Articles of these files that were there before this run."""
        mine = and_(articles.c.source == self._state.run.source, articles.c.origin.in_(origins))
        old = and_(articles.c.gone.is_(None), articles.c.seq <= self._state.articles_before)
        return list(self._state.connection.scalars(select(articles.c.seq).where(mine, old)))

    def _live_comments(self, origins: Collection[str]) -> list[int]:
        """The same for comments: a comment is from its article's file unless it says otherwise."""
        mine, old = comments.c.source == self._state.run.source, comments.c.seq <= self._state.comments_before
        theirs = and_(articles.c.origin.in_(origins), articles.c.source == comments.c.source)
        beside = and_(comments.c.origin.is_(None), theirs)
        query = select(comments.c.seq).join(articles, articles.c.seq == comments.c.article_seq)
        under = query.where(mine, old, comments.c.gone.is_(None), beside)
        alone = select(comments.c.seq).where(mine, old, comments.c.gone.is_(None), comments.c.origin.in_(origins))
        return [*self._state.connection.scalars(under), *self._state.connection.scalars(alone)]
