"""Comments into the store, each under its article."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from feeds import identity
from feeds.store import CommentDraft, Outcome, codec
from feeds.store.clock import Clock, mark, replaces
from feeds.store.digest import comment_digest
from feeds.store.rows import Row, add
from feeds.store.state import BATCH, Replied, State
from feeds.store.tables import articles, comments

_FIELDS = ("parent", "given", "published", "gone", "revision", "digest", "body")
_CHANGE = (
    update(comments)
    .where(comments.c.seq == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _FIELDS})
)
_ARTICLE = (articles.c.seq, articles.c.key, articles.c.published, articles.c.given, articles.c.comments_ever)
_STORED = tuple(column for column in comments.c if column.name not in {"body", "key", "fragment"})


class CommentWriter:
    """Puts comments in, a batch at a time."""

    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock
        self._new: list[tuple[Any, ...]] = []
        self._changed: list[dict[str, Any]] = []

    def put(self, drafts: Sequence[CommentDraft]) -> list[Outcome]:
        """See `feeds.store.Transaction.put_comments`."""
        outcomes: list[Outcome] = []
        for start in range(0, len(drafts), BATCH):
            outcomes += self._put(drafts[start : start + BATCH])
        return outcomes

    def _put(self, drafts: Sequence[CommentDraft]) -> list[Outcome]:
        digests = [comment_digest(draft.comment, draft.given, draft.parent) for draft in drafts]
        about = self._articles({draft.comment.article for draft in drafts})
        stored = self._stored([draft.guid for draft in drafts])
        outcomes: list[Outcome] = []
        for draft, digest in zip(drafts, digests, strict=True):
            article, row = about.get(draft.comment.article), stored.get(draft.guid)
            if article is None:
                outcomes.append("orphan")
            elif row is None:
                self._add(draft, digest, article)
                outcomes.append("new")
            elif row.digest != digest or row.gone is not None:
                self._change(draft, digest, article, row)
                outcomes.append("changed")
            else:
                outcomes.append("unchanged")
        self._write()
        return outcomes

    def _articles(self, keys: set[str]) -> dict[str, Row]:
        query = select(*_ARTICLE).where(articles.c.source == self._state.run.source, articles.c.key.in_(keys))
        return {row.key: row for row in self._state.connection.execute(query)}

    def _stored(self, guids: list[str]) -> dict[str, Row]:
        query = select(*_STORED).where(comments.c.guid.in_(guids))
        return {row.guid: row for row in self._state.connection.execute(query)}

    def _add(self, draft: CommentDraft, digest: str, article: Row) -> None:
        state, seq = self._state, self._state.next_comment()
        replied = self._replied(article, draft)
        replied.ever += 1
        self._new.append(
            (  # in the order of the table's columns
                seq,
                article.seq,
                draft.comment.key,
                draft.guid,
                draft.parent,
                identity.comment_fragment(draft.comment.key if draft.keyed else None, replied.ever),
                mark(draft.given),
                self._clock.comment(seq, draft.given, article.seq, (article.published, article.given)),
                state.now,
                None,
                state.revision,
                digest,
                codec.encode(draft.comment),
            )
        )

    def _change(self, draft: CommentDraft, digest: str, article: Row, row: Row) -> None:
        self._replied(article, draft)
        given, published = row.given, row.published
        if replaces(mark(draft.given), given):
            given = mark(draft.given)
            published = self._clock.comment(row.seq, draft.given, article.seq, (article.published, article.given))
        self._changed.append(
            {
                "of": row.seq,
                "new_parent": draft.parent,
                "new_given": given,
                "new_published": published,
                "new_gone": None,
                "new_revision": self._state.revision,
                "new_digest": digest,
                "new_body": codec.encode(draft.comment),
            }
        )

    def _replied(self, article: Row, draft: CommentDraft) -> Replied:
        replied = self._state.replied.get(article.seq)
        if replied is None:
            replied = self._state.replied[article.seq] = Replied(article.comments_ever)
        replied.threaded |= draft.parent is not None
        return replied

    def _write(self) -> None:
        self._state.changed |= bool(self._new or self._changed)
        if self._new:
            add(self._state.connection, comments, self._new)
        if self._changed:
            self._state.connection.execute(_CHANGE, self._changed)
        self._new.clear()
        self._changed.clear()
