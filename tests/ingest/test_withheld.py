"""What a source has, but not for the public: it vanishes where it was published, and counts for nothing elsewhere."""

import os

import pytest
from sqlalchemy import event

from feeds.ingest import Counts
from tests.ingest.conftest import Lines

DRAFT = {"gone": {"key": "b", "withheld": True}}
PENDING = {"gone": {"key": "a", "comment": "2", "withheld": True}}
A, B = {"article": {"key": "a"}}, {"article": {"key": "b"}}
SAID = [{"comment": {"article": "a", "key": key}} for key in ("1", "2")]


def shown(desk):
    live = desk.articles()
    return {key: [reply.comment.key for reply in desk.comments(key)] for key in sorted(live)}


def test_what_was_published_vanishes_and_comes_back(desk):
    desk.write("pages/x.txt", A, *SAID, B)
    desk.run()
    desk.write("pages/x.txt", A, SAID[0], PENDING, DRAFT, {"gone": {"key": "never", "withheld": True}})
    report = desk.run()
    assert (report.articles, report.comments) == (Counts(unchanged=1, removed=1), Counts(unchanged=1, removed=1))
    assert shown(desk) == {"a": ["1"]}
    before = desk.store.revision()
    desk.write("pages/x.txt", A, SAID[0], PENDING, DRAFT)
    assert desk.run().articles.removed == 0
    assert desk.store.revision() == before
    desk.write("pages/x.txt", A, *SAID, B)
    desk.run()
    assert shown(desk) == {"a": ["1", "2"], "b": []}


@pytest.mark.parametrize("files", [("1.txt", "2.txt"), ("2.txt", "1.txt")], ids=["after", "before"])
def test_what_another_file_has_as_published_stays(desk, files):
    """An older export of the same site, beside the newer one: which of them is right nobody can tell."""
    has, withholds = files
    os.utime(desk.write(f"pages/{has}", A, *SAID, B), (1e9, 1e9))
    desk.write(f"pages/{withholds}", {"article": {"key": "c"}}, DRAFT, PENDING)
    for _ in range(2):
        desk.run()
        assert shown(desk) == {"a": ["1", "2"], "b": [], "c": []}
    desk.write(f"pages/{withholds}", {"article": {"key": "c", "title": "Again"}}, DRAFT, PENDING)
    desk.run()
    assert [name.rpartition("/")[2] for name in Lines.opened] == [withholds]
    assert shown(desk) == {"a": ["1", "2"], "b": [], "c": []}
    (desk.folder / "pages" / has).unlink()
    desk.write(f"pages/{withholds}", A, {"article": {"key": "c"}}, DRAFT, PENDING)
    desk.run()
    assert shown(desk) == {"a": ["1"], "c": []}


def test_drafts_are_no_measure_of_a_source(desk):
    """An export that suddenly has nothing but drafts is not believed."""
    desk.write("pages/x.txt", *({"article": {"key": f"k{n}"}} for n in range(20)))
    desk.run()
    held = [{"gone": {"key": f"k{n}", "withheld": True}} for n in range(20)]
    desk.write("pages/x.txt", {"article": {"key": "k0"}}, *held[1:])
    assert "it gave 1 article, last time 20" in desk.run().failed
    assert len(desk.articles()) == 20
    desk.write("pages/x.txt", *({"article": {"key": f"k{n}"}} for n in range(12)), *held[12:])
    assert desk.run().failed is None
    assert len(desk.articles()) == 12


def test_a_hundred_thousand_spam_comments_are_looked_up_by_the_batch(desk):
    asked = []
    event.listen(desk.store._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    spam = [{"gone": {"key": "a", "comment": f"s{n}", "withheld": True}} for n in range(5_000)]
    desk.write("pages/x.txt", A, *spam)
    assert desk.run().comments == Counts()
    assert len(asked) < 60
