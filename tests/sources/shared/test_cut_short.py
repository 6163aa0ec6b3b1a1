"""An answer over HTTP that ends too early, wherever it does, fails as a whole; a file of which the end is missing keeps
what it has."""

import datetime as dt
import gzip
import json

import pytest

from feeds.errors import FetchError, SourceError
from feeds.http import Response
from feeds.model import Article, Comment, Origin, Skipped
from sources.discourse import Discourse
from sources.disqus import Disqus
from sources.feed import Feed
from sources.ghost import Ghost
from sources.jsonl import JsonLines
from sources.sitemap.document import listing
from sources.wordpress import WordPress
from sources.wxr import Wxr
from tests.sources.shared.records import read

URL = "https://courier.example/export"


class Answer:
    """A web on which every address answers with the same bytes."""

    def __init__(self, body):
        self.body = body

    def get(self, url, *, accept="*/*", found=False, renew=False):
        now = dt.datetime.now(dt.UTC)
        return Response(url=url, status=200, media_type="text/plain", charset=None, body=self.body, fetched=now)


def fetched(adapter, body):
    origin = Origin(source="s", name="in.jsonl", key="s", url=URL, options={"comments": 0} if adapter is Feed else {})
    return [one for one in adapter(origin).read(Answer(body), None) if isinstance(one, Article | Comment | Skipped)]


def records(found):
    return [one for one in found if not isinstance(one, Skipped)]


def listed(count, spread=None):
    said = [{"author": "Mira", "content_text": 'She said: "{[no}] \\ "', "replies": [{"id": 1, "content_text": "y"}]}]
    records = [{"id": f"a{n}", "title": f"Tïtle {n}", "content_text": "x", "comments": said} for n in range(count)]
    return [json.dumps(one, ensure_ascii=False, indent=spread) for one in records]


POST = {"status": "publish", "title": {"rendered": "T"}, "content": {"rendered": "<p>[Words]</p>", "protected": False}}
FEED = "<item><title>Title</title><guid>{}</guid><description>&lt;p&gt;x&lt;/rss&gt;</description></item>"
ENTRY = "<entry><id>urn:x:{}</id><title>T</title><content><![CDATA[<p>x</p>]]></content></entry>"
WP = "http://wordpress.org/export/1.2/"
ITEM = "<item><title>T</title><wp:post_id>{}</wp:post_id><wp:status>publish</wp:status></item>"
THREAD = '<thread dsq:id="1"><link>https://courier.example/a</link></thread>'
TOLD = '<message>x</message><isDeleted>false</isDeleted><isSpam>false</isSpam><thread dsq:id="1"/>'
SAID = f'<post dsq:id="{{}}">{TOLD}</post>'
DISQUS = "xmlns='http://disqus.com' xmlns:dsq='http://disqus.com/disqus-internals'"
SAMPLES = {
    "lines": (JsonLines, "\n".join(listed(3)) + "\n"),
    "array": (JsonLines, f"[{', '.join(listed(3))}]"),
    "wrapped": (JsonLines, f'{{"articles": [{",".join(listed(3))}]}}'),
    "pretty": (JsonLines, "\n".join(listed(3, spread=2))),
    "rss": (Feed, f"<rss version='2.0'><channel><title>T</title>{''.join(map(FEED.format, 'abc'))}</channel></rss>"),
    "atom": (Feed, f"<feed xmlns='http://www.w3.org/2005/Atom'>{''.join(map(ENTRY.format, 'abc'))}</feed>"),
    "json feed": (Feed, json.dumps({"version": "x", "items": [{"id": n, "content_text": "x"} for n in "abc"]})),
    "wordpress": (WordPress, json.dumps([POST | {"id": n} for n in range(3)])),
    "ghost": (Ghost, json.dumps({"data": {"posts": [{"id": "a", "title": "T", "status": "published"}]}})),
    "discourse": (
        Discourse,
        json.dumps({"id": 1, "post_stream": {"posts": [{"id": n, "post_number": n, "cooked": "x"} for n in (1, 2)]}}),
    ),
    "wxr": (
        Wxr,
        f"<rss xmlns:wp='{WP}'><channel><title>T</title>{''.join(map(ITEM.format, '123'))}</channel></rss>\n",
    ),
    "disqus": (Disqus, f"<disqus {DISQUS}>{THREAD}{''.join(map(SAID.format, '123'))}</disqus>"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_an_answer_that_breaks_off_is_no_answer(name):
    adapter, text = SAMPLES[name]
    body = text.encode()
    whole = fetched(adapter, body)
    assert records(whole) == whole
    passed = []
    for size in range(8, len(body)):  # an answer of nothing is for the guards
        try:
            found = fetched(adapter, body[:size])
        except (SourceError, FetchError):
            continue
        if records(found) != records(whole):
            passed.append((body[:size], found))
    # Lines tell nothing of the lines that are missing, nor does a row of objects; that is for the shrink guard.
    ends = (b"\n", b"}") if name in {"lines", "pretty"} else ()
    assert [cut[-30:] for cut, _ in passed if not cut.endswith(ends)] == []
    assert all(found == whole[: len(found)] for _, found in passed)


@pytest.mark.parametrize("pack", [bytes, lambda body: gzip.compress(body, mtime=0)], ids=["plain", "gzip"])
def test_a_sitemap_that_breaks_off_is_no_sitemap(pack):
    urls = "".join(f"<url><loc>https://courier.example/news/{n}</loc></url>" for n in range(9))
    body = pack(f"<urlset>{urls}</urlset>".encode())
    assert len(listing(body, "map").pages) == 9
    for size in range(1, len(body) - 1):
        with pytest.raises(SourceError, match="map"):
            listing(body[:size], "map")


@pytest.mark.parametrize("name", ["lines", "array", "wrapped", "pretty"])
def test_a_file_without_its_end_keeps_what_it_has(tmp_path, name):
    body = SAMPLES[name][1].encode()
    path = tmp_path / "in.jsonl"
    whole = fetched(JsonLines, body)
    for size in range(40, len(body) - 3):
        path.write_bytes(body[:size])
        found = read(JsonLines, path)
        said = [one for one in found if isinstance(one, Skipped)]
        assert len(said) <= 1
        assert records(found) == whole[: len(found) - len(said)]
        assert not said or "being written" in said[0].why


@pytest.mark.parametrize("name", ["rss", "atom"])
def test_a_feed_in_a_file_that_breaks_off_is_named(tmp_path, name):
    body = SAMPLES[name][1]
    (tmp_path / "feed.xml").write_text(body[: len(body) * 9 // 10])
    found = read(Feed, tmp_path / "feed.xml")
    assert any(isinstance(one, Article) for one in found)
    assert [one.why for one in found if isinstance(one, Skipped)] == [
        "the file breaks off: entries may be missing at its end"
    ]


def test_a_torn_record_in_the_middle_costs_itself_only():
    one, two, three = listed(3)
    for body in (f"{one}\n{two[:-9]}\n{three}\n", f"[{one},\n{two[:-9]},\n{three}]", f"{one}\n{two}\n{three[:-9]}\n"):
        found = fetched(JsonLines, body.encode())
        assert len([one for one in found if isinstance(one, Skipped)]) == 1, body
