"""Sites of every kind on loopback: `feedhouse init URL` writes what builds, and the build publishes what it said."""

import datetime as dt
import json
import re
import socket
import subprocess
import sys
import tomllib

import pytest

from feeds.http import Response
from feeds.model import Article
from feeds.survey import full_text, zones
from feeds.survey.front import front

WORDS = "The harbour was full of boats that day, and everybody came down to see them leave with the tide. " * 8
HEAD = """<!doctype html><html lang="en-IN"><head><title>{title}</title>
<meta property="og:site_name" content="The Courier"><meta name="description" content="News from the harbour.">
{links}</head><body>{body}</body></html>"""
ITEM = """<item><title>Story {n}</title><link>{url}news/the-story-{n}/</link><guid>{url}news/the-story-{n}/</guid>
<pubDate>Mon, 16 Jun 2025 13:3{n}:00 +0530</pubDate><description>{teaser}</description>{content}{talk}</item>"""
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:wfw="http://wellformedweb.org/CommentAPI/"><channel><title>The Courier</title><link>{url}</link>
<description>News.</description>{items}</channel></rss>"""
ANYTHING = re.compile(".*")


class Site:
    """What a server gives; everything else is not there."""

    def __init__(self, server):
        self.server = server
        self.url = server.url_for("/")

    def give(self, path, body, kind="text/html"):
        self.server.expect_request(path).respond_with_data(body, content_type=kind)

    def front(self, *links, body="<h1>Today</h1>", title="Front page | The Courier"):
        self.give("/", HEAD.format(title=title, links="".join(links), body=body))

    def feed(self, path="/feed.rss", *, full, talk=False):
        content = f"<content:encoded><![CDATA[<p>{WORDS}</p>]]></content:encoded>" if full else ""
        items = "".join(
            ITEM.format(
                n=n,
                url=self.url,
                teaser="The harbour was full &#8230;",
                content=content,
                talk=f"<wfw:commentRss>{self.url}talk-{n}.rss</wfw:commentRss>" if talk else "",
            )
            for n in range(1, 4)
        )
        self.give(path, RSS.format(url=self.url, items=items), "application/rss+xml")
        for n in range(1, 4):
            said = f"<item><title>By Mira</title><description>Said {n}.</description><guid>c{n}</guid></item>"
            self.give(f"/talk-{n}.rss", RSS.format(url=self.url, items=said), "application/rss+xml")

    def pages(self):
        for n in range(1, 4):
            body = f"""<article><h1>Story {n}</h1><time datetime="2025-06-16T13:30:00+05:30">16 June</time>
            <p>{WORDS}</p><p>{WORDS}</p></article>"""
            canonical = f'<link rel="canonical" href="{self.url}news/the-story-{n}/">'
            self.give(f"/news/the-story-{n}/", HEAD.format(title=f"Story {n}", links=canonical, body=body))

    def sitemap(self, path="/sitemap.xml"):
        urls = "".join(f"<url><loc>{self.url}news/the-story-{n}/</loc></url>" for n in range(1, 4))
        text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        self.give(path, text, "application/xml")

    def wordpress(self):
        posts = [
            {
                "id": n, "date_gmt": f"2025-06-16T08:0{n}:00", "modified_gmt": f"2025-06-16T08:0{n}:00",
                "status": "publish",
                "link": f"{self.url}the-story-{n}/", "title": {"rendered": f"Story {n}"},
                "content": {"rendered": f"<p>{WORDS}</p>", "protected": False},
            }
            for n in range(1, 4)
        ]  # fmt: skip
        said = {"id": 9, "post": 1, "parent": 0, "author_name": "Mira", "date_gmt": "2025-06-16T09:00:00",
                "content": {"rendered": "<p>Said 1.</p>"}, "status": "approved", "type": "comment"}  # fmt: skip
        about = {
            "name": "The Courier &amp; Post",
            "description": "News from the bay.",
            "timezone_string": "Asia/Colombo",
        }
        for path, found in (("", about), ("wp/v2/posts", posts), ("wp/v2/comments", [said])):
            self.give(f"/wp-json/{path}", json.dumps(found), "application/json")
        return f'<link rel="https://api.w.org/" href="{self.url}wp-json/">'


@pytest.fixture
def site(httpserver):
    return Site(httpserver)


def feed_link(path="/feed.rss", kind="application/rss+xml", title=""):
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{path}">'


def feedhouse(*arguments, cwd):
    script = "import sys; sys.argv[0] = 'feedhouse'; from feeds.cli import main; main()"
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=100)


def looked_at(site, folder, path=""):
    """`init`, then `build` and `check`: the configuration, and what init said."""
    site.server.expect_request(ANYTHING).respond_with_data("nothing here", status=404)
    done = feedhouse("init", site.url + path, "room", "--allow-private", cwd=folder)
    assert done.returncode == 0, done.stderr
    told = tomllib.loads((folder / "room/feedhouse.toml").read_text("utf-8"))
    built = feedhouse("build", "--config", "room/feedhouse.toml", cwd=folder)
    assert (built.returncode, built.stderr) == (0, "")
    checked = feedhouse("check", "room/out", cwd=folder)
    assert checked.returncode == 0, checked.stdout
    return told, done.stdout


def source(told):
    (one,) = told["sources"]
    return one["adapter"], one["url"]


def published(folder, name="feed.rss"):
    return (folder / "room/out" / name).read_text("utf-8")


def test_wordpress_comes_first(site, tmp_path):
    site.front(site.wordpress(), feed_link())
    site.feed(full=True)
    told, said = looked_at(site, tmp_path)
    assert source(told) == ("wordpress", site.url)
    assert told["site"] == {
        "title": "The Courier & Post", "url": site.url, "description": "News from the bay.", "language": "en-IN",
        "timezone": "Asia/Colombo",
    }  # fmt: skip
    assert told["http"] == {"allow_private": True, "pace": 0}
    assert "WordPress" in said
    assert "Story 1" in said
    assert published(tmp_path).count("<item>") == 3
    assert "Said 1." in published(tmp_path, "comments.rss")


def test_then_a_feed_with_whole_articles_and_its_comment_feeds(site, tmp_path):
    site.front(
        feed_link("/comments/feed/", title="The Courier » Comments Feed"),
        feed_link("/teasers.rss"),
        feed_link("/feed.rss"),
    )
    site.feed("/teasers.rss", full=False)
    site.feed("/feed.rss", full=True, talk=True)
    site.sitemap()
    site.pages()
    told, said = looked_at(site, tmp_path)
    assert source(told) == ("feed", site.url + "feed.rss")
    assert (told["site"]["title"], told["site"]["timezone"]) == ("The Courier", "Asia/Kolkata")
    assert "Comments were found" in said
    assert "Said 2." in published(tmp_path, "articles/the-story-2/comments.rss")


def test_then_a_sitemap(site, tmp_path):
    site.front(feed_link())
    site.feed(full=False)
    site.give("/robots.txt", f"Sitemap: {site.url}maps/all.xml\n", "text/plain")
    site.sitemap("/maps/all.xml")
    site.pages()
    told, _ = looked_at(site, tmp_path)
    assert source(told) == ("sitemap", site.url)
    assert told["site"]["timezone"] == "Asia/Kolkata"
    assert published(tmp_path).count("<item>") == 3


def test_then_a_feed_of_summaries(site, tmp_path):
    site.front(feed_link())
    site.feed(full=False)
    told, said = looked_at(site, tmp_path)
    assert source(told) == ("feed", site.url + "feed.rss")
    assert "summaries" in said


def test_then_what_the_first_page_links_to(site, tmp_path):
    site.front(body="".join(f'<a href="/news/the-story-{n}/">Story {n}</a>' for n in range(1, 4)))
    site.pages()
    told, _ = looked_at(site, tmp_path)
    assert source(told) == ("sitemap", site.url)  # which reads the page's links where there is no sitemap
    assert published(tmp_path).count("<item>") == 3


@pytest.mark.parametrize("path", ["rss/", "feed.xml"])
def test_a_feed_that_no_page_names(site, tmp_path, path):
    site.front('<meta name="generator" content="Ghost 5.8">')
    site.feed(f"/{path}", full=True)
    assert source(looked_at(site, tmp_path)[0]) == ("feed", site.url + path)


@pytest.mark.parametrize("path", ["feed.rss", "sitemap.xml"])
def test_the_address_of_a_feed_or_sitemap_will_do(site, tmp_path, path):
    site.front(title="x")
    site.feed(full=True)
    site.sitemap()
    site.pages()
    told, _ = looked_at(site, tmp_path, path)
    assert source(told) == ("feed" if path == "feed.rss" else "sitemap", site.url + path)
    assert (told["site"]["title"], told["site"]["url"]) == ("The Courier", site.url)


def test_json_feed(site, tmp_path):
    site.front(feed_link("/feed.json", "application/feed+json"))
    items = [
        {"id": f"{site.url}{n}", "url": f"{site.url}{n}", "title": f"Story {n}", "content_html": f"<p>{WORDS}</p>"}
        for n in "12"
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items})
    site.give("/feed.json", body, "application/feed+json")
    assert source(looked_at(site, tmp_path)[0]) == ("feed", site.url + "feed.json")


def test_a_topic_of_a_forum_and_a_forum(site, tmp_path):
    generator = '<meta name="generator" content="Discourse 3.4">'
    site.front(generator)
    post = {"post_type": 1, "created_at": "2025-06-16T08:00:00Z", "username": "mira"}
    topic = {
        "id": 7, "title": "The bridge", "slug": "the-bridge", "created_at": "2025-06-16T08:00:00Z",
        "post_stream": {"stream": [1, 2], "posts": [
            post | {"id": 1, "post_number": 1, "cooked": f"<p>{WORDS}</p>"},
            post | {"id": 2, "post_number": 2, "cooked": "<p>Said here.</p>"},
        ]},
    }  # fmt: skip
    site.give("/t/the-bridge/7", HEAD.format(title="The bridge", links=generator, body=""))
    site.give("/t/the-bridge/7.json", json.dumps(topic), "application/json")
    site.feed("/latest.rss", full=True)
    told, _ = looked_at(site, tmp_path, "t/the-bridge/7")
    assert source(told) == ("discourse", site.url + "t/the-bridge/7")
    assert told["site"]["url"] == site.url
    assert "Said here." in published(tmp_path, "comments.rss")
    (tmp_path / "room/feedhouse.toml").unlink()
    done = feedhouse("init", site.url, "room", "--allow-private", cwd=tmp_path)
    assert source(tomllib.loads((tmp_path / "room/feedhouse.toml").read_text())) == ("feed", site.url + "latest.rss")
    assert "forum" in done.stdout


def test_nothing_is_found(site, tmp_path):
    site.front()
    site.server.expect_request(ANYTHING).respond_with_data("nothing here", status=404)
    done = feedhouse("init", site.url, "--allow-private", cwd=tmp_path)
    assert done.returncode == 1
    assert "nothing here that feedhouse could read" in done.stderr
    assert "sitemap" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("body", "kind"), [(b"\x89PNG\r\n\x1a\n\0\0", "image/png"), (b"", "text/html"), (b"{}", "application/json")]
)
def test_what_is_no_page(site, tmp_path, body, kind):
    site.give("/x", body, kind)
    site.server.expect_request(ANYTHING).respond_with_data("nothing here", status=404)
    done = feedhouse("init", site.url + "x", "--allow-private", cwd=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert site.url in done.stderr


def test_a_site_that_cannot_be_reached_or_may_not(site, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        done = feedhouse("init", url, "--allow-private", cwd=tmp_path)
    assert (done.returncode, "try again" in done.stderr) == (75, True)
    done = feedhouse("init", site.url, cwd=tmp_path)
    assert (done.returncode, "--allow-private allows it" in done.stderr) == (1, True)
    done = feedhouse("init", "nothing", "room", cwd=tmp_path)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_without_force(site, tmp_path):
    site.front(feed_link())
    site.feed(full=True)
    site.server.expect_request(ANYTHING).respond_with_data("nothing here", status=404)
    (tmp_path / "feedhouse.toml").write_text("mine")
    done = feedhouse("init", site.url, "--allow-private", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "feedhouse.toml").read_text()) == (2, "mine")
    done = feedhouse("init", site.url, "--allow-private", "--force", cwd=tmp_path)
    assert (done.returncode, "[[sources]]" in (tmp_path / "feedhouse.toml").read_text()) == (0, True)


@pytest.mark.parametrize(
    ("dates", "language", "zone"),
    [
        ([("2025-06-16T13:30", "+0530")], "en", "Asia/Kolkata"),
        ([("2025-06-16T13:30", "+0200"), ("2025-01-16T13:30", "+0100")], "fr", "Europe/Paris"),
        ([("16 Jun 2025 13:30", "+0100"), ("16 Jan 2025 13:30", "+0000")], "en-GB", "Europe/London"),
        ([("2025-06-16T13:30", "-0400")], "en-US", "America/New_York"),
        ([("2025-06-16T13:30", "+0000")], "en", None),
        ([("2025-06-16T13:30", "+1537"), ("nonsense", "+0100")], "en", None),
        ([], None, None),
    ],
)
def test_a_zone_by_its_offsets(dates, language, zone):
    assert zones.guess(dates, language) == zone


@pytest.mark.parametrize(
    ("content", "summary", "full"),
    [("<p>Short.</p>", None, False), ("<p>Short, but all.</p>", "Short.", True), (f"<p>{WORDS}</p>", None, True),
     (f"<p>{WORDS} […]</p>", None, False), (f"<p>{WORDS} <a href='x'>Read more</a></p>", None, False)],
)  # fmt: skip
def test_whole_articles_and_summaries(content, summary, full):
    assert full_text([Article(source="s", key="k", title="T", content=content, summary=summary)]) is full


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title>The Courier - News from the bay</title>", "The Courier"),
        ("<title>Home | The Courier</title>", "The Courier"),
        ('<title>x</title><meta property="og:site_name" content="Courier">', "Courier"),
        ("<p>no title", ""),
    ],
)
def test_what_a_site_is_called(markup, title):
    answer = Response(
        url="https://courier.example/", status=200, media_type="text/html", charset=None, body=markup.encode(),
        fetched=dt.datetime(2026, 7, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    assert front(answer).title == title
