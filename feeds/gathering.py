"""What goes into a feed: an entry that stands in the last edition as it would be made today is kept, others are read.

A store is asked first what a feed shows and when each of it last changed; most of it is then never read.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from feeds.compose.composer import Articles
from feeds.compose.entries import told_apart
from feeds.feed import Feed, Kept
from feeds.store import Shown, Store

BATCH = 5_000
"""Entries of feeds that are looked at together: what stands in several of them is read once."""

REMEMBERED = 20_000
"""Articles, or comments, that are kept for the feeds to come."""

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


class Known(Generic[Value]):
    """What was read from the store, by `seq`; the rest is read when it is asked for."""

    def __init__(self, read: Callable[[Iterable[int]], Mapping[int, Value]]) -> None:
        self._read = read
        self._found: dict[int, Value] = {}

    def of(self, seqs: Iterable[int]) -> Mapping[int, Value]:
        """Everything that is known, these among it."""
        asked = set(seqs)
        if not asked <= self._found.keys():
            if len(self._found) > REMEMBERED:
                self._found.clear()
            self._found.update(self._read(asked - self._found.keys()))
        return self._found


class Gathering:
    """From one store, for feeds that were last made at revision `since`, when `standing` stood in them."""

    def __init__(self, store: Store, since: int, standing: Standing) -> None:
        self._store = store
        self._since = since
        self._standing = standing
        self._articles = Known(store.articles)

    def articles(self, asked: Iterable[OfArticles]) -> Iterator[Feed]:
        """These feeds, in their order."""

        def made(one: OfArticles, items: Mixed) -> Feed:
            return one.make(_full(items, self._articles.of(_seqs(items))))

        for some in _batches(asked):
            mixed = [self._mixed(one) for one in some]
            self._articles.of(seq for items in mixed for seq in _seqs(items))
            for one, items in zip(some, mixed, strict=True):
                yield _whole(one, items, made)

    def comments(self, asked: Iterable[OfComments]) -> Iterator[Feed]:
        """These feeds, in their order."""
        comments = Known(self._store.comments)

        def made(one: OfComments, items: Mixed) -> Feed:
            parents = _answered(one, items)
            found = comments.of((*_seqs(items), *parents))
            return one.make(_full(items, found), answered=[found[seq] for seq in parents])

        for some in _batches(asked):
            mixed = [self._mixed(one) for one in some]
            pairs = list(zip(some, mixed, strict=True))
            comments.of(seq for one, items in pairs for seq in (*_seqs(items), *_answered(one, items)))
            for one, items in pairs:
                yield _whole(one, items, made)

    def newest_comments(self, one: OfComments) -> Feed:
        """The feed of all articles' newest comments: `make` takes each with its article."""
        comments = Known(self._store.comments)

        def made(one: OfComments, items: Mixed) -> Feed:
            parents = _answered(one, items)
            found = comments.of((*_seqs(items), *parents))
            articles = self._articles.of(comment.article_seq for comment in found.values())
            pairs = {seq: (comment, articles[comment.article_seq]) for seq, comment in found.items()}
            return one.make(_full(items, pairs), answered=[pairs[seq] for seq in parents])

        return _whole(one, self._mixed(one), made)

    def _mixed(self, feed: OfArticles | OfComments) -> Mixed:
        shown = feed.shown
        standing = self._standing(feed.path) if shown else {}
        if not standing:
            return list(shown)
        times = told_apart([one.updated for one in shown])
        ids = {one.guid for one in shown}
        mixed: Mixed = []
        for one, updated in zip(shown, times, strict=True):
            stood = standing.get(one.guid) if one.changed <= self._since else None
            # Where it links to hangs on whether the comment that it answers stands in the same document.
            if stood and stood.updated in {None, updated} and (one.parent in ids) == (one.parent in standing):
                mixed.append(Kept(id=one.guid, updated=one.updated, content=stood.content, pieces=stood.pieces))
            else:
                mixed.append(one)
        return mixed


def _whole(one: Asked, items: Mixed, made: Callable[[Asked, Mixed], Feed]) -> Feed:
    """The feed. Where it is cut there is no telling what of it stands: it is made from nothing then."""
    feed = made(one, items)
    return made(one, list(one.shown)) if feed.cut and len(_seqs(items)) < len(items) else feed


def _seqs(items: Mixed) -> list[int]:
    """Those that have to be read."""
    return [one.seq for one in items if isinstance(one, Shown)]


def _full(items: Mixed, found: Mapping[int, Value]) -> list[Value | Kept]:
    return [one if isinstance(one, Kept) else found[one.seq] for one in items]


def _answered(feed: OfComments, items: Mixed) -> list[int]:
    """The kept ones that others, which are read, answer."""
    fresh = [one for one in items if isinstance(one, Shown)]
    if len(fresh) == len(items):
        return []
    asked = {one.parent for one in fresh} - {one.guid for one in fresh}
    return [one.seq for one in feed.shown if one.guid in asked]


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
