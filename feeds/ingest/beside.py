"""One large file, read by a process of its own while its records are stored here.

They come in the order of the file, a few hundred at a time; the process waits while they are not taken, so that the
memory of both stays flat. Whatever goes wrong there is met again here: the file is read in this process, and what has
come before is passed over.
"""

import pickle
from collections.abc import Callable, Iterator
from itertools import islice

from feeds.errors import TemporaryError
from feeds.ingest.ahead import Offline, Reader, Task
from feeds.ingest.parcel import cleaned, packed
from feeds.model import Record

LEAST = 16_000_000
"""Bytes of the smallest file for which it is worth while: starting a process costs as much as to read a few MB."""

_PARCEL = 250


def beside(reader: Reader, task: Task, here: Callable[[], Iterator[Record]]) -> Iterator[Record]:
    """The records of a file. `here` reads it in this process, where its errors are told."""
    from feeds import executor  # noqa: PLC0415  multiprocessing: only where there is much to read

    taken = 0
    try:
        pickle.dumps(reader)
    except Exception:  # noqa: BLE001  an adapter that cannot be sent
        yield from here()
        return
    try:
        for parcel in executor.stream(_Work(reader), task):
            records = pickle.loads(parcel)  # noqa: S301  our own process wrote it
            taken += len(records)
            yield from records
    except TemporaryError:
        yield from islice(here(), taken, None)


class _Work:
    """What the process does."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __call__(self, task: Task) -> Iterator[bytes]:
        """Its records in parcels. Raises whatever reading raises, and `TemporaryError` where it has to fetch."""
        http = Offline()
        records = cleaned(self._reader.opened(task).read(http, task.since))
        while parcel := list(islice(records, _PARCEL)):
            if http.asked:
                raise TemporaryError("this adapter fetches")
            yield packed(parcel)
        if http.asked:
            raise TemporaryError("this adapter fetches")
