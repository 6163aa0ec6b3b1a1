"""A small WordPress on loopback, by its log; saved answers beside their records; the shared answers."""

import datetime as dt
import html
import json
import os
import re
from pathlib import Path

import pytest
from werkzeug.wrappers import Response as Answer

from feeds.errors import FetchError, SourceError
from feeds.http.client import Client
from feeds.model import Article, Comment, Cursor, Origin, Skipped
from sources.wordpress import WordPress
from tests.sources.shared.records import plain, read

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").iterdir() if not path.name.endswith(".expected.json"))
CORPORA = Path(os.environ.get("FEEDHOUSE_CORPORA", HERE.parents[3] / "shared" / "corpora")) / "wp-rest"
SHARED = sorted(CORPORA.glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case(path):
    found = plain(tuple(read(WordPress, path)))
    assert found == json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    assert "SECRET" not in json.dumps(found)
    assert WordPress.sniff(path.read_bytes(), path.name) >= 0.9


@pytest.mark.skipif(not SHARED, reason="the shared corpora are not here (FEEDHOUSE_CORPORA)")
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_shared_answers(path):
    given = json.loads(path.read_text("utf-8"))
    given = given if isinstance(given, list) else [given]
    expected = [one for one in given if one.get("status") in {"publish", "approved"} and "content" in one]
    found = [one for one in read(WordPress, path) if isinstance(one, Article | Comment)]
    assert [one.key for one in found] == [str(one["id"]) for one in expected]
    for record, one in zip(found, expected, strict=True):
        assert record.published == dt.datetime.fromisoformat(one["date_gmt"] + "+00:00")
        assert record.content == one["content"]["rendered"]
        if isinstance(record, Article):
            assert (record.url, record.guid) == (one["link"], one["guid"]["rendered"])
            embedded = one.get("_embedded", {})
            terms = [term for group in embedded.get("wp:term", []) for term in group]
            assert set(record.categories) == {
                html.unescape(term["name"]) for term in terms if term["taxonomy"] in {"category", "post_tag"}
            }
            names = [term["name"] for term in terms if term["taxonomy"] == "author"]
            assert {author.name for author in record.authors} == set(
                names or [one["name"] for one in embedded.get("author", []) if "name" in one]
            )


def post(number, modified="2025-06-16T08:00:00", **more):
    return {
        "id": number,
        "date_gmt": "2025-06-16T08:00:00",
        "modified_gmt": modified,
        "status": "publish",
        "link": f"https://courier.example/{number}/",
        "title": {"rendered": f"Post {number}"},
        "content": {"rendered": "<p>Words.</p>", "protected": False},
        **more,
    }


def reply(number, about, parent=0, date="2025-06-16T09:00:00", **more):
    return {
        "id": number,
        "post": about,
        "parent": parent,
        "author_name": "Mira",
        "author_email": "SECRET@mail.example",
        "date_gmt": date,
        "content": {"rendered": "<p>Yes.</p>"},
        "status": "approved",
        "type": "comment",
        "_links": {"up": [{"post_type": more.pop("on", "post")}]},
        **more,
    }


def nothing_else(server):
    """The server's own answer to what it does not know is 500, which may pass."""
    server.expect_request(re.compile(".*")).respond_with_data("no such page", status=404)


class Site:
    """What a WordPress answers: collections in pages, errors as WordPress words them."""

    def __init__(self, server, *, pretty=True, old=False):
        self.posts = []
        self.comments = []
        self.asked = []
        self.old = old
        self.totals = False
        self.pretty = pretty
        self.url = server.url_for("/")
        server.expect_request("/robots.txt").respond_with_data("", status=404)
        if pretty:
            for name in ("posts", "comments"):
                server.expect_request(f"/wp-json/wp/v2/{name}").respond_with_handler(self.handler(name))
                server.expect_request(f"/blog/wp-json/wp/v2/{name}").respond_with_handler(self.handler(name))
        else:
            server.expect_request("/").respond_with_handler(
                lambda asked: self.page(asked, asked.args["rest_route"].rpartition("/")[2])
            )
        nothing_else(server)

    def handler(self, name):
        return lambda asked: self.page(asked, name)

    def page(self, asked, name):
        self.asked.append((name, dict(asked.args)))
        items, size, number = getattr(self, name), int(asked.args["per_page"]), int(asked.args["page"])
        if (after := asked.args.get("modified_after")) and not self.old:
            items = [one for one in items if one["modified_gmt"] + "Z" > after]
        if after := asked.args.get("after"):
            items = [one for one in items if one["date_gmt"] + "Z" > after]
        if asked.args["orderby"] == "modified":
            items = sorted(items, key=lambda one: one["modified_gmt"], reverse=True)
        if number > 1 and (number - 1) * size >= len(items):
            error = {"code": "rest_post_invalid_page_number", "message": "The page number requested is larger."}
            return Answer(json.dumps(error), status=400, mimetype="application/json")
        headers = {"X-WP-TotalPages": str(-(-len(items) // size))} if self.totals else {}
        some = [one for one in items[(number - 1) * size : number * size] if not (self.totals and "hidden" in one)]
        return Answer(json.dumps(some), mimetype="application/json", headers=headers)


@pytest.fixture
def site(httpserver):
    return Site(httpserver)


def run(url, since=None, **options):
    origin = Origin(source="s", name=url, key="s", url=url, options={"per_page": 2, **options})
    with Client(allow_private=True) as client:
        return list(WordPress(origin).read(client, since))


def keys(kind, found):
    return [one.key for one in found if isinstance(one, kind)]


def test_the_number_of_pages_is_believed_and_a_short_page_is_not_the_last(site):
    site.totals = True
    site.posts = [post(1), post(2, hidden=True), post(3), post(4)]
    assert keys(Article, run(site.url)) == ["1", "3", "4"]
    assert [asked["page"] for name, asked in site.asked if name == "posts"] == ["1", "2"]


def test_all_pages_and_nothing_hidden(site):
    site.posts = [
        post(1),
        post(2, content={"rendered": "SECRET", "protected": True}),
        post(3, status="private"),
        post(4),
    ]
    site.comments = [
        reply(10, 1),
        reply(11, 1, 10),
        reply(12, 1, 99),
        reply(13, 1, 13),
        reply(14, 1, 15),
        reply(15, 1, 14),
        reply(16, 4, type="pingback"),
        reply(17, 4, status="hold"),
        reply(18, 2),
    ]
    found = run(site.url)
    assert keys(Article, found) == ["1", "4"]
    assert {one.key: one.parent for one in found if isinstance(one, Comment)} == {
        "10": None, "11": "10", "12": None, "13": None, "14": None, "15": "14",
    }  # fmt: skip
    assert "SECRET" not in json.dumps([plain(one) for one in found])
    # Two full pages of posts, and a third that is none; five pages of comments, the last of them short.
    assert [name for name, _ in site.asked] == ["posts"] * 3 + ["comments"] * 5


def test_the_next_run_asks_for_what_is_new(site):
    site.posts = [post(1), post(2, "2025-06-20T08:00:00")]
    site.comments = [reply(10, 1), reply(11, 1, 10, "2025-06-20T09:00:00")]
    first = run(site.url)
    cursor = first[-1]
    assert isinstance(cursor, Cursor)
    site.posts.append(post(3, "2025-07-20T08:00:00"))
    site.comments += [reply(12, 1, 11, "2025-07-20T09:00:00"), reply(13, 9, 0, "2025-07-20T09:00:00", on="page")]
    site.asked.clear()
    found = run(site.url, cursor)
    assert keys(Article, found) == ["3", "2"]  # a day's overlap: WordPress compares with its own clock
    assert [(one.key, one.parent) for one in found if isinstance(one, Comment)] == [
        ("10", None),
        ("11", "10"),
        ("12", "11"),
    ]
    assert {"modified_after": "2025-06-19T08:00:00Z"}.items() <= site.asked[0][1].items()
    assert keys(Article, run(site.url, Cursor("of another release"))) == ["1", "2", "3"]
    found = run(site.url, cursor, revisit_days=1)
    assert keys(Comment, found) == ["11", "12"]


def test_nothing_at_all_is_a_good_answer_only_with_wordpress_s_own_word_for_it(site):
    """A proxy's `[]` is no quiet day: what is asked for goes back to before the newest post, which has to be there."""
    site.posts, site.comments = [post(1), post(2)], []
    since = run(site.url)[-1]
    site.posts = []
    with pytest.raises(SourceError, match="X-WP-TotalPages"):
        run(site.url, since)
    site.totals = True  # the newest post was deleted
    assert [type(one) for one in run(site.url, since)] == [Cursor]


def test_an_old_wordpress_is_not_read_to_its_end(httpserver):
    site = Site(httpserver, old=True)
    site.posts = [post(number, f"2025-06-{number:02}T08:00:00") for number in range(1, 31)]
    cursor = Cursor(json.dumps({"posts": "2025-06-29T08:00:00+00:00", "comments": "2025-06-29T08:00:00+00:00"}))
    found = run(site.url, cursor)
    assert "1" not in keys(Article, found)
    assert len([name for name, _ in site.asked if name == "posts"]) <= 3


def test_a_site_without_pretty_addresses(httpserver):
    site = Site(httpserver, pretty=False)
    site.posts = [post(1)]
    assert keys(Article, run(site.url)) == ["1"]
    assert keys(Article, run(site.url + "?rest_route=/")) == ["1"]


@pytest.mark.parametrize("path", ["wp-json", "wp-json/wp/v2/posts", "blog/", "blog/wp-json/"])
def test_any_address_of_the_site_will_do(site, path):
    site.posts = [post(1)]
    assert keys(Article, run(site.url + path)) == ["1"]


def test_comments_that_may_not_be_read_are_named(httpserver):
    error = {"code": "rest_forbidden", "message": "Sorry"}
    httpserver.expect_request("/wp-json/wp/v2/posts").respond_with_json([post(1)])
    httpserver.expect_request("/wp-json/wp/v2/comments").respond_with_json(error, status=401)
    nothing_else(httpserver)
    found = run(httpserver.url_for("/"))
    assert keys(Article, found) == ["1"]
    assert [one for one in found if isinstance(one, Skipped)]
    assert not [one for one in run(httpserver.url_for("/"), comments=False) if isinstance(one, Skipped)]


def test_a_site_without_the_api_fails_with_its_reason(httpserver):
    httpserver.expect_request("/wp-json/wp/v2/posts").respond_with_data("<html>Hello", content_type="text/html")
    httpserver.expect_request("/").respond_with_data("<html>Hello", content_type="text/html")
    nothing_else(httpserver)
    with pytest.raises(SourceError, match="text/html instead of JSON"):
        run(httpserver.url_for("/"))
    with pytest.raises(SourceError, match="answered 404"):
        run(httpserver.url_for("/nowhere/"))


def test_a_site_that_fails_for_now_is_not_taken_for_the_end(httpserver):
    httpserver.expect_request("/wp-json/wp/v2/posts").respond_with_handler(
        lambda asked: (
            Answer(json.dumps([post(1), post(2)]), mimetype="application/json")
            if asked.args["page"] == "1"
            else Answer("busy", status=503)
        )
    )
    with pytest.raises(FetchError):
        run(httpserver.url_for("/"))
