"""Comments that two sources have, and articles that are named by their path."""

import json

import pytest
from lxml import etree

from tests.joining.test_joining import configured, disqus, isso, joined, lines
from tests.newsroom import build

MIRA = {"author": "Mira", "content_text": "said  HERE."}
ORDERS = [("news with it", "talk"), ("talk", "news with it"), ("talk", "news", "news with it"), ("talk, news with it",)]
ORDERS += [("news", "talk, news", "news with it"), ("news with it, talk", "talk, news with it", "news with it")]


@pytest.mark.parametrize("key", [{}, {"id": "c1"}], ids=["keyless", "keyed"])
@pytest.mark.parametrize("order", ORDERS, ids=" - ".join)
def test_a_comment_of_both_sources_is_one_whoever_had_it_first(tmp_path, order, key):
    talk = ("talk", disqus(tmp_path))
    for run in order:
        sources = [talk if name == "talk" else ("news", lines(tmp_path)) for name in run.split(", ")]
        if "with it" in run:
            lines(tmp_path, comments=[MIRA | key])
        build(configured(tmp_path, *sources))
        assert (tmp_path / "out/comments.rss").read_text().count("<item>") <= 1
    text = (tmp_path / "out/articles/bridge/comments.rss").read_text()
    assert text.lower().count("said here.") == text.count("<item>") == 1
    assert "<slash:comments>1</slash:comments>" in (tmp_path / "out/feed.rss").read_text()
    # Others by Mira, and a reply to the one that both have, are their own.
    more = [
        MIRA | key | {"replies": [{"author": "Bo", "content_text": "So it was."}]},
        MIRA | {"content_text": "And this."},
    ]
    lines(tmp_path, comments=more)
    build(configured(tmp_path, talk, ("news", 'path = "news.jsonl"\n')))
    feed = etree.parse(tmp_path / "out/articles/bridge/comments.atom")
    ids = {entry.findtext("{*}content"): entry.findtext("{*}id") for entry in feed.iterfind("{*}entry")}
    assert len(ids) == 3
    answered = {
        entry.findtext("{*}content"): entry.find("{*}in-reply-to").get("ref") for entry in feed.iterfind("{*}entry")
    }
    (said,) = [guid for text, guid in ids.items() if "here" in text.lower()]
    assert [ref for text, ref in answered.items() if "So it was" in text] == [said]


def test_a_path_is_one_of_the_site_and_looked_for_anew_when_the_site_moves(tmp_path):
    sources = [("talk", isso(tmp_path, "")), ("news", lines(tmp_path))]
    configuration = configured(tmp_path, *sources)
    configuration.write_text(configuration.read_text().replace("courier.example", "other.example"))
    (why,) = [note.why for source in build(configuration).sources for note in source.skipped]
    assert "there is no such article yet" in why
    joined(tmp_path, build(configured(tmp_path, *sources)))


@pytest.mark.parametrize("order", [1, -1], ids=["one first", "other first"])
def test_a_path_that_is_a_key_of_its_own_source_is_that(tmp_path, order):
    own = [
        {"id": "/news/bridge/", "title": "Another bridge", "url": "https://other.example/bridge/", "content_text": "x"},
        {"article": "/news/bridge/", "content_text": "Said here."},
    ]
    (tmp_path / "own.jsonl").write_text("\n".join(map(json.dumps, own)))
    build(configured(tmp_path, *[("own", 'path = "own.jsonl"\n'), ("news", lines(tmp_path))][::order]))
    found = {path.parent.name: path.read_text() for path in (tmp_path / "out/articles").rglob("comments.rss")}
    assert [("Another bridge" in text, text.count("Said here.")) for text in found.values() if "Said" in text] == [
        (True, 1)
    ]
