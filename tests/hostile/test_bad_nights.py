"""A source over HTTP that fails in 19 ways: nothing in out/ changes, the source is named, and all is well again when it
is well. Whole processes, with their time and memory. The slow drip is in test_slow_drip.py."""

import pytest

from tests.hostile.moods import FAILING
from tests.hostile.wire import Wire


@pytest.fixture(scope="module")
def wires(tmp_path_factory) -> dict[str, Wire]:
    return {
        adapter: Wire(tmp_path_factory.mktemp(adapter) / "newsroom", adapter) for adapter in ("jsonl", "html", "feed")
    }


WAYS = [(mood, "jsonl") for mood in FAILING if mood != "slow drip"]
WAYS += [("captcha page", "html"), ("empty", "html"), ("503", "html"), ("garbage", "html")]
WAYS += [("cut without a length", "jsonl"), ("broken chunks", "jsonl")]
WAYS += [(mood, "feed") for mood in ("cut without a length", "no entries", "captcha page", "[]", "garbage")]


def test_there_are_19_ways() -> None:
    assert len(FAILING) == 19


@pytest.mark.parametrize(("mood", "adapter"), WAYS, ids=[f"{mood}, {adapter}" for mood, adapter in WAYS])
def test_a_bad_night_changes_nothing(wires, mood, adapter) -> None:
    wires[adapter].night(mood)
