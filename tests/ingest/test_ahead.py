"""Pages that processes read: the store is that of a run without them, and a process that dies costs its page."""

import json
import pickle
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from feeds import registry
from feeds.errors import TemporaryError
from feeds.http import LateClient
from feeds.ingest import SourceSettings, ahead, ingest, read
from feeds.model import Article, Site, Skipped
from feeds.store import open_store
from tests.ingest.conftest import NOW
from tests.ingest.mortal import Mortal
from tests.newsroom import build, published, sample

SITE = Site(
    title="C", url="https://c.example/", feeds_url="https://c.example/", description="N", authority="c.example,2025"
)
PAGES = Path(__file__).parents[1] / "sources/html/pages"
WORDS = ["plain", "error value", "plain two", "fetch", "error source", "unknown", "lock", "error os", "same", "same"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(ahead, "HERE", 0)


def write(folder: Path, words: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    for number, word in enumerate(words):
        (folder / f"{number:03}.txt").write_text(word)


def run(folder: Path, store: str, jobs: int, **more: object):
    settings = SourceSettings(name="pages", folder=folder, path="pages", **more)
    with open_store(f"sqlite:///{store}", SITE.authority, folder) as opened:
        return ingest(settings, {"mortal": Mortal}, opened, LateClient(), NOW, SITE, jobs=jobs)


def rows(path: Path) -> str:
    """Everything in a store but what is random in it, and where evidence says that a page was read."""
    with sqlite3.connect(path) as connection:
        found = [line for line in connection.iterdump() if '"feedhouse_meta"' not in line]
    return "\n".join(found).replace('"there"', '"here"')


def test_the_store_is_that_of_one_process(tmp_path):
    write(tmp_path / "pages", WORDS * 6)
    one, two = run(tmp_path, "one.db", 1), run(tmp_path, "two.db", 2)
    assert one == two
    assert len(one.skipped) > 20
    assert rows(tmp_path / "one.db") == rows(tmp_path / "two.db")
    again = run(tmp_path, "two.db", 2)
    assert again.articles.changed == again.articles.new == 0


def evidence(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        return {
            key: json.loads(told)["read"]
            for key, told in connection.execute("SELECT key, evidence FROM feedhouse_articles")
        }


def test_who_reads_what(tmp_path):
    """Processes read what they can; what fetches, cannot be sent or is large is read here."""
    write(tmp_path / "pages", ["plain", "plain", "fetch", "lock", "plain"])
    (tmp_path / "pages/large.txt").write_text("plain" * (ahead.LARGEST // 5 + 1))
    run(tmp_path, "two.db", 2)
    found = evidence(tmp_path / "two.db")
    assert found.pop("000") in {"here", "there"}  # whether anything had been read by then hangs on the clock
    assert found == {"001": "there", "002": "here", "003": "here", "004": "there", "large": "here"}


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("killers", [[1], [5], [11], [3, 4], [1, 11]])
def test_a_process_that_is_killed_costs_its_page(tmp_path, killers, jobs):
    write(tmp_path / "pages", ["kill" if number in killers else f"page {number}" for number in range(12)])
    report = run(tmp_path, "two.db", jobs)
    assert report.failed is None
    assert [(one.where, one.why) for one in report.skipped] == [(f"{n:03}.txt", ahead.KILLED) for n in killers]
    assert report.articles.new == 12 - len(killers)


def test_a_page_that_kills_is_read_again_next_time_and_loses_nothing(tmp_path):
    write(tmp_path / "pages", ["plain"] * 6)
    run(tmp_path, "two.db", 1)
    (tmp_path / "pages/004.txt").write_text("kill now")
    (tmp_path / "pages/001.txt").write_text("other")
    report = run(tmp_path, "two.db", 2)
    assert (report.files, report.articles.changed) >= (2, 1)
    assert [one.where for one in report.skipped] == ["004.txt"]
    with open_store("sqlite:///two.db", SITE.authority, tmp_path) as store:
        assert store.newest_articles(9, NOW - NOW)[0].revision
        assert {one.article.title for one in store.changed_articles(0)} == {"plain", "other"}
    assert run(tmp_path, "two.db", 2).files >= 1


def test_processes_that_are_killed_again_and_again_end_the_run(tmp_path):
    write(tmp_path / "pages", ["plain", *["kill"] * 9])
    with pytest.raises(TemporaryError, match="short of memory"):
        run(tmp_path, "two.db", 2)
    with open_store("sqlite:///two.db", SITE.authority, tmp_path) as store:
        assert list(store.changed_articles(0)) == []


def test_few_pages_are_read_here(tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "HERE", 1.0)
    write(tmp_path / "pages", ["plain"] * 40)
    run(tmp_path, "two.db", 2)
    assert set(evidence(tmp_path / "two.db").values()) == {"here"}


def test_adapters_that_cannot_be_sent_read_here(tmp_path):
    class Local(Mortal):
        name = "local"

    write(tmp_path / "pages", ["plain"] * 4)
    readings = list(read([str(tmp_path / "pages")], {"local": Local}, jobs=2))
    assert [one.records[0].evidence["read"] for one in readings] == ["here"] * 4


def test_extracting_gives_the_same_in_the_same_order(tmp_path):
    write(tmp_path / "pages", [*WORDS, "kill", "plain"])
    asked = [str(tmp_path / "pages"), str(tmp_path / "nowhere"), str(tmp_path / "pages/000.txt")]
    one, two = (list(read(asked, {"mortal": Mortal}, jobs=jobs)) for jobs in (1, 2))
    assert [reading.where for reading in one] == [reading.where for reading in two]
    assert one[:10] == two[:10]
    assert [type(record) for record in two[10].records] == [Skipped]
    assert two[11] == one[11]
    assert isinstance(two[-1].records[0], Article)
    assert re.fullmatch(r".*nowhere", two[-2].where)


def test_a_newsroom_read_by_processes_gives_the_same_bytes(tmp_path):
    for name, jobs in (("one", 1), ("two", 2)):
        configuration = sample(tmp_path / name)
        for page in PAGES.glob("*.html"):
            shutil.copy(page, tmp_path / name / "web")
        assert not build(configuration, jobs=jobs).failed
    assert published(tmp_path / "one/out") == published(tmp_path / "two/out")


def test_a_process_looks_for_the_adapters_once():
    sent = pickle.dumps(registry.adapters())
    assert pickle.loads(sent) is pickle.loads(sent)  # noqa: S301  our own
