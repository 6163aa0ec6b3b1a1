"""A system clock that is years off, or jumps between runs: the same ids, and all that is dated in the same order.

Where an undated thing stands among dated ones is all that a clock decides: it was first seen then.
"""

from functools import cache

import pytest
from lxml import etree

from tests.crash.command import clean, newsroom
from tests.newsroom import NOW, build, published

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


@pytest.mark.parametrize("years", WRONG, ids=str)
def test_the_clock_changes_no_id_of_what_is_undated(history, years):
    steady, wrong = history(STEADY, True), history(years, True)
    assert wrong.keys() == steady.keys()
    assert everything(wrong) == everything(steady)
    assert len(everything(steady)) > 60


def everything(out):
    return {one for found in out.values() for one in found}
