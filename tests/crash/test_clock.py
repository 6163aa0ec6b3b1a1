"""A system clock that is years off, or jumps between runs: the same ids, and all that is dated in the same order.

Where an undated thing stands among dated ones is all that a clock decides: it was first seen then.
"""

import datetime as dt
import subprocess
import sys
from functools import cache

import pytest
from lxml import etree

from tests.crash.command import MAIN, clean, newsroom
from tests.newsroom import NOW, build, published, traces

STEADY = (2026, 2026, 2026)
WRONG = [(2005, 2005, 2005), (2037, 2037, 2037), (2026, 2005, 2037), (2037, 2005, 2026)]


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Versions of a newsroom, published one after the other by a clock that shows these years; the last edition."""

    @cache
    def published_in(years, undated):
        folder = tmp_path_factory.mktemp("clock") / "newsroom"
        for version, year in enumerate(years):
            now = NOW.replace(year=year, day=1 + version)
            assert not build(newsroom(folder, version, undated=undated), now=now, accept=True).failed
        out = published(folder / "out")
        assert out == clean(folder / "feedhouse.toml", folder.parent / "scratch", now)
        return {name: entries(body) for name, body in out.items() if name.endswith(".atom")}

    return published_in


def entries(body):
    """The ids of a feed's entries, in order."""
    return etree.fromstring(body).xpath("a:entry/a:id/text()", namespaces={"a": "http://www.w3.org/2005/Atom"})


@pytest.mark.parametrize("years", WRONG, ids=str)
def test_the_clock_changes_neither_ids_nor_order(history, years):
    steady, wrong = history(STEADY, False), history(years, False)
    assert sum(map(len, steady.values())) > 100
    assert wrong.keys() == steady.keys()
    assert [name for name in steady if wrong[name] != steady[name]] == []


SHIFTED = """
import datetime, time
real, offset = datetime.datetime, {offset}
class Meta(type(real)):
    def __instancecheck__(cls, one):
        return isinstance(one, real)
class Shifted(real, metaclass=Meta):
    def __new__(cls, *parts, **named):
        return real.__new__(real if cls is Shifted else cls, *parts, **named)
    @classmethod
    def now(cls, zone=None):
        return real.now(zone) + datetime.timedelta(seconds=offset)
datetime.datetime, since = Shifted, time.time
time.time = lambda: since() + offset
"""
"""The clock of a whole process, set before anything of ours is imported: all that looks at it sees another year."""


def command(configuration, offset):
    code = f"{SHIFTED.format(offset=offset)}\n{MAIN}"
    arguments = ["build", "--config", str(configuration)]
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


def test_whole_processes_by_another_clock_publish_the_same_bytes(tmp_path):
    """What is dated, read for the first time, owes nothing to the clock; a second run finds nothing to do."""
    editions = {}
    for year in (2005, 2026, 2037):
        offset = dt.datetime(year, 6, 16, tzinfo=dt.UTC).timestamp() - dt.datetime.now(dt.UTC).timestamp()
        configuration = newsroom(tmp_path / str(year), 1, undated=False)
        first = command(configuration, offset)
        assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
        editions[year] = published(tmp_path / str(year) / "out")
        left = traces(tmp_path / str(year) / "out")
        assert command(configuration, offset + 300).returncode == 0
        assert traces(tmp_path / str(year) / "out") == left
    assert len(editions[2026]) > 30
    assert editions[2005] == editions[2026] == editions[2037]


def test_the_shifted_clock_is_seen_by_what_is_undated(tmp_path):
    """Else the test above would prove nothing."""
    configuration = newsroom(tmp_path / "news", 1, undated=True)
    assert command(configuration, -20 * 366 * 86_400).returncode == 0
    out = published(tmp_path / "news" / "out")
    assert any(b"<published>200" in body for name, body in out.items() if name.endswith(".atom"))


@pytest.mark.parametrize("years", WRONG, ids=str)
def test_the_clock_changes_no_id_of_what_is_undated(history, years):
    steady, wrong = history(STEADY, True), history(years, True)
    assert wrong.keys() == steady.keys()
    assert everything(wrong) == everything(steady)
    assert len(everything(steady)) > 60


def everything(out):
    return {one for found in out.values() for one in found}
