"""One poisoned record among 999 good ones, one kind at a time: all of the 999 published, the bad one salvaged or named."""

import re
import time

import pytest

from tests.hostile import characters, markup, pages, shapes
from tests.hostile.bench import GOOD, Bench, files, ids_in
from tests.hostile.poisons import Poison
from tests.hostile.safety import harm

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
        changed = bench.changed()
        assert [words for path, body in changed.items() for words in harm(path, body)] == []
        judge_paths(bench)
        judge_good(bench, changed)
        assert sorted(path.name for path in bench.folder.parent.iterdir()) == around
    finally:
        bench.mend(poison)


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


def judge_paths(bench: Bench) -> None:
    """Documents lie below out/, under names that every file system takes and tells apart."""
    paths = files(bench.out)
    assert [path for path in paths if not PATH.fullmatch(path)] == []
    assert len({path.casefold() for path in paths}) == len(paths)


def judge_good(bench: Bench, changed: dict[str, bytes]) -> None:
    """Every document still stands, with every good entry. What left the newest of a feed stands in its archive, and a
    comment in its conversation."""
    now = files(bench.out)
    assert bench.stood.keys() <= now.keys()
    ids = bench.ids | {path: ids_in(body) for path, body in changed.items() if path.endswith(".atom")}
    for path, before in bench.ids.items():
        lost = before - ids[path]
        folder = path.rpartition("/")[0]
        live = path.endswith("feed.atom") or path == "comments.atom"
        archived = [ids[other] for other in ids if other.startswith(f"{folder}/archive/".lstrip("/"))] if live else []
        assert len(lost) <= (2 if live else 0), path
        assert not live or path.startswith(("tags", "authors", "comments")) or lost <= frozenset().union(*archived), path
