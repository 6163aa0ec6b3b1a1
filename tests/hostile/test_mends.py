"""What the poisons brought to light, each by itself."""

import json

import pytest

from feeds.cli import build
from feeds.ingest import SourceReport
from feeds.model import Article, Comment, Origin, Skipped
from feeds.report import Report
from sources import jsonl


def test_a_record_that_breaks_the_adapter_costs_itself_only(tmp_path, monkeypatch):
    read = jsonl._article

    def breaking(fields, origin):
        if fields.text("title") == "bad":
            raise OverflowError("int too large to convert to float")
        yield from read(fields, origin)

    monkeypatch.setattr(jsonl, "_article", breaking)
    (tmp_path / "x.jsonl").write_text('{"title": "a"}\n{"title": "bad"}\n{"title": "b"}\n')
    adapter = jsonl.JsonLines(Origin(source="s", name="x.jsonl", key="x", path=tmp_path / "x.jsonl"))
    one, two, three = adapter.read(None, None)
    assert (one.title, three.title) == ("a", "b")
    assert two == Skipped(
        where="x.jsonl, line 2", why="cannot be read: OverflowError: int too large to convert to float"
    )


def test_the_same_words_in_answer_to_two_comments_are_two_comments(tmp_path):
    said = {"author": "Bo", "content_text": "Thanks!", "replies": [{"id": "x", "content_text": "Welcome."}]}
    asked = [
        {"id": key, "content_text": f"Said {key}.", "replies": [said | {"replies": [{"content_text": key}]}]}
        for key in "ab"
    ]
    (tmp_path / "x.jsonl").write_text(json.dumps({"title": "T", "comments": asked}))
    adapter = jsonl.JsonLines(Origin(source="s", name="x.jsonl", key="x", path=tmp_path / "x.jsonl"))
    article, *comments = adapter.read(None, None)
    assert isinstance(article, Article)
    thanks = [one for one in comments if isinstance(one, Comment) and "Thanks" in one.content]
    assert len({one.label for one in thanks}) == 2
    assert {one.key for one in thanks} == {None}  # the store counts them: tests/test_conversations.py


@pytest.mark.parametrize(("count", "lines"), [(1, 1), (50, 50), (51, 51), (9999, 51)])
def test_a_page_of_garbage_is_told_in_fifty_lines(capsys, count, lines):
    skipped = tuple(Skipped(where=f"line {n}", why="not JSON") for n in range(count))
    build.tell(Report(sources=[SourceReport(name="desk", skipped=skipped)]), None)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == lines
    assert count <= 50 or f"skipped {count - 50:,} more" in said[-1]
