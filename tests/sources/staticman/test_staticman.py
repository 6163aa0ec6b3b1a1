"""Saved comments beside their records, and hostile ones."""

import json
from pathlib import Path

import pytest

from feeds.model import Origin, Skipped
from sources.staticman import Staticman
from tests.sources.shared.records import plain, read

CASES = sorted(
    path for path in (Path(__file__).parent / "cases/bridge").iterdir() if not path.name.endswith(".expected.json")
)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case(path):
    found = plain(tuple(read(Staticman, path)))
    assert found == json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    assert not [word for word in ("SECRET", "192.0.2.7", "5d41402abc") if word in json.dumps(found)]
    assert Staticman.sniff(path.read_bytes(), path.name) >= 0.9


@pytest.mark.parametrize(
    ("options", "name", "article"),
    [
        ({}, "bridge/c.yml", "bridge"),
        ({}, "bridge/comments/c.yml", "bridge"),
        (
            {"article": "/news/{folder}/", "site": "https://courier.example"},
            "bridge/c.yml",
            "https://courier.example/news/bridge/",
        ),
        ({"article": "posts/{thread}"}, "x/c.yml", "posts/from-the-comment"),
    ],
)
def test_the_article_is_named_by_the_folder_or_the_comment(tmp_path, options, name, article):
    path = tmp_path / "c.yml"
    path.write_text("_id: a\nmessage: words\nslug: from-the-comment\n")
    origin = Origin(source="s", name=name, key="k", path=path, options=options)
    (found,) = Staticman(origin).read(None, None)
    assert found.article == article


@pytest.mark.parametrize(
    "text", ["", "- a\n- b", "a: &x [1]\nmessage: *x", "[" * 60_000, "{", "m" * 300_000], ids=range(6)
)
def test_what_cannot_be_read_is_skipped_with_its_reason(tmp_path, text):
    path = tmp_path / "c.yml"
    path.write_text(text)
    (found,) = read(Staticman, path)
    assert isinstance(found, Skipped)
