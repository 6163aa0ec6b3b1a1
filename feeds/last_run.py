"""The last run that changed anything, kept in out/.feedhouse/ for `feedhouse explain`. It may be lost: no authority."""

import datetime as dt
from contextlib import suppress
from pathlib import Path

import msgspec

from feeds.report import Report

NAMED = 5_000
"""So many documents of each kind are named."""


class LastRun(msgspec.Struct, frozen=True, kw_only=True):
    """When it was, from which revision to which, how much it looked at, and what became of documents: the paths
    written and removed, and what was wrong with those refused."""

    at: dt.datetime
    since: int
    revision: int
    looked_at: str
    written: list[str]
    removed: list[str]
    refused: dict[str, list[str]]


def write(out: Path, report: Report, now: dt.datetime) -> None:
    """Keep a run's report. A disk that refuses is left alone: the edition itself is in place."""
    run = LastRun(
        at=now.replace(microsecond=0),
        since=report.since,
        revision=report.revision,
        looked_at=report.why,
        written=report.written[:NAMED],
        removed=report.removed[:NAMED],
        refused={path: [finding.message for finding in found[:10]] for path, found in report.refused.items()},
    )
    fresh = _file(out).with_suffix(".new")
    with suppress(OSError):
        fresh.write_bytes(msgspec.json.encode(run))
        fresh.replace(_file(out))


def read(out: Path) -> LastRun | None:
    """What is kept, None if nothing is."""
    try:
        return msgspec.json.decode(_file(out).read_bytes(), type=LastRun)
    except (OSError, msgspec.DecodeError):
        return None


def _file(out: Path) -> Path:
    return out / ".feedhouse" / "last-run.json"
