"""Comments into the store, each under its article."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, select, update

from feeds import identity
from feeds.model import Comment
from feeds.store import CommentDraft, Outcome, codec
from feeds.store.clock import CLAMPED, Clock, mark, replaces
from feeds.store.digest import comment_digest
from feeds.store.drafts import identified
from feeds.store.echoes import Echoes
from feeds.store.joining import Known, articles_of
from feeds.store.rows import Row, add, among
from feeds.store.shelf import Shelf
from feeds.store.similar import resembling
from feeds.store.state import BATCH, Replied, State
from feeds.store.tables import comments, live

_FIELDS = ("origin", "parent", "given", "published", "gone", "due", "place", "revision", "digest", "body")
_CHANGE = (
    update(comments)
    .where(comments.c.seq == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _FIELDS})
)
_WAITING = 20_000  # unknown keyless comments of one page that may be edited ones
_STORED = tuple(column for column in comments.c if column.name not in {"body", "fragment"})


class CommentWriter:
    """Puts comments in, a batch at a time."""

    def __init__(self, state: State, clock: Clock, shelf: Shelf) -> None:
        self._state = state
        self._clock = clock
        self._shelf = shelf
        self._echoes = Echoes(state)
        self._new: list[tuple[Any, ...]] = []
        self._changed: list[dict[str, Any]] = []
        self._waiting: list[tuple[CommentDraft, Known]] = []
        self._seen = bytearray(state.comments_before + 1)  # one byte for each comment: a set would take 40 MB

    def saw(self, seq: int) -> bool:
        """Whether a comment that was there before came by in this run."""
        return bool(self._seen[seq])

    def put(self, drafts: Sequence[CommentDraft], *, final: bool = False) -> list[Outcome]:
        """See `feeds.store.Transaction.put_comments`."""
        outcomes: list[Outcome] = []
        for start in range(0, len(drafts), BATCH):
            outcomes += self._put(drafts[start : start + BATCH], final=final)
        return outcomes

    def _put(self, drafts: Sequence[CommentDraft], *, final: bool) -> list[Outcome]:
        # A text that no database takes is told here, before anything is written: the others then go in without it.
        digests = [_digest(draft) for draft in drafts]
        about = articles_of(self._state, {draft.comment.article for draft in drafts}, final=final)
        rekeyed = [self._rekeyed(draft, about.get(draft.comment.article)) for draft in drafts]
        if any(new is not old for new, old in zip(rekeyed, drafts, strict=True)):
            drafts, digests = rekeyed, [_digest(draft) for draft in rekeyed]
        stored = self._stored([draft.guid for draft in drafts])
        for row in stored.values():
            self._mark(row.seq)
        echoed = self._echoes.of([draft.guid for draft in drafts if draft.guid not in stored])
        outcomes: list[Outcome] = []
        for draft, digest in zip(drafts, digests, strict=True):
            article = about.get(draft.comment.article)
            if article is None:
                outcomes.append("orphan")
            elif (row := stored.get(draft.guid)) is not None:
                outcomes.append(self._known(draft, article, row, digest))
            elif draft.guid in echoed:
                outcomes.append(self._echo(draft, article, echoed[draft.guid], digest))
            else:
                outcomes.append(self._unknown(draft, article, digest))
        self.write()
        return outcomes

    def _unknown(self, draft: CommentDraft, article: Known, digest: str) -> Outcome:
        shared = article.row.followers or (article.row.source != self._state.run.source and article.row.comments_ever)
        if shared and self._echoes.elsewhere(draft, article.row.seq):
            return "unchanged"
        talked = article.row.seq <= self._state.articles_before and article.row.comments_ever > 0
        if talked and not draft.keyed and len(self._waiting) < _WAITING:
            self._waiting.append((draft, article))
        else:
            self._add(draft, article, digest)
        return "new"

    def _echo(self, draft: CommentDraft, article: Known, row: Row, digest: str) -> Outcome:
        """A comment that is known by another id."""
        if row.source != self._state.run.source:  # another source's, which looks after it
            return "unchanged"
        if self.saw(row.seq):  # it came by under its first words as well: now they are two
            self._echoes.forget(draft.guid)
            return self._unknown(draft, article, digest)
        self._mark(row.seq)
        return self._known(draft, article, row, digest)

    def _known(self, draft: CommentDraft, article: Known, row: Row, digest: str) -> Outcome:
        clamped = row.due is not None and self._state.run.future == "clamp"
        if digest != row.digest or row.gone is not None or clamped:
            self._change(draft, article, row, digest)
            return "changed"
        if row.origin != _origin(draft, article.row):
            moved = update(comments).where(comments.c.seq == row.seq).values(origin=_origin(draft, article.row))
            self._state.connection.execute(moved)
        return "unchanged"

    def page_read(self, *, whole: bool) -> tuple[int, int]:
        """See `feeds.store.Transaction.page_read`."""
        edited = left_out = 0
        by_article: dict[int, list[tuple[CommentDraft, Known]]] = {}
        for draft, article in self._waiting:
            by_article.setdefault(article.row.seq, []).append((draft, article))
        self._waiting.clear()
        for seq, waiting in by_article.items():
            unseen = self._unseen(seq)
            pairs = resembling([draft.comment for draft, _ in waiting], [one for _, one in unseen])
            for number, (draft, article) in enumerate(waiting):
                if number not in pairs:
                    self._add(draft, article, _digest(draft))
                elif not whole:
                    left_out += 1
                else:
                    row = unseen[pairs[number]][0]
                    self._mark(row.seq)
                    self._echoes.add(draft.guid, row.seq)
                    self._known(draft, article, row, _digest(draft))
                    # Its replies name it by its new words, even those that came in a run that broke off.
                    self._state.replied_to(seq, article.row.comments_ever).threaded = True
                    edited += 1
        self.write()
        return edited, left_out

    def _unseen(self, article_seq: int) -> list[tuple[Row, Comment]]:
        """The keyless comments of a conversation that did not come by, in the order first seen."""
        mine = and_(comments.c.article_seq == article_seq, comments.c.source == self._state.run.source)
        old = and_(comments.c.seq <= self._state.comments_before, live(comments))
        query = select(comments).where(mine, old, comments.c.key.startswith(identity.UNKEYED)).order_by(comments.c.seq)
        rows = self._state.connection.execute(query)
        return [(row, codec.comment(row.body)) for row in rows if not self.saw(row.seq)]

    def _mark(self, seq: int) -> None:
        if seq < len(self._seen):
            self._seen[seq] = 1

    def _rekeyed(self, draft: CommentDraft, article: Known | None) -> CommentDraft:
        """The id of a comment hangs on the key that its article had first."""
        if article is None or article.first_key == draft.comment.article:
            return draft
        return identified(draft, self._state.authority, article.first_key)

    def _stored(self, guids: list[str]) -> dict[str, Row]:
        rows = among(self._state.connection, _STORED, comments.c.guid, guids)
        return {row.guid: row for row in rows}

    def _add(self, draft: CommentDraft, article: Known, digest: str) -> None:
        state, seq = self._state, self._state.next_comment()
        replied = state.replied_to(article.row.seq, article.row.comments_ever)
        replied.new += 1
        replied.threaded |= draft.parent is not None
        place = replied.place()  # given to a held one too, since its fragment is made of it
        about = (article.row.published, article.row.given)
        given = self._clock.comment(seq, draft.given, article.row.seq, about)
        published, marked, due = self._clock.allowed(given, mark(draft.given))
        self._new.append(
            (  # in the order of the table's columns
                seq,
                article.row.seq,
                state.run.source,
                _origin(draft, article.row),
                draft.comment.key,
                draft.guid,
                draft.parent,
                self._fragment(draft, article.row, place + 1),
                marked,
                published,
                state.now,
                None,
                due,
                place if due is None else None,
                state.revision,
                digest,
                codec.encode(draft.comment),
            )
        )
        state.live["comments", state.run.source] += due is None
        if state.comments_before:  # else no reply to it can be older than this run
            state.answered.append(draft.guid)

    def _fragment(self, draft: CommentDraft, article: Row, ordinal: int) -> str:
        """Two sources may both have a comment "17" on one article."""
        if not draft.keyed or article.source == self._state.run.source:
            return identity.comment_fragment(draft.comment.key if draft.keyed else None, ordinal)
        return identity.comment_fragment(f"{self._state.run.source}-{draft.comment.key}", ordinal)

    def _change(self, draft: CommentDraft, article: Known, row: Row, digest: str) -> None:
        state = self._state
        replied = state.replied_to(article.row.seq, article.row.comments_ever)
        replied.threaded |= draft.parent is not None
        given, published, due = self._dated(draft, article, row)
        was_live = row.gone is None and row.due is None
        place = row.place
        if due is None and not was_live:
            place = self._back(article.row.seq, row, replied)
        else:
            replied.edited += 1
        if was_live and due is not None:
            state.answered.append(row.guid)
        state.live["comments", state.run.source] += (due is None) - was_live
        values = {
            "origin": _origin(draft, article.row),
            "parent": draft.parent,
            "given": given,
            "published": published,
            "gone": None,
            "due": due,
            "place": place,
            "revision": state.revision,
            "digest": digest,
            "body": codec.encode(replace(draft.comment, key=row.key)),
        }
        self._changed.append({"of": row.seq} | {f"new_{name}": value for name, value in values.items()})

    def _back(self, article_seq: int, row: Row, replied: Replied) -> int:
        """A comment that was not live goes live: its place."""
        if row.place is not None:
            self._shelf.hole("conversation", article_seq, row.place)
        self._state.answered.append(row.guid)
        replied.new += 1
        return replied.place()

    def _dated(self, draft: CommentDraft, article: Known, row: Row) -> tuple[str, int, int | None]:
        """The time of a known comment: how it is marked, when, and when it is due if it is held back."""
        given, published, due = row.given, row.published, row.due
        if replaces(mark(draft.given), given):
            about = (article.row.published, article.row.given)
            asked = self._clock.comment(row.seq, draft.given, article.row.seq, about)
            asked, marked, held = self._clock.allowed(asked, mark(draft.given))
            if marked != CLAMPED or row.due is not None or replaces(marked, given):
                given, published, due = marked, asked, held
        if row.due is None and published == row.published:
            due = None
        return given, published, due if due is not None and self._clock.ahead(due) else None

    def write(self) -> None:
        """Write what has gathered."""
        self._state.changed |= bool(self._new or self._changed)
        if self._new:
            add(self._state.connection, comments, self._new)
        if self._changed:
            self._state.connection.execute(_CHANGE, self._changed)
        self._new.clear()
        self._changed.clear()
        self._shelf.write()
        self._echoes.write()


def _digest(draft: CommentDraft) -> str:
    return comment_digest(draft.comment, draft.given, draft.parent)


def _origin(draft: CommentDraft, article: Row) -> str | None:
    """None where it is its article's."""
    return None if draft.origin == article.origin and draft.comment.source == article.source else draft.origin
