"""What the store costs a run: bench_store.py [ARTICLES …] (default: 10,000 and 100,000), six comments each.

Ingests a seeded newsroom (newsroom.py) into SQLite, then a run with nothing new, then one with 20 new articles and 200
new comments; and asks what a build asks after that one. Seconds in this process; the imports are not in them.
$FEEDHOUSE_BENCH_STORE names another database, such as an empty PostgreSQL one.
"""

import datetime as dt
import os
import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import newsroom

from feeds import registry
from feeds.ingest import SourceSettings, ingest
from feeds.model import Site
from feeds.store import open_store

NOW = dt.datetime(2025, 7, 1, 6, tzinfo=dt.UTC)
SITE = Site(title="C", url="https://courier.example/", feeds_url="https://courier.example/", description="News")
ENTRIES, WINDOW, PAGE = 50, dt.timedelta(hours=48), 100


@contextmanager
def timed(row, column):
    start = time.perf_counter()
    yield
    row[column] = time.perf_counter() - start


def run(store, folder, minutes=0):
    settings = SourceSettings(name="desk", folder=folder, path="desk", adapter="jsonl")
    report = ingest(settings, registry.adapters(), store, None, NOW + dt.timedelta(minutes=minutes), SITE)
    assert report.failed is None, report.failed
    return report


def asked(store, since):
    """What a build asks of the store to find out what it must write, and to write it."""
    changed = list(store.changed_articles(since))
    talks = store.shown_in_conversations([article.seq for article in changed], ENTRIES)
    store.comments(one.seq for talk in talks.values() for one in talk if one.changed > since)
    names = store.stale_names(since, ENTRIES, WINDOW)
    shown = [one for _, newest in store.shown_by_name(names, ENTRIES, WINDOW) for one in newest]
    pages = store.stale_archives(since, PAGE)
    for kind, slug, page in pages:
        shown += store.shown_in_archive(page, PAGE, kind, slug)
    shown += store.shown_articles(ENTRIES, WINDOW)
    store.articles(one.seq for one in shown if one.changed > since)
    store.comments(one.seq for one in store.shown_comments(ENTRIES, WINDOW) if one.changed > since)
    return len(changed), len(names), len(pages)


def measure(articles):
    row = {"articles": articles}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        newsroom.write(folder / "desk", articles)
        url = os.environ.get("FEEDHOUSE_BENCH_STORE", "sqlite:///feedhouse.db")
        with timed(row, "open new"):
            store = open_store(url, "courier.example,2025", folder)
        with store:
            with timed(row, "cold"):
                run(store, folder)
            row["cold MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            database = folder / "feedhouse.db"
            row["MB on disk"] = database.stat().st_size / 1e6 if database.exists() else 0
        with timed(row, "open"):
            store = open_store(url, "courier.example,2025", folder)
        with store:
            with timed(row, "no-op"):
                report = run(store, folder, 5)
            assert report.files == 0
            since = store.revision()
            newsroom.more(folder / "desk", articles)
            with timed(row, "20 + 200"):
                report = run(store, folder, 10)
            assert (report.articles.new, report.comments.new) == (20, 200), report
            for column, call in (
                ("stale_names", lambda: store.stale_names(since, ENTRIES, WINDOW)),
                ("stale_archives", lambda: store.stale_archives(since, PAGE)),
            ):
                with timed(row, column):
                    call()
            with timed(row, "what a build asks"):
                row["docs"] = " ".join(map(str, asked(store, since)))
            with timed(row, "release_due"):
                store.release_due(NOW + dt.timedelta(minutes=10))
            with timed(row, "sources"):
                store.sources()
    return row


def main(counts):
    rows = [measure(count) for count in counts]
    for column in rows[0]:
        cells = [f"{row[column]:,}" if isinstance(row[column], int) else row[column] for row in rows]
        cells = [cell if isinstance(cell, str) else f"{cell:.4f}" if cell < 10 else f"{cell:.1f}" for cell in cells]
        print(f"{column:20}" + "".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [10_000, 100_000])
