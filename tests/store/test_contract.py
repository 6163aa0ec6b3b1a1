"""What every store must do: what is put in comes out, once, in order; what did not change costs no revision."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from feeds.errors import SourceError
from feeds.model import Author, Dateline, Enclosure, Gone, Image, PullQuote
from feeds.store import Run, marks, open_store
from tests.store.whole import newest_comments

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
RUN = Run(source="pages", now=NOW, zone=ZoneInfo("UTC"))
ALL = dt.timedelta(days=36500)


def test_an_empty_store(newsroom):
    store = newsroom.store
    assert store.revision() == 0
    assert store.authority == "courier.example,2025"
    assert len(store.identity()) == 32
    assert list(store.changed_articles(0)) == store.newest_articles(9, ALL) == newest_comments(store, 9, ALL) == []
    assert store.names() == []
    assert store.conversation(1) == []


def test_a_whole_article_comes_back_as_it_was_put(newsroom):
    draft = newsroom.article(
        "a",
        newsroom.at(2025, 6, 1, 9, 30),
        url="https://courier.example/news/bridge.html",
        subtitle="Sub \U0001f600",
        published=dt.datetime(2025, 6, 1, 9, 30, tzinfo=dt.UTC),
        summary="Summary",
        highlights=("One", "Two"),
        pull_quote=PullQuote(text="Yes", attribution="Kim"),
        dateline=Dateline(place="Seoul", date="June 16"),
        authors=(Author(name="IANS", kind="organisation"), Author(name="Asha", url="https://a.example/")),
        section="World",
        categories=("한국", "Trade"),
        image=Image(url="https://a.example/i.jpg", width=3, height=2),
        enclosures=(Enclosure(url="https://a.example/a.mp3", type="audio/mpeg", length=4),),
        language="en-IN",
        views=272,
        comments_open=True,
    )
    assert newsroom.put(draft) == ["new"]
    (stored,) = newsroom.store.changed_articles(0)
    assert stored.article == draft.article
    assert (stored.slug, stored.seq, stored.revision) == ("bridge", 1, 1)
    assert stored.guid == "tag:courier.example,2025:pages/a"
    assert stored.published == stored.updated == dt.datetime(2025, 6, 1, 9, 30, tzinfo=dt.UTC)
    assert stored.first_seen == NOW
    assert stored.names == (
        ("section", "world"),
        ("tag", "hangug"),
        ("tag", "trade"),
        ("author", "ians"),
        ("author", "asha"),
    )


@pytest.mark.parametrize(
    "when",
    [
        dt.date(2025, 6, 16),
        dt.datetime(2025, 6, 16, 9),  # noqa: DTZ001  a source may name no zone
        dt.datetime(2025, 6, 16, 9, tzinfo=dt.UTC),
    ],
)
def test_a_time_keeps_its_kind(newsroom, when):
    newsroom.put(newsroom.article("a", published=when))
    (stored,) = newsroom.store.changed_articles(0)
    assert stored.article.published == when
    assert type(stored.article.published) is type(when)


def test_an_unchanged_record_costs_no_revision(newsroom):
    drafts = [newsroom.article("a"), newsroom.comment("a", "1")]
    assert newsroom.put(*drafts) == ["new", "new"]
    before = (list(newsroom.store.changed_articles(0)), newsroom.store.conversation(1))
    assert newsroom.put(*drafts, now=LATER) == ["unchanged", "unchanged"]
    assert newsroom.store.revision() == 1
    assert (list(newsroom.store.changed_articles(0)), newsroom.store.conversation(1)) == before


@pytest.mark.parametrize(
    "change", [{"views": 7}, {"content": "<p>Text.</p>\n\n"}, {"content": "<p>Text.</p> "}, {"comments_open": False}]
)
def test_counts_and_white_space_are_no_change(newsroom, change):
    newsroom.put(newsroom.article("a"))
    assert newsroom.put(newsroom.article("a", **change)) == ["unchanged"]


def test_changed_articles_are_those_changed_since(newsroom):
    newsroom.put(newsroom.article("a"), newsroom.article("b"))
    newsroom.put(newsroom.article("b", title="Other"), newsroom.article("c"))
    assert [stored.article.key for stored in newsroom.store.changed_articles(1)] == ["b", "c"]
    assert list(newsroom.store.changed_articles(2)) == []


def test_a_comment_bumps_its_article_and_not_its_updated(newsroom):
    newsroom.put(newsroom.article("a", newsroom.at(2025, 6, 1)), newsroom.article("b", newsroom.at(2025, 6, 1)))
    newsroom.put(newsroom.comment("a", "1", newsroom.at(2025, 6, 2)), now=LATER)
    (stored,) = newsroom.store.changed_articles(1)
    assert (stored.article.key, stored.comments, stored.revision) == ("a", 1, 2)
    assert stored.newest_comment == dt.datetime(2025, 6, 2, tzinfo=dt.UTC)
    assert stored.updated == dt.datetime(2025, 6, 1, tzinfo=dt.UTC)


def test_newest_articles_are_at_least_so_many_and_all_of_the_window(newsroom):
    newsroom.put(*(newsroom.article(f"k{n}", newsroom.at(2025, 6, n)) for n in (3, 1, 9, 8, 7, 2)))
    keys = lambda *asked: [stored.article.key for stored in newsroom.store.newest_articles(*asked)]  # noqa: E731
    assert keys(1, dt.timedelta()) == ["k9"]
    assert keys(4, dt.timedelta(hours=1)) == ["k9", "k8", "k7", "k3"]
    assert keys(1, dt.timedelta(days=2)) == ["k9", "k8", "k7"]
    assert keys(0, ALL) == ["k9", "k8", "k7", "k3", "k2", "k1"]


def test_newest_articles_of_one_moment_are_the_last_seen_first(newsroom):
    newsroom.put(*(newsroom.article(key, newsroom.at(2025, 6, 1)) for key in "abc"))
    assert [stored.article.key for stored in newsroom.store.newest_articles(3, ALL)] == ["c", "b", "a"]


def test_newest_comments_come_with_their_articles(newsroom):
    newsroom.put(
        newsroom.article("a", newsroom.at(2025, 6, 1)),
        newsroom.article("b", newsroom.at(2025, 6, 1)),
        newsroom.comment("a", "1", newsroom.at(2025, 6, 2)),
        newsroom.comment("b", "1", newsroom.at(2025, 6, 4)),
        newsroom.comment("a", "2", newsroom.at(2025, 6, 3)),
    )
    found = [
        (reply.comment.key, about.article.key) for reply, about in newest_comments(newsroom.store, 2, dt.timedelta())
    ]
    assert found == [("1", "b"), ("2", "a")]
    assert len(newest_comments(newsroom.store, 1, ALL)) == 3


def test_conversations_are_newest_first_and_know_their_parents(newsroom):
    newsroom.put(
        newsroom.article("a"),
        newsroom.article("b"),
        newsroom.comment("a", "1", newsroom.at(2025, 6, 2)),
        newsroom.comment("a", "2", newsroom.at(2025, 6, 3), parent="1"),
        newsroom.comment("a", "3", newsroom.at(2025, 6, 3), parent="nobody"),
    )
    found = newsroom.store.conversations([1, 2])
    assert [reply.comment.key for reply in found[1]] == ["3", "2", "1"]
    parents = {reply.comment.key: reply.parent_guid for reply in found[1]}
    assert parents == {"1": None, "2": "tag:courier.example,2025:pages/a/comments/1", "3": None}
    assert found[2] == []
    assert newsroom.store.conversation(1) == found[1]


@pytest.mark.parametrize(
    ("parents", "mended"),
    [
        ({"1": "1"}, {"1": None}),
        ({"1": "2", "2": "1"}, {"1": None, "2": "1"}),
        ({"1": None, "2": "4", "3": "2", "4": "3", "5": "4"}, {"1": None, "2": None, "3": "2", "4": "3", "5": "4"}),
    ],
)
def test_no_reply_is_above_itself(newsroom, parents, mended):
    newsroom.put(newsroom.article("a"), *(newsroom.comment("a", key, parent=above) for key, above in parents.items()))
    found = {
        reply.comment.key: reply.parent_guid and reply.parent_guid.rpartition("/")[2]
        for reply in newsroom.store.conversation(1)
    }
    assert found == mended


def test_a_parent_that_comes_later_is_found(newsroom):
    newsroom.put(newsroom.article("a"), newsroom.comment("a", "2", parent="1"))
    newsroom.put(newsroom.comment("a", "1"))
    assert newsroom.store.conversation(1)[1].parent_guid == "tag:courier.example,2025:pages/a/comments/1"
    assert [stored.revision for stored in newsroom.store.changed_articles(1)] == [2]


def test_updated_moves_only_with_what_a_reader_reads(newsroom):
    published = newsroom.at(2025, 6, 1)
    newsroom.put(newsroom.article("a", published))
    newsroom.put(newsroom.article("a", published, categories=("new",)), now=LATER)
    assert newsroom.articles()["a"].updated == published.at
    newsroom.put(newsroom.article("a", published, content="<p>More.</p>"), now=LATER)
    assert newsroom.articles()["a"].updated == LATER
    edited = LATER + dt.timedelta(minutes=5)
    newsroom.put(newsroom.article("a", published, content="<p>Most.</p>", updated=edited), now=LATER)
    assert newsroom.articles()["a"].updated == edited


def test_updated_is_never_before_published(newsroom):
    newsroom.put(newsroom.article("a", newsroom.at(2025, 6, 1), updated=dt.datetime(2024, 1, 1, tzinfo=dt.UTC)))
    assert newsroom.articles()["a"].updated == dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
    early = dt.datetime(2005, 1, 1, tzinfo=dt.UTC)
    newsroom.put(newsroom.article("a", newsroom.at(2025, 6, 1), content="<p>New</p>"), now=early)
    assert newsroom.articles()["a"].updated > dt.datetime(2025, 6, 1, tzinfo=dt.UTC)


def test_what_is_gone_is_gone_until_it_comes_back(newsroom):
    newsroom.put(
        newsroom.article("a", section="World"),
        newsroom.article("b"),
        newsroom.comment("a", "1"),
        newsroom.comment("b", "1"),
    )
    with newsroom.store.transaction(RUN) as transaction:
        assert transaction.remove(Gone(source="pages", key="a"))
        assert transaction.remove(Gone(source="pages", key="b", comment="1"))
        assert not transaction.remove(Gone(source="pages", key="a"))
        assert not transaction.remove(Gone(source="pages", key="zzz"))
    store = newsroom.store
    assert store.names() == []
    assert [stored.article.key for stored in store.newest_articles(9, ALL)] == ["b"]
    assert newest_comments(store, 9, ALL) == []
    assert [(stored.article.key, stored.comments) for stored in store.changed_articles(1)] == [("b", 0)]
    assert [stored.article.key for stored in store.removed_articles(1)] == ["a"]
    assert newsroom.put(newsroom.article("a", section="World"), newsroom.comment("b", "1")) == ["changed", "changed"]
    assert [name.articles for name in store.names()] == [1]
    assert len(newest_comments(store, 9, ALL)) == 2
    assert newsroom.articles()["a"].slug == "a"


def test_a_failing_run_leaves_nothing(newsroom):
    newsroom.put(newsroom.article("a"))
    with pytest.raises(SourceError), newsroom.store.transaction(RUN) as transaction:  # noqa: PT012
        transaction.put_articles([newsroom.article("b", newsroom.day(2025, 6, 1), section="World")])
        transaction.put_comments([newsroom.comment("a", "1")])
        transaction.remember("half")
        raise SourceError("the source fell over")
    assert newsroom.store.revision() == 1
    assert list(newsroom.articles()) == ["a"]
    assert newsroom.store.conversation(1) == newsroom.store.names() == []
    with newsroom.store.transaction(RUN) as transaction:
        assert transaction.cursor() is None


def test_the_cursor_is_remembered_for_each_source(newsroom):
    with newsroom.store.transaction(RUN) as transaction:
        transaction.remember("here")
    with newsroom.store.transaction(RUN) as transaction:
        assert transaction.cursor() == "here"
    with newsroom.store.transaction(Run(source="other", now=NOW, zone=ZoneInfo("UTC"))) as transaction:
        assert transaction.cursor() is None
    assert newsroom.store.revision() == 0


def test_comments_without_article_are_orphans(newsroom):
    assert newsroom.put(newsroom.comment("nowhere", "1")) == ["orphan"]
    assert newsroom.store.revision() == 0


def test_the_file_that_is_not_read_keeps_its_article(newsroom):
    newsroom.put(newsroom.article("a", origin="a.html"))
    with newsroom.store.transaction(RUN) as transaction:
        transaction.keep(frozenset({"a.html"}))
        assert transaction.put_articles([newsroom.article("a", origin="a.txt", title="Other")]) == ["taken"]
    assert newsroom.put(newsroom.article("a", origin="a.txt", title="Other")) == ["changed"]


def test_a_store_is_found_again(newsroom, url):
    newsroom.put(newsroom.article("a"))
    with open_store(url, "other.example,2026") as again:
        assert again.authority == "courier.example,2025"
        assert (again.identity(), again.revision()) == (newsroom.store.identity(), 1)


def test_each_revision_has_a_mark_of_its_own_and_an_old_one_has_none_any_more(newsroom, monkeypatch):
    monkeypatch.setattr(marks, "_KEPT", 3)
    store = newsroom.store
    assert (store.mark(0), store.mark(1)) == ("", "")
    given = []
    for number in range(5):
        newsroom.put(newsroom.article(f"a{number}"))
        given.append(store.mark(store.revision()))
    assert [store.mark(revision) for revision in range(7)] == ["", "", "", *given[2:], ""]
    assert len(set(given)) == 5
    assert {len(mark) for mark in given} == {8}


def test_a_second_writer_waits_for_the_first(newsroom, url):
    with open_store(url, "x") as second:
        newsroom.put(newsroom.article("a"))
        with second.transaction(RUN) as transaction:
            assert transaction.put_articles([newsroom.article("b")]) == ["new"]
        assert newsroom.put(newsroom.article("b"), newsroom.article("c")) == ["unchanged", "new"]
        assert [stored.seq for stored in second.changed_articles(0)] == [1, 2, 3]
