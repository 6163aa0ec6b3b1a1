"""Whose article a record is: by its key, by the key that it has in another source, or by what else it is known by.

docs/identity.md has the rules. In short: a key that is known is that article. An unknown key with a known address is

- the article of another source: it *follows* that one, unless that source has one at that address already;
- an article of its own source under a new key, if the old key does not come by any more: it *takes over*;
- else another article at the same address, which stays one of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import and_, select

from feeds import identity
from feeds.store import ArticleDraft
from feeds.store.rows import Row, add
from feeds.store.state import State
from feeds.store.tables import aliases, articles, followers

STORED = tuple(column for column in articles.c if column.name not in {"body", "own", "newest_comment"})

Answer = Literal["new", "own", "follow", "waiting", "taken"]


@dataclass(slots=True)
class Batch:
    """What the store knows of some drafts: rows of their articles by key, of what they follow by key, and by alias."""

    own: dict[str, Row] = field(default_factory=dict)
    followed: dict[str, Row] = field(default_factory=dict)
    known: dict[str, Row] = field(default_factory=dict)
    rivals: dict[int, list[Row]] = field(default_factory=dict)  # this source's followers, by article

    def knows(self, draft: ArticleDraft) -> bool:
        """Whether there is an article that the draft may be about."""
        key = draft.article.key
        return key in self.own or key in self.followed or any(alias in self.known for alias in draft.aliases)


class Ledger:
    """Tells whose article a draft is; remembers which came by in this run."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._mine = articles.c.source == state.run.source
        self.seen: set[int] = set()
        self._followed: set[str] = set()
        self._following: set[int] = set()
        self._claimed: set[str] = set()
        self._left: set[str] = set()
        self._aliases: list[tuple[str, int]] = []

    def look_up(self, drafts: Sequence[ArticleDraft]) -> Batch:
        """Ask the store, in few queries, about some drafts."""
        connection = self._state.connection
        keys = [draft.article.key for draft in drafts]
        rows = connection.execute(select(*STORED).where(self._mine, articles.c.key.in_(keys)))
        batch = Batch(own={row.key: row for row in rows})
        self.seen.update(row.seq for row in batch.own.values())
        strange = [draft for draft in drafts if draft.article.key not in batch.own]
        if strange:
            self._left |= self._look_up_left([draft.article.key for draft in strange])
            self._look_up_followed(batch, [draft.article.key for draft in strange])
            self._look_up_known(batch, [draft for draft in strange if draft.article.key not in batch.followed])
        return batch

    def _look_up_followed(self, batch: Batch, keys: list[str]) -> None:
        mine = and_(followers.c.source == self._state.run.source, followers.c.key.in_(keys))
        query = select(*STORED, followers.c.key.label("their_key")).join(followers).where(mine)
        batch.followed.update({row.their_key: row for row in self._state.connection.execute(query)})
        self._followed.update(batch.followed)

    def _look_up_known(self, batch: Batch, drafts: Sequence[ArticleDraft]) -> None:
        asked = {alias for draft in drafts for alias in draft.aliases}
        query = select(*STORED, aliases.c.alias).join(aliases).where(aliases.c.alias.in_(asked))
        batch.known.update({row.alias: row for row in self._state.connection.execute(query)} if asked else {})
        others = {row.seq for row in batch.known.values() if row.source != self._state.run.source}
        if others:
            mine = and_(followers.c.source == self._state.run.source, followers.c.article_seq.in_(others))
            for row in self._state.connection.execute(select(followers).where(mine)):
                batch.rivals.setdefault(row.article_seq, []).append(row)

    def whose(self, draft: ArticleDraft, batch: Batch, *, final: bool) -> tuple[Answer, Row | None]:
        """Whose article a draft is, with that one's row."""
        key = draft.article.key
        if (row := batch.own.get(key)) is not None:
            return "own", row
        if (row := batch.followed.get(key)) is not None:
            return "follow", row
        row = next((batch.known[alias] for alias in draft.aliases if alias in batch.known), None)
        if row is None:
            return self._unknown(draft)
        if row.source != self._state.run.source:
            return self._other(row, batch)
        return self._renamed(draft, row, final=final)

    def _unknown(self, draft: ArticleDraft) -> tuple[Answer, None]:
        """Two spellings of one address as keys, in one run, are one article."""
        address = identity.address(draft.article.key)
        if address is None:
            return "new", None
        twice = address in self._claimed
        self._claimed.add(address)
        return ("taken" if twice else "new"), None

    def _other(self, row: Row, batch: Batch) -> tuple[Answer, Row | None]:
        if row.seq in self._following:
            return "new", None
        rivals = batch.rivals.get(row.seq, [])
        there = [rival for rival in rivals if rival.key in self._followed or rival.origin in self._state.kept]
        return ("new", None) if there else ("follow", row)

    def _renamed(self, draft: ArticleDraft, row: Row, *, final: bool) -> tuple[Answer, Row | None]:
        address = identity.address(draft.article.key)
        same_key = address is not None and address == identity.address(row.key)
        if row.seq in self.seen:
            return ("taken" if same_key else "new"), None
        if same_key:
            self._left.add(row.first_key)
            return "own", row
        if row.origin in self._state.kept:
            return "new", None
        if row.origin in self._state.present and not final and row.gone is None:
            return "waiting", None
        self._left.add(row.first_key)
        return "own", row

    def first_key(self, key: str) -> str:
        """The key on which the ids of an article's comments hang: its own, unless another one had it first."""
        if key not in self._left:
            return key
        return identity.free(key, lambda asked: asked in self._left or bool(self._look_up_left([asked])))

    def _look_up_left(self, keys: list[str]) -> set[str]:
        """Those of some keys that something had first and has no longer."""
        found: set[str] = set()
        for table in (articles, followers):
            mine = and_(table.c.source == self._state.run.source, table.c.first_key.in_(keys))
            query = select(table.c.first_key).where(mine, table.c.key != table.c.first_key)
            found.update(self._state.connection.scalars(query))
        return found

    def learn(self, seq: int, draft: ArticleDraft, url: str | None) -> None:
        """Remember what an article is known by, its address as published included."""
        own = draft.aliases if url == draft.article.url else (*identity.aliases("", url=url), *draft.aliases)
        self._aliases += [(alias, seq) for alias in own]

    def write(self) -> None:
        """Write what was learnt; who has an alias keeps it."""
        if not self._aliases:
            return
        asked = [alias for alias, _ in self._aliases]
        taken = set(self._state.connection.scalars(select(aliases.c.alias).where(aliases.c.alias.in_(asked))))
        first: dict[str, int] = {}
        for alias, seq in self._aliases:
            if alias not in taken:
                first.setdefault(alias, seq)
        if first:
            add(self._state.connection, aliases, list(first.items()))
        self._aliases.clear()

    def follows(self, key: str, seq: int) -> None:
        """A record of another source's article came by."""
        self._followed.add(key)
        self._following.add(seq)
