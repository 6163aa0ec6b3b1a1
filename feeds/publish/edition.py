"""The edition in out/: documents put in place whole or not at all, and nothing touched that did not change.

    put      a document that differs is written to out/.feedhouse/tmp/ and waits there
    flush    what waits is flushed to the disk and recorded, then renamed into place in the order of `put`, but new
             documents before those that are replaced: what was there before may come to link to what is new
    commit   what is no longer published is removed, and the state is recorded: out/ is this edition

The first edition of a folder links from each part to each other one: it is put together beside the temporaries, and its
folders are renamed into place one after the other, in a moment, when it is whole.

A reader sees the old file or the new one, never a torn one. A run that is killed leaves temporaries and a ledger that
names what it touched: the next run puts in place what was recorded and has those documents made again (`damaged`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from os.path import lexists
from pathlib import Path
from typing import Self, TypeVar

from feeds.errors import PublishError
from feeds.feed import Document
from feeds.publish import watch
from feeds.publish.disk import Disk, told
from feeds.publish.ledger import DamagedError, Ledger, Row
from feeds.publish.lock import locked

T = TypeVar("T")

ROOM = ".feedhouse"
"""The folder below out/ that is ours: lock, ledger, temporaries. It lies there so that a rename stays on one disk."""

WHOLE = "whole"
"""The folder among the temporaries in which a first edition is put together."""

BATCH = 20_000
"""New documents that wait before `put` flushes them by itself: it bounds memory, and one flush of the disk serves
all. Those that are replaced wait for the commit: only then is all in place that they may link to."""


def inside(path: str) -> bool:
    """Whether a document may have this path: relative, with forward slashes, below out/, outside our folder."""
    steps = path.split("/")
    return not ("\0" in path or "\\" in path or steps[0] == ROOM or any(step in {"", ".", ".."} for step in steps))


class Edition:
    """An output folder that is open for one run. Every method raises `DiskError` for what may pass (a full disk) and
    `PublishError` for what will not (a read-only folder, a file where a folder should be); what was published stays."""

    def __init__(self, out: Path, ledger: Ledger, disk: Disk, claims: Callable[[str], bool] | None) -> None:
        """Use `open`, which holds the lock."""
        self._out = str(out)
        self._temporaries = str(out / ROOM / "tmp")
        self._ledger = ledger
        self._disk = disk
        self._claims = claims
        self._lost = False
        self._waiting: dict[str, tuple[int, Row]] = {}
        self._new: dict[str, None] = {}  # those of them at whose paths nothing lies, in the order of `put`
        self._seen: set[str] = set()
        self._leaving: set[str] = set()
        self._adopted: list[Row] = []
        self._folders: set[str] = set()
        self._first = self._is_first(out)
        moving = self._asked(ledger.moving)
        self._number = max((number for number, _ in moving), default=0)
        self._moving = {path: number for number, path in moving}

    @classmethod
    @contextmanager
    def open(
        cls, out: Path, wait: float, *, claims: Callable[[str], bool] | None = None, disk: Disk | None = None
    ) -> Iterator[Self]:
        """The edition in the folder `out`, made when missing. Waits up to `wait` seconds for another run to finish,
        then raises `LockedError`. What an earlier run left half done is put right first. `claims` says of a path
        whether it can only be a document of ours: what a lost ledger knew is then found by it, and removed."""
        disk = disk or Disk()
        room = out / ROOM
        with told(room / "tmp"):
            disk.make(str(room / "tmp"))
        with locked(room / "lock", wait):
            ledger = Ledger(room / "ledger.db")
            try:
                edition = cls(out, ledger, disk, claims)
                edition._recover()
                yield edition
            finally:
                ledger.close()
                with suppress(OSError):
                    disk.clear(str(room / "tmp"))

    @property
    def state(self) -> str | None:
        """What the last commit recorded; None for a new, damaged or unknown edition: then put every document."""
        return None if self._lost else self._asked(self._ledger.state)

    def put(self, document: Document) -> bool:
        """Publish a document; True if it differs from what lies there. If not, its file is not touched. Raises
        `PublishError` for a path that leaves out/."""
        path = document.path
        if not inside(path):
            raise PublishError(f"{path!r} is no path below out/: relative, with forward slashes, without '.' and '..'.")
        self._seen.add(path)
        self._leaving.discard(path)
        digest = watch.fingerprint(document.body)
        if path not in self._waiting and self._lies(path, document.body, digest):
            return False
        self._wait(path, document.body, digest)
        if len(self._new) >= BATCH:
            self._move(list(self._new))
        return True

    def read(self, path: str) -> bytes | None:
        """The bytes of a document if they are those that were put there, else None."""
        with suppress(OSError):
            body = self._disk.read(self._file(path))
            row = self._asked(lambda: self._ledger.recorded(path))
            if row and row.digest == watch.fingerprint(body):
                return body
        return None

    def keep(self, path: str) -> None:
        """What lies at `path` is to stay as it is, though it was not put."""
        self._seen.add(path)
        self._leaving.discard(path)

    def remove(self, path: str) -> None:
        """No document is published at `path` any more. Its file goes at the commit, when what linked to it was
        replaced; a file that we did not write stays."""
        self._seen.discard(path)
        self._waiting.pop(path, None)
        self._new.pop(path, None)
        self._leaving.add(path)

    def damaged(self, budget: int) -> set[str]:
        """Documents that may not lie there as the state says: those that an unfinished run touched, those in out/
        itself that are missing or changed, and those of the next `budget` others, in rotation; once one of them is
        damaged, all are looked at. Ask before an incremental run, and put, keep or remove each."""
        bookmark = Path(self._out, ROOM, "place")
        found = self._asked(lambda: watch.damaged(Path(self._out), self._ledger, self._disk, budget, bookmark))
        self._adopt(found.adopted)
        return found.damaged | self._moving.keys()

    def flush(self) -> None:
        """Put the documents that wait in place: first those that are new, and either kind in the order of `put`."""
        if self._waiting:
            self._move([*self._new, *(path for path in self._waiting if path not in self._new)])

    def _move(self, paths: list[str]) -> None:
        moves = [self._waiting[path] for path in paths]
        with told(self._temporaries):
            self._disk.sync(self._temporaries, [self._temporary(number) for number, _ in moves])
        self._begin([row for _, row in moves], [(number, row.path) for number, row in moves])
        for number, row in moves:
            self._place(number, row.path)
            del self._waiting[row.path]
        self._new.clear()

    def commit(self, state: str, *, complete: bool) -> None:
        """Put in place what waits, remove what is no longer published and record `state`. With `complete` that is also
        every document recorded earlier that was neither put nor kept in this run. Nothing new: nothing is written."""
        self.flush()
        self._appear()
        leaving = sorted(self._unpublished() if complete else filter(self._recorded, self._leaving))
        if leaving:
            self._begin([], [(self._next(), path) for path in leaving])
        for path in leaving:
            with told(self._file(path)):
                self._disk.remove(self._file(path), self._out)
        if self._moving or self._adopted or self._lost or state != self.state:
            self._settle(state, leaving)

    def _settle(self, state: str, removed: list[str]) -> None:
        with told(self._out):
            self._disk.sync(self._out, [folder for folder in self._folders if Path(folder).is_dir()])
        # A ledger that broke under our hands does not know what this run passed over: the next one puts everything.
        known = None if self._lost else state
        self._asked(lambda: self._ledger.settle(known, self._adopted, removed))
        self._moving.clear()
        self._adopted.clear()
        self._folders.clear()
        self._leaving.clear()

    def _unpublished(self) -> set[str]:
        known = set(self._asked(self._ledger.paths))
        if self._claims and self.state is None:
            known.update(watch.orphans(Path(self._out), self._claims, ROOM))
        return set(filter(inside, known - self._seen))

    def _recorded(self, path: str) -> bool:
        return self._asked(lambda: self._ledger.recorded(path)) is not None

    def _lies(self, path: str, body: bytes, digest: bytes) -> bool:
        """Whether `body` lies at `path` already; a file that the ledger does not know, or knows otherwise, is read."""
        file = self._file(path)
        with told(file):
            stamp = self._disk.look(file)
            if stamp is None:
                return False
            row = Row(path, digest, *stamp)
            if self._asked(lambda: self._ledger.recorded(path)) == row:
                return True
            if stamp.size != len(body) or self._disk.read(file) != body:
                return False
        self._adopt([row])
        return True

    def _adopt(self, rows: list[Row]) -> None:
        self._adopted += rows
        if len(self._adopted) >= BATCH:
            self._begin(self._adopted, [])
            self._adopted = []

    def _wait(self, path: str, body: bytes, digest: bytes) -> None:
        number = self._next()
        with told(self._file(path)):
            stamp = self._disk.write(self._temporary(number), body)
        for order in (self._waiting, self._new):
            order.pop(path, None)  # it takes its new place in the order
        self._waiting[path] = number, Row(path, digest, *stamp)
        if not lexists(self._file(path)):
            self._new[path] = None

    def _begin(self, rows: list[Row], moving: list[tuple[int, str]]) -> None:
        self._asked(lambda: self._ledger.begin(rows, moving))
        self._moving.update((path, number) for number, path in moving)

    def _place(self, number: int, path: str) -> None:
        file = self._file(path)
        with told(file):
            self._disk.place(self._temporary(number), f"{self._temporaries}/{WHOLE}/{path}" if self._first else file)
        self._folders.add(file.rpartition("/")[0])

    def _is_first(self, out: Path) -> bool:
        """Whether no edition lies there: none was recorded, and there is no folder and nothing that is claimed."""
        if self._asked(self._ledger.state) is not None:
            return False
        with told(out):
            found = [path for path in out.iterdir() if path.name != ROOM]
        return not any(path.is_dir() or (self._claims and self._claims(path.name)) for path in found)

    def _appear(self) -> None:
        """Show the first edition: its folders, then what lies beside them."""
        whole = Path(self._temporaries, WHOLE)
        if self._first and whole.is_dir():
            for path in sorted(whole.iterdir(), key=lambda path: (not path.is_dir(), path.name)):
                with told(self._file(path.name)):
                    self._disk.show(str(path), self._file(path.name))
            self._folders.add(self._out)
        self._first = False

    def _recover(self) -> None:
        """Put in place what a killed run had recorded; what it had only begun to write, or to put together, goes."""
        left = [path for path, number in self._moving.items() if not self._first and lexists(self._temporary(number))]
        for path in sorted(left, key=lambda path: lexists(self._file(path))):
            self._place(self._moving[path], path)
        with told(self._temporaries):
            self._disk.clear(self._temporaries)

    def _asked(self, question: Callable[[], T]) -> T:
        """The ledger's answer. One that is found damaged is forgotten, and asked again as an empty one."""
        try:
            return question()
        except DamagedError:
            self._ledger.forget()
            self._lost = True
            return question()

    def _file(self, path: str) -> str:
        return f"{self._out}/{path}"

    def _temporary(self, number: int) -> str:
        return f"{self._temporaries}/{number}"

    def _next(self) -> int:
        self._number += 1
        return self._number
