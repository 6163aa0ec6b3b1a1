"""What goes into a feed: an entry that stands in the last edition as it would be made today is kept, others are read.

A store is asked first what a feed shows and when each of it last changed; most of it is then never read.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from feeds.compose.composer import Articles
from feeds.compose.entries import told_apart
from feeds.feed import Feed, Kept
from feeds.store import Shown, Store, StoredArticle

BATCH = 5_000
"""Entries of feeds that are looked at together: what stands in several of them is read once."""

REMEMBERED = 20_000
"""Articles that are kept for the feeds to come."""

Value = TypeVar("Value")
Mixed = list[Shown | Kept]


class Stood(NamedTuple):
    """An entry of the last edition: its bytes by format, how many its content would take in XML at most, and its
    `updated` if one of them has that exactly."""

    pieces: Mapping[str, bytes]
    content: int
    updated: dt.datetime | None


Standing = Callable[[str], Mapping[str, Stood]]
"""The entries that stand in the feed at a path, by id."""


def nothing(_: str) -> Mapping[str, Stood]:
    """No edition stands: everything is read."""
    return {}


class OfArticles(NamedTuple):
    """A feed to be made: its path, what it shows, and how to make it of that."""

    path: str
    shown: Sequence[Shown]
    make: Callable[[Articles], Feed]


class OfComments(NamedTuple):
    """The same for a feed of comments; `make` takes also, as `answered`, kept ones that others answer."""

    path: str
    shown: Sequence[Shown]
    make: Callable[..., Feed]


Asked = TypeVar("Asked", OfArticles, OfComments)


@dataclass(frozen=True, slots=True)
class Gathering:
    """From one store, for feeds that were last made at revision `since`, when `standing` stood in them."""

    store: Store
    since: int
    standing: Standing
    known: dict[int, StoredArticle]

    def articles(self, asked: Iterable[OfArticles]) -> Iterator[Feed]:
        """These feeds, in their order."""
        for some in _batches(asked):
            mixed = [self._mixed(one.path, one.shown) for one in some]
            if len(self.known) > REMEMBERED:
                self.known.clear()
            self._read_articles(one.seq for items in mixed for one in _fresh(items))
            for one, items in zip(some, mixed, strict=True):
                feed = one.make(self._articles(items))
                if feed.cut and len(_fresh(items)) < len(items):
                    self._read_articles(shown.seq for shown in one.shown)
                    feed = one.make(self._articles(one.shown))
                yield feed

    def comments(self, asked: Iterable[OfComments]) -> Iterator[Feed]:
        """These feeds, in their order."""
        for some in _batches(asked):
            mixed = [self._mixed(one.path, one.shown) for one in some]
            answered = [_answered(one.shown, items) for one, items in zip(some, mixed, strict=True)]
            seqs = (
                one.seq for items, parents in zip(mixed, answered, strict=True) for one in (*_fresh(items), *parents)
            )
            found = self.store.comments(seqs)
            for one, items, parents in zip(some, mixed, answered, strict=True):
                feed = one.make(_full(items, found), answered=[found[parent.seq] for parent in parents])
                if feed.cut and len(_fresh(items)) < len(items):
                    feed = one.make(_full(one.shown, self.store.comments(shown.seq for shown in one.shown)))
                yield feed

    def newest_comments(self, one: OfComments) -> Feed:
        """The feed of all articles' newest comments: `make` takes each with its article."""

        def made(items: Sequence[Shown | Kept]) -> Feed:
            parents = _answered(one.shown, items)
            found = self.store.comments(shown.seq for shown in (*_fresh(items), *parents))
            self._read_articles(comment.article_seq for comment in found.values())
            pairs = {seq: (comment, self.known[comment.article_seq]) for seq, comment in found.items()}
            return one.make(_full(items, pairs), answered=[pairs[parent.seq] for parent in parents])

        items = self._mixed(one.path, one.shown)
        feed = made(items)
        return made(one.shown) if feed.cut and len(_fresh(items)) < len(items) else feed

    def _mixed(self, path: str, shown: Sequence[Shown]) -> Mixed:
        standing = self.standing(path) if shown else {}
        if not standing:
            return list(shown)
        times = told_apart([one.updated for one in shown])
        ids = {one.guid for one in shown}
        mixed: Mixed = []
        for one, updated in zip(shown, times, strict=True):
            stood = standing.get(one.guid) if one.changed <= self.since else None
            # Where it links to hangs on whether the comment that it answers stands in the same document.
            if stood and stood.updated in {None, updated} and (one.parent in ids) == (one.parent in standing):
                mixed.append(Kept(id=one.guid, updated=one.updated, content=stood.content, pieces=stood.pieces))
            else:
                mixed.append(one)
        return mixed

    def _read_articles(self, seqs: Iterable[int]) -> None:
        self.known.update(self.store.articles(set(seqs) - self.known.keys()))

    def _articles(self, items: Sequence[Shown | Kept]) -> Articles:
        return _full(items, self.known)


def _fresh(items: Sequence[Shown | Kept]) -> list[Shown]:
    return [one for one in items if isinstance(one, Shown)]


def _full(items: Sequence[Shown | Kept], found: Mapping[int, Value]) -> list[Value | Kept]:
    return [one if isinstance(one, Kept) else found[one.seq] for one in items]


def _answered(shown: Sequence[Shown], items: Sequence[Shown | Kept]) -> list[Shown]:
    """The kept ones that others, which are read, answer."""
    if len(fresh := _fresh(items)) == len(items):
        return []
    asked = {one.parent for one in fresh} - {one.guid for one in fresh}
    return [one for one in shown if one.guid in asked]


def _batches(asked: Iterable[Asked]) -> Iterator[list[Asked]]:
    batch: list[Asked] = []
    entries = 0
    for one in asked:
        batch.append(one)
        entries += len(one.shown)
        if entries >= BATCH:
            yield batch
            batch, entries = [], 0
    if batch:
        yield batch
