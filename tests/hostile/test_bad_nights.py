"""A source over HTTP that fails in 19 ways: nothing in out/ changes, the source is named, and all is well again when it
is well. Whole processes, with their time and memory."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile.moods import FAILING, Server, bomb, export, page
from tests.newsroom import published, traces

SECONDS = 45.0
MEGABYTES = 600
KILOBYTES = 1024 if sys.platform != "darwin" else 1 << 20  # of a megabyte, in the kernel's unit
CONFIGURATION = """
[site]
title = "The Courier"
url = "https://courier.example/"
feeds_url = "https://courier.example/feeds/"
description = "News from the harbour."

[http]
allow_private = true

[[sources]]
name = "wire"
adapter = "{adapter}"
url = "http://127.0.0.1:{port}/export"
"""
WAITER = """
import os, resource, sys
code = os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ), 0)[1])
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
COMMAND = shutil.which("feedhouse", path=str(Path(sys.executable).parent)) or "feedhouse"


@dataclass(frozen=True, slots=True)
class Run:
    """One whole process."""

    code: int
    said: str
    seconds: float
    megabytes: float


def run(folder: Path) -> Run:
    """`feedhouse build` in a process of its own. The kernel counts a parent's memory as its child's until that starts:
    so a small process stands between, and waits for it."""
    with (folder / "stderr").open("w+b") as said:
        started = time.perf_counter()
        command = [COMMAND, "build", "--jobs", "1", "--config", str(folder / "feedhouse.toml")]
        done = subprocess.run(
            [sys.executable, "-S", "-c", WAITER, *command], stdout=subprocess.PIPE, stderr=said, cwd=folder, check=True
        )
        seconds = time.perf_counter() - started
        said.seek(0)
        code, peak = map(int, done.stdout.split())
        return Run(code, said.read().decode(), seconds, peak / KILOBYTES)


@dataclass(frozen=True, slots=True)
class Night:
    """A newsroom with a source of its own: a good run, a bad one, and one when the source is well again, with news."""

    before: dict[str, tuple[int, int, str]]
    after: dict[str, tuple[int, int, str]]
    bad: Run
    well: Run
    news: bool


def night(folder: Path, mood: str, adapter: str, first: bytes, second: bytes, mark: bytes) -> Night:
    folder.mkdir(parents=True)
    server = Server(first, kind="text/html" if adapter == "html" else "application/x-ndjson")
    server.bomb = bomb(300_000_000) if mood == "gzip bomb" else b""
    (folder / "feedhouse.toml").write_text(CONFIGURATION.format(adapter=adapter, port=server.port))
    good = run(folder)
    assert (good.code, good.said) == (0, "")
    before = traces(folder / "out")
    with server.failing(FAILING[mood]):
        bad = run(folder)
    after = traces(folder / "out")
    server.body = second
    well = run(folder)
    news = all(mark in body for path, body in published(folder / "out").items() if path in {"feed.atom", "feed.rss"})
    server.stop()
    return Night(before, after, bad, well, news)


WAYS = [(mood, "jsonl") for mood in FAILING] + [("captcha page", "html"), ("empty", "html"), ("503", "html")]


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> Iterator[dict[tuple[str, str], Future[Night]]]:
    """All of them, two at a time: the slowest waits for a minute and does nothing."""
    with ThreadPoolExecutor(3) as pool:
        yield {
            (mood, adapter): pool.submit(
                night,
                tmp_path_factory.mktemp("night") / "newsroom",
                mood,
                adapter,
                *((export(30), export(31), b"Story 30") if adapter == "jsonl" else (page(1), page(2), b"Story 2")),
            )
            for mood, adapter in WAYS
        }


def test_there_are_19_ways() -> None:
    assert len(FAILING) == 19


@pytest.mark.parametrize(("mood", "adapter"), WAYS, ids=[f"{mood}, {adapter}" for mood, adapter in WAYS])
def test_a_bad_night_changes_nothing(nights, mood, adapter) -> None:
    seen = nights[mood, adapter].result()
    assert len(seen.before) > 6
    assert seen.after == seen.before
    assert seen.bad.code == 1
    assert "source wire failed, its entries stay as they were: " in seen.bad.said
    assert "Traceback" not in seen.bad.said
    assert len(seen.bad.said) < 10_000
    assert seen.bad.seconds < SECONDS
    assert seen.bad.megabytes < MEGABYTES
    assert (seen.well.code, seen.well.said) == (0, "")
    assert seen.news
