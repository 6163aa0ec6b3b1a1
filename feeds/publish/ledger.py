"""The ledger of an edition: what we put into out/, in one SQLite file of out/.feedhouse/ beside it.

It is written ahead: a batch's rows are on the disk before its files are renamed, and `moving` names every path that was
touched since the last commit. So after a crash it is known what may differ from the edition that the state speaks of.
A lookup costs one page, not the whole file: a run over 300,000 documents that changes 600 reads and writes 600 rows.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from feeds.errors import DiskError, PublishError
from feeds.publish.disk import Stamp, told

FORMAT = 1
"""The layout of the file. A ledger of another layout is forgotten, and the next edition makes its own."""

SMALL = 2_000_000
"""A ledger of up to so many bytes is checked from end to end when it is opened; a larger one as far as it is read."""

SCHEMA = """
CREATE TABLE document (path TEXT PRIMARY KEY, digest BLOB, size INTEGER, mtime INTEGER) WITHOUT ROWID;
CREATE INDEX front ON document (path) WHERE instr(path, '/') = 0;
CREATE TABLE moving (seq INTEGER PRIMARY KEY, path TEXT);
CREATE TABLE edition (state TEXT);
INSERT INTO edition VALUES (NULL);
"""

PASSING = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


class Row(NamedTuple):
    """One document in out/: its path, the digest of its bytes, and the file's stamp."""

    path: str
    digest: bytes
    size: int
    mtime: int

    @property
    def stamp(self) -> Stamp:
        """The file's stamp when it was put in place."""
        return Stamp(self.size, self.mtime)


class DamagedError(Exception):
    """The ledger cannot be read. It is no authority then: forget it, and compare with the files themselves."""


class Ledger:
    """One open ledger. A method that finds the file damaged raises `DamagedError`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        try:
            self._open()
        except DamagedError:
            self.forget()

    def forget(self) -> None:
        """Begin anew: nothing is recorded."""
        self.close()
        with told(self._path):
            for suffix in ("-journal", ""):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._open()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection:
            self._connection.close()
            self._connection = None
            with suppress(OSError):
                _sweep(self._path.with_name(self._path.name + "-journal"))

    def state(self) -> str | None:
        """What the last commit recorded."""
        with self._told() as connection:
            row = connection.execute("SELECT state FROM edition").fetchone()
        return row[0] if row and isinstance(row[0], str) else None

    def recorded(self, path: str) -> Row | None:
        """What is recorded of one document."""
        with self._told() as connection:
            row = connection.execute("SELECT * FROM document WHERE path = ?", (path,)).fetchone()
        return Row(*row) if row else None

    def front(self) -> list[Row]:
        """The documents that lie in out/ itself: the site's own feeds and the subscribe page."""
        return self._rows("SELECT * FROM document INDEXED BY front WHERE instr(path, '/') = 0 ORDER BY path", ())

    def after(self, path: str, limit: int) -> list[Row]:
        """Up to `limit` documents that follow `path`, in order of their paths."""
        return self._rows("SELECT * FROM document WHERE path > ? ORDER BY path LIMIT ?", (path, limit))

    def paths(self) -> list[str]:
        """Every document's path."""
        with self._told() as connection:
            return [path for (path,) in connection.execute("SELECT path FROM document")]

    def moving(self) -> list[tuple[int, str]]:
        """What was touched since the last commit, in order: the number of its temporary, and its path."""
        with self._told() as connection:
            return list(connection.execute("SELECT seq, path FROM moving ORDER BY seq"))

    def begin(self, rows: Iterable[Row], moving: Iterable[tuple[int, str]]) -> None:
        """Record, on the disk, what is about to lie in out/, and which paths are being touched for it."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO moving VALUES (?, ?)", moving)

    def settle(self, state: str | None, rows: Iterable[Row], removed: Iterable[str]) -> None:
        """Record that out/ is the edition `state`: nothing is moving any more."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)", rows)
            connection.executemany("DELETE FROM document WHERE path = ?", ((path,) for path in removed))
            connection.execute("DELETE FROM moving")
            connection.execute("UPDATE edition SET state = ?", (state,))

    def _open(self) -> None:
        # Autocommit: transactions are begun where they are meant. One run at a time is what the lock is for, so the
        # file is held from the first read on, and a lookup costs no locking.
        with _wrapped(self._path):
            self._connection = connection = sqlite3.connect(self._path, isolation_level=None)
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            if connection.execute("PRAGMA page_count").fetchone() == (0,):
                connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
            if not self._sound(connection):
                raise DamagedError

    def _sound(self, connection: sqlite3.Connection) -> bool:
        if connection.execute("PRAGMA user_version").fetchone() != (FORMAT,):
            return False
        if connection.execute("SELECT count(*) FROM edition").fetchone() != (1,):
            return False
        return self._path.stat().st_size > SMALL or connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Row]:
        with self._told() as connection:
            return [Row(*row) for row in connection.execute(query, values)]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._told() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[sqlite3.Connection]:
        if self._connection is None:
            raise DamagedError
        with _wrapped(self._path):
            yield self._connection


def _sweep(journal: Path) -> None:
    """Remove the journal of a killed run. SQLite leaves one that undoes nothing (its header is blank) to whoever writes
    next, and a run that has nothing new does not write."""
    with journal.open("rb") as file:
        blank = file.read(1) in {b"", b"\0"}
    if blank:
        journal.unlink()


@contextmanager
def _wrapped(path: Path) -> Iterator[None]:
    """SQLite's errors in our words."""
    try:
        yield
    except sqlite3.Error as error:
        raise _trouble(error, path) from error


def _trouble(error: sqlite3.Error, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in PASSING:
        return DiskError(f"{path}: {error}. Make room and run again; what was published before stays in place.")
    if code in REFUSED:
        return PublishError(f"{path}: {error}. Let the user who runs feedhouse write there, or choose another folder.")
    return DamagedError(str(error))
