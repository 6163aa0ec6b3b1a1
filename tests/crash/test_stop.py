"""SIGTERM and Ctrl-C: a run ends quietly and soon, cleans up behind itself, and breaks nothing."""

import datetime as dt
import os
import shutil
import signal
import time

import pytest

from tests.crash.command import SMALL, ended, last_words, leftovers, newsroom, start
from tests.newsroom import build, published

SLOW = "import time; put = p.Edition.put; p.Edition.put = lambda *of: (time.sleep(0.05), put(*of))[1]; "
"""Every document takes its time, so that a run is at work for some seconds."""


def started(folder):
    """Whether a run is at work in this folder: it has documents that wait to be put in place."""
    return any((folder / "out/.feedhouse/tmp").glob("*"))


@pytest.mark.parametrize(("jobs", "seconds"), [(1, 0.3), (2, 1.0)])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=str)
def test_a_signal_ends_a_run_quietly(tmp_path, number, code, jobs, seconds):
    folder = tmp_path / "newsroom"
    build(newsroom(folder, 0))
    before = published(folder / "out")
    configuration = newsroom(folder, 1)
    process = start(configuration, "--jobs", jobs, prelude=SMALL + SLOW)
    end = time.monotonic() + 30
    while not started(folder):
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.005)
    time.sleep(seconds)  # with two jobs, the processes are being started, or at work
    # A terminal sends Ctrl-C to every process of the group; what ends a service may send SIGTERM to one or to all.
    os.killpg(process.pid, number) if number == signal.SIGINT else process.terminate()
    said = last_words(process)
    assert (process.returncode, *said) == (code, "", "")
    assert ended(process)
    assert leftovers(folder) == []
    found = published(folder / "out")
    build(configuration, now=dt.datetime.now(dt.UTC))
    after = published(folder / "out")
    assert after != before
    assert [name for name, body in found.items() if body not in {before.get(name), after.get(name)}] == []


def test_a_worker_that_is_killed_is_told_in_words(tmp_path):
    """As the system does when memory is short."""
    folder = tmp_path / "newsroom"
    build(newsroom(folder, 0))
    before = published(folder / "out")
    configuration = newsroom(folder, 1)
    killer = (
        "import multiprocessing as m, threading as t, time, feeds.ingest.ahead as a\n"
        "a.HERE = 1e9\n"  # no process reads: that one's death costs a page, not the run
        "def kill():\n"
        "    while not m.active_children(): time.sleep(0.005)\n"
        "    m.active_children()[0].kill()\n"
        "t.Thread(target=kill, daemon=True).start()\n"
    )
    process = start(configuration, "--jobs", 2, prelude=SMALL + "\n" + killer)
    said = "".join(last_words(process))
    assert process.returncode == 75, said
    assert "A process of ours was killed or could not be started" in said
    assert "Traceback" not in said
    assert leftovers(folder) == []
    build(configuration)
    shutil.copytree(folder / "out", tmp_path / "kept")
    assert published(folder / "out") != before
