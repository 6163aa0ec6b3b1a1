"""Has anything changed since the last good run? Told by file stamps alone, before the heavy libraries are loaded.

A cron job runs every five minutes, and mostly nothing is new. A good run leaves a note in out/.feedhouse/: the
configuration's digest, the stamps of every file of every source and of the store, and the edition. While all of these
are as they were and out/ is whole, a full run would do nothing. Any doubt means: no note, and a full run.
"""

import datetime as dt
import hashlib
import json
import tomllib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from feeds.errors import FeedhouseError
from feeds.ingest.files import find
from feeds.publish import Edition

LOOKED_AT = 5_000
"""Documents in out/ whose files are looked at in a run, in rotation."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time of change can be trusted to change with its bytes."""

SQLITE = "sqlite:///"


def nothing_new(configuration: Path, out: Path | None) -> bool:
    """Whether a run with this configuration, into its own folder or into `out`, would find nothing to do. Raises
    nothing: what cannot be told is for a full run to find out."""
    try:
        body = configuration.read_bytes()
        settings = tomllib.loads(body.decode())
        folder = configuration.resolve().parent
        target = out or folder / settings.get("publish", {}).get("out", "out")
        note = json.loads(_note(target).read_bytes())
        if note != _now(body, settings, folder) | {"edition": note["edition"]}:
            return False
        with Edition.open(target, 0) as edition:
            return bool(edition.state == note["edition"] and not edition.damaged(LOOKED_AT))
    except (FeedhouseError, OSError, ValueError, TypeError, AttributeError, KeyError):
        return False


def remember(configuration: Path, out: Path, now: dt.datetime) -> None:
    """Leave the note after a good run, begun at `now`, into `out`; none if a file is too young for its time to be
    trusted, or if something is read that has no stamp."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError, FeedhouseError):
        body = configuration.read_bytes()
        stamps = _now(body, tomllib.loads(body.decode()), configuration.resolve().parent)
        if stamps["newest"] > int(now.timestamp()) * 10**9 - SETTLED:
            return
        with Edition.open(out, 0) as edition:
            text = json.dumps(stamps | {"edition": edition.state}).encode()
        if not _note(out).is_file() or _note(out).read_bytes() != text:
            fresh = _note(out).with_suffix(".new")
            fresh.write_bytes(text)
            fresh.replace(_note(out))


def forget(out: Path) -> None:
    """Take the note away: the next run has to look for itself."""
    with suppress(OSError):
        _note(out).unlink(missing_ok=True)


def _now(body: bytes, settings: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The stamps as they are. Raises KeyError and others where something has none: an address, a database server."""
    files = [file for source in settings["sources"] for file in find(folder, source["path"])]
    marks = repr([(file.name, file.size, file.modified, file.inode) for file in files])
    store = folder / settings.get("store", {}).get("url", SQLITE + "feedhouse.db").removeprefix(SQLITE)
    stat = store.stat()  # raises where the store is no file
    return {
        "release": version("feedhouse"),
        "configuration": hashlib.sha256(body).hexdigest(),
        "sources": hashlib.sha256(marks.encode("utf-8", "surrogatepass")).hexdigest(),
        "newest": max(file.modified for file in files),
        "store": [stat.st_size, stat.st_mtime_ns, stat.st_ino],
    }


def _note(out: Path) -> Path:
    return out / ".feedhouse" / "quiet.json"
