"""Archives (RFC 5005): a reader that walks them sees every article once, and a full page never changes."""

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.newsroom import CONFIGURATION, build, page, published

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS_URL = "https://courier.example/feeds/"


def newsroom(folder: Path, pages: int) -> Path:
    (folder / "pages").mkdir(parents=True)
    (folder / "feedhouse.toml").write_text(CONFIGURATION + "\n[feeds]\nentries = 5\narchive = 6\n")
    grow(folder, 0, pages)
    return folder / "feedhouse.toml"


def grow(folder: Path, first: int, last: int) -> None:
    for number in range(first, last):
        (folder / "pages" / f"story-{number:03}.txt").write_text(page(number, comments=1))


def ids(body: bytes) -> list[str]:
    return [node.text for node in etree.fromstring(body).findall(f"{ATOM}entry/{ATOM}id")]


def linked(body: bytes, rel: str) -> str | None:
    links = {node.get("rel"): node.get("href") for node in etree.fromstring(body).findall(f"{ATOM}link")}
    return links[rel].removeprefix(FEEDS_URL) if rel in links else None


@pytest.mark.parametrize("pages", [3, 6, 7, 12, 13, 20])
def test_a_walk_back_sees_every_article(tmp_path, pages):
    build(newsroom(tmp_path / "newsroom", pages))
    out = published(tmp_path / "newsroom/out")
    seen, archived, here = set(ids(out["feed.atom"])), [], linked(out["feed.atom"], "prev-archive")
    while here:
        archived += ids(out[here])
        assert linked(out[here], "current") == "feed.atom"
        here = linked(out[here], "prev-archive")
    assert len(archived) == len(set(archived)), "an article stands in one archive document"
    assert len(seen | set(archived)) == pages
    assert (len(archived) == pages) is (pages > 6)


def test_a_full_page_never_changes(tmp_path):
    configuration = newsroom(tmp_path / "newsroom", 14)
    build(configuration)
    before = published(tmp_path / "newsroom/out")
    grow(tmp_path / "newsroom", 14, 30)
    (tmp_path / "newsroom/pages/story-002.txt").write_text(page(2, comments=3))
    build(configuration)
    after = published(tmp_path / "newsroom/out")
    assert after["articles/story-002/comments.atom"] != before["articles/story-002/comments.atom"]
    for number in (1, 2):
        for format in ("rss", "atom", "json"):
            assert after[f"archive/{number}.{format}"] == before[f"archive/{number}.{format}"]
    assert "archive/5.atom" in after


def test_json_readers_find_older_entries(tmp_path):
    build(newsroom(tmp_path / "newsroom", 13))
    out = published(tmp_path / "newsroom/out")
    assert json.loads(out["feed.json"])["next_url"] == f"{FEEDS_URL}archive/3.json"
    assert json.loads(out["archive/3.json"])["next_url"] == f"{FEEDS_URL}archive/2.json"
    assert "next_url" not in json.loads(out["archive/1.json"])
