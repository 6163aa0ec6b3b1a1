"""One poisoned record among 999 good ones, a kind at a time: the 999 are published, the bad one salvaged or named."""

import json
import re
import time
from collections.abc import Collection

import pytest

from tests.hostile import characters, markup, pages, shapes
from tests.hostile.bench import CONFIGURATION, GOOD, Bench, files, good, ids_in
from tests.hostile.poisons import Poison
from tests.hostile.processes import run
from tests.hostile.safety import harm
from tests.newsroom import build

SECONDS = 20.0
ALL = (
    *characters.CHARACTERS, *characters.SIZES, *characters.NUMBERS, *characters.DATES,
    *markup.ENTITIES, *markup.SCRIPTS, *markup.ADDRESSES, *markup.NESTING,
    *shapes.KEYS, *shapes.CLASHES, *shapes.SHAPES, *pages.PAGES,
)  # fmt: skip
PATH = re.compile(r"(?:[a-z0-9-]{1,80}/){0,3}[a-z0-9-]{1,80}\.(?:rss|atom|json|html|opml|xml|xsl|css)")


def name_of(poison: Poison) -> str:
    return poison.name


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Bench:
    return Bench(tmp_path_factory.mktemp("hostile") / "newsroom")


def test_there_are_more_than_112_kinds_of_them() -> None:
    assert len({poison.name for poison in ALL}) == len(ALL) >= 112
    assert {poison.fate for poison in ALL} == {"kept", "told", "named", "held", "passed"}


def test_the_good_ones_stand_in_the_documents(bench) -> None:
    archived = frozenset().union(*(ids for path, ids in bench.ids.items() if re.match("archive/|feed", path)))
    assert len(archived) == GOOD


@pytest.mark.parametrize("poison", ALL, ids=name_of)
def test_one_poison_among_999_good_ones(bench, poison) -> None:
    around = sorted(path.name for path in bench.folder.parent.iterdir())
    started = time.perf_counter()
    try:
        report = bench.poisoned(poison)
        assert time.perf_counter() - started < SECONDS
        assert not report.failed, (report.sources, report.refused)
        assert fate(report, bench.neighbour) == poison.fate, report.sources
        assert all(said.where and said.why and len(said.why) < 1000 for said in report.sources[0].skipped)
        now = files(bench.out)
        changed = bench.changed(now)
        assert [words for path, body in changed.items() for words in harm(path, body)] == []
        judge_paths(now)
        judge_good(bench, now, changed)
        assert sorted(path.name for path in bench.folder.parent.iterdir()) == around
    finally:
        bench.mend(poison)


COLD = ("a Unix time of 4,000 digits", "arrays nested 100,000 deep", "NUL everywhere", "bytes that are no UTF-8",
        "the key of a good one", "an entity bomb", "cut short", "100,000 tags")  # fmt: skip


def test_poisons_within_the_file_of_the_good_ones(tmp_path) -> None:
    """A build from nothing over one file: what is bad stands between what is good."""
    chosen = {poison.name: poison.make().strip() for poison in ALL if poison.name in COLD}
    assert len(chosen) == len(COLD)
    bench = Bench(tmp_path / "newsroom", between=list(chosen.values()))
    assert not bench.report.failed
    assert len({ident for ids in bench.ids.values() for ident in ids if re.search(r"/good-\d+$", ident)}) == GOOD
    assert [words for path in bench.stood for words in harm(path, (bench.out / path).read_bytes())] == []


PROCESSES = ("terminal escapes in what is named", "a line of 70 MB", "a key of 10 MB", "binary", "zip of HTML tricks",
             "the year 9999, after the end of time zones", "objects nested 100,000 deep", "a number",
             "HTML: JSON-LD nested 100,000 deep", "text: controls and surrogates", "a file with a name of escapes",
             "the same record a thousand times", "a million references")  # fmt: skip


@pytest.mark.parametrize("name", PROCESSES)
def test_the_command_says_it_in_words(tmp_path, name) -> None:
    """Whole processes: exit code 0, no traceback, nothing that a terminal obeys, a bounded number of lines."""
    poison = next(poison for poison in ALL if poison.name == name)
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/good.jsonl").write_text(json.dumps(good(1)) + "\n")
    (tmp_path / "desk" / poison.file).write_bytes(poison.make())
    (tmp_path / "feedhouse.toml").write_text(CONFIGURATION)
    done = run(tmp_path)
    assert done.code == 0, done.said
    assert "Traceback" not in done.said
    assert all(character.isprintable() or character == "\n" for character in done.said)
    assert len(done.said) < 20_000
    assert bool(done.said) == (poison.fate in {"told", "named"})


@pytest.mark.slow
def test_an_article_of_100_000_comments(tmp_path) -> None:
    """500 pages of a conversation: every comment stands in one of them."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/good.jsonl").write_text(json.dumps(good(1)) + "\n")
    (tmp_path / "desk/poison.jsonl").write_bytes(characters.many_comments())
    (tmp_path / "feedhouse.toml").write_text(CONFIGURATION + 'formats = ["atom"]\n')
    report = build(tmp_path / "feedhouse.toml")
    assert not report.failed
    assert report.skipped == 0
    pages = [path.read_bytes() for path in (tmp_path / "out/articles/poisoned/comments").glob("*.atom")]
    assert len(frozenset().union(*map(ids_in, pages))) == 100_000
    assert (tmp_path / "out/articles/story-1-of-the-harbour/comments.atom").exists()


def fate(report, neighbour: bool) -> str:
    """What became of the poison, in the words of the table; the neighbour behind it must be new in any case."""
    source = report.sources[0]
    assert source.articles.new >= neighbour
    new = source.articles.new + source.articles.changed + source.comments.new - neighbour
    if source.held:
        return "held"
    if source.skipped:
        return "told" if new else "named"
    return "kept" if new else "passed"


def judge_paths(paths: Collection[str]) -> None:
    """Documents lie below out/, under names that every file system takes and tells apart."""
    assert [path for path in paths if not PATH.fullmatch(path)] == []
    assert len({path.casefold() for path in paths}) == len(paths)


def judge_good(bench: Bench, now: Collection[str], changed: dict[str, bytes]) -> None:
    """Every document still stands, with every good entry. What left the newest of a feed stands in its archive, and a
    comment in its conversation."""
    assert bench.stood.keys() <= set(now)
    ids = bench.ids | {path: ids_in(body) for path, body in changed.items() if path.endswith(".atom")}
    for path, before in bench.ids.items():
        lost = before - ids[path]
        folder = path.rpartition("/")[0]
        live = path.endswith("feed.atom") or path == "comments.atom"
        archived = [ids[other] for other in ids if other.startswith(f"{folder}/archive/".lstrip("/"))] if live else []
        assert len(lost) <= (20 if live else 0), path
        assert not live or path.startswith(("tags", "authors", "comments")) or lost <= frozenset().union(*archived), (
            path
        )
