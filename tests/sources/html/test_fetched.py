"""A page read by its address."""

import datetime as dt
from dataclasses import dataclass

from feeds.http import Response
from feeds.model import Article, Origin
from sources.html import HtmlPage

BODY = "<p>" + "A sentence that is long enough to be an article's. " * 6 + "</p>"


@dataclass
class Web:
    page: str
    charset: str | None = None

    def get(self, url: str, *, accept: str = "*/*") -> Response:
        return Response(
            url=url + "?seen=1",
            status=200,
            media_type="text/html",
            charset=self.charset,
            body=self.page.encode(self.charset or "utf-8"),
            fetched=dt.datetime(2025, 6, 16, tzinfo=dt.UTC),
        )


def fetched(web: Web) -> Article:
    origin = Origin(source="s", name="page", key="k", url="https://courier.example/a")
    return next(one for one in HtmlPage(origin).read(web, None) if isinstance(one, Article))


def test_canonical_address_is_the_key():
    link = '<link rel="canonical" href="/canonical">'
    article = fetched(Web(f"<html><head>{link}</head><article><h1>Title of it</h1>{BODY}</article>"))
    assert article.key == article.url == "https://courier.example/canonical"
    assert article.base == "https://courier.example/a?seen=1"


def test_fetched_address_is_the_key_where_none_is_canonical():
    article = fetched(Web(f"<html><article><h1>Title of it</h1>{BODY}</article>"))
    assert article.key == article.url == "https://courier.example/a?seen=1"


def test_charset_of_the_header_is_believed():
    article = fetched(Web(f"<html><article><h1>Приветствие</h1>{BODY}</article>", charset="koi8-r"))
    assert article.title == "Приветствие"
