"""Files of the cache's folder: whole or not there, for the owner alone, and swept when there are too many."""

import os
import re
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

LARGEST = 500_000_000
"""Bytes in the whole folder; what was not used for longest goes first."""

_ABANDONED = 3_600.0  # seconds after which a half-written file is one that a killed process left
_NEW = ".new"
_OURS = re.compile(r"(?:[0-9a-f]{2}|robots)/(?:[0-9a-f]{32}|half-\w+\.new)")


def write(path: Path, parts: Iterable[bytes]) -> None:
    """Put a file in place, whole or not at all, while others may read or write it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, name = tempfile.mkstemp(prefix="half-", suffix=_NEW, dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.writelines(parts)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def sweep(folder: Path, largest: int = LARGEST) -> None:
    """Remove what killed processes left, and the files not used for longest until the rest is well within the bound."""
    found: list[tuple[float, int, Path]] = []
    now = time.time()
    for path in folder.glob("*/*"):
        if not _OURS.fullmatch(path.relative_to(folder).as_posix()):
            continue  # the configuration may name a folder that holds other things, too
        with suppress(OSError):
            stat = path.stat()
            if path.suffix == _NEW and now - stat.st_mtime > _ABANDONED:
                path.unlink()
            else:
                found.append((stat.st_mtime, stat.st_size, path))
    size = sum(one for _, one, _ in found)
    if size <= largest:
        return
    for _, one, path in sorted(found):
        if size <= largest * 0.8:
            return
        with suppress(OSError):
            path.unlink()
            size -= one
