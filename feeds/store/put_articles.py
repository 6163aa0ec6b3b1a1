"""Articles into the store: new ones get their identity, changed ones keep it, unchanged ones cost one look."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import bindparam, select, update

from feeds import identity
from feeds.model import Article
from feeds.store import ArticleDraft, Outcome, codec
from feeds.store.clock import CLAMPED, WAITING, Clock, mark, replaces
from feeds.store.digest import article_digests, differences
from feeds.store.filling import Followers, filled, owners_draft
from feeds.store.ledger import Batch, Ledger
from feeds.store.naming import Names, Slugs
from feeds.store.rows import SECOND, Row, add, instant, micros
from feeds.store.shelf import NamesOf, Shelf
from feeds.store.state import BATCH, State
from feeds.store.tables import articles

_FIELDS = (
    "key origin given published updated gone due place revision content_revision changed_at why text_digest digest"
    " names own evidence body"
).split()
_CHANGE = (
    update(articles)
    .where(articles.c.seq == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _FIELDS})
)
_TELL = update(articles).where(articles.c.seq == bindparam("of")).values(evidence=bindparam("new_evidence"))
_COLUMNS = articles.c.keys()


class ArticleWriter:
    """Puts articles in, a batch at a time."""

    def __init__(self, state: State, clock: Clock, names: Names, shelf: Shelf) -> None:
        self._state = state
        self._clock = clock
        self._names = names
        self._shelf = shelf
        self.ledger = Ledger(state)
        self.followers = Followers(state)
        self._slugs = Slugs(state.connection, articles.c.slug)
        self._guids: set[str] = set()
        self._new: list[tuple[Any, ...]] = []
        self._changed: list[dict[str, Any]] = []
        self._told: list[dict[str, Any]] = []

    def put(self, drafts: Sequence[ArticleDraft], *, final: bool = False) -> list[Outcome]:
        """See `feeds.store.Transaction.put_articles`."""
        outcomes: list[Outcome] = []
        for start in range(0, len(drafts), BATCH):
            outcomes += self._put(drafts[start : start + BATCH], final=final)
        return outcomes

    def _put(self, drafts: Sequence[ArticleDraft], *, final: bool) -> list[Outcome]:
        # A text that no database takes is told here, before anything is written: the others then go in without it.
        digests = [article_digests(draft.article, draft.given, self._state.run.permalink) for draft in drafts]
        batch = self.ledger.look_up(drafts)
        self._prepare(drafts, batch)
        rows = [row for row in (*batch.own.values(), *batch.known.values()) if row.followers]
        followed = self.followers.of({row.seq for row in rows})
        outcomes: list[Outcome] = []
        for draft, pair in zip(drafts, digests, strict=True):
            answer, row = self.ledger.whose(draft, batch, final=final)
            if answer in {"waiting", "taken"}:
                outcomes.append("waiting" if answer == "waiting" else "taken")
            elif row is None:
                outcomes.append(self._add(draft, pair))
            elif answer == "follow":
                outcomes.append(self._follow(draft, row))
            elif row.origin != draft.origin and row.origin in self._state.kept:
                outcomes.append("taken")
            else:
                outcomes.append(self._own(draft, row, followed.get(row.seq), pair))
        self.write()
        return outcomes

    def _prepare(self, drafts: Sequence[ArticleDraft], batch: Batch) -> None:
        """Ask in few queries about slugs, ids and names that may be needed."""
        fresh = [draft for draft in drafts if draft.article.key not in batch.own]
        self._slugs.look_up([draft.slug for draft in fresh])
        asked = {guid for draft in fresh for guid in draft.guids} - self._guids
        taken = select(articles.c.guid).where(articles.c.guid.in_(asked))
        self._guids.update(self._state.connection.scalars(taken) if asked else ())
        self._names.look_up([draft for draft in fresh if not batch.knows(draft)])

    def _add(self, draft: ArticleDraft, digests: tuple[str, str]) -> Outcome:
        state, seq = self._state, self._state.next_article()
        slug = self._slugs.mint(draft.slug)
        self._names.look_up([draft])
        given = self._clock.article(seq, draft.given)
        published, marked, due = self._clock.allowed(given, mark(draft.given))
        names = self._names.of(draft)
        row = self._row(draft, digests, names, slug, published) | {
            "seq": seq,
            "source": draft.article.source,
            "first_key": self.ledger.first_key(draft.article.key),
            "guid": self._guid(draft),
            "slug": slug,
            "given": marked,
            "published": published,
            "updated": max(self._asked(draft), published),
            "first_seen": state.now,
            "due": due,
            "place": self._shelf.join(seq, names, published) if due is None else None,
            "comments": 0,
            "comments_ever": 0,
            "newest_comment": None,
            "why": "first seen",
            "followers": 0,
            "own": None,
        }
        self._new.append(tuple(row[name] for name in _COLUMNS))
        self.ledger.seen.add(seq)
        self.ledger.learn(seq, draft, self._url)
        state.live["articles", draft.article.source] += due is None
        state.changed = True
        return "new"

    def _guid(self, draft: ArticleDraft) -> str:
        guid = next((guid for guid in draft.guids if guid not in self._guids), None)
        guid = guid or identity.free(draft.guids[-1], self._is_taken)
        self._guids.add(guid)
        return guid

    def _is_taken(self, guid: str) -> bool:
        query = select(articles.c.seq).where(articles.c.guid == guid)
        return guid in self._guids or self._state.connection.scalar(query) is not None

    def _follow(self, draft: ArticleDraft, row: Row) -> Outcome:
        """Another source has this article too: what its owner leaves empty may be filled."""
        digest = article_digests(draft.article, draft.given, None)[1]
        self.ledger.follows(draft.article.key, row.seq)
        if not self.followers.put(draft, row.seq, digest, self.ledger.first_key):
            return "unchanged"
        self.ledger.learn(row.seq, draft, draft.article.url)
        return self.refill(row.seq)

    def refill(self, seq: int) -> Outcome:
        """Compose an article anew from its owner's record and those that follow it."""
        row = self._state.connection.execute(select(articles).where(articles.c.seq == seq)).one()
        if row.gone is not None:  # its owner took it back, and the others' word does not count
            return "unchanged"
        draft, others = owners_draft(row), self.followers.of([seq]).get(seq)
        return self._own(draft, row, others, article_digests(draft.article, draft.given, None))

    def _own(self, draft: ArticleDraft, row: Row, others: list[Row] | None, digests: tuple[str, str]) -> Outcome:
        self.ledger.seen.add(row.seq)
        whole = draft
        if others:
            whole = filled(draft, others)
            digests = article_digests(whole.article, whole.given, self._state.run.permalink)
        clamped = row.due is not None and self._state.run.future == "clamp"
        if row.digest != digests[1] or row.gone is not None or clamped:
            self._change(whole, draft.article if others else None, digests, row)
            return "changed"
        if (row.key, row.origin) != (draft.article.key, draft.origin):
            moved = update(articles).where(articles.c.seq == row.seq)
            self._state.connection.execute(moved.values(key=draft.article.key, origin=draft.origin))
            self.ledger.learn(row.seq, draft, draft.article.url)
        if (row.evidence or "") != draft.evidence:  # for explain alone: no revision, nothing is published anew
            self._told.append({"of": row.seq, "new_evidence": draft.evidence or None})
        return "unchanged"

    def _change(self, draft: ArticleDraft, own: Article | None, digests: tuple[str, str], row: Row) -> None:
        state = self._state
        given, published, due = self._dated(draft, row)
        self._names.look_up([draft])
        names = self._names.of(draft)
        before = codec.article(state.connection.scalar(select(articles.c.body).where(articles.c.seq == row.seq)) or "")
        changed = self._row(draft, digests, names, row.slug, published) | {
            "given": given,
            "published": published,
            "updated": self._updated(draft, row, published, read=digests[0] != row.text_digest),
            "due": due,
            "place": self._placed(row, names, published, due),
            "why": _why(before, draft, row, published, due),
            "own": codec.encode(own) if own else None,
        }
        state.whys[row.seq] = changed["why"]
        state.changed = True
        self._changed.append({"of": row.seq} | {f"new_{name}": changed[name] for name in _FIELDS})
        self.ledger.learn(row.seq, draft, self._url)

    def _dated(self, draft: ArticleDraft, row: Row) -> tuple[str, int, int | None]:
        """The time of a known article: how it is marked, when, and when it is due if it is held back."""
        given, published, due = row.given, row.published, row.due
        if replaces(mark(draft.given), given):
            asked, marked, held = self._clock.allowed(self._clock.article(row.seq, draft.given), mark(draft.given))
            if marked != CLAMPED or row.due is not None or replaces(marked, given):
                given, published, due = marked, asked, held
        if row.due is None and published == row.published:  # what was let out stays out, whatever the clock says
            due = None
        return given, published, due if due is not None and self._clock.ahead(due) else None

    def _placed(self, row: Row, names: NamesOf, published: int, due: int | None) -> int | None:
        """Its place, after it has joined, moved or left."""
        was_live = row.gone is None and row.due is None
        if row.gone is not None:
            self._shelf.back(row.seq)
        self._state.live["articles", row.source] += (due is None) - was_live
        if due is None and not was_live:
            return self._shelf.join(row.seq, names, published)
        if was_live and due is None:
            self._shelf.move(row.seq, names, published)
        elif was_live:
            self._shelf.leave(row.seq, row.place, None)
        place: int | None = row.place
        return place

    def _asked(self, draft: ArticleDraft) -> int:
        """When the source says that it was updated; not in the future, where its readers' clients would put it first
        for good."""
        asked = micros(draft.updated) if draft.updated is not None else WAITING
        return WAITING if self._clock.ahead(asked) else asked

    def _updated(self, draft: ArticleDraft, row: Row, published: int, *, read: bool) -> int:
        """The source's newer time if it gives one; else the run's, if what a reader reads has changed."""
        asked = self._asked(draft)
        if asked > row.updated:
            return max(asked, published)
        before = int(row.updated)
        if not read:
            # An article that was never edited follows its time of publication when the source corrects that.
            return published if before == row.published else max(before, published)
        return max(self._state.now, before + SECOND, published)

    def _row(
        self, draft: ArticleDraft, digests: tuple[str, str], names: NamesOf, slug: str, published: int
    ) -> dict[str, Any]:
        article = self._addressed(draft.article, slug, published)
        self._url = article.url
        return {
            "key": article.key,
            "origin": draft.origin,
            "gone": None,
            "revision": self._state.revision,
            "content_revision": self._state.revision,
            "changed_at": self._state.now,
            "text_digest": digests[0],
            "digest": digests[1],
            "names": msgspec.json.encode(list(names.values())).decode(),
            "evidence": draft.evidence or None,
            "body": codec.encode(article),
        }

    def _addressed(self, article: Article, slug: str, published: int) -> Article:
        run = self._state.run
        if article.url is not None or run.permalink is None:
            return article
        when = instant(published or self._state.now).astimezone(run.zone)
        url = identity.permalink(run.permalink, slug=slug, key=article.key, when=when)
        return dataclasses.replace(article, url=url)

    def write(self) -> None:
        """Write what has gathered."""
        if self._changed:
            self._state.connection.execute(_CHANGE, self._changed)
            self._changed.clear()
        if self._told:
            self._state.connection.execute(_TELL, self._told)
            self._told.clear()
        if self._new:
            add(self._state.connection, articles, self._new)
            self._new.clear()
        self._shelf.write()
        self.ledger.write()


def _why(before: Article, draft: ArticleDraft, row: Row, published: int, due: int | None) -> str:
    """What changed, in words."""
    fields = differences(before, draft.article)
    if published != row.published and "published" not in fields:
        fields.append("published")
    parts = [f"content edited: {', '.join(fields)}"] if fields else []
    if row.gone is not None:
        parts.insert(0, "returned")
    if due is not None:
        parts.append("held back until its date")
    return "; ".join(parts) or "what is published of it changed"
