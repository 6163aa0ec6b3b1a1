"""Page in, feeds out: the whole story as a user, a reader and an aggregator meet it."""

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from calendar import timegm
from pathlib import Path
from urllib.parse import urldefrag

import feedparser
import pytest
from lxml import etree

import feeds.check
from feeds.check import Finding, check
from tests.newsroom import NOW, build, harbour, page, published, sample, traces

FEEDHOUSE = Path(sys.executable).with_name("feedhouse")
FEEDS_URL = "https://courier.example/feeds/"


def feedhouse(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FEEDHOUSE, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter newsroom, built once by the real command."""
    folder = tmp_path_factory.mktemp("story") / "newsroom"
    assert feedhouse("init", folder).returncode == 0
    run = feedhouse("build", "--config", folder / "feedhouse.toml")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", ""), "a good run without a terminal is silent"
    return folder


@pytest.fixture(scope="module")
def out(newsroom: Path) -> dict[str, bytes]:
    return published(newsroom / "out")


def test_init_overwrites_nothing(newsroom):
    run = feedhouse("init", newsroom)
    assert run.returncode == 2
    assert "is there already; init overwrites nothing" in run.stderr


def test_everything_that_a_site_gets_is_there(out):
    assert len(out) > 30
    assert {"index.html", "feeds.opml", "feed.rss", "feed.atom", "feed.json", "comments.rss"} <= out.keys()
    for folder in ("sections", "tags", "authors", "articles"):
        assert any(re.fullmatch(rf"{folder}/[a-z0-9-]+/(feed|comments)\.atom", name) for name in out), folder


def test_every_document_is_clean(newsroom, out):
    run = feedhouse("check", newsroom / "out", "--format", "json")
    assert run.returncode == 0
    found = json.loads(run.stdout)
    assert len(found) == len(out) - 1, "all but index.html are feed documents"
    assert [entry for entry in found if entry["findings"]] == []


def test_every_document_is_clean_where_it_is_served(out):
    for name, body in out.items():
        if name != "index.html":
            url = None if name.endswith(".opml") else FEEDS_URL + name
            assert check(body, url=url, now=dt.datetime.now(dt.UTC), deep=True) == (), name


def test_readers_see_the_same_in_every_format(out):
    seen = 0
    for name, body in out.items():
        if name.endswith(".json"):
            stem = name.removesuffix(".json")
            expected = [
                (item["id"], item["title"], _seconds(item["date_published"])) for item in json.loads(body)["items"]
            ]
            for suffix in ("rss", "atom"):
                parsed = feedparser.parse(out[f"{stem}.{suffix}"])
                assert not parsed.bozo
                assert [(e.id, e.title, timegm(e.published_parsed)) for e in parsed.entries] == expected, name
            seen += len(expected)
    assert seen > 50


def _seconds(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).timestamp())


def test_every_link_into_the_feeds_resolves(out):
    links = set()
    for name, body in out.items():
        if name.endswith((".rss", ".atom", ".opml")):
            root = etree.fromstring(body)
            links |= {value for node in root.iter(etree.Element) for value in node.attrib.values()}
            links |= {(node.text or "").strip() for node in root.iter(etree.Element)}
        elif name.endswith(".json"):
            links |= set(re.findall(r'"(https://[^"]+)"', body.decode()))
        else:
            links |= set(re.findall(r'(?:href|value)="([^"]+)"', body.decode()))
    ours = {urldefrag(link)[0] for link in links if link.startswith(FEEDS_URL)}
    assert len(ours) > 100
    assert {link.removeprefix(FEEDS_URL) or "index.html" for link in ours} <= out.keys()


def test_twice_changes_nothing(newsroom):
    before = traces(newsroom / "out")
    run = feedhouse("build", "--config", newsroom / "feedhouse.toml")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert traces(newsroom / "out") == before


def test_extract_prints_the_fixed_form(newsroom):
    pages = sorted((newsroom / "pages").glob("*.txt")) + sorted((newsroom / "web").glob("*.html"))
    run = feedhouse("extract", "--format", "jsonl", *pages)
    assert (run.returncode, run.stderr) == (0, "")
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert [record["source"] for record in records] == [str(path) for path in pages]
    for record in records:
        assert list(record) == [
            "id", "url", "title", "published", "updated", "authors", "language", "summary", "content_html",
            "content_text", "highlights", "pull_quote", "dateline", "section", "categories", "image", "views",
            "comments", "source",
        ]  # fmt: skip
        for comment in record["comments"]:
            assert list(comment) == ["id", "author", "published", "content_html", "content_text", "in_reply_to"]


def test_what_extract_prints_can_be_read_again(newsroom, tmp_path):
    (path,) = list((newsroom / "pages").glob("ferry*.txt"))
    first = feedhouse("extract", path).stdout
    (tmp_path / "again.jsonl").write_text(first)
    again = json.loads(feedhouse("extract", tmp_path / "again.jsonl").stdout)
    expected = json.loads(first)
    for record in (expected, again):
        record.pop("source")
        for comment in record["comments"]:
            comment.pop("id")
    assert again == expected


def test_a_page_that_cannot_be_read_is_refused_with_a_reason(tmp_path):
    (tmp_path / "list.txt").write_text("eggs\nmilk\nbread\n")
    run = feedhouse("extract", tmp_path / "list.txt")
    assert (run.returncode, run.stdout) == (1, "")
    assert "list.txt" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_new_store_gives_the_same_bytes(tmp_path):
    """Given the same clock: what a source leaves undated carries the time when it was first seen."""
    first = sample(tmp_path / "first")
    second = sample(tmp_path / "second")
    build(first)
    build(second)
    assert published(tmp_path / "first/out") == published(tmp_path / "second/out")


@pytest.mark.parametrize("year", [2005, 2037])
def test_ids_and_order_do_not_depend_on_the_clock(tmp_path, year):
    build(harbour(tmp_path / "a", 12))
    build(harbour(tmp_path / "b", 12), now=NOW.replace(year=year))
    a, b = (published(tmp_path / name / "out") for name in "ab")
    assert a.keys() == b.keys()
    for name in a:
        if name.endswith(".json"):
            assert _ids(a[name]) == _ids(b[name]), name


def _ids(body: bytes) -> list[str]:
    return [item["id"] for item in json.loads(body)["items"]]


def test_one_broken_file_among_a_hundred(tmp_path):
    configuration = harbour(tmp_path / "newsroom", 100)
    (tmp_path / "newsroom/pages/story-050.txt").write_bytes(bytes(range(256)) * 20)
    run = feedhouse("build", "--config", configuration)
    assert run.returncode == 0
    assert run.stderr.count("\n") == 1
    assert "story-050.txt" in run.stderr
    articles = {name.split("/")[1] for name in published(tmp_path / "newsroom/out") if name.startswith("articles/")}
    assert len(articles) == 99
    strict = feedhouse("build", "--strict", "--config", configuration)
    assert strict.returncode == 1


def test_a_source_that_fails_does_not_stop_the_others(tmp_path):
    configuration = harbour(tmp_path / "newsroom", 3)
    with configuration.open("a") as file:
        file.write('\n[[sources]]\nname = "gone"\npath = "no-such-folder"\n')
    run = feedhouse("build", "--config", configuration)
    assert run.returncode == 1
    assert "source gone failed" in run.stderr
    assert "articles/story-001/comments.rss" in published(tmp_path / "newsroom/out")


def test_a_refused_document_leaves_its_last_good_version(tmp_path, monkeypatch):
    configuration = harbour(tmp_path / "newsroom", 3)
    build(configuration)
    before = published(tmp_path / "newsroom/out")
    (tmp_path / "newsroom/pages/story-001.txt").write_text(page(1, comments=3))

    def strict(body: bytes, **options: object) -> tuple[Finding, ...]:
        fault = Finding(level="error", code="on-purpose", message="A rule's own test.", line=1)
        return (fault,) if str(options["url"]).endswith("/story-001/comments.atom") else check(body, **options)

    monkeypatch.setattr(feeds.check, "check", strict)
    report = build(configuration)
    after = published(tmp_path / "newsroom/out")
    assert list(report.refused) == ["articles/story-001/comments.atom"]
    assert report.failed
    assert after["articles/story-001/comments.atom"] == before["articles/story-001/comments.atom"]
    assert after["articles/story-001/comments.rss"] != before["articles/story-001/comments.rss"]
    monkeypatch.undo()
    assert not build(configuration).failed
    assert published(tmp_path / "newsroom/out") != after


def test_other_settings_leave_nothing_behind(tmp_path):
    configuration = harbour(tmp_path / "newsroom", 3)
    build(configuration)
    configuration.write_text(configuration.read_text() + '\n[feeds]\nformats = ["atom"]\n')
    build(configuration)
    names = published(tmp_path / "newsroom/out")
    assert not [name for name in names if name.endswith((".rss", ".json"))]
    assert "feed.atom" in names


def test_out_is_healed_whatever_the_store_remembers(tmp_path):
    configuration = harbour(tmp_path / "newsroom", 5)
    build(configuration)
    out = tmp_path / "newsroom/out"
    good = published(out)
    (out / "feed.rss").write_text("torn")
    (out / "articles/story-002/comments.atom").unlink()
    build(configuration)
    assert published(out) == good
    shutil.rmtree(out)
    build(configuration)
    assert published(out) == good
    build(configuration, out=tmp_path / "elsewhere")
    assert published(tmp_path / "elsewhere") == good


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "--config", "nothing.toml"], "no such file; write one with: feedhouse init"),
        (["check", "nothing.rss"], "cannot be read"),
        (["extract", "nothing.txt"], "nothing.txt"),
        (["extract", "--adapter", "nothing", "x.txt"], "is not installed"),
        (["build", "--nothing"], "--nothing"),
        (["nothing"], "nothing"),
    ],
)
def test_wrong_use_is_told_in_words(tmp_path, arguments, words):
    (tmp_path / "x.txt").write_text("x")
    run = feedhouse(*arguments, cwd=tmp_path)
    assert run.returncode in {1, 2}
    assert words in run.stderr
    assert "Traceback" not in run.stderr


def test_a_new_store_and_a_source_that_fails_leave_the_edition_alone(tmp_path):
    configuration = harbour(tmp_path / "newsroom", 3)
    build(configuration)
    before = traces(tmp_path / "newsroom/out")
    (tmp_path / "newsroom/feedhouse.db").unlink()
    (tmp_path / "newsroom/pages").rename(tmp_path / "newsroom/elsewhere")
    assert build(configuration).failed
    assert traces(tmp_path / "newsroom/out") == before


def test_a_folder_without_documents_is_not_called_good(tmp_path):
    run = feedhouse("check", tmp_path)
    assert run.returncode == 2
    assert f"{tmp_path}: no feed document in it" in run.stderr
