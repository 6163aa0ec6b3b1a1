"""Comments that come by under another id than their own: their text was corrected, or another source has them too."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, select

from feeds.model import Comment
from feeds.store import CommentDraft, codec
from feeds.store.rows import Row, add
from feeds.store.similar import author_of, words
from feeds.store.state import State
from feeds.store.tables import comments, echoes

_COLUMNS = tuple(column for column in comments.c if column.name not in {"body", "fragment"})


class Echoes:
    """Knows them, and finds new ones."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._new: list[tuple[str, str, int]] = []
        self._any = False
        self._elsewhere: dict[int, dict[tuple[str, str], list[int]]] = {}

    def of(self, guids: Sequence[str]) -> dict[str, Row]:
        """The comments that are known by these ids, which are not their own."""
        if not (guids and self._are_any()):
            return {}
        query = select(*_COLUMNS, echoes.c.guid.label("heard")).join(echoes).where(echoes.c.guid.in_(guids))
        return {row.heard: row for row in self._state.connection.execute(query)}

    def _are_any(self) -> bool:
        """Whether there is one at all: most stores hold none."""
        if not self._any:
            self._any = bool(self._state.connection.scalar(select(exists().select_from(echoes))))
        return self._any

    def add(self, guid: str, seq: int) -> None:
        """A comment comes by under this id."""
        self._new.append((guid, self._state.run.source, seq))

    def forget(self, guid: str) -> None:
        """It does so no longer."""
        self._state.connection.execute(delete(echoes).where(echoes.c.guid == guid))

    def elsewhere(self, draft: CommentDraft, article_seq: int) -> bool:
        """Whether another source has the same words by the same author on the same article: then it is that comment.
        One that was removed there stays removed."""
        if article_seq not in self._elsewhere:
            self._elsewhere[article_seq] = self._load(article_seq)
        found = self._elsewhere[article_seq].get(_said(draft.comment))
        if not found:
            return False
        self.add(draft.guid, found.pop(0))
        return True

    def _load(self, article_seq: int) -> dict[tuple[str, str], list[int]]:
        """Other sources' comments on an article that no comment of this source was taken for yet."""
        source = self._state.run.source
        heard = select(echoes.c.comment_seq).where(echoes.c.source == source)
        query = select(comments.c.seq, comments.c.body).where(comments.c.article_seq == article_seq)
        query = query.where(comments.c.source != source, comments.c.seq.not_in(heard)).order_by(comments.c.seq)
        found: dict[tuple[str, str], list[int]] = {}
        for row in self._state.connection.execute(query):
            found.setdefault(_said(codec.comment(row.body)), []).append(row.seq)
        return found

    def write(self) -> None:
        """Write what has gathered."""
        if self._new:
            add(self._state.connection, echoes, self._new)
            self._new.clear()


def _said(comment: Comment) -> tuple[str, str]:
    return author_of(comment), words(comment.content)
