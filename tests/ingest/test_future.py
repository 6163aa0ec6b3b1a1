"""Dates to come wait, or are clamped; and what counts as an edit."""

import datetime as dt

from feeds.ingest import Counts
from tests.store.whole import newest_comments

NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def dated(desk, when, **settings):
    desk.write("pages/a.jsonl", {"article": {"published": when}}, {"comment": {"key": "1", "published": when}})
    return desk.run(**settings)


def test_a_date_to_come_is_held_back_until_it_comes(desk):
    report = dated(desk, "2025-07-01T15:00:00Z")
    assert (report.held, report.articles.new, report.comments.new) == (2, 1, 1)
    assert desk.articles() == {}
    assert desk.store.names() == desk.store.newest_articles(9, HOUR) == newest_comments(desk.store, 9, HOUR) == []
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
