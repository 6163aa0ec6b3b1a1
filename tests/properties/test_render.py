"""Any feed renders in every format, checks clean, reads back the same, and gives the same bytes twice."""

import datetime as dt
import json
from calendar import timegm

import feedparser
from hypothesis import given, settings

from feeds.check import check, errors
from feeds.feed import Feed
from feeds.formats.atom import Atom
from feeds.formats.jsonfeed import JsonFeed
from feeds.formats.rss import Rss
from tests.properties.strategies import feeds

FORMATS = (Rss(), Atom(), JsonFeed())


@settings(max_examples=100, deadline=None)
@given(feeds())
def test_any_feed_renders_checks_clean_and_reads_back(feed: Feed) -> None:
    documents = {format.name: format.render(feed) for format in FORMATS}
    for format in FORMATS:
        document = documents[format.name]
        found = [f for f in check(document.body, url=document.url, deep=True) if f.level != "info"]
        assert not errors(found), (format.name, found)
        assert format.render(feed) == document
    expected = [(entry.id, _seconds(entry.published)) for entry in feed.entries]
    assert [
        (item["id"], _seconds(dt.datetime.fromisoformat(item["date_published"])))
        for item in json.loads(documents["json"].body)["items"]
    ] == expected
    for name in ("rss", "atom"):
        parsed = feedparser.parse(documents[name].body)
        assert [(entry.id, timegm(entry.published_parsed)) for entry in parsed.entries] == expected, name


def _seconds(when: dt.datetime) -> int:
    return int(when.timestamp())
