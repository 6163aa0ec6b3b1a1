"""What a source says is gone leaves every feed; its identity stays taken, and its row stays for the tombstone."""

from sqlalchemy import delete, select, update

from feeds.model import Gone
from feeds.store.naming import Names
from feeds.store.rows import micros
from feeds.store.state import Replied, State
from feeds.store.tables import articles, comments, memberships


class Remover:
    """Takes articles and comments out of what is published."""

    def __init__(self, state: State, names: Names) -> None:
        self._state = state
        self._names = names

    def remove(self, gone: Gone) -> bool:
        """See `feeds.store.Transaction.remove`."""
        query = select(articles.c.seq, articles.c.comments_ever, articles.c.gone)
        row = self._state.connection.execute(
            query.where(articles.c.source == self._state.run.source, articles.c.key == gone.key)
        ).first()
        if row is None:
            return False
        when = micros(gone.when) if gone.when is not None else self._state.now
        done = self._comment(row.seq, gone.comment, when) if gone.comment else self._article(row.seq, when)
        if done and gone.comment:
            self._state.replied.setdefault(row.seq, Replied(row.comments_ever))
        self._state.changed |= done
        return done

    def _article(self, seq: int, when: int) -> bool:
        live = (articles.c.seq == seq) & articles.c.gone.is_(None)
        change = update(articles).where(live).values(gone=when, revision=self._state.revision)
        if self._state.connection.execute(change).rowcount == 0:
            return False
        mine = memberships.c.article_seq == seq
        for name in self._state.connection.scalars(select(memberships.c.name_seq).where(mine)).all():
            self._names.left(name)
        self._state.connection.execute(delete(memberships).where(mine))
        return True

    def _comment(self, article_seq: int, key: str, when: int) -> bool:
        live = (comments.c.article_seq == article_seq) & (comments.c.key == key) & comments.c.gone.is_(None)
        change = update(comments).where(live).values(gone=when, revision=self._state.revision)
        return self._state.connection.execute(change).rowcount > 0
