"""How fast a WordPress export is read: `python tests/bench/bench_wxr.py [ITEMS]` prints speed and peak memory.

The export is made here: ITEMS posts (50,000 by default) of 2 kB with 6 comments each, every third with a picture.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from feeds.model import Article, Comment, Origin
from sources.wxr import Wxr

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
        size = path.stat().st_size
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        records = list_lengths(path)
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    speed = records / seconds
    print(f"{size / 1e6:.0f} MB, {count:,} posts, {records:,} records in {seconds:.1f} s: {speed:,.0f} a second")
    print(f"peak memory {after / 1024:.0f} MB ({(after - before) / 1024:.0f} MB for the reading)")


def list_lengths(path: Path) -> int:
    """How many records a reading gives; none is kept."""
    source = Wxr(Origin(source="s", name=path.name, key="k", path=path))
    return sum(isinstance(record, Article | Comment) for record in source.read(None, None))


if __name__ == "__main__":
    main()
