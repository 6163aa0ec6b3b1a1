"""A saved export beside its records, and what is no export."""

import json
from pathlib import Path

import pytest

from feeds.errors import SourceError
from feeds.model import Article, Origin
from sources.ghost import Ghost
from tests.sources.shared.records import plain

PATH = Path(__file__).parent / "cases/export.json"


def records(path, **options):
    origin = Origin(
        source="s", name=path.name, key="k", path=path, options={"site": "https://courier.example/", **options}
    )
    return list(Ghost(origin).read(None, None))


def test_case():
    found = plain(tuple(records(PATH)))
    assert found == json.loads(PATH.with_name("export.json.expected.json").read_text("utf-8"))
    assert "SECRET" not in json.dumps(found)
    assert Ghost.sniff(PATH.read_bytes(), PATH.name) >= 0.9


def test_pages_and_members_posts_on_request():
    keys = [one.key for one in records(PATH, types=["page"]) if isinstance(one, Article)]
    assert keys == ["p7"]
    keys = [one.key for one in records(PATH, visibility=["members", "paid"]) if isinstance(one, Article)]
    assert keys == ["p5", "p6"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"db": [{"data": {"posts": 3}}]}', '{"db": [', "[" * 100_000], ids=range(6)
)
def test_what_is_no_export_fails_with_its_reason(tmp_path, text):
    path = tmp_path / "export.json"
    path.write_text(text)
    with pytest.raises(SourceError, match=r"Ghost|JSON"):
        records(path)
