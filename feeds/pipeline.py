"""The whole story of a run: sources into the store, the store into feeds, feeds into checked documents in out/.

What is imported here is light: a run that finds nothing new never loads a parser, a format or a check.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from typing import Protocol

import msgspec

from feeds import last_run
from feeds.http import Http
from feeds.ingest import Adapter, ingest, join
from feeds.newsroom import Newsroom
from feeds.publish import Edition
from feeds.quiet import LOOKED_AT
from feeds.report import Report
from feeds.store import Store, open_store


class Progress(Protocol):
    """Told what is going on, for whoever watches."""

    def __call__(self, stage: str, name: str) -> None:
        """`stage` is "read" or "publish"; `name` is the source or the folder at hand."""


class State(msgspec.Struct, frozen=True):
    """What an edition is of: a store, its revision with that one's mark, the settings; the documents that were refused
    in it; and the feeds that were cut (`feeds.feed.Feed`)."""

    store: str
    revision: int
    settings: str
    mark: str = ""
    refused: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()

    def continues(self, before: "State | None", store: Store) -> bool:
        """Whether what the edition before shows is in this one's past."""
        if before is None or self.lacks(before, store):
            return False
        return before.revision == 0 or (before.mark != "" and before.mark == store.mark(before.revision))

    def lacks(self, before: "State", store: Store) -> bool:
        """Whether the store never had what the edition before shows: it is another one, or was restored since."""
        mark = store.mark(before.revision)
        counted_anew = bool(mark and before.mark) and mark != before.mark
        return before.store != self.store or before.revision > self.revision or counted_anew


def silent(stage: str, name: str) -> None:
    """Nobody watches."""


def build(
    newsroom: Newsroom,
    *,
    adapters: Mapping[str, Adapter],
    http: Http,
    now: dt.datetime,
    progress: Progress = silent,
) -> Report:
    """One run. Raises `LockedError` when another run holds out/, `StoreError` and `PublishError` for what they keep;
    what is wrong with one source, record or document is in the report, and the rest is done."""
    report = Report()
    with (
        Edition.open(newsroom.out, newsroom.wait, claims=_ours) as edition,
        open_store(newsroom.store, newsroom.site.authority) as store,
    ):
        store.release_due(now)
        for source in newsroom.sources:
            progress("read", source.name)
            with report.timed("read"):
                report.sources.append(ingest(source, adapters, store, http, now, newsroom.site, jobs=newsroom.jobs))
        with report.timed("read"):  # the article of a comment may be in any source, and in a later one
            pairs = zip(newsroom.sources, report.sources, strict=True)
            report.sources = [join(source, told, store, now, newsroom.site) for source, told in pairs]
        progress("publish", str(newsroom.out))
        with report.timed("publish"):
            publish(newsroom, store, edition, report, now)
    return report


def publish(newsroom: Newsroom, store: Store, edition: Edition, report: Report, now: dt.datetime) -> None:
    """Bring the edition up to date with the store: nothing, what changed, or everything."""
    before = _state(edition.state)
    revision = store.revision()
    state = State(store.identity(), revision, settings(newsroom), store.mark(revision))
    continues = state.continues(before, store)
    follows = continues and before is not None and before.settings == state.settings
    if report.broken and before and state.lacks(before, store):
        return  # a source failed, and this store never had what lies in out/: better late than empty
    report.revision, report.since = state.revision, before.revision if before and follows else 0
    again = (edition.damaged(LOOKED_AT) | set(before.refused)) if before and follows else set()
    if follows and report.since == report.revision and not again:
        return
    from feeds.press import Press  # noqa: PLC0415  lxml, feedgen, schemas: not for a run that finds nothing new

    press = Press(newsroom, store, edition, report)
    report.why = "changes" if follows else "everything"
    if follows and before:
        press.changed(report.since, again, before.cut)
    else:
        press.everything()
    sure = continues or not report.broken  # else the store may lack what the source that failed had in out/
    state = msgspec.structs.replace(state, refused=tuple(sorted(report.refused)), cut=tuple(sorted(press.cut)))
    if not sure:  # what is left in out/ is told apart when the source is back
        state = msgspec.structs.replace(state, settings="")
    edition.commit(msgspec.json.encode(state).decode(), complete=not follows and sure)
    last_run.write(newsroom.out, report, now)


def settings(newsroom: Newsroom) -> str:
    """What else every document hangs on: the site, the shape and the release."""
    text = repr((version("feedhouse"), newsroom.site, newsroom.shape))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _state(text: str | None) -> State | None:
    try:
        return msgspec.json.decode(text, type=State) if text else None
    except msgspec.DecodeError:
        return None


def _ours(path: str) -> bool:
    from feeds.press import ours  # noqa: PLC0415  asked only where a ledger was lost

    return ours(path)
