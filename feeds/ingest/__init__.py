"""The Source contract, and the way of records into the store.

`ingest` takes one source in, `read` only reads (for `feedhouse extract`). Behind them: `files` finds what to read and
`choosing` who reads it, `memory` knows which files need no reading, `records` cleans and resolves each record, `drafts`
and `times` say how, `tally` counts, `guards` says when a source is not to be believed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from feeds.http import Http
from feeds.model import Clue, Cursor, Origin, Record, Site, Skipped
from feeds.store import Store


class Source(Protocol):
    """One opened input."""

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """Records in the order of the input, each article before its comments. A bad record is yielded as `Skipped`; an
        input that cannot be read at all raises `feeds.errors.SourceError` that says where and why. `since` is the last
        `Cursor` that this source yielded in an earlier good run, or None."""


class Telling(Source, Protocol):
    """A source that can tell how it found what it read. To do so is optional: `feedhouse extract --explain` asks."""

    def explain(self) -> Iterator[Clue]:
        """What the last `read` saw, field by field: what was taken, what else there was, and what each selector of the
        configuration found. Also for a page that was refused."""


class Adapter(Protocol):
    """What an entry point of the group `feedhouse.sources` names: a class that is called with an `Origin`."""

    name: str

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """How sure the adapter is, from 0 to 1, that a file called `name` that begins with `head` (up to 64 KiB) is its
        own. 0 means it cannot read it. The surest adapter reads a file whose source names none."""

    def __call__(self, origin: Origin) -> Source:
        """Open an origin. Reads nothing yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """One `[[sources]]` of the configuration. Exactly one of `path` (a file, folder or glob, relative to `folder`, the
    configuration's own) and `url` is set; `adapter` None means that content decides; `permalink` is the pattern for
    articles without an address; `options` go to the adapter as they are.

    A good read that gives less than the last one by more than the share `shrink`, of at least `shrink_least`
    records, or nothing at all, counts as a failure, unless `accept` says that it is right. `mirror`: what a file, or
    an address, that was read as a whole gives no longer is removed, within the same limit; else missing is not deleted.
    `future` tells what becomes of a date to come: "hold" the record back until then, or "clamp" it to the run's."""

    name: str
    folder: Path = Path()
    path: str | None = None
    url: str | None = None
    adapter: str | None = None
    permalink: str | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    shrink: float = 0.5
    shrink_least: int = 10
    accept: bool = False
    mirror: bool = False
    future: Literal["hold", "clamp"] = "hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of the records of one kind."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What a run of one source did. `failed` is the reason if the source failed as a whole: then nothing of its run was
    kept and the counts are 0. `files` were read, `files_kept` had not changed since the last good run. `held` is how
    many of its articles and comments wait for their date. `orphans` are the notes in `skipped` about comments that
    wait for their article, by the comment's id; `join` looks for it among all sources."""

    name: str
    articles: Counts = Counts()
    comments: Counts = Counts()
    skipped: tuple[Skipped, ...] = ()
    failed: str | None = None
    files: int = 0
    files_kept: int = 0
    held: int = 0
    orphans: tuple[tuple[str, Skipped], ...] = ()

    @property
    def left_out(self) -> tuple[Skipped, ...]:
        """What was skipped and waits for nothing."""
        waiting = {id(note) for _, note in self.orphans}
        return tuple(note for note in self.skipped if id(note) not in waiting)


def ingest(
    settings: SourceSettings,
    adapters: Mapping[str, Adapter],
    store: Store,
    http: Http,
    now: dt.datetime,
    site: Site,
    *,
    jobs: int = 1,
) -> SourceReport:
    """Take what a source has into the store, in one transaction: if the source fails, nothing of its run is kept and
    the report says why. `now` is the time that undated things get; up to `jobs` processes read files that take
    long to read, and what is stored is the same. Raises only what concerns the store or the whole run (`StoreError`,
    `TemporaryError`, MemoryError)."""
    from feeds.ingest.run import take_in  # noqa: PLC0415  cleaning takes long to import: not for --help

    return take_in(settings, adapters, store, http, now, site, jobs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file or an address gave, without a store: `asked` is the path or address that stood for it, `where`
    itself, `adapter` who read it (None if nobody could), `records` cleaned but not resolved, and `clues` to how they
    were found if they were asked for and the adapter tells."""

    asked: str
    where: str
    adapter: str | None
    records: tuple[Record, ...]
    clues: tuple[Clue, ...] = ()


def join(settings: SourceSettings, report: SourceReport, store: Store, now: dt.datetime, site: Site) -> SourceReport:
    """Put the comments of a source that waited under articles that are there by now, whatever source they came from:
    after all sources were read, so that their order in the configuration does not count. The source's report, without
    the notes about those that found their article."""
    from feeds.ingest.joining import joined  # noqa: PLC0415  as in `ingest`

    return joined(settings, report, store, now, site)


def read(
    asked: Iterable[str],
    adapters: Mapping[str, Adapter],
    settings: SourceSettings | None = None,
    *,
    http: Http | None = None,
    explain: bool = False,
    jobs: int = 1,
) -> Iterator[Reading]:
    """Read files, folders, globs and addresses as the source of `settings` (its name, adapter and options) would, each
    file on its own, in order. Without an adapter content decides. What cannot be read is a `Skipped`. Addresses need
    `http`; files are read without any."""
    from feeds.ingest.extract import readings  # noqa: PLC0415  as above

    return readings(asked, adapters, settings or SourceSettings(name="extract"), http, explain=explain, jobs=jobs)
