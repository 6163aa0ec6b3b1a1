"""Comments that waited for their article, after all sources were read."""

import datetime as dt
from dataclasses import replace

from feeds.ingest import SourceReport, SourceSettings
from feeds.ingest.drafts import run_of
from feeds.model import Site
from feeds.store import CommentDraft, Run, Store


def joined(settings: SourceSettings, report: SourceReport, store: Store, now: dt.datetime, site: Site) -> SourceReport:
    """See `feeds.ingest.join`."""
    found: set[str] = set()
    new, after = 0, ""
    while not report.failed and (drafts := store.joinable(settings.name, after)):
        after = drafts[-1].guid
        new += _put(run_of(settings, now, site), drafts, store, found)
    notes = {id(note) for guid, note in report.orphans if guid in found}
    return replace(
        report,
        comments=replace(report.comments, new=report.comments.new + new),
        skipped=tuple(note for note in report.skipped if id(note) not in notes),
        orphans=tuple((guid, note) for guid, note in report.orphans if guid not in found),
    )


def _put(run: Run, drafts: list[CommentDraft], store: Store, found: set[str]) -> int:
    """Put some in; those that found their article are added to `found`. How many are new."""
    with store.transaction(run) as transaction:
        outcomes = transaction.put_comments(drafts, final=True)
        there = [draft.guid for draft, outcome in zip(drafts, outcomes, strict=True) if outcome != "orphan"]
        transaction.wait_no_more(there)
        found.update(there)
    return outcomes.count("new")
