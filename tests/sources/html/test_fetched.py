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


def test_relative_times_are_worked_out_from_the_time_of_fetching():
    said = "".join(
        f"<div class='comment' id='c{n}'><b class='author'>Jo {n}</b> <span class='date'>{ago}</span>"
        f"<p class='text'>Said {n}.</p></div>"
        for n, ago in enumerate(("2 hours ago", "vor 3 Tagen", "just now"), 1)
    )
    page = f"<html><article><h1>Title of it</h1>{BODY}</article><div class='comments'>{said}</div>"
    origin = Origin(source="s", name="page", key="k", url="https://courier.example/a")
    _, *comments = HtmlPage(origin).read(Web(page), None)
    now = dt.datetime(2025, 6, 16, tzinfo=dt.UTC)
    assert [now - one.published for one in comments] == [dt.timedelta(hours=2), dt.timedelta(days=3), dt.timedelta()]
    assert all(one.approximate for one in comments)


def test_relative_times_of_a_saved_page_need_the_time_of_saving(tmp_path):
    path = tmp_path / "a.html"
    said = "<div class='comment' id='c1'><b class='author'>Jo</b> <span class='date'>2 hours ago</span>"
    said += "<p class='text'>So.</p></div>"
    path.write_text(f"<html><article><h1>Title of it</h1>{BODY}</article><div class='comments'>{said}</div>", "utf-8")
    for options, expected in (
        ({}, None),
        ({"fetched": "2025-06-16T12:00:00Z"}, dt.datetime(2025, 6, 16, 10, tzinfo=dt.UTC)),
    ):
        origin = Origin(source="s", name="a.html", key="a", path=path, options=options)
        _, comment = HtmlPage(origin).read(Web(""), None)
        assert comment.published == expected
        assert comment.approximate is (expected is not None)
        assert comment.author.name == "Jo"
