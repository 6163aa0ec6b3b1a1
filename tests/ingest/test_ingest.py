"""Records into the store: one bad record or file is named, and nothing else is lost."""

import datetime as dt
import os
import time
from pathlib import Path

import pytest

from feeds.errors import SourceError, StoreError
from feeds.ingest import Counts, SourceSettings, ingest, read
from feeds.model import Article, Comment, Cursor, Skipped
from tests.ingest.conftest import Remote

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)


def whys(report):
    return [f"{skipped.where}: {skipped.why}" for skipped in report.skipped]


def test_a_page_and_its_comments(desk):
    desk.write(
        "pages/news/bridge.jsonl",
        {"article": {"title": "Bridge", "published": "2025-06-16", "content": "<p>Open.</p>", "section": "City"}},
        {"comment": {"author": "Asha", "content": "<p>Good</p>"}},
        {"comment": {"key": "7", "author": "Min", "content": "<p>Yes</p>", "parent": "7"}},
    )
    report = desk.run(permalink="https://courier.example/{year}/{slug}")
    assert (report.articles, report.comments) == (Counts(new=1), Counts(new=2))
    assert (report.failed, report.skipped) == (None, ())
    stored = desk.articles()["news/bridge"]
    assert stored.published == dt.datetime(2025, 6, 15, 18, 30, tzinfo=dt.UTC)  # midnight in Kolkata
    assert stored.article.url == "https://courier.example/2025/bridge"
    assert (stored.comments, stored.names) == (2, (("section", "city"),))
    asha, min_ = desk.comments("news/bridge")
    assert asha.fragment == "comment-1"
    assert asha.comment.key.startswith("unkeyed-")
    assert (min_.fragment, min_.parent_guid) == ("comment-7", None)
    assert [asha.published, min_.published] == [NOW - dt.timedelta(seconds=1), NOW]


def test_times_without_zone_are_the_site_s(desk):
    desk.write("pages/a.jsonl", {"article": {"published": "2025-06-16T10:00:00"}})
    desk.write("pages/b.jsonl", {"article": {"published": "2025-06-16T10:00:00-05:00"}})
    desk.run()
    assert desk.articles()["a"].published == dt.datetime(2025, 6, 16, 4, 30, tzinfo=dt.UTC)
    assert desk.articles()["b"].published == dt.datetime(2025, 6, 16, 15, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("when", ["0001-01-01", "9999-12-31", "1970-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00"])
def test_an_absurd_time_counts_as_none_and_is_named(desk, when):
    desk.write("pages/a.jsonl", {"article": {"published": when}}, {"comment": {"published": when}})
    report = desk.run()
    assert report.articles.new == report.comments.new == 1
    assert len(report.skipped) == 2
    assert "cannot be meant" in report.skipped[0].why
    assert desk.articles()["a"].published == NOW - dt.timedelta(seconds=1)


def test_an_article_that_says_only_when_it_was_updated(desk):
    desk.write("pages/a.jsonl", {"article": {"updated": "2025-06-16T10:00:00Z"}})
    desk.run()
    assert desk.articles()["a"].published == dt.datetime(2025, 6, 16, 10, tzinfo=dt.UTC)
    desk.write("pages/a.jsonl", {"article": {"updated": "2025-06-17T10:00:00Z", "content": "<p>New</p>"}})
    desk.run()
    stored = desk.articles()["a"]
    assert (stored.published.day, stored.updated.day) == (16, 17)


def test_one_broken_file_among_many(desk):
    for n in range(9):
        desk.write(f"pages/{n}.jsonl", {"article": {}}, {"comment": {"key": "1"}})
    desk.write("pages/source.jsonl", {"article": {"key": "kept"}}, {"raise": "SourceError"})
    desk.write("pages/value.jsonl", {"raise": "ValueError"})
    desk.write("pages/cut.jsonl", {"article": {}}, '{"article": ')
    desk.write("pages/unknown.bin", "nobody knows this")
    desk.write("pages/picture.png", "no article")
    report = desk.run()
    assert report.failed is None
    assert report.articles.new == 11
    assert whys(report)[:2] == [
        "cut.jsonl: the adapter failed: JSONDecodeError: Expecting value: line 1 column 13 (char 12)",
        "source.jsonl: SourceError",
    ]
    assert whys(report)[2].startswith("unknown.bin: no adapter knows this file; there are: lines, text")
    assert whys(report)[3:] == ["value.jsonl: the adapter failed: ValueError: ValueError"]


def test_a_broken_file_is_tried_again_and_skipped_records_are_told_again(desk):
    os.utime(
        desk.write("pages/a.jsonl", {"article": {}}, {"skipped": "bad line"}, {"comment": {"article": "?"}}), (1e9, 1e9)
    )
    os.utime(desk.write("pages/b.jsonl", {"raise": "ValueError"}), (1e9, 1e9))
    first, second = desk.run(), desk.run()
    assert (first.files, second.files, second.files_kept) == (2, 1, 1)
    assert "a.jsonl: bad line" in whys(first)
    assert "a.jsonl: bad line" in whys(second)
    assert any("b.jsonl" in why for why in whys(second))


@pytest.mark.parametrize("path", ["nowhere", "pages/*.md", "pages/a.jsonl"])
def test_a_source_that_cannot_be_read_fails_with_words_and_empties_nothing(desk, path):
    desk.write("pages/a.jsonl", {"article": {}})
    desk.run()
    desk.write("pages/a.jsonl", {"article": {"title": "half"}}, {"raise": "SourceError"})
    report = desk.run(path)
    assert report.failed
    assert (report.articles, report.comments) == (Counts(), Counts())
    assert [stored.article.title for stored in desk.articles().values()] == ["T"]


def test_an_unknown_adapter_is_named(desk):
    desk.write("pages/a.jsonl", {"article": {}})
    assert 'no adapter "word"' in desk.run(adapter="word").failed


def test_memory_errors_pass(desk):
    desk.write("pages/a.jsonl", {"raise": "MemoryError"})
    with pytest.raises(MemoryError):
        desk.run()


def test_the_surest_adapter_reads_a_file(desk):
    desk.write("pages/a.txt", {"article": {"title": "By lines"}})
    desk.write("pages/b.txt", "By text")
    desk.write("pages/c.txt", "sniff-raises")
    desk.run()
    assert [stored.article.title for stored in desk.articles().values()] == ["By lines", "By text", "sniff-raises"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"article": {"key": " "}}, "without a key"),
        ({"article": {"key": "x", "title": "", "content": "<p> </p>"}}, "neither a title nor any text"),
        ({"article": {"key": "good"}}, "same key"),
        ({"article": {"key": "x", "title": 7}}, "AttributeError"),
        ({"article": {"key": "x", "views": "many"}}, "TypeError"),
        ({"comment": {"article": "nowhere"}}, 'on "nowhere": there is no such article yet; it waits for one'),
        ({"comment": {"article": "good", "content": "<script>x</script>"}}, "without any text"),
        ({"comment": {"article": "good", "key": "1"}}, "same key"),
        ({"comment": {"article": "good", "content": None}}, "Error"),
        ({"other": None}, "NoneType, which is no record"),
        ({"other": {"a": 1}}, "dict, which is no record"),
    ],
)
def test_a_bad_record_among_good_ones_is_named(desk, line, why):
    desk.write(
        "pages/a.jsonl",
        {"article": {"key": "good"}},
        {"comment": {"article": "good", "key": "1"}},
        line,
        {"article": {"key": "last"}},
        {"comment": {"article": "good", "key": "2"}},
    )
    report = desk.run()
    assert (report.articles.new, report.comments.new) == (2, 2)
    assert len(report.skipped) == 1
    assert why in report.skipped[0].why
    assert report.skipped[0].where == "a.jsonl"


def test_strange_texts_are_taken_or_named_alone(desk):
    strange = ["\x00", "\ud800", "\ufffe", "a/../../etc", "CON", "%41", "x" * 100_000, "<b>", "'; DROP TABLE"]
    lines = [
        {"article": {"key": f"{text}{n}", "title": text, "section": text, "guid": text, "url": text, "base": text}}
        for n, text in enumerate(strange)
    ]
    lines += [
        {"comment": {"article": f"{text}{n}", "key": text, "parent": text, "author": text[:2000], "url": text}}
        for n, text in enumerate(strange)
    ]
    desk.write("pages/a.jsonl", {"article": {"key": "good"}}, *lines, {"article": {"key": "last"}})
    report = desk.run()
    assert report.failed is None
    assert report.articles.new + len(report.skipped) >= len(strange) + 2
    assert {"good", "last"} <= set(desk.articles())
    slugs = [stored.slug for stored in desk.articles().values()]
    assert len({slug.lower() for slug in slugs}) == len(slugs)


def test_an_article_without_title_has_the_first_words_of_its_text(desk):
    desk.write("pages/a.jsonl", {"article": {"title": " ", "content": "<p>The <b>bridge</b> is open.</p>"}})
    desk.write("pages/b.jsonl", {"article": {"title": "", "content": '<img src="https://a.example/i.png">'}})
    desk.run()
    assert [stored.article.title for stored in desk.articles().values()] == ["The bridge is open.", "b"]


def test_comments_that_come_before_their_article(desk):
    desk.write("pages/a.jsonl", {"comment": {"article": "z", "key": "1"}}, {"comment": {"article": "?", "key": "1"}})
    desk.write("pages/z.jsonl", {"article": {}})
    report = desk.run()
    assert report.comments == Counts(new=1)
    assert whys(report) == ['a.jsonl: a comment on "?": there is no such article yet; it waits for one']


def test_an_article_that_two_files_have_is_named_once_and_keeps_the_comments_of_both(desk):
    """Two exports of one site: a line for each comment in every run would fill somebody's mail."""
    said = [{"comment": {"article": "a", "key": key}} for key in ("1", "2")]
    desk.write("pages/a.jsonl", {"article": {"key": "a"}}, *said)
    desk.write("pages/b.jsonl", {"article": {"key": "a"}}, *said, {"comment": {"article": "a", "key": "3"}})
    report = desk.run()
    assert whys(report) == ['b.jsonl: article "a": same key as an earlier one in this run']
    assert (report.articles.new, report.comments.new) == (1, 3)


def test_same_words_twice_are_two_comments_and_stay_two(desk):
    first = {"comment": {"author": "A", "content": "<p>First!</p>"}}
    desk.write("pages/a.jsonl", {"article": {}}, first, first, first)
    desk.run()
    before = {reply.guid: reply.published for reply in desk.comments("a")}
    assert len(before) == 3
    desk.write("pages/a.jsonl", {"article": {}}, {"comment": {"content": "<p>Above</p>"}}, first, first, first)
    report = desk.run()
    assert report.comments == Counts(new=1, unchanged=3)
    assert {reply.guid: reply.published for reply in desk.comments("a")}.items() > before.items()


def test_gone_records_remove(desk):
    desk.write(
        "pages/a.jsonl", {"article": {"key": "x"}}, {"article": {"key": "y"}}, {"comment": {"article": "y", "key": "1"}}
    )
    desk.run()
    desk.write("pages/a.jsonl", {"gone": {"key": "x"}}, {"gone": {"key": "y", "comment": "1"}}, {"gone": {"key": "?"}})
    report = desk.run()
    assert (report.articles.removed, report.comments.removed) == (1, 1)
    assert [(key, stored.comments) for key, stored in desk.articles().items()] == [("y", 0)]


def test_a_time_of_removal_without_a_zone_is_in_the_site_s(desk):
    desk.write("pages/a.jsonl", {"article": {"key": "x"}}, {"article": {"key": "y"}})
    desk.run()
    desk.write("pages/a.jsonl", {"article": {"key": "y"}}, {"gone": {"key": "x", "when": "2025-06-17T08:00:00"}})
    desk.run()
    (grave,) = desk.store.removed(9)
    assert grave.when == dt.datetime(2025, 6, 17, 2, 30, tzinfo=dt.UTC)  # Asia/Kolkata


def test_cursors_come_back(desk):
    desk.write("pages/a.jsonl", {"article": {}}, {"cursor": "x"})
    desk.run()
    desk.write("pages/a.jsonl", {"article": {}}, {"cursor": "y"})
    desk.run()
    with desk.store._engine.connect() as connection:
        (text,) = connection.exec_driver_sql("SELECT cursor FROM feedhouse_sources").one()
    assert '"xy"' in text


def test_a_store_that_breaks_is_no_source_s_fault(desk):
    desk.write("pages/a.jsonl", {"article": {}})
    with desk.store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE feedhouse_memberships")
        connection.exec_driver_sql("DROP TABLE feedhouse_comments")
    with pytest.raises(StoreError):
        desk.run()


def test_twenty_thousand_comments_of_the_same_words(desk):
    comment = '{"comment": {"author": "A", "content": "<p>First!</p>"}}'
    desk.write("pages/a.jsonl", {"article": {"published": "2025-06-16"}}, *[comment] * 20_000)
    start = time.process_time()
    assert desk.run().comments.new == 20_000
    assert time.process_time() - start < 60  # 20,000 take 3 s; quadratic would be minutes
    found = [reply.published for reply in desk.comments("a")]
    assert found == sorted(set(found))


def test_an_address(desk):
    def told(since):
        return Article(source="someone else", key="feed", title=f"Since {since.state if since else None}")

    def run(*records, **settings):
        source = SourceSettings(name="site", url="https://courier.example/feed", **settings)
        return ingest(source, {"remote": Remote}, desk.store, [told, *records], NOW, desk.site)

    assert run(Cursor("1"), adapter="remote").articles.new == 1
    assert run(SourceError("the site answers 404"), adapter="remote").failed == "the site answers 404"
    assert run(Cursor("2"), adapter="remote").articles.changed == 1
    (stored,) = desk.articles().values()
    assert (stored.article.source, stored.article.title) == ("site", "Since 1")
    assert "an address needs an adapter" in run().failed


def test_reading_without_a_store(desk):
    desk.write("pages/a.jsonl", {"article": {"title": " A "}}, {"comment": {"content": "<p>x<script>y</script></p>"}})
    desk.write("pages/b.jsonl", {"raise": "ValueError"})
    desk.write("pages/c.bin", "?")
    paths = [str(desk.folder / "pages"), str(desk.folder / "nowhere")]
    readings = list(read(paths, desk.adapters))
    assert [reading.asked for reading in readings] == [paths[0]] * 3 + [paths[1]]
    assert [reading.adapter for reading in readings] == ["lines", "lines", None, None]
    found = [(Path(reading.where).name, record) for reading in readings for record in reading.records]
    assert [name for name, _ in found] == ["a.jsonl", "a.jsonl", "b.jsonl", "c.bin", "nowhere"]
    kinds = [type(record) for _, record in found]
    assert kinds == [Article, Comment, Skipped, Skipped, Skipped]
    assert (found[0][1].title, found[0][1].key) == ("A", "a")
    assert "script" not in found[1][1].content
    with pytest.raises(SourceError, match="there are: lines, text"):
        list(read(paths, desk.adapters, SourceSettings(name="extract", adapter="word")))
