# ruff: noqa: E501 (documents)
"""How long a check takes: `python tests/bench/bench_check.py` prints a table (milliseconds, best of many, one process).

The bound is 2 ms for a feed of 20 entries with 2 kB of content each, all steps together; a cold check of JSON as well.
"""

import json
import time
from collections.abc import Callable
from html import escape

from feeds.check import check
from feeds.check.inspection import Inspection
from feeds.check.remember import forget
from feeds.check.schema import xsd
from feeds.check.xml import parse

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" '
    'xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:media="http://search.yahoo.com/mrss/"'
)
SITE = "https://courier.example"
PARAGRAPH = '<p>The council &amp; the mayor met on <a href="https://courier.example/a">Monday</a>, and <em>nobody</em> spoke.</p>\n'
HTML = PARAGRAPH * (2000 // len(PARAGRAPH))
ROUNDS = 200


def html(number: int) -> str:
    """2 kB of HTML that no other entry has."""
    return HTML.replace("Monday", f"Monday {number}").replace('/a"', f'/{number}"')


def rss(entries: int) -> bytes:
    """An RSS document as feedhouse writes it."""
    items = "".join(
        f"<item><title>Story {n}</title><link>{SITE}/news/{n}</link><description>The summary of story {n}.</description>"
        f"<content:encoded>{escape(html(n), quote=False)}</content:encoded><dc:creator>Asha Rao</dc:creator>"
        f"<category>Politics</category><category>City</category><comments>{SITE}/news/{n}#comments</comments>"
        f'<enclosure url="{SITE}/img/{n}.jpg" length="1200" type="image/jpeg"/>'
        f'<guid isPermaLink="false">tag:courier.example,2025:news/{n}</guid>'
        f"<pubDate>Mon, 16 Jun 2025 08:{n % 60:02}:00 +0000</pubDate><slash:comments>{n}</slash:comments>"
        f"<wfw:commentRss>{SITE}/feeds/articles/{n}/comments.rss</wfw:commentRss>"
        f'<atom:link rel="replies" type="application/atom+xml" href="{SITE}/feeds/articles/{n}/comments.atom" '
        f'thr:count="{n}" thr:updated="2025-06-16T09:00:00Z"/><thr:total>{n}</thr:total>'
        f'<media:content url="{SITE}/img/{n}.jpg" type="image/jpeg" medium="image" width="800" height="600"/></item>'
        for n in range(entries)
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" {NAMESPACES}>'
        f"<channel><title>The Courier</title><link>{SITE}/</link><description>News</description><language>en-IN</language>"
        f'<atom:link rel="self" type="application/rss+xml" href="{SITE}/feed.rss"/>'
        f"<lastBuildDate>Mon, 16 Jun 2025 08:00:00 +0000</lastBuildDate>{items}</channel></rss>"
    )
    return text.encode()


def atom(entries: int) -> bytes:
    """An Atom document as feedhouse writes it."""
    items = "".join(
        f"<entry><id>tag:courier.example,2025:news/{n}</id><title>Story {n}</title>"
        f"<published>2025-06-16T08:{n % 60:02}:00Z</published><updated>2025-06-16T08:{n % 60:02}:01Z</updated>"
        f'<author><name>Asha Rao</name></author><link rel="alternate" type="text/html" href="{SITE}/news/{n}"/>'
        f'<link rel="replies" type="text/html" href="{SITE}/news/{n}#comments" thr:count="{n}"/>'
        f'<link rel="replies" type="application/atom+xml" href="{SITE}/feeds/articles/{n}/comments.atom" thr:count="{n}" '
        f'thr:updated="2025-06-16T09:00:00Z"/><link rel="enclosure" type="image/jpeg" length="1200" href="{SITE}/img/{n}.jpg"/>'
        f'<category term="Politics"/><category term="City"/><summary>The summary of story {n}.</summary>'
        f'<content type="html">{escape(html(n), quote=False)}</content><thr:total>{n}</thr:total></entry>'
        for n in range(entries)
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-IN" {NAMESPACES}>'
        f"<id>{SITE}/feed.atom</id><title>The Courier</title><updated>2025-06-16T08:00:00Z</updated>"
        f'<link rel="self" type="application/atom+xml" href="{SITE}/feed.atom"/><link rel="alternate" href="{SITE}/"/>'
        f"<author><name>The Courier</name></author>{items}</feed>"
    )
    return text.encode()


def jsonfeed(entries: int) -> bytes:
    """A JSON Feed as feedhouse writes it."""
    items = [
        {
            "id": f"tag:courier.example,2025:news/{n}",
            "url": f"{SITE}/news/{n}",
            "title": f"Story {n}",
            "summary": f"The summary of story {n}.",
            "content_html": html(n),
            "image": f"{SITE}/img/{n}.jpg",
            "date_published": f"2025-06-16T08:{n % 60:02}:00Z",
            "date_modified": f"2025-06-16T08:{n % 60:02}:01Z",
            "authors": [{"name": "Asha Rao"}],
            "tags": ["Politics", "City"],
            "attachments": [{"url": f"{SITE}/img/{n}.jpg", "mime_type": "image/jpeg", "size_in_bytes": 1200}],
            "_feedhouse": {"comments": {"url": f"{SITE}/feeds/articles/{n}/comments.json", "count": n}},
        }
        for n in range(entries)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "home_page_url": f"{SITE}/",
        "feed_url": f"{SITE}/feed.json", "language": "en-IN", "items": items,
    }  # fmt: skip
    return json.dumps(feed).encode()


def best(call: Callable[[], object]) -> float:
    """Milliseconds of the fastest of many calls."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def fresh(body: bytes, url: str) -> float:
    """Milliseconds of the fastest of many checks, each of which sees its dates and addresses for the first time."""
    times = []
    for _ in range(ROUNDS):
        forget()
        start = time.perf_counter()
        check(body, url=url)
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def median(call: Callable[[], object]) -> float:
    """Milliseconds of the middle one of many calls."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return sorted(times)[ROUNDS // 2] * 1000


def line(name: str, body: bytes, url: str) -> None:
    """One row of the table."""
    start = time.perf_counter()
    found = check(body, url=url)
    first = (time.perf_counter() - start) * 1000
    forgetful, quick, middle = (
        fresh(body, url),
        best(lambda: check(body, url=url)),
        median(lambda: check(body, url=url)),
    )
    start = time.perf_counter()
    check(body, url=url, deep=True)
    deep = (time.perf_counter() - start) * 1000
    codes = ", ".join(sorted({finding.code for finding in found})) or "clean"
    print(f"{name:18} {len(body):8} {first:9.2f} {forgetful:9.2f} {quick:9.2f} {middle:9.2f} {deep:9.1f}  {codes}")


def main() -> None:
    """Print the tables."""
    print(
        "milliseconds; fresh: best of many with no date or address seen before; best, median: of many of the same bytes"
    )
    print(f"{'document':18} {'bytes':>8} {'first':>9} {'fresh':>9} {'best':>9} {'median':>9} {'deep':>9}  findings")
    for entries in (0, 6, 20, 100):
        line(f"rss, {entries} entries", rss(entries), f"{SITE}/feed.rss")
        line(f"atom, {entries} entries", atom(entries), f"{SITE}/feed.atom")
        line(f"json, {entries} entries", jsonfeed(entries), f"{SITE}/feed.json")
    for name, body in (("rss", rss(20)), ("atom", atom(20))):
        root = parse(Inspection(body=body, format=name))
        schema = xsd(name)
        parsing = best(lambda body=body, name=name: parse(Inspection(body=body, format=name)))  # type: ignore[misc]
        validating = best(lambda root=root, schema=schema: schema.validate(root))  # type: ignore[misc]
        print(f"{name}, 20 entries: parse {parsing:.2f} ms, schema {validating:.2f} ms")


if __name__ == "__main__":
    main()
