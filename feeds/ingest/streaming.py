"""One origin, read by one adapter: whatever that raises becomes an error of ours that names it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from feeds import clean
from feeds.errors import SourceError, TemporaryError
from feeds.http import Http
from feeds.ingest import Adapter
from feeds.model import Clue, Cursor, Origin, Record

_CLUES = 1_000  # of one page: more are no help to anybody


class Opened:
    """An origin with its adapter."""

    def __init__(self, adapter: Adapter, origin: Origin) -> None:
        self._adapter = adapter
        self._origin = origin
        self._source: object = None

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """What the adapter reads. Raises SourceError, also for whatever else goes wrong in it; TemporaryError, OSError
        and MemoryError go through."""
        try:
            source = self._source = self._adapter(self._origin)
            yield from source.read(http, since)
        except (SourceError, TemporaryError, OSError, MemoryError):
            raise
        except Exception as error:
            raise SourceError(f"{self._origin.name}: the adapter failed: {type(error).__name__}: {error}") from error

    def clues(self) -> tuple[Clue, ...]:
        """What it saw besides, if it tells (`feeds.ingest.Telling`); never an address of somebody in it."""
        explain = getattr(self._source, "explain", None)
        try:
            told: Iterable[Clue] = explain() if explain else ()
            return tuple(
                replace(clue, by=clean.text(clue.by), found=clean.name(clue.found)) for clue in islice(told, _CLUES)
            )
        except Exception:  # noqa: BLE001  a stranger's adapter: what it read is there all the same
            return ()


def reason(name: str, error: Exception) -> str:
    """The words of an error, without the file's name before them: the report has it already."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words.removeprefix(f"{name}: ")
