"""The whole story of a run: sources into the store, the store into feeds, feeds into checked documents in out/."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from feeds import check, directory, plan
from feeds.check import Finding
from feeds.compose import Composer, Shape
from feeds.feed import Document, Feed
from feeds.formats import Format
from feeds.http import Http
from feeds.ingest import Adapter, SourceReport, SourceSettings, ingest
from feeds.model import Site
from feeds.publish import Edition
from feeds.store import Store, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """Everything that a configuration says. `store` is a database URL; `wait` the seconds to wait for the lock."""

    site: Site
    sources: tuple[SourceSettings, ...]
    shape: Shape
    store: str
    out: Path
    wait: float = 10.0
    contact: str | None = None
    allow_private: bool = False


@dataclass(slots=True)
class Report:
    """What a run did: per source what was read, and what became of the documents; refused ones with their errors."""

    sources: list[SourceReport] = field(default_factory=list)
    written: int = 0
    unchanged: int = 0
    refused: dict[str, list[Finding]] = field(default_factory=dict)

    @property
    def skipped(self) -> int:
        """How many records were left out."""
        return sum(len(source.skipped) for source in self.sources)

    @property
    def failed(self) -> bool:
        """Whether a source failed or a document was refused."""
        return bool(self.refused) or any(source.failed for source in self.sources)


class Progress(Protocol):
    """Told what is going on, for whoever watches."""

    def __call__(self, stage: str, name: str) -> None:
        """`stage` is "read" or "publish"; `name` is the source or the feed at hand."""


def silent(stage: str, name: str) -> None:
    """Nobody watches."""


def build(
    newsroom: Newsroom,
    *,
    adapters: Mapping[str, Adapter],
    formats: Sequence[Format],
    http: Http,
    now: dt.datetime,
    progress: Progress = silent,
) -> Report:
    """One run. Raises `LockedError` when another run holds out/, `StoreError` and `PublishError` for what they keep;
    what is wrong with one source, record or document is in the report, and the rest is done."""
    report = Report()
    with (
        Edition.open(newsroom.out, newsroom.wait) as edition,
        closing(open_store(newsroom.store, authority=newsroom.site.authority)) as store,
    ):
        for source in newsroom.sources:
            progress("read", source.name)
            report.sources.append(ingest(source, adapters, store, http, now, newsroom.site))
        if store.revision():
            publish(newsroom, store, edition, formats, report, progress)
    return report


def publish(
    newsroom: Newsroom, store: Store, edition: Edition, formats: Sequence[Format], report: Report, progress: Progress
) -> None:
    """Every feed of the store into `edition`, leaves first; a document with an error leaves its last good version."""
    site = replace(newsroom.site, authority=store.authority)
    composer = Composer(site, newsroom.shape)
    for document in documents(store, composer, formats, progress):
        if errors := faults(document):
            report.refused[document.path] = errors
            edition.keep(document.path)
        elif edition.put(document):
            report.written += 1
        else:
            report.unchanged += 1
    edition.commit(f"{store.identity()} {store.revision()}", complete=not report.failed)


def faults(document: Document) -> list[Finding]:
    """The errors that keep a document from being published; the subscribe page is no feed and has none of these."""
    if document.media_type == "text/html":
        return []
    return [finding for finding in check.check(document.body, url=document.url) if finding.level == "error"]


def documents(store: Store, composer: Composer, formats: Sequence[Format], progress: Progress) -> Iterator[Document]:
    """The documents of an edition in the order in which they are put in place."""
    for feed in plan.feeds(store, composer):
        progress("publish", feed.path)
        yield from render(feed, formats)
    yield from directory.documents(store, composer)


def render(feed: Feed, formats: Sequence[Format]) -> Iterator[Document]:
    """One feed in every format."""
    return (format.render(feed) for format in formats)
