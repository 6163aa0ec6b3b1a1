"""What holds for every rendering: the same bytes whoever asks, wherever and however often, and nothing left behind."""

import datetime as dt
import locale
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import lxml.etree
import pytest

from feeds.feed import Feed, Kept
from feeds.formats import atom, jsonfeed, rss

from . import cases

ROOT = Path(__file__).parents[2]
FORMATS = (rss.Rss(), atom.Atom(), jsonfeed.JsonFeed())
FEEDS = tuple(case() for case in cases.CASES)


def empty_caches() -> None:
    for cached in (rss._item, atom._entry, jsonfeed._item):
        cached.cache_clear()


def render_all() -> list[bytes]:
    return [format.render(feed).body for feed in FEEDS for format in FORMATS]


def test_twice_the_same_bytes_with_cache_and_without() -> None:
    first, again = render_all(), render_all()
    empty_caches()
    assert first == again == render_all()


@pytest.mark.parametrize("feed", FEEDS, ids=[feed.path for feed in FEEDS])
def test_entries_are_taken_out_of_a_document_and_put_in_again(feed: Feed) -> None:
    for format in FORMATS:
        body = format.render(feed).body
        pieces = format.pieces(body)
        assert list(pieces) == [entry.id for entry in feed.entries]
        if format.name == "atom":
            assert [piece.updated for piece in pieces.values()] == [entry.updated for entry in feed.entries]
        kept = tuple(
            Kept(id=entry.id, updated=entry.updated, content=0, pieces={format.name: pieces[entry.id].body})
            for entry in feed.entries
        )
        assert format.render(feed).fresh is None
        assert format.render(replace(feed, entries=kept)).body == body
        mixed = format.render(replace(feed, entries=kept[:1] + feed.entries[1:]))
        assert mixed.body == body
        assert mixed.fresh == (format.render(replace(feed, entries=feed.entries[1:])).body if kept else None)


def test_equal_entries_are_rendered_once() -> None:
    empty_caches()
    for _ in range(3):
        rss.Rss().render(cases.everything())
    assert rss._item.cache_info().misses == len(cases.everything().entries)


def test_threads_do_not_disturb_each_other() -> None:
    expected = render_all()
    empty_caches()
    with ThreadPoolExecutor(8) as threads:
        assert all(bodies == expected for bodies in threads.map(lambda _: render_all(), range(24)))


def test_the_locale_is_never_asked_nor_switched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the locale was touched")

    expected = render_all()
    empty_caches()
    monkeypatch.setattr(locale, "setlocale", refuse)
    assert render_all() == expected


@pytest.mark.parametrize("name", ["de_DE.UTF-8", "hi_IN.UTF-8", "C", "tr_TR.UTF-8"])
def test_other_locales_and_hash_seeds(name: str) -> None:
    code = (
        "import locale, sys; from tests.formats import test_render as t\n"
        "try: locale.setlocale(locale.LC_ALL, '')\n"
        "except locale.Error: pass\n"
        "sys.stdout.buffer.write(b''.join(t.render_all()))"
    )
    environment = {**os.environ, "LC_ALL": name, "PYTHONHASHSEED": str(len(name)), "PYTHONPATH": str(ROOT)}
    environment["TZ"] = "Asia/Kolkata"
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == b"".join(render_all())


@pytest.mark.parametrize("format", FORMATS[:2], ids=lambda one: one.name)
@pytest.mark.parametrize("feed", FEEDS, ids=lambda one: one.path)
def test_namespaces_are_declared_on_the_root_alone(feed: Feed, format: rss.Rss | atom.Atom) -> None:
    body = format.render(feed).body
    root = lxml.etree.fromstring(body)
    for element in root.iter():
        assert set(element.nsmap.items()) == set(root.nsmap.items())
    for line in body.split(b"\n")[2:]:
        assert b"xmlns" not in line


def test_text_that_looks_like_a_declaration_stays() -> None:
    text = '<p>xmlns:dc="http://purl.org/dc/elements/1.1/" &lt;root xmlns:thr="x"&gt; &lt;/root&gt; &lt;entry/&gt;</p>'
    feed = cases.feed("feed", cases.entry("a", content=text))
    item = lxml.etree.fromstring(rss.Rss().render(feed).body).find("channel/item")
    assert item is not None
    assert item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") == text
    entry = lxml.etree.fromstring(atom.Atom().render(feed).body).find("{*}entry/{*}content")
    assert entry is not None
    assert entry.text == text


def test_a_broken_entry_does_not_stay_in_the_next() -> None:
    good = rss.Rss().render(cases.everything()).body
    with pytest.raises(ValueError, match="XML compatible"):
        rss.Rss().render(cases.feed("feed", cases.entry("a", content="\x00")))
    empty_caches()
    assert rss.Rss().render(cases.everything()).body == good


def test_an_entry_a_line() -> None:
    feed = cases.scripts()
    lines = rss.Rss().render(feed).body.split(b"\n")
    assert sum(line.startswith(b"<item>") for line in lines) == len(feed.entries)
    lines = jsonfeed.JsonFeed().render(feed).body.split(b"\n")
    assert sum(line.startswith(b'{"id"') for line in lines) == len(feed.entries)


def test_item_order_is_that_of_the_profile() -> None:
    item = lxml.etree.fromstring(rss.Rss().render(cases.everything()).body).find("channel/item")
    assert item is not None
    names = [re.sub("{.*}", "", str(child.tag)) for child in item]
    core = "title link description encoded creator creator language category category comments enclosure guid pubDate"
    assert names[:13] == core.split()


def test_microseconds_are_atoms_alone() -> None:
    feed = cases.one_second()
    assert b"<updated>2025-06-16T12:00:00.001Z</updated>" in atom.Atom().render(feed).body
    for format in (rss.Rss(), jsonfeed.JsonFeed()):
        assert b"00.001" not in format.render(feed).body


def test_an_author_without_a_name_and_a_category_without_a_word_are_left_out() -> None:
    odd = cases.entry("a", authors=(cases.Author(name=""), cases.Author(name="B")), categories=("", "c"))
    feed = cases.feed("feed", odd)
    assert b'rel="alternate" type="text/html"' in atom.Atom().render(feed).body.split(b"\n<entry>")[1]
    assert rss.Rss().render(feed).body.count(b"<dc:creator>") == 1
    assert rss.Rss().render(feed).body.count(b"<category>") == 1
    assert b'"authors":[{"name":"B"}],"tags":["c"]' in jsonfeed.JsonFeed().render(feed).body


def test_an_unpublished_format_is_refused() -> None:
    with pytest.raises(KeyError):
        rss.Rss().render(cases.feed("feed", urls=(("atom", "https://courier.example/feed.atom"),)))


def test_other_zones_are_written_in_utc() -> None:
    zone = dt.timezone(dt.timedelta(hours=5, minutes=30))
    moved = cases.NOON.astimezone(zone)
    feed = cases.feed("feed", cases.entry("a", published=moved, updated=moved), updated=moved)
    plain = cases.feed("feed", cases.entry("a"))
    for format in FORMATS:
        assert format.render(feed).body == format.render(plain).body
