"""Reading without a store: what `feedhouse extract` prints."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from feeds import clean
from feeds.errors import FeedhouseError, SourceError
from feeds.http import Http, Response
from feeds.ingest import Adapter, Reading, SourceSettings
from feeds.ingest.ahead import Ahead, Brought, Offline, Reader, Task
from feeds.ingest.choosing import HEAD, is_asset, named, surest_of
from feeds.ingest.credentials import parted
from feeds.ingest.files import File, find
from feeds.ingest.streaming import Opened, reason
from feeds.model import Article, Comment, Origin, Record, Skipped

_ADDRESS = ("http://", "https://")


def readings(
    asked: Iterable[str],
    adapters: Mapping[str, Adapter],
    settings: SourceSettings,
    http: Http | None,
    *,
    explain: bool,
    jobs: int,
) -> Iterator[Reading]:
    """See `feeds.ingest.read`."""
    if settings.adapter:
        named(adapters, settings.adapter)
    extracting = _Extracting(Reader(adapters=adapters, adapter=settings.adapter, explain=explain), settings, http)
    found = [(one, None if one == settings.url else _found(one)) for one in asked]
    files = [file for _, some in found if isinstance(some, list) for file in some]
    with Ahead(extracting.reader, files, extracting.task, jobs) as ahead:
        for one, some in found:
            if isinstance(some, Skipped):
                yield Reading(asked=one, where=one, adapter=None, records=(some,))
            elif some is None:
                yield extracting.address(one)
            else:
                yield from (extracting.file(one, file, ahead) for file in some)


def _found(asked: str) -> list[File] | Skipped | None:
    """The files of a path; None for an address."""
    if asked.startswith(_ADDRESS):
        return None
    try:
        return find(Path(), asked)
    except SourceError as error:
        return Skipped(where=asked, why=str(error))


@dataclass(frozen=True, slots=True)
class _Extracting:
    """One extraction: who reads, as which source."""

    reader: Reader
    settings: SourceSettings
    http: Http | None

    def task(self, file: File) -> Task:
        settings = self.settings
        name, options = str(file.path), settings.options
        origin = Origin(source=settings.name, name=name, key=file.key, path=file.path, options=options)
        return Task(origin=origin, size=file.size)

    def file(self, asked: str, file: File, ahead: Ahead) -> Reading:
        brought, name = ahead.brought(file), str(file.path)
        if brought is None:
            with ahead.noting(file):
                brought = self.reader.read(self.task(file), Offline())
        if brought.adapter is None and not is_asset(file.name):
            known = ", ".join(sorted(self.reader.adapters))
            brought = Brought(failed=f"no adapter knows this file; there are: {known}")
        return _reading(asked, name, brought)

    def address(self, asked: str) -> Reading:
        settings, http = self.settings, self.http
        if http is not None:
            asked, http = parted(asked, http)
        origin = Origin(source=settings.name, name=asked, key=settings.name, url=asked, options=settings.options)
        records: list[Record] = []
        try:
            adapter, http = self._chosen(asked, http)
            opened = Opened(adapter, origin)
            records.extend(opened.read(http, None))
        except (FeedhouseError, OSError) as error:
            return _reading(asked, asked, Brought(records=tuple(records), failed=reason(asked, error)))
        clues = opened.clues() if self.reader.explain else ()
        return _reading(asked, asked, Brought(adapter=adapter.name, records=tuple(records), clues=clues))

    def _chosen(self, url: str, http: Http | None) -> tuple[Adapter, Http]:
        """Who reads an address: the adapter that is named, else the surest by what the address answers."""
        if http is None:
            raise SourceError(f"{url} is not fetched here")
        if self.settings.adapter:
            return named(self.reader.adapters, self.settings.adapter), http
        answer = http.get(url)
        found = surest_of(self.reader.adapters, answer.body[:HEAD], urlsplit(url).path)
        if found is None:
            raise SourceError(f"{url}: no adapter knows what is there; there are: {', '.join(self.reader.adapters)}")
        return found[1], _Fetched(url, answer, http)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What was fetched to see who reads it is not fetched twice."""

    url: str
    answer: Response
    http: Http

    def get(self, url: str, *, accept: str = "*/*", found: bool = False, renew: bool = False) -> Response:
        return self.answer if url == self.url else self.http.get(url, accept=accept, found=found, renew=renew)


def _reading(asked: str, where: str, brought: Brought) -> Reading:
    failed = () if brought.failed is None else (Skipped(where=where, why=brought.failed),)
    records = (*_cleaned(brought.records, where), *failed)
    return Reading(asked=asked, where=where, adapter=brought.adapter or None, records=records, clues=brought.clues)


def _cleaned(found: Iterable[Record], where: str) -> Iterator[Record]:
    base: str | None = None
    for record in found:
        try:
            if isinstance(record, Article):
                article = clean.article(record)
                base = article.url or article.base
                yield article
            elif isinstance(record, Comment):
                yield clean.comment(record, base)
            else:
                yield record
        except Exception as error:  # noqa: BLE001  whatever a stranger's adapter put into it, the others are not lost
            yield Skipped(where=where, why=f"{type(record).__name__}: {type(error).__name__}: {error}")
