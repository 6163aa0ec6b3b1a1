"""kill -9 at random moments of whole runs: nothing broken, nothing dangling, the next run right, nothing left over."""

import datetime as dt
import random
import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from feeds.publish.edition import Disk
from tests.crash.command import SMALL, clean, dangling, ended, leftovers, newsroom, run, start
from tests.newsroom import build, published

MORTAL = """
import os, signal, sys
folder, nth, count = {folder!r}, {nth}, 0
def watch(event, arguments):
    global count
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect", "ctypes.dlsym"):
        if event == "ctypes.dlsym" or str(arguments[0]).startswith(folder):
            count += 1
            if count == nth:
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
import atexit
atexit.register(lambda: nth or print(count))
"""
"""A process that kills itself as it is about to do its nth thing to the newsroom's files."""

KINDS = [(cold, jobs) for cold in (True, False) for jobs in (1, 2)]
KILLS = {1: 16, 2: 9}
"""So many of each kind of run, cold or not, by its jobs: fifty in all."""


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A newsroom in its first version, published."""
    folder = tmp_path_factory.mktemp("kill") / "old"
    build(newsroom(folder, 0), now=dt.datetime.now(dt.UTC))
    return folder


@pytest.fixture(autouse=True)
def _unflushed(monkeypatch):
    monkeypatch.setattr(Disk, "sync", lambda *_: None)


def prepared(old: Path, folder: Path, *, cold: bool) -> Path:
    """A newsroom that has something to publish."""
    shutil.rmtree(folder, ignore_errors=True)
    if not cold:
        shutil.copytree(old, folder)
    return newsroom(folder, 1)


def moments(old: Path, folder: Path, chance: random.Random, *, cold: bool, jobs: int) -> Iterator[tuple[int, float]]:
    """When to kill: at so many steps among the newsroom's files, or after so many seconds (the other is 0)."""
    begin = time.perf_counter()
    prelude = MORTAL.format(folder=str(folder), nth=0) + SMALL
    code, said = run(prepared(old, folder, cold=cold), "--jobs", jobs, prelude=prelude)
    span, steps = time.perf_counter() - begin, int(said)
    assert code == 0
    assert steps > 100
    for number in range(KILLS[jobs]):
        yield (chance.randint(1, steps), 0.0) if number % 2 else (0, chance.uniform(0.3, 1) * span)


@pytest.mark.parametrize(("cold", "jobs"), KINDS, ids=str)
def test_kill_at_random_moments(tmp_path, old, cold, jobs):
    chance = random.Random(f"{cold} {jobs}")
    when = list(moments(old, tmp_path / "measured", chance, cold=cold, jobs=jobs))
    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(kill, old, tmp_path / str(number), *moment, cold=cold, jobs=jobs)
                 for number, moment in enumerate(when)]  # fmt: skip
        killed = [one.result() for one in tries]
    assert sum(killed) >= len(when) * 2 // 3, "the moments fell after the end of the run"


def kill(old: Path, folder: Path, nth: int, seconds: float, *, cold: bool, jobs: int) -> bool:
    """Start a run and kill it, and look at all that is promised; whether it was killed before its end."""
    where = f"step {nth}, {seconds:.3f} s"
    configuration = prepared(old, folder, cold=cold)
    before = published(folder / "out")
    prelude = MORTAL.format(folder=str(folder), nth=nth) if nth else ""
    process = start(configuration, "--jobs", jobs, prelude=prelude + SMALL)
    if not nth:
        time.sleep(seconds)
        process.kill()
    killed = process.wait(60) == -signal.SIGKILL
    found = published(folder / "out")
    assert ended(process), f"{where}: processes live on"
    appearing = (folder / "out/.feedhouse/tmp/whole").is_dir()  # a first edition; all its documents count but then
    assert dangling(found, set(found) if cold and not appearing else set(before)) == set(), where
    build(configuration, now=dt.datetime.now(dt.UTC))
    after = published(folder / "out")
    assert [name for name, body in found.items() if body not in {before.get(name), after.get(name)}] == [], where
    whole = clean(configuration, folder / "scratch")
    assert after.keys() == whole.keys(), where
    assert [name for name in whole if whole[name] != after[name]] == [], where
    shutil.rmtree(folder / "scratch")
    assert leftovers(folder) == [], where
    return killed
