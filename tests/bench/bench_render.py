"""Rendering beside feedgen alone, in one process: `python tests/bench/bench_render.py [ROUNDS]`.

Both sides build the same feeds from the same values: 20 articles with title (every fifth with an "&"), permalink, id,
summary, 2 kB of HTML content, one author (dc:creator in RSS, by feedgen's `dc`; atom:author in Atom), three categories,
published and updated. feedgen writes each feed whole; ours is the whole of `Rss().render` and `Atom().render`, its
caches emptied before every round. Ours also writes what feedgen lacks (self link, dates in UTC, hexadecimal references)
but no reply links, since feedgen cannot. Garbage collection is off and the best round counts.
"""

import datetime as dt
import gc
import statistics
import sys
import time
from collections.abc import Callable

import lxml.etree  # noqa: F401
from feedgen.feed import FeedGenerator

from feeds.feed import Entry, Feed
from feeds.formats import atom, jsonfeed, rss
from feeds.model import Author

SITE = "https://courier.example/"
NOON = dt.datetime(2025, 6, 16, 12, tzinfo=dt.UTC)
PARAGRAPH = (
    "<p>The ministry said on Monday that the talks &amp; visits would go on, <em>as planned</em>, in Seoul.</p>\n"
)


def entry(number: int) -> Entry:
    return Entry(
        id=f"tag:courier.example,2025:articles/{number}",
        title=f"Article number {number}: talks {'&' if number % 5 == 0 else 'and'} visits go on",
        url=f"{SITE}news/{number}",
        summary="The ministry said that the talks would go on, and that visits were planned for the summer. " * 2,
        content=f"<h2>{number}</h2>\n" + PARAGRAPH * 20,
        authors=(Author(name="Asha Rao"),),
        categories=("World", "Politics", "Korea"),
        published=NOON - dt.timedelta(minutes=number),
        updated=NOON - dt.timedelta(minutes=number),
    )


def feed(name: str, entries: tuple[Entry, ...]) -> Feed:
    urls = tuple((format, f"{SITE}feeds/{name}.{format}") for format in ("rss", "atom", "json"))
    return Feed(
        path=name,
        id=f"tag:courier.example,2025:{name}",
        title=f"The Courier: {name}",
        description="News from here",
        home=SITE,
        urls=urls,
        language="en",
        updated=NOON,
        authors=(Author(name="The Courier"),),
        entries=entries,
    )


def feedgen_alone(feed: Feed, format: str) -> bytes:
    built = FeedGenerator()
    built.id(feed.id)
    built.title(feed.title)
    built.description(feed.description)
    built.link(href=feed.url(format), rel="self", type=f"application/{format}+xml")
    built.link(href=feed.home, rel="alternate")
    built.author(name=feed.authors[0].name)
    built.language(feed.language)
    built.updated(feed.updated)
    built.load_extension("dc")
    for one in feed.entries:
        add_to_feedgen(built, one, format)
    return built.rss_str() if format == "rss" else built.atom_str()


def add_to_feedgen(built: FeedGenerator, one: Entry, format: str) -> None:
    made = built.add_entry(order="append")
    made.id(one.id)
    made.title(one.title)
    made.link(href=one.url)
    made.summary(one.summary)
    made.content(one.content, type="html")
    if format == "rss":
        made.dc.dc_creator(one.authors[0].name)
    else:
        made.author(name=one.authors[0].name)
    made.category([{"term": category} for category in one.categories])
    made.published(one.published)
    made.updated(one.updated)


def empty_caches() -> None:
    rss._item.cache_clear()
    atom._entry.cache_clear()
    jsonfeed._item.cache_clear()


RENDER = {"rss": rss.Rss().render, "atom": atom.Atom().render, "json": jsonfeed.JsonFeed().render}


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def race(rounds: int, ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Best seconds of each, their rounds interleaved so that a busy machine hurts both alike."""
    mine, other = [], []
    for _ in range(rounds):
        empty_caches()
        mine.append(seconds(ours))
        other.append(seconds(theirs))
    if statistics.median(mine) > 2 * min(mine):
        print("(noisy: the median round is over twice the best)")
    return min(mine), min(other)


def row(name: str, ours: float, theirs: float) -> None:
    print(f"{name:<52}{ours * 1e3:>9.3f} ms{theirs * 1e3:>9.3f} ms{ours / theirs:>9.2f}{theirs / ours:>9.2f}")


Jobs = list[tuple[Feed, str]]


def both_ways(name: str, rounds: int, jobs: Jobs) -> None:
    """One row: every job rendered by ours, caches cold at the start, and built by feedgen."""

    def ours() -> None:
        for one, format in jobs:
            RENDER[format](one)

    def theirs() -> None:
        for one, format in jobs:
            feedgen_alone(one, format)

    row(name, *race(rounds, ours, theirs))


def main(rounds: int) -> None:
    gc.disable()
    entries = tuple(entry(number) for number in range(20))
    print(f"best of {rounds} rounds; content {len(entries[0].content)} characters")
    print(f"{'':<52}{'feedhouse':>12}{'feedgen':>12}{'ours/its':>9}{'faster':>9}")
    for format in ("rss", "atom"):
        both_ways(f"20 entries, {format}, cold", rounds, [(feed("feed", entries), format)])
    names = ("feed", "world", "politics", "korea", "asha-rao")
    five = [(feed(name, entries), format) for name in names for format in ("rss", "atom")]
    both_ways("the same 20 entries in five feeds, both formats", rounds, five)
    single = [(feed(name, entries[:1]), format) for name in names for format in ("rss", "atom")]
    both_ways("one entry alone in five feeds, both formats", rounds, single)
    one_new(rounds, entries, five)
    print(f"20 entries, json, cold: {min(json_cold(five[0][0]) for _ in range(rounds)) * 1e3:.3f} ms")


def json_cold(one: Feed) -> float:
    empty_caches()
    return seconds(lambda: RENDER["json"](one))


def one_new(rounds: int, entries: tuple[Entry, ...], before: Jobs) -> None:
    """One new article enters five feeds of 20, whose other articles were rendered before (a build's usual case)."""
    after = [(feed(one.path, (entry(100), *entries[:19])), format) for one, format in before]
    mine, other = [], []
    for _ in range(rounds):
        empty_caches()
        for one, format in before:
            RENDER[format](one)
        mine.append(seconds(lambda: [RENDER[format](one) for one, format in after]))
        other.append(seconds(lambda: [feedgen_alone(one, format) for one, format in after]))
    row("one new article into five feeds of 20, both formats", min(mine), min(other))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
