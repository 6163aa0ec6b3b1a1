"""When a comment feed is fetched again: by the age of its article, and by what the feed tells of it."""

import datetime as dt
import itertools

import pytest

from feeds.model import Comment, Cursor
from tests.sources.feed.web import SITE, atom, bare, conversations, entry, fetched, told


@pytest.fixture
def at(monkeypatch):
    def set_now(hours):
        now = dt.datetime(2025, 6, 16, 10, tzinfo=dt.UTC) + dt.timedelta(hours=hours)
        monkeypatch.setattr("sources._shared.revisits.now", lambda: now)

    set_now(0)
    return set_now


def asked_for(pages, since, **options):
    """Which conversations a run asks for, and its cursor."""
    found, asked = fetched(pages, since, **options)
    talks = [url.removeprefix(SITE + "/").removesuffix("/c") for url in asked if url.endswith("/c")]
    assert [bare(one.article) for one in found if isinstance(one, Comment)] == [one for one in talks if one in "abc"]
    return talks, found[-1]


def test_a_conversation_is_fetched_less_often_with_age_also_when_its_article_left_the_feed(at):
    pages = {f"{SITE}/feed": atom(told("a")), **conversations("a")}
    talks, cursor = asked_for(pages, None)
    assert talks == ["a"]
    pages[f"{SITE}/feed"] = atom(entry("z"))
    hours = []
    for hour in range(1, 24 * 20):
        at(hour)
        talks, cursor = asked_for(pages, cursor)
        hours += [hour] * len(talks)
    gaps = [later - one for one, later in itertools.pairwise([0, *hours])]
    assert gaps[0] == 1
    assert gaps == sorted(gaps)
    assert gaps[-1] > 24
    assert len(hours) < 40
    assert hours[-1] <= 14 * 24
    assert "/a/c" not in cursor.state


def test_a_run_with_nothing_due_asks_for_the_feed_alone_and_remembers_the_same(at):
    pages = {f"{SITE}/feed": atom(*map(told, "abc")), **conversations(*"abc")}
    _, cursor = asked_for(pages, None)
    assert asked_for(pages, cursor) == ([], cursor)
    at(24 * 300)
    assert asked_for(pages, cursor) == ([], cursor)
    assert asked_for(pages, cursor, revisit_days=3_000)[0] == ["a", "b", "c"]
    assert asked_for(pages, cursor, every_run=True)[0] == ["a", "b", "c"]


def test_what_the_feed_tells_of_a_conversation_counts_at_once(at):
    pages = {f"{SITE}/feed": atom(told("a", 1), told("b", 1)), **conversations(*"ab")}
    _, cursor = asked_for(pages, None)
    pages[f"{SITE}/feed"] = atom(told("a", 1), told("b", 2))
    talks, cursor = asked_for(pages, cursor)
    assert talks == ["b"]
    assert asked_for(pages, cursor)[0] == []
    rss = "<rss xmlns:slash='http://purl.org/rss/1.0/modules/slash/' xmlns:wfw='http://wellformedweb.org/CommentAPI/'>"
    for count, expected in ((3, ["a"]), (3, []), (4, ["a"])):
        told_by = (
            f"<guid>urn:x:a</guid><wfw:commentRss>{SITE}/a/c</wfw:commentRss><slash:comments>{count}</slash:comments>"
        )
        pages[f"{SITE}/feed"] = f"{rss}<channel><item>{told_by}</item></channel></rss>"
        talks, cursor = asked_for({**pages, f"{SITE}/a/c": atom(entry("a-1"))}, cursor)
        assert talks == expected


def test_there_is_room_for_so_many_in_a_run_and_the_next_one_goes_on(at):
    pages = {f"{SITE}/feed": atom(*map(told, "abc")), **conversations(*"abc")}
    talks, cursor = asked_for(pages, None, comments=2)
    assert talks == ["a", "b"]
    pages[f"{SITE}/feed"] = atom(entry("z"))
    talks, cursor = asked_for(pages, cursor, comments=2)
    assert talks == ["c"]
    assert asked_for(pages, cursor, comments=2)[0] == []


def test_a_conversation_that_fails_for_now_is_asked_for_again_and_one_that_is_none_is_not(at):
    pages = {f"{SITE}/feed": atom(told("x"), told("y")), f"{SITE}/y/c": "<html>gone</html>"}
    talks, cursor = asked_for(pages, None)
    assert talks == ["x", "y"]
    talks, cursor = asked_for(pages, cursor)
    assert talks == ["x"]
    assert asked_for(pages, cursor)[0] == ["x"]


def test_two_entries_with_one_comment_feed_ask_for_it_once(at):
    link = f"<link rel='replies' type='application/atom+xml' href='{SITE}/a/c'/>"
    pages = {f"{SITE}/feed": atom(entry("a", link), entry("b", link)), **conversations("a")}
    talks, cursor = asked_for(pages, None)
    assert talks == ["a"]
    at(24)
    assert asked_for(pages, cursor)[0] == ["a"]


def test_an_address_that_differs_in_every_run_is_no_new_conversation(at):
    pages, cursor = conversations("a"), None
    for number in range(3):
        link = f"<link rel='replies' type='application/atom+xml' href='{SITE}/{number}/a/c'/>"
        pages = {f"{SITE}/feed": atom(entry("a", link)), f"{SITE}/{number}/a/c": atom(entry("a-1"))}
        found, asked = fetched(pages, cursor)
        cursor = found[-1]
        assert len(asked) == (2 if number == 0 else 1)
    at(24)
    assert fetched(pages, cursor)[1] == [f"{SITE}/feed", f"{SITE}/2/a/c"]


@pytest.mark.parametrize("state", ["archives read", "archives not all read", "{}", "[]", '{"talks":{"x":1}}', "\0"])
def test_a_state_of_another_release_is_understood_or_begun_anew(state, at):
    pages = {
        f"{SITE}/feed": atom(told("a"), head=f"<link rel='prev-archive' href='{SITE}/1'/>"),
        f"{SITE}/1": atom(entry("z")),
        **conversations("a"),
    }
    _, asked = fetched(pages, Cursor(state))
    assert asked == [f"{SITE}/feed", f"{SITE}/a/c", f"{SITE}/1"][: 2 if state == "archives read" else 3]
