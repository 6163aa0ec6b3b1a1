"""One source, once: what it has goes into the store in one transaction, or nothing of it does."""

import datetime as dt
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from feeds.errors import FetchError, SourceError, TemporaryError
from feeds.http import Http
from feeds.ingest import Adapter, SourceReport, SourceSettings
from feeds.ingest.choosing import is_asset, named, surest
from feeds.ingest.drafts import Drafting
from feeds.ingest.files import File, find
from feeds.ingest.memory import Memory
from feeds.ingest.records import Intake
from feeds.ingest.tally import Tally
from feeds.model import Cursor, Origin, Record, Site
from feeds.store import Run, Store, Transaction


def take_in(
    settings: SourceSettings, adapters: Mapping[str, Adapter], store: Store, http: Http, now: dt.datetime, site: Site
) -> SourceReport:
    """See `feeds.ingest.ingest`."""
    tally = Tally(settings.name)
    zone = ZoneInfo(site.timezone)
    now = now.astimezone(dt.UTC).replace(microsecond=0)
    run = Run(source=settings.name, now=now, zone=zone, permalink=settings.permalink)
    try:
        with store.transaction(run) as transaction:
            memory = Memory(transaction.cursor(), settings, site)
            intake = Intake(transaction, Drafting(settings.name, store.authority, zone), tally)
            if settings.url is not None:
                _read_address(settings, adapters, http, intake, memory)
            else:
                _Folder(settings, adapters, http, intake, memory, tally).read(transaction, now)
            intake.finish()
            _remember(transaction, memory)
    except (SourceError, FetchError) as error:
        return tally.failed(str(error))
    return tally.report()


def _remember(transaction: Transaction, memory: Memory) -> None:
    text = memory.dump()
    if text != transaction.cursor():
        transaction.remember(text)


def _read_address(
    settings: SourceSettings, adapters: Mapping[str, Adapter], http: Http, intake: Intake, memory: Memory
) -> None:
    if settings.adapter is None:
        raise SourceError(
            f"source {settings.name}: an address needs an adapter; there are: {', '.join(sorted(adapters))}"
        )
    url = settings.url or ""
    origin = Origin(source=settings.name, name=url, key=settings.name, url=url, options=settings.options)
    since = Cursor(memory.cursor) if memory.cursor is not None else None
    for record in stream(named(adapters, settings.adapter), origin, http, since):
        intake.take(record, url)
    if intake.cursor is not None:
        memory.cursor = intake.cursor


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
    ) -> None:
        self._settings = settings
        self._adapters = adapters
        self._http = http
        self._intake = intake
        self._memory = memory
        self._tally = tally
        self._only = named(adapters, settings.adapter) if settings.adapter else None

    def read(self, transaction: Transaction, now: dt.datetime) -> None:
        """Read them. Raises SourceError if there is none, or not one could be read."""
        files = find(self._settings.folder, self._settings.path or "")
        known = {file.name: page for file in files if (page := self._memory.known(file)) is not None}
        transaction.keep(frozenset(known))
        broken = []
        for file in files:
            if (page := known.get(file.name)) is not None:
                self._memory.keep(file, page)
                for where, why in page.skipped:
                    self._tally.skip(where, why)
                self._tally.kept += 1
            elif (reason := self._read(file, now)) is not None:
                broken.append(reason)
        if len(broken) == len(files):
            others = f" (and {len(broken) - 1} more like it)" if len(broken) > 1 else ""
            raise SourceError(f"no file of it could be read: {broken[0]}{others}")

    def _read(self, file: File, now: dt.datetime) -> str | None:
        """Read one file; the reason if it broke. What it gave before is kept."""
        skipped = len(self._tally.skipped)
        self._intake.cursor = self._memory.resume(file)
        self._tally.files += 1
        try:
            adapter = self._only or surest(self._adapters, file.path, file.name)
            if adapter is None:
                return self._nobody(file)
            for record in stream(adapter, self._origin(file), self._http, self._since()):
                self._intake.take(record, file.name)
        except (SourceError, FetchError, OSError) as error:
            self._intake.flush()
            reason = _reason(file.name, error)
            self._tally.skip(file.name, reason)
            return f"{file.name}: {reason}"
        self._intake.flush()  # else what is found in it only later would not be remembered with it
        self._memory.learn(file, int(now.timestamp()) * 10**9, self._tally.skipped[skipped:], self._intake.cursor)
        return None

    def _nobody(self, file: File) -> str | None:
        if not is_asset(file.name):
            self._tally.skip(file.name, f"no adapter knows this file; there are: {', '.join(sorted(self._adapters))}")
        return f"{file.name}: no adapter knows this file"

    def _origin(self, file: File) -> Origin:
        return Origin(
            source=self._settings.name, name=file.name, key=file.key, path=file.path, options=self._settings.options
        )

    def _since(self) -> Cursor | None:
        return None if self._intake.cursor is None else Cursor(self._intake.cursor)


def stream(adapter: Adapter, origin: Origin, http: Http, since: Cursor | None) -> Iterator[Record]:
    """What an adapter reads. Whatever else it raises becomes a SourceError that names it."""
    try:
        yield from adapter(origin).read(http, since)
    except (SourceError, TemporaryError, OSError, MemoryError):
        raise
    except Exception as error:
        raise SourceError(f"{origin.name}: the adapter failed: {type(error).__name__}: {error}") from error


def _reason(name: str, error: Exception) -> str:
    """The words of an error, without the file's name before them: the report has it already."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words.removeprefix(f"{name}: ")
