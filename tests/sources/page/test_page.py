"""A listing that grows, from a table of answers."""

import datetime as dt
import json

import pytest

from feeds.errors import SourceError
from feeds.http import Response
from feeds.model import Article, Origin
from sources.page import Page

SITE = "https://courier.example"
TEXT = "The council voted on the budget late on Monday, and nobody was surprised by what it decided in the end. " * 4
LISTING = """<html><body><nav><a href="/">Home</a> <a href="/about">About</a> <a href="/tag/a-b-c-d">Tag</a></nav>
<ul><li><a href="/news/the-bridge-opens">The bridge</a></li><li><a href="{site}/2025/06/river#comments">River</a></li>
<li><a href="/news/the-bridge-opens/">slash</a></li><li><a href="story?id=3">By query</a></li>
<li><a href="/s/123456">Number</a></li></ul>
<a href="https://other.example/a-b-c-d">Elsewhere</a> <a href="/i/a-b-c.jpg">Picture</a> <a href="javascript:x()">x</a>
<a href="mailto:desk@courier.example">m</a> <a href="http://[bad/a-b-c">b</a></body></html>"""


def page(url):
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": url, "articleBody": TEXT})
    return (
        f'<html><head><title>{url}</title><script type="application/ld+json">{data}</script></head>'
        f"<body><article><h1>{url}</h1><p>{TEXT}</p></article></body></html>"
    )


class Web:
    def __init__(self, listing):
        self.listing = listing.format(site=SITE)
        self.asked = []

    def get(self, url, *, accept="*/*", found=False, renew=False):
        self.asked.append(url)
        body = (self.listing if url == f"{SITE}/news" else page(url)).encode()
        now = dt.datetime.now(dt.UTC)
        return Response(url=url, status=200, media_type="text/html", charset="utf-8", body=body, fetched=now)


def run(web, since=None, **options):
    web.asked.clear()
    found = list(
        Page(Origin(source="s", name=f"{SITE}/news", key="s", url=f"{SITE}/news", options=options)).read(web, since)
    )
    return found, [url.removeprefix(SITE) for url in web.asked[1:]]


def test_links_that_look_like_articles_are_read_once():
    web = Web(LISTING)
    found, asked = run(web)
    assert asked == ["/news/the-bridge-opens", "/2025/06/river", "/news/the-bridge-opens/", "/s/123456"]
    assert len([one for one in found if isinstance(one, Article)]) == 4
    web.listing = web.listing.replace("<ul>", '<ul><li><a href="/news/one-more-story">New</a></li>')
    assert run(web, found[-1])[1] == ["/news/one-more-story"]


def test_links_by_expression_or_by_path():
    web = Web(LISTING)
    assert run(web, links="//ul/li")[1][2:] == ["/news/the-bridge-opens/", "/story?id=3", "/s/123456"]
    assert run(web, links="//li[2]/a/@href")[1] == ["/2025/06/river"]
    assert run(web, include=["/story"])[1] == ["/story?id=3"]
    with pytest.raises(SourceError, match=r"options\.links"):
        run(web, links="//[")
    with pytest.raises(SourceError, match="no page that looks like an article"):
        run(web, links="count(//a)")


@pytest.mark.parametrize("body", ["", "words", "<html></html>", "<a href=''>", "\0", "<" * 100_000], ids=range(6))
def test_a_page_without_articles_fails_with_its_reason(body):
    with pytest.raises(SourceError, match=r"no page that looks|not HTML"):
        run(Web(body.replace("{", "")))
