"""A look at what lies in out/: does it still say what the ledger says? People delete, restore and edit files.

The look is cheap (one stat a document) and bounded: a site with 200,000 documents has some of them looked at in each
run, in rotation, and all of them as soon as one is wrong.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from feeds.publish.disk import Disk
from feeds.publish.ledger import Ledger, Row

STEP = 5_000
"""Rows that are read from the ledger at once when all are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """`damaged` are the paths whose bytes are missing or changed; `adopted` the rows of files with the right bytes but
    another stamp (copied or touched)."""

    damaged: set[str] = field(default_factory=set)
    adopted: list[Row] = field(default_factory=list)


def fingerprint(body: bytes) -> bytes:
    """What the ledger keeps of a document's bytes; today's processors have SHA-256 built in."""
    return sha256(body).digest()[:16]


def damaged(out: Path, ledger: Ledger, disk: Disk, budget: int, bookmark: Path) -> Found:
    """The documents in out/ itself and the next `budget` others; `bookmark` is a file that keeps the place."""
    found = Found()
    _look(ledger.front(), out, disk, found)
    _look(_round(ledger, budget, bookmark), out, disk, found)
    if found.damaged:
        found = Found()
        _look(_all(ledger), out, disk, found)
    return found


def orphans(out: Path, claims: Callable[[str], bool], room: str) -> Iterator[str]:
    """Every file below out/, but for the folder `room`, whose path `claims` calls ours."""
    for folder, folders, names in os.walk(out):
        here = Path(folder).relative_to(out)
        if here == Path():
            folders[:] = [name for name in folders if name != room]
        yield from (path for name in names if claims(path := (here / name).as_posix()))


def _round(ledger: Ledger, budget: int, bookmark: Path) -> list[Row]:
    """The next `budget` rows, from the start again after the last one."""
    place = ""
    with suppress(OSError):
        place = bookmark.read_text("utf-8", "replace")
    rows = ledger.after(place, budget)
    if place and len(rows) < budget:
        rows += [row for row in ledger.after("", budget - len(rows)) if row.path <= place]
    elif not place and len(rows) < budget:
        return rows  # all of them, every time: there is no place to keep
    with suppress(OSError):
        bookmark.write_text(rows[-1].path if rows else "", "utf-8")
    return rows


def _all(ledger: Ledger) -> Iterator[Row]:
    place = ""
    while rows := ledger.after(place, STEP):
        yield from rows
        place = rows[-1].path


def _look(rows: Iterable[Row], out: Path, disk: Disk, found: Found) -> None:
    for row in rows:
        fresh = _compare(row, f"{out}/{row.path}", disk)
        if fresh is None:
            found.damaged.add(row.path)
        elif fresh != row:
            found.adopted.append(fresh)


def _compare(row: Row, file: str, disk: Disk) -> Row | None:
    """The row as the file is now, None when its bytes are not those recorded."""
    try:
        stamp = disk.look(file)
        if stamp == row.stamp:
            return row
        if stamp and stamp.size == row.size and fingerprint(disk.read(file)) == row.digest:
            return row._replace(mtime=stamp.mtime)
    except OSError:
        pass  # a folder in the way, no permission: whoever puts it is told
    return None
