"""A site's address alone: what robots.txt names, the usual places, else its first page's links and feed."""

import pytest

from feeds.errors import FetchError, SourceError
from feeds.http import Response
from feeds.model import Cursor
from sources._shared import revisits
from sources.sitemap.discovery import Discovery
from sources.sitemap.memory import Memory

SITE = "https://courier.example"
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://courier.example/a</loc></url></urlset>'
HOME = """<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" hreflang="de" href="/de"></head>
<body><a href="/2025/06/the-bridge-opens">The bridge</a> <a href="/about">About</a></body></html>"""
FEED = """<rss version="2.0"><channel><title>T</title><link>https://courier.example/</link><description>D</description>
<item><title>One</title><link>https://courier.example/one</link><pubDate>Mon, 16 Jun 2025 10:00:00 GMT</pubDate></item>
</channel></rss>"""


class Web:
    """Answers from a table; an exception there is raised, and what is not there is not found."""

    def __init__(self, **pages):
        self.pages = {f"{SITE}/{name.replace('_', '.')}": body for name, body in pages.items()}
        self.asked = []

    def get(self, url, *, accept="*/*", found=False, renew=False):
        self.asked.append(url.removeprefix(SITE))
        body = self.pages.get(url, SourceError(f"{url}: the server answered 404"))
        if isinstance(body, Exception):
            raise body
        return Response(
            url=url, status=200, media_type="text/plain", charset=None, body=body.encode(), fetched=revisits.now()
        )


def pages(web, since=None, url=SITE + "/"):
    """What is found, what was asked for, and the memory for the next run."""
    web.asked.clear()
    memory = Memory(since, revisits.now(), 14)
    discovery = Discovery(web, memory)
    found = {one.url.removeprefix(SITE): one.changed for one in discovery.pages(url)}
    return found, list(web.asked), memory.cursor(discovery.length)


def test_what_robots_txt_names():
    web = Web(
        robots_txt=f"User-agent: *\nSitemap: {SITE}/news.xml\nSitemap: {SITE}/more.xml",
        news_xml=MAP,
        more_xml=MAP,
    )
    found, asked, cursor = pages(web)
    assert (list(found), asked) == (["/a"], ["/robots.txt", "/news.xml", "/more.xml"])
    assert pages(web, cursor)[1] == ["/news.xml", "/more.xml"]


def test_the_usual_places():
    web = Web(sitemap_xml=MAP)
    found, asked, cursor = pages(web, url=SITE)
    assert (list(found), asked) == (["/a"], ["/robots.txt", "/sitemap.xml"])
    assert pages(web, cursor)[1] == ["/sitemap.xml"]


def test_the_first_page_and_its_feed():
    web = Web(feed=FEED, **{"": HOME})
    found, asked, cursor = pages(web)
    assert found == {"/2025/06/the-bridge-opens": "", "/one": "2025-06-16T10:00:00+00:00"}
    assert asked[-2:] == ["/", "/feed"]
    assert pages(web, cursor)[:2] == (found, ["/", "/feed"])


def test_a_place_that_is_there_no_more_is_looked_for_anew():
    web = Web(sitemap_xml=MAP)
    cursor = pages(web)[2]
    web.pages = {f"{SITE}/sitemap_index.xml": MAP}
    assert pages(web, cursor)[1] == ["/sitemap.xml", "/robots.txt", "/sitemap.xml", "/sitemap_index.xml"]


def test_a_place_that_fails_for_now_fails():
    web = Web(sitemap_xml=MAP)
    cursor = pages(web)[2]
    web.pages[f"{SITE}/sitemap.xml"] = FetchError("down")
    with pytest.raises(FetchError):
        pages(web, cursor)


def test_a_site_with_nothing_of_it():
    with pytest.raises(SourceError, match=r"neither robots\.txt names a sitemap nor .* first page: .*404"):
        pages(Web())
    with pytest.raises(SourceError, match="links to no page that looks like an article"):
        pages(Web(**{"": "<html><body><a href='/about'>About</a></body></html>"}))


def test_the_memory_of_another_release_is_none():
    for state in ('{"pages": {}, "maps": {}}', '{"pages": {"a": ["", 1, 1]}, "maps": {}, "refused": 3}', "[]", ""):
        assert pages(Web(sitemap_xml=MAP), Cursor(state))[1] == ["/robots.txt", "/sitemap.xml"]


def test_the_list_is_as_long_whichever_way_it_is_come_by():
    web = Web(
        robots_txt=f"Sitemap: {SITE}/news.xml",
        news_xml=MAP.replace("</urlset>", "<url><loc>https://courier.example/b</loc></url></urlset>"),
    )
    cursor = pages(web)[2]
    assert cursor.listed == pages(web, cursor)[2].listed == 2
