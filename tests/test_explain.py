"""`feedhouse explain`: where an entry came from, field by field."""

import json

import pytest

from feeds import config
from feeds.cli.explain import lines
from feeds.errors import StoreError
from tests.newsroom import build, sample
from tests.test_incremental import Desk


def explained(configuration, what):
    return "\n".join(lines(what, config.load(configuration)))


def test_explain_names_what_gave_each_field(tmp_path):
    configuration = sample(tmp_path / "newsroom")
    build(configuration)
    page = tmp_path / "newsroom/web/tide-clock-radio.html"
    told = explained(configuration, page.stem)
    assert "    found by       title          jsonld: NewsArticle.headline\n" in told
    assert "    found by       published      jsonld: NewsArticle.datePublished\n" in told
    assert "    found by       content        article: <article>" in told


def test_explain_names_the_lines_of_a_text_page(tmp_path):
    configuration = sample(tmp_path / "newsroom")
    build(configuration)
    (page,) = (tmp_path / "newsroom/pages").glob("ferry*.txt")
    told = explained(configuration, page.stem)
    assert "    found by       title          headline: line 1\n" in told
    assert "    found by       published      byline: line " in told
    assert told.index("title          headline") < told.index("content        body: lines")


def test_an_adapter_of_named_fields_says_so(tmp_path):
    configuration = sample(tmp_path / "newsroom")
    (tmp_path / "newsroom/lines").mkdir()
    (tmp_path / "newsroom/lines/a.jsonl").write_text('{"id": "seven", "title": "Seven", "content_text": "Text."}\n')
    with configuration.open("a") as file:
        file.write('\n[[sources]]\nname = "lines"\npath = "lines"\n')
    build(configuration)
    assert "    found by       not told: its adapter reads named fields" in explained(configuration, "seven")


def test_where_a_comment_stands_and_where_an_articles_comments_are(tmp_path):
    """As an entry of its own: not where an answer names it, nor where a tombstone does."""
    folder = tmp_path / "desk"
    desk = Desk(folder, 1)
    thread = [
        {"id": f"c{number}", "content_html": f"<p>{number}</p>", "published": f"2026-06-{number:02}T10:00:00Z"}
        for number in range(1, 13)
    ]
    thread[11]["in_reply_to"] = "c1"
    desk.articles, desk.comments = {1: desk.articles[1]}, {1: thread}
    configuration = folder / "feedhouse.toml"
    short = configuration.read_text().replace("conversation = 10", "conversation = 10\nwindow = '1m'")
    configuration.write_text(short.replace("entries = 4", "entries = 2"))
    desk.save()
    build(configuration)
    of_first, of_last = explained(configuration, "c1"), explained(configuration, "c12")
    (talk,) = (folder / "out/articles").iterdir()
    places = [f"    stands in      articles/{talk.name}/comments{page}.atom" for page in ("", "/1", "/2")]
    assert [place in of_first.splitlines() for place in places] == [False, True, False]
    assert [place in of_last.splitlines() for place in places] == [True, False, True]
    assert "    stands in      comments.json" not in of_first.splitlines()
    assert "    stands in      comments.json" in of_last.splitlines()
    assert "    stands under   Story 1 (" in of_first
    assert f"    comments in    articles/{talk.name}/comments.json" in explained(configuration, "a1")


SAID = {
    "id": "1",
    "author": "Mira",
    "content_text": "About time, I must say.",
    "url": "https://courier.example/a/#said-1",
}
ANSWER = {"id": "2", "author": "Bo", "content_text": "Is it?"}


def talking(tmp_path, *comments):
    line = {"id": "1", "title": "Story", "url": "https://courier.example/a/", "content_text": "x", "section": "City"}
    (tmp_path / "desk.jsonl").write_text(json.dumps(line | {"comments": comments}))
    configuration = tmp_path / "feedhouse.toml"
    site = '[site]\ntitle = "The Courier"\nurl = "https://courier.example/"\ndescription = "News."\n'
    configuration.write_text(site + '[[sources]]\nname = "desk"\npath = "desk.jsonl"\nmirror = true\n')
    build(configuration)
    return configuration


def test_a_comment_is_told_with_its_article_its_parent_and_its_documents(tmp_path):
    told = explained(talking(tmp_path, SAID | {"replies": [ANSWER]}), "2").splitlines()
    guid = "tag:courier.example,2025:desk/1/comments/"
    assert told[0] == "comment by Bo: Is it?"
    assert f"    id             {guid}2" in told
    assert "    address        https://courier.example/a/#comment-2" in told
    assert "    source         desk, article 1, key 2, from desk.jsonl" in told
    assert "    stands under   Story (tag:courier.example,2025:desk/1)" in told
    assert f"    answers        Mira: About time, I must say. ({guid}1)" in told
    places = [line.split()[-1] for line in told if "stands in" in line]
    assert places == [
        f"{feed}.{kind}" for feed in ("comments", "articles/a/comments") for kind in ("rss", "atom", "json")
    ]


def test_a_key_that_an_article_and_a_comment_have_tells_of_both_and_an_address_of_the_comment(tmp_path):
    configuration = talking(tmp_path, SAID | {"replies": [ANSWER]})
    heads = [line for line in explained(configuration, "1").splitlines() if not line.startswith(" ")]
    assert heads == ["article Story", "comment by Mira: About time, I must say."]
    for asked in (SAID["url"], "https://courier.example/a/#comment-1", "tag:courier.example,2025:desk/1/comments/1"):
        assert explained(configuration, asked).startswith("comment by Mira")
        assert "article Story" not in explained(configuration, asked)
    assert explained(configuration, "https://courier.example/a/#top").startswith("article Story")
    assert explained(configuration, "desk/1").startswith("article Story")


def test_a_comment_that_is_gone_stands_nowhere(tmp_path):
    talking(tmp_path, SAID | {"replies": [ANSWER]})
    told = explained(talking(tmp_path, SAID), "2")
    assert [line for line in told.splitlines() if "stands in" in line] == ["    stands in      no document"]


def test_a_comment_from_another_source_says_from_where(tmp_path):
    configuration = talking(tmp_path, SAID)
    said = {"article": "https://courier.example/a/", "id": "9", "author": "Eve", "content_text": "From elsewhere."}
    (tmp_path / "talk.jsonl").write_text(json.dumps(said))
    with configuration.open("a") as file:
        file.write('[[sources]]\nname = "talk"\npath = "talk.jsonl"\n')
    build(configuration)
    told = explained(configuration, "9").splitlines()
    assert "    source         talk, article https://courier.example/a/, key 9, from talk.jsonl" in told


def test_an_article_stands_in_the_archives_of_the_site_and_its_section(tmp_path):
    desk = Desk(tmp_path / "desk", 3)
    for _ in range(30):
        desk.publish()
    desk.save()
    configuration = tmp_path / "desk/feedhouse.toml"
    build(configuration)
    out = tmp_path / "desk/out"
    for number in (1, 14, 39):
        guid = f"tag:courier.example,2025:desk/a{number}"
        there = {
            path.relative_to(out).as_posix() for path in out.rglob("*.atom") if f"<id>{guid}</id>" in path.read_text()
        }
        told = explained(configuration, f"a{number}").splitlines()
        assert {line.split()[-1] for line in told if "stands in" in line and line.endswith(".atom")} == there
    assert any("sections/" in path and "/archive/" in path for path in there)


def test_a_store_that_is_not_there_is_named_and_not_made(tmp_path):
    """Who asks what was published before the store was lost must not leave an empty one in its place."""
    configuration = sample(tmp_path / "newsroom")
    build(configuration)
    for file in configuration.parent.glob("feedhouse.db*"):
        file.unlink()
    newsroom = config.load(configuration)
    with pytest.raises(StoreError, match="there is none; feedhouse build makes it"):
        list(lines("story", newsroom))
    assert "document feed.rss" in list(lines("feed.rss", newsroom))
    assert not list(configuration.parent.glob("feedhouse.db*"))
