"""Whole newsrooms whose conversations come from one source and their articles from another."""

import json
import re
import sqlite3

import pytest

from tests.newsroom import build

SITE = """
[site]
title = "The Courier"
url = "https://courier.example/"
description = "News."
"""
DISQUS = """<?xml version="1.0"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="1"><id>{identifier}</id><link>{link}</link><isDeleted>false</isDeleted></thread>
<post dsq:id="10"><message><![CDATA[<p>Said here.</p>]]></message><createdAt>2025-06-17T09:00:00Z</createdAt>
<isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Mira</name></author><thread dsq:id="1"/></post>
</disqus>
"""
ISSO = """
CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256), title VARCHAR(256));
CREATE TABLE comments (tid, id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT, modified FLOAT, mode INTEGER,
  remote_addr VARCHAR, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER, voters BLOB);
INSERT INTO threads VALUES (1, '/news/bridge/', 'The bridge');
INSERT INTO comments
  VALUES (1, 10, NULL, 1750150800, NULL, 1, '192.0.2.7', 'Said here.', 'Mira', 'x@x.example', '', 0, x'');
"""
POST = {"post_type": 1, "created_at": "2025-06-17T08:00:00Z", "name": "Mira"}
TOPIC = {
    "id": 7,
    "title": "The bridge",
    "slug": "the-bridge",
    "details": {"links": [{"url": "https://www.courier.example/news/bridge", "embedded": True}]},
    "post_stream": {
        "stream": [1, 2],
        "posts": [
            POST | {"id": 1, "post_number": 1, "cooked": "<p>About the article.</p>"},
            POST | {"id": 2, "post_number": 2, "cooked": "<p>Said here.</p>"},
        ],
    },
}
PAGE = """<html><head><title>The bridge</title>
<link rel="canonical" href="https://courier.example/news/bridge/">
<meta property="og:type" content="article"><meta property="article:published_time" content="2025-06-16T08:00:00Z">
</head>
<body><article><h1>The bridge</h1><p>The bridge is open again, the town said on Monday, and people walked across it
all day long.</p><p>It had been closed for two years, after the flood took a pier away.</p></article></body></html>"""
RSS = """<rss version="2.0"><channel><title>T</title><link>https://courier.example/</link><description>D</description>
<item><title>The bridge</title>
<link>https://courier.example/news/bridge/</link><guid isPermaLink="false">story-17</guid>
<description>Open again.</description><pubDate>Mon, 16 Jun 2025 08:00:00 GMT</pubDate></item></channel></rss>"""
MARKDOWN = "---\ntitle: The bridge\ndate: 2025-06-16T08:00:00Z\n---\nOpen again.\n"
URL = "https://courier.example/news/bridge/"
LINE = {"id": "17", "title": "The bridge", "url": URL, "content_text": "Open again."}


def disqus(folder, link="https://courier.example/news/bridge/", identifier="", **options):
    (folder / "talk.xml").write_text(DISQUS.format(link=link, identifier=identifier))
    return 'adapter = "disqus"\npath = "talk.xml"\n' + given(options)


def isso(folder, options='options = { site = "https://courier.example/" }\n'):
    with sqlite3.connect(folder / "talk.db") as database:
        database.executescript(ISSO)
    database.close()
    return 'adapter = "isso"\npath = "talk.db"\n' + options


def staticman(folder, **options):
    (folder / "comments/bridge").mkdir(parents=True)
    text = "_id: '10'\nname: Mira\nmessage: Said here.\ndate: 2025-06-17T09:00:00Z\n"
    (folder / "comments/bridge/entry1.yml").write_text(text)
    return 'adapter = "staticman"\npath = "comments"\n' + given(options)


def discourse(folder):
    (folder / "topic.json").write_text(json.dumps(TOPIC))
    return 'adapter = "discourse"\npath = "topic.json"\n'


def given(options):
    return "options = {" + ", ".join(f'{name} = "{value}"' for name, value in options.items()) + "}\n"


def lines(folder, **more):
    (folder / "news.jsonl").write_text(json.dumps(LINE | more))
    return 'path = "news.jsonl"\n'


def page(folder):
    (folder / "bridge.html").write_text(PAGE)
    return 'path = "bridge.html"\n'


def feed(folder):
    (folder / "feed.rss").write_text(RSS)
    return 'path = "feed.rss"\n'


def markdown(folder, pattern="https://courier.example/news/{slug}/"):
    (folder / "posts").mkdir()
    (folder / "posts/bridge.md").write_text(MARKDOWN)
    return f'path = "posts"\nadapter = "markdown"\npermalink = "{pattern}"\n'


PAIRS = {
    "disqus + feed": (disqus, feed),
    "disqus + jsonl": (disqus, lines),
    "disqus + html": (disqus, page),
    "isso + html": (isso, page),
    "isso + markdown": (isso, markdown),
    "isso + jsonl, by path": (lambda folder: isso(folder, ""), lines),
    "isso + feed, by path": (lambda folder: isso(folder, ""), feed),
    "staticman + markdown, by address": (
        lambda folder: staticman(folder, site="https://courier.example/", article="/news/{folder}"), markdown,
    ),
    "staticman + markdown, by name": (staticman, markdown),
    "discourse + feed": (discourse, feed),
}  # fmt: skip


def configured(folder, *sources):
    text = SITE + "".join(f'\n[[sources]]\nname = "{name}"\n{told}' for name, told in sources)
    (folder / "feedhouse.toml").write_text(text)
    return folder / "feedhouse.toml"


def joined(folder, report=None):
    """The comment stands in its article's feed and in no other, and is counted there."""
    found = {path.parent.name: path.read_text() for path in (folder / "out/articles").rglob("comments.rss")}
    assert {slug: text.count("Said here.") for slug, text in found.items()} == {"bridge": 1}
    assert "<slash:comments>1</slash:comments>" in (folder / "out/feed.rss").read_text()
    if report is not None:
        assert [(source.skipped, source.failed) for source in report.sources] == [((), None)] * len(report.sources)
        assert sum(source.comments.new for source in report.sources) == 1


@pytest.mark.parametrize("order", [1, -1], ids=["comments first", "articles first"])
@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_in_one_run_in_either_order(tmp_path, pair, order):
    talk, news = pair
    configuration = configured(tmp_path, *[("talk", talk(tmp_path)), ("news", news(tmp_path))][::order])
    joined(tmp_path, build(configuration))
    before = (tmp_path / "out/articles/bridge/comments.rss").stat().st_mtime_ns
    assert build(configuration).why == "nothing changed"
    assert (tmp_path / "out/articles/bridge/comments.rss").stat().st_mtime_ns == before


@pytest.mark.parametrize("order", [1, -1], ids=["comments first", "articles first"])
@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_the_article_comes_a_run_later(tmp_path, pair, order):
    talk, news = pair
    told = talk(tmp_path)
    (tmp_path / "other.jsonl").write_text(json.dumps(LINE | {"id": "1", "url": "https://courier.example/news/other/"}))
    other = ("other", 'path = "other.jsonl"\n')
    report = build(configured(tmp_path, other, ("talk", told)))
    (why,) = [note.why for source in report.sources for note in source.skipped]
    assert "there is no such article yet" in why
    assert "Said here." not in (tmp_path / "out/comments.rss").read_text()
    build(configured(tmp_path, other, *[("talk", told), ("news", news(tmp_path))][::order]))
    text = (tmp_path / "out/articles/bridge/comments.rss").read_text()
    assert text.count("Said here.") == 1
    assert "Said here." not in (tmp_path / "out/articles/other/comments.rss").read_text()


@pytest.mark.parametrize("order", [1, -1], ids=["comments first", "articles first"])
@pytest.mark.parametrize(
    "link",
    [
        "http://courier.example/news/bridge/",
        "https://www.courier.example/news/bridge",
        "HTTPS://Courier.Example:443/news/bridge/?utm_source=x&fbclid=y",
        "https://courier.example/news/bridge/#disqus_thread",
        "https://courier.example/news/%62ridge",
    ],
)
def test_every_spelling_of_an_address(tmp_path, link, order):
    link = link.replace("&", "&amp;")
    configuration = configured(tmp_path, *[("talk", disqus(tmp_path, link)), ("news", lines(tmp_path))][::order])
    joined(tmp_path, build(configuration))


def test_a_site_that_moved(tmp_path):
    talk = ("talk", disqus(tmp_path, "http://old.example/news/bridge"))
    build(configured(tmp_path, ("news", lines(tmp_path, url="http://old.example/news/bridge"))))
    news = ("news", lines(tmp_path))
    build(configured(tmp_path, news))
    joined(tmp_path, build(configured(tmp_path, talk, news)))


def test_a_site_that_had_moved_before(tmp_path):
    talk = ("talk", disqus(tmp_path, "http://old.example/news/bridge", site="https://courier.example/"))
    joined(tmp_path, build(configured(tmp_path, talk, ("news", lines(tmp_path)))))


@pytest.mark.parametrize("order", [1, -1], ids=["comments first", "articles first"])
@pytest.mark.parametrize(
    ("identifier", "news"),
    [
        ("17", lines),
        ("story-17", feed),
        ("bridge", markdown),
        ("17 https://courier.example/?p=17", lambda folder: lines(folder, id="https://courier.example/?p=17")),
    ],
)
def test_by_identifier(tmp_path, identifier, news, order):
    talk = disqus(tmp_path, "", identifier, join="identifier")
    configuration = configured(tmp_path, *[("talk", talk), ("news", news(tmp_path))][::order])
    joined(tmp_path, build(configuration))


def test_an_identifier_that_two_articles_have_joins_neither(tmp_path):
    talk = ("talk", disqus(tmp_path, "", "17", join="identifier"))
    other = LINE | {"url": "https://courier.example/news/other/"}
    (tmp_path / "other.jsonl").write_text(json.dumps(other))
    news = [("news", lines(tmp_path)), ("other", 'path = "other.jsonl"\n')]
    report = build(configured(tmp_path, talk, *news))
    assert sum(len(source.skipped) for source in report.sources) == 1
    assert "Said here." not in (tmp_path / "out/comments.rss").read_text()


@pytest.mark.parametrize("order", [1, -1], ids=["comments first", "articles first"])
def test_a_source_with_articles_of_its_own_does_not_mean_another_s(tmp_path, order):
    """Its draft 17 is not in it, and another source's 17 is another article."""
    own = [{"article": "17", "content_text": "Said here."}, LINE | {"id": "1", "url": "https://courier.example/one/"}]
    (tmp_path / "own.jsonl").write_text("\n".join(map(json.dumps, own)))
    sources = [("own", 'path = "own.jsonl"\n'), ("news", lines(tmp_path))][::order]
    assert sum(len(source.skipped) for source in build(configured(tmp_path, *sources)).sources) == 1
    assert "Said here." not in (tmp_path / "out/comments.rss").read_text()


def test_a_comment_that_was_taken_back_while_it_waited_does_not_appear(tmp_path):
    told = disqus(tmp_path)
    (tmp_path / "other.jsonl").write_text(json.dumps(LINE | {"id": "1", "url": "https://courier.example/news/other/"}))
    other = ("other", 'path = "other.jsonl"\n')
    build(configured(tmp_path, other, ("talk", told)))
    text = (tmp_path / "talk.xml").read_text()
    kept = re.sub(r"Said here", "Something else", text).replace('dsq:id="10"', 'dsq:id="11"')
    (tmp_path / "talk.xml").write_text(kept)
    build(configured(tmp_path, other, ("talk", told), ("news", lines(tmp_path))))
    text = (tmp_path / "out/articles/bridge/comments.rss").read_text()
    assert ("Something else" in text, "Said here" in text) == (True, False)


def test_a_comment_taken_back_leaves_the_article_that_it_had_joined(tmp_path):
    configuration = configured(tmp_path, ("talk", disqus(tmp_path) + "mirror = true\n"), ("news", lines(tmp_path)))
    text = (tmp_path / "talk.xml").read_text()
    second = text[text.index("<post") : text.index("</disqus>")].replace('"10"', '"11"').replace("Said", "Also said")
    (tmp_path / "talk.xml").write_text(text.replace("</disqus>", second + "</disqus>"))
    build(configuration)
    assert (tmp_path / "out/articles/bridge/comments.rss").read_text().count("aid here.") == 2
    (tmp_path / "talk.xml").write_text(text)
    build(configuration)
    joined(tmp_path)
