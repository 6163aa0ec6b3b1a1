"""A source that is not to be believed changes nothing; dates to come wait; a mirror forgets what its source forgot."""

import datetime as dt
import os
import re

import pytest

from feeds.errors import SourceError
from feeds.ingest import Counts, SourceSettings, ingest
from feeds.model import Article, Comment, Cursor, Skipped

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
LONG_AGO = (1e9, 1e9)
URL = "https://courier.example/export.json"


class Remote:
    """An adapter for an address: gives what the test says, as an iterable in place of the HTTP client."""

    name = "remote"

    def __init__(self, origin):
        self.origin = origin

    @staticmethod
    def sniff(head, name):
        return 0.0

    def read(self, http, since):
        for record in http:
            if isinstance(record, Exception):
                raise record
            yield record


def fetch(desk, records, now=NOW, **settings):
    source = SourceSettings(name="site", url=URL, adapter="remote", **settings)
    return ingest(source, {"remote": Remote}, desk.store, records, now, desk.site)


def articles(count, comments=0, start=0):
    for n in range(start, start + count):
        yield Article(source="site", key=f"k{n}", title=f"T{n}")
        for c in range(comments):
            yield Comment(source="site", article=f"k{n}", key=str(c), content=f"<p>Comment {c} on {n}.</p>")


def state(desk):
    store = desk.store
    live = list(store.changed_articles(0))
    return store.revision(), live, store.conversations([one.seq for one in live])


HTML = Skipped(where=f"{URL}, line 1", why="is no JSON")


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ([], "it gave no article, last time 60"),
        ([HTML], "it gave nothing that could be read: .*line 1: is no JSON"),
        (list(articles(3)), "it gave 3 articles, last time 60"),
        (list(articles(29)), "it gave 29 articles, last time 60"),
        ([*articles(20), HTML], "it gave 20 articles, last time 60"),
        ([*articles(40), SourceError("the answer was cut short")], "cut short"),
        ([*articles(40), ValueError("x")], "the adapter failed: ValueError: x"),
        ([OSError("connection reset")], "connection reset"),
    ],
)
def test_a_bad_night_at_a_source_changes_nothing(desk, records, why):
    assert fetch(desk, articles(60, comments=1)).failed is None
    before = state(desk)
    for minutes in (5, 10):
        report = fetch(desk, records, NOW + dt.timedelta(minutes=minutes))
        assert report.failed is not None
        assert re.search(why, report.failed), report.failed
        assert (report.articles, report.comments) == (Counts(), Counts())
        assert state(desk) == before
    assert fetch(desk, articles(61, comments=1)).articles == Counts(new=1, unchanged=60)


def test_fewer_but_not_too_few_are_right(desk):
    fetch(desk, articles(60))
    assert fetch(desk, articles(30)).failed is None
    assert fetch(desk, articles(15)).failed is None
    assert fetch(desk, articles(8)).failed is None
    assert fetch(desk, articles(1)).failed is None  # 8 are fewer than shrink_least
    assert "no article" in fetch(desk, []).failed
    assert len(list(desk.store.changed_articles(0))) == 60  # missing is not deleted


def test_what_is_right_is_accepted_once(desk):
    fetch(desk, articles(60))
    refused = fetch(desk, articles(2)).failed
    assert "--accept site" in refused
    assert fetch(desk, articles(2), accept=True).failed is None
    assert fetch(desk, articles(2)).failed is None


def test_the_limit_is_the_source_s_own(desk):
    fetch(desk, articles(60))
    assert fetch(desk, articles(50), shrink=0.1).failed
    assert fetch(desk, articles(50), shrink=0.1, shrink_least=100).failed is None
    assert fetch(desk, articles(1), shrink=1.0).failed is None


def test_a_first_answer_that_cannot_be_read_is_a_failure(desk):
    assert fetch(desk, [HTML]).failed
    assert fetch(desk, []).failed is None  # a new site may be empty


def test_a_source_that_says_how_far_it_came_gives_only_what_is_new(desk):
    fetch(desk, [*articles(60), Cursor("60")])
    assert fetch(desk, [Cursor("60")]).failed is None
    assert fetch(desk, [*articles(2, start=60), Cursor("62")]).failed is None
    assert fetch(desk, []).failed  # it no longer does


def test_files_that_were_not_read_count_as_given(desk):
    for n in range(12):
        os.utime(desk.write(f"pages/{n}.jsonl", {"article": {}}), LONG_AGO)
    assert desk.run().failed is None
    desk.write("pages/0.jsonl", {"article": {"title": "New"}})
    report = desk.run()
    assert (report.failed, report.files, report.files_kept) == (None, 1, 11)
    for n in range(6):
        (desk.folder / f"pages/{n}.jsonl").unlink()
    assert desk.run().failed is None
    for n in range(6, 11):
        (desk.folder / f"pages/{n}.jsonl").unlink()
    assert desk.run().failed is None  # 6 are fewer than shrink_least
    os.utime(desk.write("pages/0.jsonl", *({"article": {"key": str(n)}} for n in range(30))), LONG_AGO)
    assert desk.run().failed is None
    (desk.folder / "pages/0.jsonl").unlink()
    assert "it gave 1 article, last time 31" in desk.run().failed
    assert len(desk.articles()) == 30


def test_a_vanished_folder_is_a_failure(desk):
    path = desk.write("pages/a.jsonl", {"article": {}})
    desk.run()
    path.unlink()
    assert "holds no file" in desk.run().failed
    path.parent.rmdir()
    assert "cannot be read" in desk.run().failed
    assert list(desk.articles()) == ["a"]


def test_a_mirror_forgets_what_its_source_forgot(desk):
    fetch(desk, articles(12, comments=3), mirror=True)
    kept = [
        record for record in articles(12, comments=3) if (record.key, getattr(record, "article", "")) != ("1", "k4")
    ]
    kept = [record for record in kept if "k7" not in {record.key, getattr(record, "article", "")}]
    report = fetch(desk, kept, mirror=True)
    assert (report.failed, report.articles.removed, report.comments.removed) == (None, 1, 4)
    assert "k7" not in desk.articles()
    assert [one.comment.key for one in desk.comments("k4")] == ["0", "2"]
    assert [one.guid[-2:] for one in desk.store.removed(9)] == ["k7"]
    assert fetch(desk, articles(12, comments=3), mirror=True).articles.changed == 1
    assert len(desk.comments("k7")) == 3
    assert desk.store.removed(9) == []


def test_without_a_mirror_missing_is_not_deleted(desk):
    fetch(desk, articles(12, comments=3))
    report = fetch(desk, articles(11, comments=2))
    assert (report.articles.removed, report.comments.removed) == (0, 0)
    assert len(desk.comments("k1")) == 3


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ([*articles(12)], "it gave no comment, last time 36"),
        ([*articles(12, comments=1)], "it gave 12 comments, last time 36"),
        ([*articles(5, comments=3)], "it gave 5 articles, last time 12"),
    ],
)
def test_a_mirror_that_loses_too_much_fails(desk, records, why):
    fetch(desk, articles(12, comments=3), mirror=True)
    before = state(desk)
    assert why in fetch(desk, records, mirror=True).failed
    assert state(desk) == before


def test_a_mirror_with_a_skipped_record_removes_nothing(desk):
    fetch(desk, articles(12), mirror=True)
    assert fetch(desk, [*articles(11), Skipped(where="12", why="broken")], mirror=True).articles.removed == 0
    assert len(desk.articles()) == 12


def test_a_mirrored_folder(desk):
    comment = [{"comment": {"key": str(n)}} for n in range(3)]
    for n in range(20):
        os.utime(desk.write(f"pages/{n:02}.jsonl", {"article": {}}, *comment), LONG_AGO)
    aside = [{"comment": {"article": f"{n:02}", "key": "aside"}} for n in range(20)]
    os.utime(desk.write("pages/zz.jsonl", *aside), LONG_AGO)
    assert desk.run(mirror=True).comments.new == 80
    desk.write("pages/03.jsonl", {"article": {}}, *comment[:2])
    (desk.folder / "pages/05.jsonl").unlink()
    report = desk.run(mirror=True)
    assert (report.failed, report.articles.removed, report.comments.removed) == (None, 1, 4)
    assert [one.comment.key for one in desk.comments("03")] == ["0", "1", "aside"]
    assert "05" not in desk.articles()
    desk.write("pages/03.jsonl", {"article": {}}, {"raise": "ValueError"})
    assert desk.run(mirror=True).comments.removed == 0
    for n in range(10):
        desk.write(f"pages/{n:02}.jsonl", {"article": {}})
    failed = desk.run(mirror=True).failed
    assert "no longer has" in failed
    assert "of 2" in failed
    assert len(desk.comments("01")) == 4


def test_a_renamed_file_is_no_loss_to_a_mirror(desk):
    lines = {"article": {"url": "https://courier.example/a"}}, {"comment": {"key": "1"}}
    for n in range(12):
        os.utime(desk.write(f"pages/{n:02}.jsonl", {"article": {}}), LONG_AGO)
    desk.write("pages/a.jsonl", *lines)
    desk.run(mirror=True)
    guid = desk.articles()["a"].guid
    (desk.folder / "pages/a.jsonl").rename(desk.folder / "pages/b.jsonl")
    report = desk.run(mirror=True)
    assert (report.articles.removed, report.comments.removed, report.comments.new) == (0, 0, 0)
    assert desk.articles()["b"].guid == guid


def dated(desk, when, **settings):
    desk.write("pages/a.jsonl", {"article": {"published": when}}, {"comment": {"key": "1", "published": when}})
    return desk.run(**settings)


def test_a_date_to_come_is_held_back_until_it_comes(desk):
    report = dated(desk, "2025-07-01T15:00:00Z")
    assert (report.held, report.articles.new, report.comments.new) == (2, 1, 1)
    assert desk.articles() == {}
    assert desk.store.names() == desk.store.newest_articles(9, HOUR) == desk.store.newest_comments(9, HOUR) == []
    assert desk.store.archive_pages(9) == 0
    assert desk.store.release_due(NOW + HOUR) == 0
    revision = desk.store.revision()
    assert desk.run(now=NOW + HOUR).held == 2
    assert desk.store.revision() == revision
    assert desk.store.release_due(NOW + 3 * HOUR) == 2
    (stored,) = desk.store.changed_articles(revision)
    assert (stored.published, stored.comments, stored.place) == (NOW + 3 * HOUR, 1, 0)
    assert desk.run(now=NOW + 3 * HOUR).held == 0
    assert desk.store.release_due(NOW + 4 * HOUR) == 0
    assert desk.store.revision() == revision + 1


def test_a_held_article_whose_date_is_corrected_goes_out(desk):
    dated(desk, "2025-07-02T15:00:00Z")
    assert dated(desk, "2025-07-01T10:00:00Z").held == 0
    assert desk.articles()["a"].published.hour == 10
    assert dated(desk, "2025-07-02T15:00:00Z").held == 2
    assert desk.articles() == {}
    assert len(list(desk.store.removed_articles(0))) == 1


def test_a_date_to_come_is_clamped_and_stays(desk):
    assert dated(desk, "2025-07-01T15:00:00Z", future="clamp").held == 0
    clamped = NOW.replace(microsecond=0)
    assert desk.articles()["a"].published == desk.comments("a")[0].published == clamped
    desk.run(now=NOW + HOUR, future="clamp")
    desk.write("pages/a.jsonl", {"article": {"published": "2025-07-01T15:00:00Z", "title": "New"}})
    assert desk.run(now=NOW + HOUR, future="clamp").articles.changed == 1
    assert desk.articles()["a"].published == clamped


def test_what_is_held_is_let_out_when_the_setting_changes(desk):
    dated(desk, "2025-07-01T15:00:00Z")
    assert desk.run(future="clamp").held == 0
    assert desk.articles()["a"].published == NOW.replace(microsecond=0)


def test_ten_minutes_ahead_are_a_bad_clock_and_a_clock_before_2025_tells_nothing(desk):
    assert dated(desk, "2025-07-01T12:09:00Z").held == 0
    assert dated(desk, "2025-07-01T15:00:00Z", now=dt.datetime(2005, 1, 1, tzinfo=dt.UTC)).held == 0
    assert list(desk.articles()) == ["a"]


def test_an_updated_to_come_does_not_count(desk):
    desk.write("pages/a.jsonl", {"article": {"published": "2025-06-01", "updated": "2098-01-01T00:00:00Z"}})
    desk.run()
    assert desk.articles()["a"].updated == desk.articles()["a"].published


def test_noise_in_html_is_no_edit(desk):
    one = '<p>A <a title="x" href="https://a.example/b">link</a> <img width="3" src="i.png" alt="z"></p>\n\n<p>Two</p>'
    other = '<p >A <a href=\'https://a.example/b\'  title="x">link</a>\n<img alt="z" src=i.png width=3 /></p>'
    other += "<p> Two </p><!-- 7 -->"
    desk.write(
        "pages/a.jsonl",
        {"article": {"content": one, "base": "https://a.example/"}},
        {"comment": {"key": "1", "content": one}},
    )
    desk.run()
    desk.write(
        "pages/a.jsonl",
        {"article": {"content": other, "base": "https://a.example/", "views": 9}},
        {"comment": {"key": "1", "content": other}},
    )
    report = desk.run(now=NOW + HOUR)
    assert (report.articles, report.comments) == (Counts(unchanged=1), Counts(unchanged=1))


def test_a_corrected_comment_is_counted_as_changed(desk):
    desk.write("pages/a.jsonl", {"article": {}}, {"comment": {"author": "A", "content": "<p>The brigde is open.</p>"}})
    desk.run()
    fixed = {"comment": {"author": "A", "content": "<p>The bridge is open.</p>"}}
    desk.write("pages/a.jsonl", {"article": {}}, {"comment": {"author": "B", "content": "<p>First!</p>"}}, fixed)
    assert desk.run(now=NOW + HOUR).comments == Counts(new=1, changed=1)
    assert desk.articles()["a"].why == "comments: 1 new, 1 edited"
    assert desk.articles()["a"].changed_at == NOW.replace(microsecond=0) + HOUR


def test_a_renamed_record_in_one_file_is_told_at_its_end(desk):
    url = "https://courier.example/a"
    desk.write("pages/a.jsonl", {"article": {"key": "1", "url": url}}, {"comment": {"article": "1", "key": "c"}})
    desk.run()
    desk.write("pages/a.jsonl", {"article": {"key": "2", "url": url}}, {"comment": {"article": "2", "key": "c"}})
    report = desk.run()
    assert (report.articles, report.comments) == (Counts(unchanged=1), Counts(unchanged=1))
    assert list(desk.articles()) == ["2"]


def test_what_changed_is_told_in_words(desk):
    desk.write("pages/a.jsonl", {"article": {"title": "A", "content": "<p>x</p>"}})
    desk.run()
    assert desk.articles()["a"].why == "first seen"
    assert desk.articles()["a"].origin == "a.jsonl"
    desk.write("pages/a.jsonl", {"article": {"title": "B", "content": "<p>y</p>"}}, {"comment": {"key": "1"}})
    desk.run()
    assert desk.articles()["a"].why == "content edited: title, content; comments: 1 new"
    desk.write("pages/b.jsonl", {"gone": {"key": "a"}})
    desk.run()
    (stored,) = desk.store.removed_articles(0)
    assert stored.why == "removed by its source"
