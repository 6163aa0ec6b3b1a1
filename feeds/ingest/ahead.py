"""Pages read by processes of our own when there are many: to parse pages is what such a run costs.

A process is given a file and gives back its records, and they are asked for in the order of the files: what is done
with them is done here, and is the same as without processes. An adapter that fetches and records that cannot be sent
are left to this process, a large file to `feeds.ingest.beside`. A process that dies costs the page that it read, and no
other.
"""

import pickle
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Self

from feeds.errors import FetchError, SourceError, TemporaryError
from feeds.http import Http, Response
from feeds.ingest import Adapter
from feeds.ingest.choosing import named, surest
from feeds.ingest.files import File
from feeds.ingest.parcel import cleaned, packed
from feeds.ingest.streaming import Opened, reason
from feeds.model import Clue, Cursor, Origin, Record

LARGEST = 4_000_000
"""Bytes of the largest file that is sent to a process: its records come back at once."""

HERE = 1.0
"""Seconds of reading in this process before others are started, if twice as much is left: starting one costs as much.
It is a matter of the clock, therefore, who reads a page, but never what is made of it."""

DEATHS = 3
"""So many pages may cost their process its life, before the system is to blame."""

KILLED = "the process that read it was killed: its parser crashed, or the system is short of memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One file to read: `since` is its resume state."""

    origin: Origin
    size: int
    since: Cursor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a file gave: the name of its adapter (None if none knows it), its records, clues if they were asked for,
    and why it broke off, if it did."""

    adapter: str | None = None
    records: tuple[Record, ...] = ()
    clues: tuple[Clue, ...] = ()
    failed: str | None = None


class Offline:
    """No fetching: `asked` tells that an adapter wanted to."""

    def __init__(self) -> None:
        self.asked = False

    def get(self, url: str, *, accept: str = "*/*", found: bool = False, renew: bool = False) -> Response:
        """Raises SourceError."""
        self.asked = True
        raise SourceError(f"{url} is not fetched here ({accept})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads one file whole, by the adapter that is named or by the surest."""

    adapters: Mapping[str, Adapter]
    adapter: str | None = None
    explain: bool = False

    def chosen(self, path: Path, name: str) -> tuple[str, Adapter] | None:
        """Who reads a file; None if nobody knows it. Raises SourceError, OSError."""
        if self.adapter:
            return self.adapter, named(self.adapters, self.adapter)
        return surest(self.adapters, path, name)

    def opened(self, task: Task) -> Opened:
        """A file with who reads it. Raises SourceError, also if nobody knows it; OSError."""
        found = self.chosen(task.origin.path or Path(), task.origin.name)
        if found is None:
            raise SourceError(f"{task.origin.name}: no adapter knows this file")
        return Opened(found[1], task.origin)

    def read(self, task: Task, http: Http) -> Brought:
        """Everything that a file gives."""
        records: list[Record] = []
        name, found = task.origin.name, None
        try:
            found = self.chosen(task.origin.path or Path(), name)
            if found is None:
                return Brought()
            opened = Opened(found[1], task.origin)
            records.extend(opened.read(http, task.since))
        except (SourceError, FetchError, OSError) as error:
            who = found[0] if found else ""
            return Brought(adapter=who, records=tuple(records), failed=reason(name, error))
        clues = opened.clues() if self.explain else ()
        return Brought(adapter=found[0], records=tuple(records), clues=clues)

    def __call__(self, tasks: list[Task]) -> list[bytes]:
        """The same for a process, as bytes; none for what this process has to be spared."""
        return [self._sent(task) for task in tasks]

    def _sent(self, task: Task) -> bytes:
        http = Offline()
        try:
            brought = self.read(task, http)
            return b"" if http.asked else packed(replace(brought, records=tuple(cleaned(brought.records))))
        except Exception:  # noqa: BLE001  whatever it is: our own process meets it again, and tells
            return b""


class Ahead:
    """The files of a source, in order, those that are sent to processes among them. Use it as a context manager."""

    def __init__(self, reader: Reader, files: Sequence[File], task: Callable[[File], Task], jobs: int) -> None:
        self._reader, self._files, self._task, self._jobs = reader, files, task, jobs
        self._next = 0  # the file whose turn it is
        self._spent, self._read = 0.0, 0
        self._results: Generator[bytes] | None = None
        self._careful, self._deaths = False, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def brought(self, file: File) -> Brought | None:
        """What a process read in the next file; None if it is to be read here."""
        if self._jobs < 2:  # noqa: PLR2004
            return None
        at, self._next = self._next, self._next + 1
        if self._results is None and self._is_slow(at):
            self._start(at)
        if self._results is None or file.size > LARGEST:
            return None
        sent = self._sent(at)
        return pickle.loads(sent) if sent else None  # noqa: S301  our own process wrote it

    def chosen(self, file: File) -> tuple[str, Adapter] | None:
        """`Reader.chosen` for a file that is read here, with the time that it takes noted."""
        begun = time.perf_counter()
        found = self._reader.chosen(file.path, file.name)
        self._spent += time.perf_counter() - begun
        return found

    @contextmanager
    def noting(self, file: File) -> Iterator[None]:
        """In here a file is read, the same."""
        begun = time.perf_counter()
        yield
        self._spent += time.perf_counter() - begun
        self._read += file.size

    def timed(self, file: File, records: Iterator[Record]) -> Iterator[Record]:
        """The records of a file that is read here, the same."""
        if self._jobs < 2 or self._results is not None:  # noqa: PLR2004
            yield from records
            return
        self._read += file.size
        while True:
            begun = time.perf_counter()
            record = next(records, None)
            self._spent += time.perf_counter() - begun
            if record is None:
                return
            yield record

    def _is_slow(self, at: int) -> bool:
        """Whether it is worth while to start processes: what is left takes longer than that."""
        if self._spent < HERE:
            return False
        left = sum(file.size for file in self._files[at:])
        return self._spent * left > 2 * HERE * self._read

    def _start(self, at: int) -> None:
        from feeds import executor  # noqa: PLC0415  multiprocessing: only where there is much to read

        try:
            pickle.dumps(self._reader)
        except Exception:  # noqa: BLE001  with adapters that cannot be sent all is read here
            self._jobs = 1
            return
        tasks = (self._task(file) for file in islice(self._files, at, None) if file.size <= LARGEST)
        if self._careful:  # one page at a time: which one kills its process is then known
            self._results = executor.elsewhere(self._reader, tasks, 1, lambda _: executor.BATCH, ahead=0)
        else:
            self._results = executor.elsewhere(self._reader, tasks, self._jobs, _weight)

    def _stop(self) -> None:
        if self._results is not None:
            self._results.close()
            self._results = None

    def _sent(self, at: int) -> bytes:
        """What came back for a file. After a process has died the pages that were on their way are read again, each
        alone; the one that kills its process again is the one."""
        while True:
            try:
                return next(self._results or iter(()))
            except TemporaryError:
                guilty, self._careful = self._careful, True
                self._deaths += guilty
                if self._deaths > DEATHS:
                    raise
                self._start(at + guilty)
                if guilty:
                    return pickle.dumps(Brought(adapter="", failed=KILLED))


def _weight(task: Task) -> int:
    """A batch is two ordinary pages."""
    return 100 + task.size // 400
