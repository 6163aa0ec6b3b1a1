"""A site that grows, on loopback, by its own log; the shared sitemaps; what is no sitemap."""

import datetime as dt
import gzip
import html
import json
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from werkzeug.wrappers import Response as Answer

from feeds.errors import FetchError, SourceError
from feeds.http import Limits
from feeds.http.client import Client
from feeds.model import Article, Comment, Cursor, Origin, Skipped
from sources.sitemap import Sitemap
from sources.sitemap.document import listing

CORPORA = Path(os.environ.get("FEEDHOUSE_CORPORA", Path(__file__).parents[4] / "shared" / "corpora")) / "sitemaps"
START = dt.datetime(2025, 6, 16, 12, 0, tzinfo=dt.UTC)
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<script type="application/ld+json">{data}</script></head>
<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"""
TEXT = "The council voted on the budget late on Monday, and nobody was surprised by what it decided in the end. " * 4


class Site:
    """Pages under /news/, each with a number of comments; /about is no article."""

    def __init__(self, server):
        self.url = server.url_for("/").rstrip("/")
        self.changed = {}
        self.comments = {}
        self.asked = []
        self.down = False
        self.body = self.sitemap
        server.expect_request(re.compile(".*")).respond_with_handler(self.answer)

    def add(self, name, changed="2025-06-16T10:00:00Z", comments=0):
        self.changed[name], self.comments[name] = changed, comments

    def sitemap(self):
        dated = {name: f"<lastmod>{when}</lastmod>" if when else "" for name, when in self.changed.items()}
        urls = "".join(f"<url><loc>{self.url}{name}</loc>{when}</url>" for name, when in dated.items())
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()

    def page(self, name):
        said = [
            {"@type": "Comment", "@id": f"{self.url}{name}#c{n}", "text": f"Comment {n}", "author": {"name": "Mira"}}
            for n in range(self.comments[name])
        ]
        data = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": f"Story {name}", "comment": said,
            "datePublished": "2025-06-16T09:00:00Z", "articleBody": TEXT,
        }  # fmt: skip
        return PAGE.format(title=f"Story {name}", text=TEXT, data=json.dumps(data))

    def answer(self, asked):
        if asked.path == "/robots.txt":
            return Answer("", status=404)
        self.asked.append(asked.path)
        if asked.path == "/sitemap.xml":
            return Answer(self.body(), mimetype="application/xml")
        if self.down:
            return Answer("busy", status=503)
        if asked.path.startswith("/news/") and asked.path in self.comments:
            return Answer(self.page(asked.path), mimetype="text/html")
        return Answer(
            "<html><body>Hello</body></html>" if asked.path == "/about" else "gone",
            status=200 if asked.path == "/about" else 404,
            mimetype="text/html",
        )


@pytest.fixture
def site(httpserver):
    return Site(httpserver)


@pytest.fixture
def at(monkeypatch):
    def set_now(after):
        monkeypatch.setattr("sources._shared.revisits.now", lambda: START + after)

    set_now(dt.timedelta())
    return set_now


def run(site, since=None, url=None, **options):
    site.asked.clear()
    address = url or f"{site.url}/sitemap.xml"
    origin = Origin(source="s", name=address, key="s", url=address, options=options)
    with Client(allow_private=True, limits=Limits(retries=0)) as client:
        found = list(Sitemap(origin).read(client, since))
    return found, [path for path in site.asked if path != "/sitemap.xml"]


def test_the_first_run_reads_all_and_the_next_ones_what_is_new_or_changed(site, at):
    for number in range(20):
        site.add(f"/news/{number}", comments=number % 3)
    site.add("/about")
    found, asked = run(site)
    assert len([one for one in found if isinstance(one, Article)]) == 20
    assert len([one for one in found if isinstance(one, Comment)]) == 19
    assert sorted(asked) == sorted(site.changed)
    cursor = found[-1]
    assert run(site, cursor)[1] == []
    site.add("/news/20")
    site.add("/news/3", "2025-06-16T11:00:00Z", 5)
    found, asked = run(site, cursor)
    assert asked == ["/news/3", "/news/20"]  # the last changed first
    assert len([one for one in found if isinstance(one, Comment)]) == 5
    assert run(site, found[-1])[1] == []


def test_conversations_are_looked_at_again_less_often_with_age(site, at):
    site.add("/news/a", comments=1)
    site.add("/about")
    cursor = run(site)[0][-1]
    hours, looks = [], 0
    for hour in (*range(1, 12), *range(12, 24 * 20, 6)):
        at(dt.timedelta(hours=hour))
        found, asked = run(site, cursor)
        cursor = found[-1]
        assert "/about" not in asked
        if asked:
            looks += 1
            hours.append(hour)
    gaps = [later - one for one, later in pairwise(hours)]
    assert gaps == sorted(gaps)
    assert gaps[0] == 1
    assert gaps[-1] > 24
    assert looks < 40
    assert hours[-1] <= 14 * 24


def test_what_fails_for_now_is_asked_for_again_and_what_is_gone_is_not(site, at):
    for number in range(30):
        site.add(f"/news/{number}")
    site.add("/missing")
    found, _ = run(site, pages=1)
    site.down = True
    with pytest.raises(FetchError, match="not one of 5 pages could be fetched"):
        run(site, found[-1])
    assert len(site.asked) == 6
    site.down = False
    found, asked = run(site, found[-1])
    assert len(asked) == 30
    assert len([one for one in found if isinstance(one, Article)]) == 29
    assert run(site, found[-1])[1] == []


def test_a_site_that_goes_down_in_the_middle_keeps_what_it_gave(site, at):
    for number in range(30):
        site.add(f"/news/{number}")
    whole, page = site.answer, site.page
    site.page = lambda name: (setattr(site, "down", True), page(name))[1]
    found, asked = run(site)
    assert whole == site.answer
    assert len(asked) == 6
    assert [one for one in found if isinstance(one, Skipped)][-1].why == "5 pages in a row failed: 24 more wait"
    site.down, site.page = False, page
    found, asked = run(site, found[-1])
    assert len(asked) == 29
    assert len([one for one in found if isinstance(one, Article)]) == 29


def test_how_much_is_listed_is_told_whether_new_or_not(site, at):
    for number in range(3):
        site.add(f"/news/{number}")
    site.add("/about")
    found, _ = run(site, include=["/news/*"])
    assert found[-1].listed == 4
    assert run(site, found[-1])[0][-1].listed == 4


def test_a_run_is_bounded_and_the_next_one_goes_on(site, at):
    for number in range(10):
        site.add(f"/news/{number}", f"2025-06-{number + 1:02}")
    found, asked = run(site, pages=6)
    assert asked == [f"/news/{number}" for number in range(9, 3, -1)]
    assert sorted(run(site, found[-1], pages=6)[1]) == [f"/news/{number}" for number in range(4)]


def test_pages_are_chosen_by_their_paths(site, at):
    for path in ("/news/a", "/news/drafts/b", "/shop/c"):
        site.add(path)
    assert run(site, include=["/news/*"], exclude=["*/drafts/*"])[1] == ["/news/a"]


def test_an_index_is_followed_and_its_unchanged_parts_are_not_asked_for(httpserver, at):
    site = Site(httpserver)
    site.add("/news/a")
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{site.url}/1.xml.gz</loc><lastmod>2025-06-01</lastmod></sitemap>"
        f"<sitemap><loc>{site.url}/sitemap.xml</loc></sitemap>"
        f"<sitemap><loc>{site.url}/2.xml</loc></sitemap></sitemapindex>"
    )
    inner, answer = site.sitemap(), site.answer
    site.body = index.encode

    def more(asked):
        if asked.path == "/1.xml.gz":
            site.asked.append(asked.path)
            return Answer(gzip.compress(inner), mimetype="application/gzip")
        return answer(asked)

    httpserver.clear()
    httpserver.expect_request(re.compile(".*")).respond_with_handler(more)
    found, asked = run(site)
    assert asked == ["/1.xml.gz", "/2.xml", "/news/a"]
    assert [one.where for one in found if isinstance(one, Skipped)] == [f"{site.url}/2.xml"]
    assert run(site, found[-1])[1] == ["/2.xml"]


def test_a_site_s_own_address_will_do(site, at):
    site.add("/news/a")
    assert run(site, url=site.url + "/")[1] == ["/news/a"]


def test_a_site_without_a_sitemap_fails_with_its_reason(httpserver, at):
    site = Site(httpserver)
    site.body = lambda: b"<html><body>Hello</body></html>"
    with pytest.raises(SourceError, match="sitemap"):
        run(site, url=site.url + "/")
    with pytest.raises(SourceError, match="it is a <html>"):
        run(site)
    httpserver.clear()
    httpserver.expect_request(re.compile(".*")).respond_with_data("busy", status=503)
    with pytest.raises(FetchError):
        run(site)


def test_a_cursor_of_another_release_begins_anew(site, at):
    site.add("/news/a")
    for state in ("", "{}", "[]", '{"pages": {"a": 3}, "maps": {}}'):
        assert run(site, Cursor(state))[1] == ["/news/a"]


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here (FEEDHOUSE_CORPORA)")
@pytest.mark.parametrize("path", sorted(CORPORA.glob("*_sitemap.xml*")), ids=lambda path: path.name)
def test_shared_sitemaps(path):
    body = path.read_bytes()
    text = (gzip.decompress(body) if path.suffix == ".gz" else body).decode()
    expected = [html.unescape(one) for one in re.findall(r"<loc>\s*([^<\s]+)", text)]
    if not expected:
        with pytest.raises(SourceError, match="line 8"):
            listing(body, path.name)
        return
    assert [one.url for one in listing(body, path.name).pages] == expected


@pytest.mark.parametrize(
    "body",
    [b"", b"words", b"<rss/>", b"\x1f\x8bbroken", b"<urlset><url>", gzip.compress(b"x" * 100, mtime=0)],
    ids=repr,
)
def test_what_is_no_sitemap_fails_with_its_reason(body):
    with pytest.raises(SourceError, match="sitemap"):
        listing(body, "x")


def test_bombs_are_refused(monkeypatch):
    monkeypatch.setattr("sources.sitemap.document.LARGEST", 1_000_000)
    with pytest.raises(SourceError, match="after decompression"):
        listing(gzip.compress(b" " * 2_000_000), "x")
    with pytest.raises(SourceError, match="declares entities"):
        listing(b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset><url><loc>https://a.example/&a;</loc></url></urlset>', "x")
