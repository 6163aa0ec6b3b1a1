"""What a run did: per source what was read, what became of the documents, and how long each stage took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Literal

from feeds.check import Finding
from feeds.ingest import SourceReport

Why = Literal["nothing changed", "changes", "everything"]


@dataclass(slots=True)
class Report:
    """One run. `why` tells how much was looked at: documents that the changes since the last edition touch, everything
    (a new or damaged out/, another store, other settings), or nothing. `written`, `removed` and `refused` name
    documents; `unchanged` counts those that were made and found the same. Times in seconds."""

    sources: list[SourceReport] = field(default_factory=list)
    why: Why = "nothing changed"
    since: int = 0
    revision: int = 0
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    refused: dict[str, list[Finding]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def skipped(self) -> int:
        """How many records were left out; not those that wait for their article."""
        return sum(len(source.left_out) for source in self.sources)

    @property
    def broken(self) -> bool:
        """Whether a source failed as a whole."""
        return any(source.failed for source in self.sources)

    @property
    def failed(self) -> bool:
        """Whether a source failed or a document was refused."""
        return bool(self.refused) or self.broken

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time that the block takes to a stage's."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - started

    def as_dict(self) -> dict[str, object]:
        """The report as `feedhouse build --report` writes it (docs/commands.md)."""
        return {
            "failed": self.failed,
            "looked_at": self.why,
            "since_revision": self.since,
            "revision": self.revision,
            "sources": [_told(source) for source in self.sources],
            "documents": {
                "written": self.written,
                "unchanged": self.unchanged,
                "removed": self.removed,
                "refused": {
                    path: [{"code": f.code, "line": f.line, "message": f.message} for f in findings]
                    for path, findings in self.refused.items()
                },
            },
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
        }


def _told(source: SourceReport) -> dict[str, object]:
    """What became of a source. Comments that wait for their article stand among what was skipped, and are counted."""
    told = asdict(source)
    told["waiting"] = len(told.pop("orphans"))
    return told
