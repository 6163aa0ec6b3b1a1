"""What stands in entries and feeds, and what links to what."""

import datetime as dt
import time
from dataclasses import replace

import pytest

from feeds.compose import Composer
from feeds.compose.content import categories, full_content
from feeds.compose.entries import MOST, bounded, distinct, size
from feeds.feed import Entry, Feed, Kept, Shape
from feeds.formats.atom import Atom
from feeds.formats.jsonfeed import JsonFeed
from feeds.formats.rss import Rss
from feeds.model import Article, Author, Comment, Image, PullQuote, Site
from feeds.store import Name, Removed, StoredArticle, StoredComment

NOON = dt.datetime(2025, 6, 16, 12, tzinfo=dt.UTC)
SITE = Site(
    title="The Courier", url="https://courier.example/", feeds_url="https://courier.example/feeds/",
    description="News.",
    language="en-IN", authority="courier.example,2025", policy="Be kind.", disclaimer="Views are the readers'.",
)  # fmt: skip
ARTICLE = Article(
    source="pages", key="bridge", title="The bridge", url="https://courier.example/news/bridge", summary="It stands.",
    content="<p>Body.</p>", section="World", categories=("Bridges", "world"), language="hi",
    authors=(Author(name="IANS", kind="organisation"),),
)  # fmt: skip
STORED = StoredArticle(
    seq=1, guid="tag:courier.example,2025:pages/bridge", slug="bridge", article=ARTICLE, published=NOON, updated=NOON,
    first_seen=NOON, comments=2, newest_comment=NOON + dt.timedelta(hours=2), revision=1, names=(("section", "world"),),
)  # fmt: skip
COMPOSER = Composer(SITE, Shape())


def said(seq: int, name: str | None, parent: str | None = None) -> StoredComment:
    author = Author(name=name) if name else None
    return StoredComment(
        seq=seq, guid=f"tag:courier.example,2025:pages/bridge/comments/{seq}", article_seq=1,
        comment=Comment(source="pages", article="bridge", key=str(seq), content="<p>So it is.</p>", author=author),
        published=NOON + dt.timedelta(hours=seq), first_seen=NOON, parent_guid=parent, fragment=f"comment-{seq}",
    )  # fmt: skip


FIRST = said(1, "Rajiv K.")
ANSWER = said(2, None, parent=FIRST.guid)


def test_the_site_feed():
    feed = COMPOSER.site_feed([STORED], 1)
    assert (feed.path, feed.title, feed.description) == ("feed", "The Courier", "News.")
    assert feed.id == "tag:courier.example,2025:/feed"
    assert feed.url("atom") == "https://courier.example/feeds/feed.atom"
    assert feed.updated == NOON
    assert [author.name for author in feed.authors] == ["The Courier"]


def test_an_article_links_its_conversation():
    (entry,) = COMPOSER.site_feed([STORED], 1).entries
    assert entry.replies is not None
    assert entry.replies.page == "https://courier.example/news/bridge#comments"
    assert dict(entry.replies.feeds)["rss"] == "https://courier.example/feeds/articles/bridge/comments.rss"
    assert dict(entry.replies.feeds)["atom"] == COMPOSER.conversation(STORED, []).url("atom")
    assert (entry.replies.count, entry.replies.updated) == (2, NOON + dt.timedelta(hours=2))


def test_without_comment_feeds_nothing_links_to_them():
    composer = Composer(SITE, replace(Shape(), comment_feeds=False))
    assert composer.site_feed([STORED], 1).entries[0].replies is None


def test_a_conversation():
    feed = COMPOSER.conversation(STORED, [ANSWER, FIRST])
    assert (feed.title, feed.language) == ("Comments on The bridge", "hi")
    assert (feed.description, feed.rights) == ("Be kind.", "Views are the readers'.")
    assert feed.home == "https://courier.example/news/bridge#comments"
    assert feed.updated == ANSWER.published
    answer, first = feed.entries
    assert (first.title, answer.title) == ("Comment by Rajiv K.", "Comment by Anonymous")
    assert first.url == "https://courier.example/news/bridge#comment-1"
    assert first.in_reply_to is not None
    assert (first.in_reply_to.ref, first.in_reply_to.href) == (STORED.guid, ARTICLE.url)
    assert first.in_reply_to.source == "https://courier.example/feeds/feed.atom"
    assert answer.in_reply_to is not None
    assert (answer.in_reply_to.ref, answer.in_reply_to.href) == (FIRST.guid, first.url)
    assert answer.in_reply_to.source == feed.url("atom")


def test_a_conversation_without_comments_is_as_old_as_its_article():
    feed = COMPOSER.conversation(STORED, [])
    assert (feed.entries, feed.updated) == ((), NOON)


def test_the_site_comments_say_on_which_article():
    feed = COMPOSER.comments_feed([(ANSWER, STORED)])
    assert feed.entries[0].title == "Comment by Anonymous on The bridge"
    assert feed.entries[0].in_reply_to is not None
    assert feed.entries[0].in_reply_to.href == ARTICLE.url
    assert (feed.description, feed.rights) == ("Be kind.", "Views are the readers'.")


@pytest.mark.parametrize(
    ("kind", "path"), [("section", "sections/x/feed"), ("tag", "tags/x/feed"), ("author", "authors/x/feed")]
)
def test_names(kind, path):
    feed = COMPOSER.name_feed(
        Name(kind=kind, slug="x", name="X Y", articles=1, newest=NOON, places=1, revision=1), [STORED]
    )
    assert (feed.path, feed.title) == (path, "The Courier: X Y")


def test_an_article_without_an_address():
    stored = replace(STORED, article=replace(ARTICLE, url=None))
    (entry,) = COMPOSER.site_feed([stored], 1).entries
    assert entry.url is None
    assert entry.replies is not None
    assert entry.replies.page is None
    feed = COMPOSER.conversation(stored, [FIRST])
    assert (feed.home, feed.entries[0].url) == ("https://courier.example/", None)


def test_an_empty_site_is_as_old_as_its_authority():
    assert COMPOSER.site_feed([], 0).updated == dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("change", "summary"),
    [
        ({}, "It stands."),
        ({"summary": None}, "Body."),
        ({"summary": None, "content": "", "subtitle": "Still."}, "Still."),
        ({"summary": None, "content": ""}, "The bridge"),
    ],
)
def test_there_is_always_a_summary(change, summary):
    stored = replace(STORED, article=replace(ARTICLE, **change))
    assert COMPOSER.site_feed([stored], 1).entries[0].summary == summary


def test_categories_are_the_section_and_the_tags_once():
    assert categories(ARTICLE) == ("World", "Bridges")


def test_full_content():
    article = replace(
        ARTICLE,
        image=Image(url="https://courier.example/a.jpg?x=1&y=2", alt='"A"', credit="B & C", width=3),
        pull_quote=PullQuote(text="1 < 2", attribution="Euler"),
        highlights=("One", "<Two>"),
    )
    assert full_content(article) == (
        '<figure><img alt="&quot;A&quot;" src="https://courier.example/a.jpg?x=1&amp;y=2" width="3">'
        "<figcaption>B &amp; C</figcaption></figure>"
        "<blockquote><p>1 &lt; 2</p><p>— <cite>Euler</cite></p></blockquote>"
        "<ul><li>One</li><li>&lt;Two&gt;</li></ul><p>Body.</p>"
    )


def test_an_image_that_the_body_shows_is_not_shown_twice():
    body = '<p><img src="https://courier.example/a.jpg?x=1&amp;y=2"></p>'
    article = replace(ARTICLE, image=Image(url="https://courier.example/a.jpg?x=1&y=2"), content=body)
    assert full_content(article) == body


def test_summaries_only():
    composer = Composer(SITE, replace(Shape(), full_text=False))
    assert composer.site_feed([STORED], 1).entries[0].content == ""


def test_updated_differs_within_a_feed():
    entries = [Entry(id=f"urn:x:{n}", title="T", published=NOON, updated=NOON) for n in range(3)]
    updated = [entry.updated for entry in distinct(entries)]
    assert updated == [NOON + dt.timedelta(microseconds=n) for n in (2, 1, 0)]
    assert len(set(updated)) == len(updated)


def test_updated_differs_beyond_any_number_of_entries_of_one_second():
    entries = [Entry(id="urn:x:next", title="T", published=NOON, updated=NOON + dt.timedelta(microseconds=1))]
    entries += [Entry(id=f"urn:x:{n}", title="T", published=NOON, updated=NOON) for n in range(1500)]
    assert len({entry.updated for entry in distinct(entries)}) == 1501


def test_a_document_holds_whole_contents_up_to_a_bound():
    entries = [
        Entry(id=f"urn:x:{n}", title="T", published=NOON, updated=NOON, content="<p>x</p>" * 70_000) for n in range(5)
    ]
    short = bounded(entries, 3_500_000)
    assert [bool(entry.content) for entry in short] == [True, True, False, False, False]
    assert short[4].summary.startswith("x")


def test_a_kept_entry_counts_as_much_as_the_same_in_full():
    """Or more: a feed that is cut when it is made from nothing is never put together from what stands."""
    for content in ("<p>x & y</p>" * 3000, "é" * 50_000, "x" * 100):
        entry = Entry(id="urn:x:1", title="T", published=NOON, updated=NOON, content=content)
        feed = Feed(path="f", id="urn:x", title="T", description="", home="https://x.example/", language="en",
                    urls=tuple((name, f"https://x.example/f.{name}") for name in ("rss", "atom", "json")),
                    updated=NOON, authors=(), entries=(entry,))  # fmt: skip
        for formats in ((Rss(),), (Atom(),), (JsonFeed(),), (Rss(), Atom(), JsonFeed())):
            pieces = [form.pieces(form.render(feed).body)[entry.id] for form in formats]
            kept = Kept(id=entry.id, updated=NOON, content=min(piece.content for piece in pieces), pieces={})
            assert size(kept) >= size(entry)
            assert size(kept) == size(entry) or not isinstance(formats[-1], Atom)


def test_what_does_not_fit_even_as_excerpts_is_left_out():
    entries = [
        Entry(id=f"urn:x:{n}", title="T", published=NOON, updated=NOON, content="<p>x</p>" * 400) for n in range(MOST)
    ]
    short = bounded(entries, 3_500_000)
    assert len(short) < MOST
    assert 3_500_000 < sum(map(size, short)) < 4_700_000


@pytest.mark.parametrize(("places", "linked"), [(50, False), (100, False), (101, True), (250, True)])
def test_a_feed_that_does_not_hold_everything_links_to_its_archive(places, linked):
    history = COMPOSER.site_feed([STORED], places).history
    assert (history is not None) is linked
    if history:
        page = 1 + (places - 1) // 100
        assert dict(history.prev)["atom"] == f"https://courier.example/feeds/archive/{page}.atom"


def test_an_archive_page_stands_between_its_neighbours_and_counts_no_comments():
    feed = COMPOSER.archive(None, 1, 3, [STORED])
    assert (feed.path, feed.entries[0].replies.count) == ("archive/2", None)
    assert feed.history.archive
    assert [dict(urls)["rss"].removeprefix(SITE.feeds_url) for urls in (feed.history.prev, feed.history.next)] == [
        "archive/1.rss",
        "archive/3.rss",
    ]
    assert COMPOSER.archive(None, 0, 3, [STORED]).history.prev == ()
    assert COMPOSER.archive(None, 2, 3, [STORED]).history.next == ()


def test_tombstones_are_bounded_in_number_and_age():
    gone = [Removed(guid=f"tag:x,2025:{n}", when=NOON - dt.timedelta(days=n)) for n in range(40)]
    stones = COMPOSER.site_feed([STORED], 1, gone).tombstones
    assert len(stones) == 31
    few = Composer(SITE, replace(Shape(), tombstones=2)).site_feed([STORED], 1, gone).tombstones
    assert [stone.ref for stone in few] == ["tag:x,2025:0", "tag:x,2025:1"]


def test_a_removed_article_says_so_in_its_comment_feed():
    feed = COMPOSER.farewell(STORED)
    assert feed.path == COMPOSER.conversation(STORED, []).path
    assert feed.description == "The article was removed, and its comments with it: The bridge"
    assert feed.entries == ()


def test_a_hundred_thousand_entries_of_one_second_are_told_apart_in_no_time():
    entries = [Entry(id=f"urn:x:{n}", title="T", published=NOON, updated=NOON) for n in range(100_000)]
    started = time.perf_counter()
    assert distinct(entries)[0].updated == NOON + dt.timedelta(microseconds=99_999)
    assert time.perf_counter() - started < 10  # one after the other it would be an hour


def test_a_document_holds_so_many_entries_and_no_more():
    entries = [Entry(id=f"urn:x:{n}", title="T", published=NOON, updated=NOON) for n in range(MOST + 5)]
    assert bounded(entries, 10**9) == tuple(entries[:MOST])
