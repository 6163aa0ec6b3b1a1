"""Saved feeds beside their records, the shared feeds against feedparser itself, and what a feed points at."""

import calendar
import contextlib
import datetime as dt
import io
import json
import os
import time
from pathlib import Path

import feedparser
import pytest

from feeds.errors import SourceError
from feeds.model import Article, Comment, Cursor, Skipped
from sources.feed import Feed
from tests.sources.feed.web import SITE, atom, bare, conversations, entry, fetched, told
from tests.sources.shared.records import plain, read

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").iterdir() if not path.name.endswith(".expected.json"))
CORPORA = Path(os.environ.get("FEEDHOUSE_CORPORA", HERE.parents[3] / "shared" / "corpora")) / "feeds"
SHARED = sorted(path for path in CORPORA.glob("*") if path.suffix not in {".json", ".md"})
SHARED_JSON = sorted(path for path in CORPORA.glob("*.json") if "_expected" not in path.name)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case(path):
    found = plain(tuple(read(Feed, path)))
    assert found == json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    assert "@" not in json.dumps(found)
    assert Feed.sniff(path.read_bytes(), path.name) >= 0.9


def moment(truth):
    parts = dict.get(truth, "published_parsed") or dict.get(truth, "updated_parsed")
    return dt.datetime.fromtimestamp(calendar.timegm(parts), dt.UTC) if parts else None


@pytest.mark.skipif(not SHARED, reason="the shared corpora are not here (FEEDHOUSE_CORPORA)")
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_shared_feeds_give_what_feedparser_gives(path):
    expected = feedparser.parse(io.BytesIO(path.read_bytes()))
    try:
        found = [one for one in read(Feed, path) if isinstance(one, Article)]
    except SourceError:
        assert not expected.entries
        assert expected.bozo or not expected.get("version")
        return
    entries = [one for one in expected.entries if {"id", "link", "title", "summary"} & one.keys()]
    assert len(found) == len(entries)
    for article, truth in zip(found, entries, strict=True):
        assert article.key == (truth.get("id") or truth.get("link")) or not {"id", "link"} & truth.keys()
        assert article.guid == (truth.get("id") or None)
        assert article.url == (truth.get("link") or None)
        assert article.published == moment(truth)
        names = {
            one["name"] for one in truth.get("authors", ()) if one.get("name") and "@" not in str(truth.get("author"))
        }
        assert {one.name for one in article.authors} >= {" ".join(name.split()) for name in names}
        if truth.get("content") or truth.get("summary"):
            assert article.content


@pytest.mark.skipif(not SHARED_JSON, reason="the shared corpora are not here (FEEDHOUSE_CORPORA)")
@pytest.mark.parametrize("path", SHARED_JSON, ids=lambda path: path.name)
def test_shared_json_feeds_give_their_items(path):
    try:
        feed = json.loads(path.read_text("utf-8-sig"))
    except ValueError:
        with pytest.raises(SourceError, match="line"):
            read(Feed, path)
        return
    expected = [str(one.get("id") or one.get("url")) for one in feed["items"] if one.get("id") or one.get("url")]
    found = [one for one in read(Feed, path) if isinstance(one, Article)]
    assert [one.key for one in found] == expected


def test_comment_feeds_are_followed_and_their_threads_are_sound():
    replies = f'<link rel="replies" type="application/atom+xml" href="{SITE}/a/comments"/>'
    comments = atom(
        entry("c1"),
        entry("c2", "<thr:in-reply-to ref='urn:x:c1' href='x'/>"),
        entry("c3", "<thr:in-reply-to ref='a'/>"),
        entry("c4", "<thr:in-reply-to ref='urn:x:c5'/>"),
        entry("c5", "<thr:in-reply-to ref='urn:x:c4'/>"),
        entry("c6", text=""),
    )
    page = atom(entry("a", replies), entry("b", f"<wfw:commentRss>{SITE}/b/feed</wfw:commentRss>"))
    found, asked = fetched({f"{SITE}/feed": page, f"{SITE}/a/comments": comments})
    said = {
        bare(one.key): (bare(one.article), bare(one.parent), one.author.name)
        for one in found
        if isinstance(one, Comment)
    }
    assert said == {
        "c1": ("a", None, "Mira"),
        "c2": ("a", "c1", "Mira"),
        "c3": ("a", None, "Mira"),
        "c4": ("a", None, "Mira"),
        "c5": ("a", "c4", "Mira"),
    }
    assert [type(one).__name__ for one in found][:2] == ["Article", "Comment"]
    assert asked == [f"{SITE}/feed", f"{SITE}/a/comments", f"{SITE}/b/feed"]
    assert [one.where for one in found if isinstance(one, Skipped)] == [f"{SITE}/b/feed"]
    assert not any(isinstance(one, Comment) for one in fetched({f"{SITE}/feed": page}, comments=0)[0])


def test_archives_are_followed_once():
    pages = {
        f"{SITE}/feed": atom(entry("c"), entry("b"), head=f"<link rel='prev-archive' href='{SITE}/2'/>"),
        f"{SITE}/2": atom(entry("b"), entry("a"), head=f"<link rel='prev-archive' href='{SITE}/1'/>"),
        f"{SITE}/1": atom(entry("z"), head=f"<link rel='prev-archive' href='{SITE}/feed'/>"),
    }
    found, asked = fetched(pages)
    assert [bare(one.key) for one in found if isinstance(one, Article)] == ["c", "b", "a", "z"]
    assert len(asked) == 3
    found, asked = fetched(pages, since=found[-1])
    assert isinstance(found[-1], Cursor)
    assert asked == [f"{SITE}/feed"]
    del pages[f"{SITE}/1"]
    found, _ = fetched(pages)
    assert any(isinstance(one, Skipped) for one in found)
    assert fetched(pages, since=found[-1])[1] == [f"{SITE}/feed", f"{SITE}/2", f"{SITE}/1"]
    assert fetched(pages, archives=0)[1] == [f"{SITE}/feed"]


def test_how_much_the_feed_itself_lists_is_told_with_every_cursor():
    pages = {
        f"{SITE}/feed": atom(entry("c"), entry("b"), head=f"<link rel='prev-archive' href='{SITE}/1'/>"),
        f"{SITE}/1": atom(entry("a")),
    }
    cursor = fetched(pages)[0][-1]
    assert cursor.listed == 2
    assert fetched(pages, since=cursor)[0][-1] == cursor
    assert fetched({f"{SITE}/feed": atom()}, since=cursor)[0] == [Cursor(cursor.state, 0)]
    del pages[f"{SITE}/1"]
    assert fetched(pages)[0][-1].listed == 2
    # Without archives to follow all is read in every run, and a mirror may rely on it.
    assert not any(isinstance(one, Cursor) for one in fetched(pages, archives=0)[0])
    talking = {f"{SITE}/feed": atom(told("a")), **conversations("a")}
    assert not any(isinstance(one, Cursor) for one in fetched(talking, archives=0, every_run=True)[0])
    assert not any(isinstance(one, Cursor) for one in fetched(talking, archives=0, comments=0)[0])


def test_json_pages_and_our_own_conversations():
    item = {"id": "a", "content_text": "x", "_feedhouse": {"comments": {"feeds": {"json": f"{SITE}/a.json"}}}}
    reply = {"id": "c2", "content_text": "y", "_feedhouse": {"in_reply_to": {"id": "c1"}}}
    version = "https://jsonfeed.org/version/1.1"
    pages = {
        f"{SITE}/feed": json.dumps({"version": version, "items": [item], "next_url": f"{SITE}/2"}),
        f"{SITE}/2": json.dumps({"version": version, "items": [{"id": "b", "content_text": "x"}]}),
        f"{SITE}/a.json": json.dumps({"version": version, "items": [{"id": "c1", "content_text": "y"}, reply]}),
    }
    found, _ = fetched(pages)
    assert [one.key for one in found if isinstance(one, Article)] == ["a", "b"]
    assert [(one.key, one.parent) for one in found if isinstance(one, Comment)] == [("c1", None), ("c2", "c1")]


@pytest.mark.parametrize(
    "text", ["", "words", "<html><body>x</body></html>", "{}", '{"items": 3}', "{" * 100_000, "\0"], ids=str
)
def test_what_is_no_feed_fails_with_its_reason(tmp_path, text):
    path = tmp_path / "feed"
    path.write_text(text)
    with pytest.raises(SourceError, match="feed"):
        read(Feed, path)


def test_bombs_are_not_expanded_and_nothing_outside_is_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    path = tmp_path / "feed.xml"
    for declared in (
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">',
        f'<!ENTITY c SYSTEM "{secret.as_uri()}">',
    ):
        path.write_text(f"<!DOCTYPE feed [{declared}]>{atom(entry('a', text='&c;'))}")
        try:
            told = json.dumps(plain(tuple(read(Feed, path))))
        except SourceError:
            continue
        assert "SECRET" not in told
        assert len(told) < 1_000


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel>" + "<item>" * 20_000,
        "<rss>" + "<a>" * 50_000,
        "<rss><channel><item><title>" + "<![CDATA[" * 50_000,
        "<rss><channel><item><title>" + "&" * 200_000,
        "<rss><channel><item><description>" + "<b " * 50_000,
    ],
    ids=range(5),
)
def test_hostile_feeds_take_bounded_time(tmp_path, text):
    path = tmp_path / "feed.xml"
    path.write_text(text)
    start = time.process_time()
    with contextlib.suppress(SourceError):
        read(Feed, path)
    assert time.process_time() - start < 30
