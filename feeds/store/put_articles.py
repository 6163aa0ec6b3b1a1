"""Articles into the store: new ones get their identity, changed ones keep it, unchanged ones cost one look."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import bindparam, delete, select, update

from feeds import identity
from feeds.model import Article
from feeds.store import ArticleDraft, NameKind, Outcome, codec
from feeds.store.clock import WAITING, Clock, mark, replaces
from feeds.store.digest import article_digests
from feeds.store.naming import Names, Slugs
from feeds.store.rows import SECOND, Row, add, instant, micros
from feeds.store.state import BATCH, State
from feeds.store.tables import articles, memberships

_FIELDS = ("origin", "given", "published", "updated", "gone", "revision", "text_digest", "digest", "names", "body")
_CHANGE = update(articles).where(articles.c.seq == bindparam("of"))
_LEAVE = delete(memberships).where(
    memberships.c.article_seq == bindparam("article"), memberships.c.name_seq == bindparam("name")
)
_STORED = tuple(column for column in articles.c if column.name not in {"body", "comments", "newest_comment"})


class ArticleWriter:
    """Puts articles in, a batch at a time."""

    def __init__(self, state: State, clock: Clock, names: Names) -> None:
        self._state = state
        self._clock = clock
        self._names = names
        self._slugs = Slugs(state.connection, articles.c.slug)
        self._new: list[dict[str, Any]] = []
        self._changed: list[dict[str, Any]] = []
        self._joined: list[tuple[int, int, int]] = []
        self._left: list[dict[str, Any]] = []

    def put(self, drafts: Sequence[ArticleDraft]) -> list[Outcome]:
        """See `feeds.store.Transaction.put_articles`."""
        outcomes: list[Outcome] = []
        for start in range(0, len(drafts), BATCH):
            outcomes += self._put(drafts[start : start + BATCH])
        return outcomes

    def _put(self, drafts: Sequence[ArticleDraft]) -> list[Outcome]:
        run = self._state.run
        digests = [article_digests(draft.article, draft.given, run.permalink) for draft in drafts]
        stored = self._stored([draft.article.key for draft in drafts])
        fresh = [draft for draft in drafts if draft.article.key not in stored]
        self._slugs.look_up([draft.slug for draft in fresh])
        guids = self._taken_guids(fresh)
        outcomes: list[Outcome] = []
        moving: list[ArticleDraft] = []
        for draft, (_, digest) in zip(drafts, digests, strict=True):
            outcomes.append(self._outcome(draft, stored.get(draft.article.key), digest))
            if outcomes[-1] in {"new", "changed"}:
                moving.append(draft)
        self._names.look_up(moving)
        for draft, outcome, pair in zip(drafts, outcomes, digests, strict=True):
            if outcome == "new":
                self._add(draft, pair, guids)
            elif outcome == "changed":
                self._change(draft, pair, stored[draft.article.key])
        self._write()
        self._state.changed |= bool(moving)
        return outcomes

    def _stored(self, keys: list[str]) -> dict[str, Row]:
        query = select(*_STORED).where(articles.c.source == self._state.run.source, articles.c.key.in_(keys))
        return {row.key: row for row in self._state.connection.execute(query)}

    def _taken_guids(self, fresh: Sequence[ArticleDraft]) -> set[str]:
        asked = [guid for draft in fresh for guid in draft.guids]
        return set(self._state.connection.scalars(select(articles.c.guid).where(articles.c.guid.in_(asked))))

    def _outcome(self, draft: ArticleDraft, row: Row | None, digest: str) -> Outcome:
        if row is None:
            return "new"
        if row.origin != draft.origin and row.origin in self._state.kept:
            return "taken"
        return "unchanged" if row.digest == digest and row.gone is None else "changed"

    def _add(self, draft: ArticleDraft, digests: tuple[str, str], taken: set[str]) -> None:
        seq = self._state.next_article()
        slug = self._slugs.mint(draft.slug)
        guid = next((guid for guid in draft.guids if guid not in taken), None)
        guid = guid or identity.free(draft.guids[-1], taken.__contains__)
        taken.add(guid)
        published = self._clock.article(seq, draft.given)
        asked = micros(draft.updated) if draft.updated is not None else WAITING
        row = self._row(draft, digests, slug, published, mark(draft.given))
        first = {"seq": seq, "source": draft.article.source, "key": draft.article.key, "guid": guid, "slug": slug}
        counts = {"first_seen": self._state.now, "comments": 0, "comments_ever": 0, "newest_comment": None}
        self._new.append(row | first | counts | {"updated": max(asked, published)})
        self._join(seq, self._names.of(draft), published)

    def _change(self, draft: ArticleDraft, digests: tuple[str, str], row: Row) -> None:
        given, published = row.given, row.published
        if replaces(mark(draft.given), given):
            given, published = mark(draft.given), self._clock.article(row.seq, draft.given)
        changed = self._row(draft, digests, row.slug, published, given)
        changed["updated"] = self._updated(draft, row, published, read=digests[0] != row.text_digest)
        self._changed.append({"of": row.seq} | {f"new_{name}": changed[name] for name in _FIELDS})
        self._rejoin(row, self._names.of(draft), published)

    def _updated(self, draft: ArticleDraft, row: Row, published: int, *, read: bool) -> int:
        """The source's newer time if it gives one; else the run's, if what a reader reads has changed."""
        asked = micros(draft.updated) if draft.updated is not None else WAITING
        if asked > row.updated:
            return max(asked, published)
        before = int(row.updated)
        if not read:
            # An article that was never edited follows its time of publication when the source corrects that.
            return published if before == row.published else max(before, published)
        return max(self._state.now, before + SECOND, published)

    def _row(
        self, draft: ArticleDraft, digests: tuple[str, str], slug: str, published: int, given: str
    ) -> dict[str, Any]:
        return {
            "origin": draft.origin,
            "given": given,
            "published": published,
            "gone": None,
            "revision": self._state.revision,
            "text_digest": digests[0],
            "digest": digests[1],
            "names": _json(self._names.of(draft)),
            "body": codec.encode(self._addressed(draft.article, slug, published)),
        }

    def _addressed(self, article: Article, slug: str, published: int) -> Article:
        run = self._state.run
        if article.url is not None or run.permalink is None:
            return article
        when = instant(published or self._state.now).astimezone(run.zone)
        url = identity.permalink(run.permalink, slug=slug, key=article.key, when=when)
        return dataclasses.replace(article, url=url)

    def _join(self, seq: int, names: dict[int, tuple[NameKind, str]], published: int) -> None:
        for name in names:
            self._joined.append((seq, name, published))
            self._names.joined(name)

    def _rejoin(self, row: Row, names: dict[int, tuple[NameKind, str]], published: int) -> None:
        if row.gone is None and row.published == published and row.names == _json(names):
            return
        query = select(memberships.c.name_seq).where(memberships.c.article_seq == row.seq)
        for name in self._state.connection.scalars(query):
            self._left.append({"article": row.seq, "name": name})
            self._names.left(name)
        self._join(row.seq, names, published)

    def _write(self) -> None:
        connection = self._state.connection
        change = _CHANGE.values({name: bindparam(f"new_{name}") for name in _FIELDS})
        for statement, changed in ((change, self._changed), (_LEAVE, self._left)):
            if changed:
                connection.execute(statement, changed)
                changed.clear()
        if self._new:
            columns = articles.c.keys()
            add(connection, articles, [tuple(row[name] for name in columns) for row in self._new])
            self._new.clear()
        if self._joined:
            add(connection, memberships, self._joined)
            self._joined.clear()


def _json(names: dict[int, tuple[NameKind, str]]) -> str:
    return msgspec.json.encode(list(names.values())).decode()
