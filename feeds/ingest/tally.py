"""Counting what a run of a source did."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from feeds.ingest import Counts, SourceReport
from feeds.model import Skipped
from feeds.store import Outcome


class Tally:
    """The report of a source, while it is being made."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.articles: Counter[str] = Counter()
        self.comments: Counter[str] = Counter()
        self.skipped: list[Skipped] = []
        self.orphans: list[tuple[str, Skipped]] = []
        self.files = 0
        self.kept = 0
        self.held = 0

    def skip(self, where: str, why: str) -> None:
        """One record was left out, or needs an editor's eye."""
        self.skipped.append(Skipped(where=where, why=why))

    def orphan(self, guid: str, where: str, why: str) -> None:
        """A comment has no article, unless another source gives it."""
        self.skip(where, why)
        self.orphans.append((guid, self.skipped[-1]))

    def report(self) -> SourceReport:
        """What the run did."""
        return SourceReport(
            name=self._name,
            articles=_counts(self.articles),
            comments=_counts(self.comments),
            skipped=tuple(self.skipped),
            orphans=tuple(self.orphans),
            files=self.files,
            files_kept=self.kept,
            held=self.held,
        )

    def failed(self, why: str) -> SourceReport:
        """The source failed as a whole: what it did was undone, what it skipped is still worth telling."""
        return replace(self.report(), articles=Counts(), comments=Counts(), failed=why)


def add(counter: Counter[str], outcomes: Sequence[Outcome]) -> None:
    """Count what became of drafts."""
    counter.update(outcomes)


def _counts(found: Counter[str]) -> Counts:
    return Counts(new=found["new"], changed=found["changed"], unchanged=found["unchanged"], removed=found["removed"])
