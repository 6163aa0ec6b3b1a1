"""One source, once: what it has goes into the store in one transaction, or nothing of it does."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from feeds.errors import FetchError, SourceError
from feeds.http import Http
from feeds.ingest import Adapter, SourceReport, SourceSettings
from feeds.ingest.ahead import Ahead, Brought, Reader, Task
from feeds.ingest.beside import LEAST, beside
from feeds.ingest.choosing import is_asset, named
from feeds.ingest.credentials import parted
from feeds.ingest.drafts import Drafting, run_of
from feeds.ingest.files import File, find
from feeds.ingest.guards import Gave, judge, judge_listed, judge_missing, judge_unread
from feeds.ingest.memory import Memory, Page
from feeds.ingest.records import Intake
from feeds.ingest.streaming import Opened, reason
from feeds.ingest.tally import Tally
from feeds.model import Cursor, Origin, Record, Site
from feeds.store import Store, Transaction


def take_in(
    settings: SourceSettings,
    adapters: Mapping[str, Adapter],
    store: Store,
    http: Http,
    now: dt.datetime,
    site: Site,
    jobs: int,
) -> SourceReport:
    """See `feeds.ingest.ingest`."""
    tally = Tally(settings.name)
    run = run_of(settings, now, site)
    try:
        with store.transaction(run) as transaction:
            memory = Memory(transaction.cursor(), settings, site)
            intake = Intake(transaction, Drafting(settings.name, store.authority, run.zone), tally)
            if settings.url is None:
                folder = _Folder(settings, adapters, http, intake, memory, tally, jobs)
                mirrored = folder.read(transaction, run.now)
            else:
                mirrored = _Address(settings, adapters, http, intake, memory, tally).read(transaction)
            intake.finish()
            if settings.mirror and mirrored:
                _mirror(settings, transaction, mirrored, tally)
            _remember(transaction, memory)
    except (SourceError, FetchError) as error:
        return tally.failed(str(error))
    tally.held = next((state.held for state in store.sources() if state.name == settings.name), 0)
    return tally.report()


def _mirror(settings: SourceSettings, transaction: Transaction, origins: frozenset[str], tally: Tally) -> None:
    """Remove what these files, read as a whole or vanished, no longer have."""
    missing = transaction.missing(origins)
    judge_missing(settings, missing)
    transaction.remove_missing(missing)
    tally.articles["removed"] += len(missing.articles)
    tally.comments["removed"] += len(missing.comments)


def _remember(transaction: Transaction, memory: Memory) -> None:
    text = memory.dump()
    if text != transaction.cursor():
        transaction.remember(text)


class _Address:
    """Reads a source that is an address."""

    def __init__(
        self,
        settings: SourceSettings,
        adapters: Mapping[str, Adapter],
        http: Http,
        intake: Intake,
        memory: Memory,
        tally: Tally,
    ) -> None:
        self._settings = settings
        self._http = http
        self._intake = intake
        self._memory = memory
        self._tally = tally
        if settings.adapter is None:
            known = ", ".join(sorted(adapters))
            raise SourceError(f"source {settings.name}: an address needs an adapter; there are: {known}")
        self._adapter = named(adapters, settings.adapter)

    def read(self, transaction: Transaction) -> frozenset[str]:
        """Read it; the address, if all that it has was read. Raises SourceError if it gives too little."""
        settings, intake, memory = self._settings, self._intake, self._memory
        url, http = parted(settings.url or "", self._http)
        transaction.keep(frozenset(), frozenset({url}))
        origin = Origin(source=settings.name, name=url, key=settings.name, url=url, options=settings.options)
        since = Cursor(memory.cursor) if memory.cursor is not None else None
        if since is None:  # it is read as a whole: what still waits comes by again
            transaction.wait_no_more()
        try:
            for record in Opened(self._adapter, origin).read(http, since):
                intake.take(record, url)
        except OSError as error:
            raise SourceError(f"{url}: {reason(url, error)}") from error
        intake.page_read()
        whole = since is None or intake.cursor is None  # else it gave only what is new, and said how far it came
        if intake.cursor is not None:
            memory.cursor = intake.cursor
        if intake.listed is not None:
            judge_listed(settings, memory.listed, intake.listed)
            memory.listed = intake.listed
        if not whole:
            return frozenset()
        judge_unread(
            intake.gave, self._tally.skipped, self._tally.articles["removed"] + self._tally.comments["removed"]
        )
        judge(settings, memory.gave, intake.gave)
        memory.gave = intake.gave
        return frozenset() if self._tally.skipped else frozenset({url})


class _Folder:
    """Reads the files of a source that have changed."""

    def __init__(
        self,
        settings: SourceSettings,
        adapters: Mapping[str, Adapter],
        http: Http,
        intake: Intake,
        memory: Memory,
        tally: Tally,
        jobs: int,
    ) -> None:
        self._settings = settings
        self._adapters = adapters
        self._reader = Reader(adapters=adapters, adapter=settings.adapter)
        self._jobs = jobs
        self._http = http
        self._intake = intake
        self._memory = memory
        self._tally = tally
        self._whole: list[str] = []

    def read(self, transaction: Transaction, now: dt.datetime) -> frozenset[str]:
        """Read them; the files that were read as a whole, and those that are there no more. Raises SourceError if
        there is none, not one could be read, or they give too little."""
        files = find(self._settings.folder, self._settings.path or "")
        known = {file.name: page for file in files if (page := self._memory.known(file)) is not None}
        present = frozenset(file.name for file in files)
        transaction.keep(frozenset(known), present)
        transaction.wait_no_more()  # what still waits comes by again
        broken = []
        unread = [file for file in files if file.name not in known]
        with Ahead(self._reader, unread, self._task, self._jobs) as self._ahead:
            for file in files:
                if (page := known.get(file.name)) is not None:
                    self._keep(file, page)
                elif (why := self._read(file, now)) is not None:
                    broken.append(why)
        if len(broken) == len(files):
            others = f" (and {len(broken) - 1} more like it)" if len(broken) > 1 else ""
            raise SourceError(f"no file of it could be read: {broken[0]}{others}")
        judge(self._settings, self._memory.gave, self._intake.gave)
        self._memory.gave = self._intake.gave
        return frozenset(self._whole) | self._memory.vanished(present)

    def _keep(self, file: File, page: Page) -> None:
        """An unchanged file gives what it gave."""
        self._memory.keep(file, page)
        for where, why in page.skipped:
            self._tally.skip(where, why)
        self._tally.kept += 1
        self._intake.gave.articles += page.articles
        self._intake.gave.comments += page.comments

    def _read(self, file: File, now: dt.datetime) -> str | None:
        """Read one file; the reason if it broke. What it gave before is kept."""
        skipped, before = len(self._tally.skipped), replace(self._intake.gave)
        self._intake.cursor = since = self._memory.resume(file)
        self._tally.files += 1
        try:
            records = self._records(file)
            if records is None:
                return self._nobody(file)
            for record in records:
                self._intake.take(record, file.name)
        except (SourceError, FetchError, OSError) as error:
            self._intake.page_read(whole=False)
            why = reason(file.name, error)
            self._tally.skip(file.name, why)
            return f"{file.name}: {why}"
        self._intake.page_read()  # else what is found in it only later would not be remembered with it
        gave = Gave(self._intake.gave.articles - before.articles, self._intake.gave.comments - before.comments)
        told = self._tally.skipped[skipped:]
        self._memory.learn(file, int(now.timestamp()) * 10**9, told, self._intake.cursor, gave)
        if not told and since is None:
            self._whole.append(file.name)
        return None

    def _records(self, file: File) -> Iterator[Record] | None:
        """What is in a file, read here or by a process of ours; None if no adapter knows it."""
        brought = self._ahead.brought(file)
        if brought is not None:
            return None if brought.adapter is None else _again(brought)
        found = self._ahead.chosen(file)
        if found is None:
            return None
        task = self._task(file)

        def here() -> Iterator[Record]:
            return Opened(found[1], task.origin).read(self._http, task.since)

        if self._jobs > 1 and file.size >= LEAST:
            return beside(self._reader, task, here)
        return self._ahead.timed(file, here())

    def _nobody(self, file: File) -> str | None:
        if not is_asset(file.name):
            self._tally.skip(file.name, f"no adapter knows this file; there are: {', '.join(sorted(self._adapters))}")
        return f"{file.name}: no adapter knows this file"

    def _task(self, file: File) -> Task:
        settings, since = self._settings, self._memory.resume(file)
        origin = Origin(source=settings.name, name=file.name, key=file.key, path=file.path, options=settings.options)
        return Task(origin=origin, size=file.size, since=None if since is None else Cursor(since))


def _again(brought: Brought) -> Iterator[Record]:
    """What a process read, as it came."""
    yield from brought.records
    if brought.failed is not None:
        raise SourceError(brought.failed)
