"""A source that is not to be believed changes nothing; a mirror forgets what its source forgot."""

import datetime as dt
import os
import re

import pytest

from feeds.errors import SourceError
from feeds.ingest import Counts, SourceSettings, ingest
from feeds.model import Article, Comment, Cursor, Skipped
from tests.ingest.conftest import Remote

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
LONG_AGO = (1e9, 1e9)
URL = "https://courier.example/export.json"


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


LISTING = [
    (0, "it lists nothing, last time 20; nothing was changed. If that is right, run once with --accept site"),
    (9, "it lists 9, last time 20"),
    (10, None),
    (40, None),
]


@pytest.mark.parametrize(("listed", "why"), LISTING)
def test_a_list_of_which_only_what_is_new_is_given_is_judged_by_its_length(desk, listed, why):
    assert fetch(desk, [*articles(60), Cursor("60", 20)]).failed is None  # 40 are from archives
    assert fetch(desk, [Cursor("60", 20)]).failed is None
    before = state(desk)
    failed = fetch(desk, [*articles(1, start=60), Cursor("61", listed)]).failed
    assert (why is None) == (failed is None)
    assert failed is None or why in failed
    assert (state(desk) == before) == (why is not None)
    assert fetch(desk, [Cursor("61", listed)], accept=True).failed is None
    assert fetch(desk, [Cursor("61", listed)]).failed is None
    assert fetch(desk, [Cursor("62")]).failed is None  # asks for what is new, and there is nothing


def test_a_list_is_judged_anew_when_the_options_say_what_stands_on_it(desk):
    fetch(desk, [*articles(60), Cursor("60", 60)])
    assert fetch(desk, [Cursor("60", 2)], options={"links": "//nav//a"}).failed is None
    assert fetch(desk, [Cursor("60", 0)], options={"links": "//nav//a"}).failed


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
