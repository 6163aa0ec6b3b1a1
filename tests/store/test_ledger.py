"""Identities survive: a renamed file, a new scheme or host, a second source, a corrected comment (docs/identity.md)."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from feeds.model import Gone
from feeds.store import Run
from tests.store.whole import newest_comments

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
ALL = dt.timedelta(days=36500)
BRIDGE = "https://courier.example/news/bridge"
AUTHORITY = "courier.example,2025"


@pytest.fixture
def wire(newsroom_of, newsroom):
    """A second source of the same newsroom."""
    return newsroom_of(newsroom.store, "wire")


def run(room):
    return room.store.transaction(Run(source=room.source, now=NOW, zone=ZoneInfo("UTC")))


def said(room, seq=1):
    return {one.guid: one.comment.content for one in room.store.conversation(seq)}


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("b", BRIDGE),
        ("b", "http://www.Courier.example/news/bridge/?utm_source=rss&fbclid=1#top"),
        ("https://courier.example/news/bridge", None),
    ],
)
def test_a_new_key_at_a_known_address_is_the_same_article(newsroom, key, address):
    newsroom.put(newsroom.article("a", url=BRIDGE, title="Bridge opens"), newsroom.comment("a", "1"))
    before = newsroom.articles()["a"]
    newsroom.put(newsroom.article(key, url=address, title="Bridge opened"))
    (after,) = newsroom.store.changed_articles(0)
    assert (after.seq, after.guid, after.slug) == (before.seq, before.guid, before.slug)
    assert (after.article.key, after.article.title) == (key, "Bridge opened")
    assert newsroom.put(newsroom.comment(key, "1")) == ["unchanged"]


def test_a_url_as_key_may_change_its_scheme_and_its_guid_stays(newsroom):
    old, new = "http://courier.example/?p=1", "https://www.courier.example/?p=1&utm_medium=feed"
    newsroom.put(newsroom.article(old, guid=old, url=old, title="T"))
    assert newsroom.put(newsroom.article(new, guid=new, url=old, title="T")) == ["unchanged"]
    (stored,) = newsroom.store.changed_articles(0)
    assert (stored.guid, stored.article.key, newsroom.store.revision()) == (old, new, 1)


def test_a_guid_of_its_own_is_an_alias_within_its_source(newsroom, wire):
    newsroom.put(newsroom.article("a", guid="17", title="T"))
    assert wire.put(wire.article("x", guid="17")) == ["new"]
    assert newsroom.put(newsroom.article("b", guid="17", title="T")) == ["unchanged"]
    assert len(list(newsroom.store.changed_articles(0))) == 2


def test_two_articles_at_one_address_stay_two(newsroom):
    live = "https://courier.example/live"
    newsroom.put(newsroom.article("post-1", url=live), newsroom.article("post-2", url=live))
    drafts = [newsroom.article(key, url=live) for key in ("post-3", "post-2", "post-1")]  # the newest comes first
    with run(newsroom) as transaction:
        transaction.keep(frozenset(), frozenset({""}))
        assert transaction.put_articles(drafts) == ["new", "unchanged", "unchanged"]
    guids = {one.article.key: one.guid.rpartition("/")[2] for one in newsroom.store.changed_articles(0)}
    assert guids == {"post-1": "post-1", "post-2": "post-2", "post-3": "post-3"}


def test_an_article_waits_for_the_old_key_that_may_come_later(newsroom):
    newsroom.put(newsroom.article("a", url=BRIDGE, origin="x.jsonl"))
    with run(newsroom) as transaction:
        transaction.keep(frozenset(), frozenset({"x.jsonl"}))
        new = newsroom.article("b", url=BRIDGE, origin="x.jsonl")
        assert transaction.put_articles([new]) == ["waiting"]
        assert transaction.put_articles([newsroom.article("a", url=BRIDGE, origin="x.jsonl")]) == ["unchanged"]
        assert transaction.put_articles([new], final=True) == ["new"]
    with run(newsroom) as transaction:
        transaction.keep(frozenset(), frozenset({"x.jsonl"}))
        new = newsroom.article("c", url=BRIDGE, origin="x.jsonl", title="About a")
        assert transaction.put_articles([new]) == ["waiting"]
        assert transaction.put_articles([new], final=True) == ["unchanged"]  # "a" did not come by: it is "c" now
    assert sorted(newsroom.articles()) == ["b", "c"]


def test_a_file_that_is_not_read_keeps_its_article_and_its_address(newsroom):
    newsroom.put(newsroom.article("a", url=BRIDGE, origin="a.html"))
    with run(newsroom) as transaction:
        transaction.keep(frozenset({"a.html"}), frozenset({"b.html"}))
        assert transaction.put_articles([newsroom.article("b", url=BRIDGE, origin="b.html")]) == ["new"]


def test_two_spellings_of_one_address_as_keys_are_one(newsroom):
    keys = ["http://courier.example/a", "https://www.courier.example/a/"]
    assert newsroom.put(*map(newsroom.article, keys)) == ["new", "taken"]
    assert newsroom.put(*map(newsroom.article, keys)) == ["unchanged", "taken"]


def test_the_old_key_may_be_used_again(newsroom):
    newsroom.put(newsroom.article("a", url=BRIDGE), newsroom.comment("a", "1"))
    newsroom.put(newsroom.article("b", url=BRIDGE))
    for title in ("Other", "Another"):
        newsroom.put(newsroom.article("a", title=title), newsroom.comment("a", "1", text=title))
    assert sorted(newsroom.articles()) == ["a", "b"]
    seq = newsroom.articles()["a"].seq
    assert len({*said(newsroom), *said(newsroom, seq)}) == 2
    assert said(newsroom, 1) == {f"tag:{AUTHORITY}:pages/a/comments/1": "<p>1</p>"}


def test_the_same_article_from_two_sources_is_one_entry(newsroom, wire):
    newsroom.put(newsroom.article("a", url=BRIDGE, title="Ours", section="City"), newsroom.comment("a", "1"))
    draft = wire.article("x", url=f"{BRIDGE}?utm_source=wire", title="Theirs", summary="Short.", section="World")
    assert wire.put(draft, wire.comment("x", "1", text="else")) == ["changed", "new"]
    assert wire.put(draft) == ["unchanged"]
    (stored,) = newsroom.store.changed_articles(0)
    assert (stored.article.title, stored.article.summary, stored.names) == ("Ours", "Short.", (("section", "city"),))
    assert stored.comments == 2
    assert len({one.fragment for one in newsroom.store.conversation(1)}) == 2
    revision = newsroom.store.revision()
    assert newsroom.put(newsroom.article("a", url=BRIDGE, title="Ours", section="City")) == ["unchanged"]
    assert newsroom.store.revision() == revision
    newsroom.put(newsroom.article("a", url=BRIDGE, title="Ours", section="City", summary="Our own."))
    assert newsroom.articles()["a"].article.summary == "Our own."
    wire.put(replace(draft, article=replace(draft.article, summary="Shorter.")))
    assert newsroom.articles()["a"].article.summary == "Our own."


def test_what_a_follower_fills_goes_with_it(newsroom, wire):
    newsroom.put(newsroom.article("a", url=BRIDGE, content=""))
    wire.put(wire.article("x", newsroom.at(2025, 6, 1), url=BRIDGE, content="<p>All of it.</p>", categories=("New",)))
    (stored,) = newsroom.store.changed_articles(0)
    assert stored.article.content == "<p>All of it.</p>"
    assert stored.published == dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
    assert [name.slug for name in newsroom.store.names()] == ["new"]
    with run(wire) as transaction:
        assert transaction.remove(Gone(source="wire", key="x"))
        assert not transaction.remove(Gone(source="wire", key="x"))
    assert newsroom.articles()["a"].article.content == ""
    assert newsroom.store.names() == []


def test_what_its_owner_removes_is_gone_whoever_else_has_it(newsroom, wire):
    newsroom.put(newsroom.article("a", url=BRIDGE))
    wire.put(wire.article("x", url=BRIDGE))
    with run(newsroom) as transaction:
        transaction.remove(Gone(source="pages", key="a"))
    assert wire.put(wire.article("x", url=BRIDGE, title="Still here"), wire.comment("x", "1")) == ["unchanged", "new"]
    assert list(newsroom.store.changed_articles(0)) == newest_comments(newsroom.store, 9, ALL) == []
    assert newsroom.put(newsroom.article("a", url=BRIDGE)) == ["changed"]
    assert newsroom.articles()["a"].comments == 1


def test_two_records_of_a_second_source_at_one_address_stay_two(newsroom, wire):
    newsroom.put(newsroom.article("a", url=BRIDGE))
    assert wire.put(wire.article("x", url=BRIDGE), wire.article("y", url=BRIDGE)) == ["unchanged", "new"]
    assert sorted(newsroom.articles()) == ["a", "y"]


def test_a_comment_that_both_sources_have_is_one(newsroom, wire):
    newsroom.put(newsroom.article("a", url=BRIDGE), *(newsroom.comment("a", key, text="Well said.") for key in "12"))
    wire.put(wire.article("x", url=BRIDGE))
    again = [
        wire.comment("x", key, text=text)
        for key, text in (("7", "well  said."), ("8", "Well said."), ("9", "Well said."))
    ]
    assert wire.put(*again) == ["unchanged", "unchanged", "new"]
    assert wire.put(*again) == ["unchanged"] * 3
    assert newsroom.articles()["a"].comments == 3
    with run(newsroom) as transaction:
        transaction.remove(Gone(source="pages", key="a", comment="1"))
    assert wire.put(*again) == ["unchanged"] * 3
    assert newsroom.articles()["a"].comments == 2


def test_a_site_s_front_page_is_no_article_s_address(newsroom, wire):
    newsroom.put(newsroom.article("a", url="https://courier.example/"))
    assert wire.put(wire.article("x", url="https://courier.example/")) == ["new"]


@pytest.mark.parametrize(
    "asked",
    [
        "tag:courier.example,2025:pages/a",
        "bridge",
        "a",
        "pages/a",
        BRIDGE,
        "http://www.courier.example/news/bridge/?utm_source=x",
        "https://courier.example/old",
    ],
)
def test_an_article_is_found_by_whatever_it_is_known_by(newsroom, asked):
    newsroom.put(
        newsroom.article("a", url="https://courier.example/old", slug=None)
        if False
        else newsroom.article("a", url="https://courier.example/news/bridge")
    )
    newsroom.put(newsroom.article("a", url="https://courier.example/old"))
    (found,) = newsroom.store.find(asked)
    assert (found.article.key, found.why) == ("a", "content edited: url")


def test_a_comment_is_found(newsroom):
    draft = newsroom.comment("a", "17")
    draft = replace(draft, comment=replace(draft.comment, url="https://courier.example/say/17"))
    newsroom.put(newsroom.article("a", url=BRIDGE), draft, newsroom.comment("a", "18"))
    for asked in (
        "tag:courier.example,2025:pages/a/comments/17",
        f"{BRIDGE}#comment-17",
        "17",
        "https://courier.example/say/17",
    ):
        (found,) = newsroom.store.find(asked)
        assert found.comment.key == "17", asked
    assert newsroom.store.find("nothing") == newsroom.store.find("") == []
    assert newsroom.store.find("%") == newsroom.store.find("https://courier.example/") == []
