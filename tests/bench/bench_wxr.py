"""How fast a WordPress export is read, and how fast into the store, by one process and by two:
`python tests/bench/bench_wxr.py [ITEMS]` prints speed and peak memory.

The export is made here: ITEMS posts (50,000 by default) of 2 kB with 6 comments each, every third with a picture.
"""

import datetime as dt
import resource
import sys
import tempfile
import time
from pathlib import Path

from feeds.http import LateClient
from feeds.ingest import SourceSettings, ingest
from feeds.model import Article, Comment, Origin, Site
from feeds.store import open_store
from sources.wxr import Wxr

SITE = Site(
    title="The Courier",
    url="https://courier.example/",
    feeds_url="https://courier.example/feeds/",
    description="News",
    authority="courier.example,2025",
)

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Courier</title><link>https://courier.example</link><language>en-IN</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login><![CDATA[asha]]></wp:author_login>
<wp:author_display_name><![CDATA[Asha Rao]]></wp:author_display_name></wp:author>
"""
TEXT = (
    "The council voted on <a href='https://courier.example/budget'>the budget</a> late on Monday, and <em>nobody</em> "
    "was surprised: the paper had been on the table since <strong>spring</strong>.\n\n"
) * 11
COMMENT = """<wp:comment><wp:comment_id>{id}</wp:comment_id>
<wp:comment_author><![CDATA[Reader {id}]]></wp:comment_author>
<wp:comment_author_email>r{id}@example.org</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
<wp:comment_date>2025-06-16 10:00:00</wp:comment_date><wp:comment_date_gmt>2025-06-16 08:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[I was there & it did not happen like that.

The vote was open.]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>
<wp:comment_type>comment</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>
"""
ITEM = """<item><title><![CDATA[Post {id}]]></title><link>https://courier.example/{id}/</link>
<pubDate>Mon, 16 Jun 2025 08:00:00 +0000</pubDate><dc:creator><![CDATA[asha]]></dc:creator>
<guid isPermaLink="false">https://courier.example/?p={id}</guid><description></description>
<content:encoded><![CDATA[{text}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{id}</wp:post_id><wp:post_date>2025-06-16 13:30:00</wp:post_date>
<wp:post_date_gmt>2025-06-16 08:00:00</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>
<category domain="category" nicename="news"><![CDATA[News]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>{picture}</wp:meta_value></wp:postmeta>
{comments}</item>
"""
PICTURE = """<item><title>hall</title><wp:post_id>{id}</wp:post_id><wp:status>inherit</wp:status>
<wp:post_type>attachment</wp:post_type><wp:attachment_url>https://courier.example/i/{id}.jpg</wp:attachment_url></item>
"""


def write(path: Path, count: int) -> None:
    """An export of `count` posts."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(1, count + 1):
            first = number * 10
            said = "".join(
                COMMENT.format(id=first + at, approved=1 if at else "spam", parent=first + at - 1 if at > 2 else 0)
                for at in range(7)
            )
            file.write(ITEM.format(id=number, text=TEXT, comments=said, picture=10_000_000 + number))
            if number % 3 == 0:
                file.write(PICTURE.format(id=10_000_000 + number))
        file.write("</channel></rss>\n")


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xml"
        write(path, count)
        print(f"{path.stat().st_size / 1e6:.0f} MB, {count:,} posts")
        start = time.perf_counter()
        report("read", read(path), start)
        for jobs in (2, 1):
            start = time.perf_counter()
            report(f"into the store, --jobs {jobs}", stored(path, jobs), start)


def report(what: str, records: int, start: float) -> None:
    """One line of the table; the peaks of memory are those so far, of this process and of the largest other."""
    seconds = time.perf_counter() - start
    own, other = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    speed = f"{records:,} records in {seconds:.1f} s: {records / seconds:,.0f} a second"
    print(f"{what:30} {speed}, peak {own:.0f} MB, the other process {other:.0f} MB")


def read(path: Path) -> int:
    """How many records a reading gives; none is kept."""
    source = Wxr(Origin(source="s", name=path.name, key="k", path=path))
    return sum(isinstance(record, Article | Comment) for record in source.read(LateClient(), None))


def stored(path: Path, jobs: int) -> int:
    """How many records go into a new store."""
    database = path.parent / f"{jobs}.sqlite"
    settings = SourceSettings(name="export", folder=path.parent, path=path.name, adapter="wxr")
    with open_store(f"sqlite:///{database}", authority=SITE.authority) as store, LateClient() as http:
        found = ingest(settings, {"wxr": Wxr}, store, http, dt.datetime.now(dt.UTC), SITE, jobs=jobs)
    return found.articles.new + found.comments.new


if __name__ == "__main__":
    main()
