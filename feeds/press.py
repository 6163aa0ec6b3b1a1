"""The press: from the store to out/, as much as has to be made again. Imported when there is something to do."""

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain

from feeds import directory, executor
from feeds.compose import Composer
from feeds.feed import Entry, Feed
from feeds.newsroom import Newsroom
from feeds.plan import Plan, known
from feeds.publish import Edition
from feeds.rendering import Judged, Rendering, formats_of, judged
from feeds.report import Report
from feeds.standing import Standing
from feeds.store import Store

FRONT = {"index.html", "feeds.opml"}


class Press:
    """Brings one edition up to date with one store. `cut` are the paths of feeds that do not hold all of it."""

    def __init__(self, newsroom: Newsroom, store: Store, edition: Edition, report: Report) -> None:
        self._newsroom = newsroom
        self._store = store
        self._edition = edition
        self._report = report
        self._composer = Composer(replace(newsroom.site, authority=store.authority), newsroom.shape)
        self._made: set[str] = set()
        self.cut: set[str] = set()

    def everything(self) -> None:
        """Every document."""
        self._print(Plan(self._store, self._composer).everything())

    def changed(self, since: int, again: Collection[str], cut: Collection[str]) -> None:
        """What changed after revision `since`, and the documents `again`, whose bytes are not to be trusted. The feeds
        `cut` did not hold all that they show."""
        formats = self._newsroom.shape.formats
        stems = {stem(path) for path in again}
        standing = Standing(self._edition.read, formats_of(formats), stems | set(cut))
        plan = Plan(self._store, self._composer, since, standing)
        self.cut.update(cut)
        self._print(plan.changed(stems))
        gone = (f"{path}.{name}" for path in plan.unpublished() for name in formats)
        for path in sorted({*gone, *again} - self._made):
            self._edition.remove(path)
            self._report.removed.append(path)

    def _print(self, feeds: Iterator[Feed]) -> None:
        """Documents are made, judged and put one after the other; those that list the others come last."""
        # Atom before the other formats: all of them link to Atom documents (RFC 4685, `source`).
        rendering = Rendering(tuple(sorted(self._newsroom.shape.formats, key=lambda name: name != "atom")))
        with closing(executor.run(rendering, self._noted(feeds), self._newsroom.jobs, weight)) as rendered:
            for made in chain.from_iterable(rendered):
                self._put(made)
        for document in directory.documents(self._store, self._composer):
            self._put(judged(document))

    def _noted(self, feeds: Iterator[Feed]) -> Iterator[Feed]:
        """The feeds, of which those that are cut are noted: what is left of their entries is no measure of them."""
        for feed in feeds:
            self.cut.discard(feed.path)
            if feed.cut:
                self.cut.add(feed.path)
            yield feed

    def _put(self, made: Judged) -> None:
        document, errors = made
        self._made.add(document.path)
        if errors:
            self._report.refused[document.path] = errors
            self._edition.keep(document.path)
        elif self._edition.put(document):
            self._report.written.append(document.path)
        else:
            self._report.unchanged += 1


def weight(feed: Feed) -> int:
    """How much work a feed is: its head, and each entry that is made."""
    return 2 + sum(isinstance(entry, Entry) for entry in feed.entries)


def stem(path: str) -> str:
    """A document's path without its suffix."""
    return path.rpartition(".")[0]


def ours(path: str) -> bool:
    """Whether a path below out/ can only be that of a document of ours."""
    return path in FRONT or known(stem(path))
