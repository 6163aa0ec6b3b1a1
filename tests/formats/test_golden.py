"""Golden documents: `golden/<case>.{rss,atom,json}` beside `cases.py`. FEEDHOUSE_GOLDEN=1 writes them anew."""

import datetime as dt
import json
import os
from collections.abc import Callable
from html import unescape
from pathlib import Path

import feedparser
import pytest

from feeds.check import check
from feeds.extensions.text import has_end_tag, reads_as_html
from feeds.feed import Feed
from feeds.formats import Format
from feeds.formats.atom import Atom
from feeds.formats.jsonfeed import JsonFeed
from feeds.formats.rss import Rss

from .cases import CASES

GOLDEN = Path(__file__).parent / "golden"
FORMATS: tuple[Format, ...] = (Rss(), Atom(), JsonFeed())
KNOWN = {
    ("markup", "json"): {"json-text-html"},  # a title that speaks of "</b>" is plain text all the same
}
Case = Callable[[], Feed]

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
every_format = pytest.mark.parametrize("format", FORMATS, ids=lambda one: one.name)


@every_format
@every_case
def test_golden(case: Case, format: Format) -> None:
    body = format.render(case()).body
    file = GOLDEN / f"{case.__name__}.{format.name}"
    if os.environ.get("FEEDHOUSE_GOLDEN") == "1":
        file.write_bytes(body)
    assert body.decode() == file.read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    expected = {f"{case.__name__}.{format.name}" for case in CASES for format in FORMATS}
    assert {file.name for file in GOLDEN.iterdir()} == expected


@every_format
@every_case
def test_document_says_where_it_is(case: Case, format: Format) -> None:
    feed = case()
    document = format.render(feed)
    assert document.path == f"{feed.path}.{format.name}"
    assert document.url == feed.url(format.name)
    assert document.media_type == format.media_type


@pytest.mark.parametrize("format", FORMATS[:2], ids=lambda one: one.name)
@every_case
def test_feedparser_reads_it_back(case: Case, format: Format) -> None:
    feed = case()
    read = feedparser.parse(format.render(feed).body)
    assert not read.bozo, read.get("bozo_exception")
    assert [one.id for one in read.entries] == [one.id for one in feed.entries]
    for one, entry in zip(read.entries, feed.entries, strict=True):
        html = one.title_detail.type == "text/html"
        assert html == (has_end_tag(entry.title) if format.name == "atom" else reads_as_html(entry.title))
        assert (unescape(one.title) if html else one.title) == entry.title
        assert dt.datetime(*one.published_parsed[:6], tzinfo=dt.UTC) == entry.published
        assert entry.url is None or one.link == entry.url


@every_case
def test_json_says_the_same(case: Case) -> None:
    feed = case()
    read = json.loads(JsonFeed().render(feed).body)
    assert next(iter(read)) == "version"
    assert [(one["id"], one["title"]) for one in read["items"]] == [(one.id, one.title) for one in feed.entries]
    for one, entry in zip(read["items"], feed.entries, strict=True):
        assert dt.datetime.fromisoformat(one["date_published"]) == entry.published
        assert one.get("url") == entry.url
        assert one.get("content_html", "") == entry.content
        assert "content_html" in one or "content_text" in one


@every_format
@every_case
def test_no_finding(case: Case, format: Format) -> None:
    document = format.render(case())
    found = {one.code for one in check(document.body, url=document.url, deep=True) if one.level != "info"}
    assert found <= KNOWN.get((case.__name__, format.name), set())
