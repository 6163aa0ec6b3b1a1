"""Several runs at once, and readers that poll all the while."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from feeds.errors import LockedError
from feeds.publish import Edition

PUBLISHER = Path(__file__).with_name("publisher.py")


def start(out, version, wait):
    return subprocess.Popen(
        [sys.executable, PUBLISHER, out, version, "200", str(wait)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PUBLISHER.parents[2],
    )  # fmt: skip


def test_the_second_run_is_told_who_holds_the_folder(tmp_path):
    begin = time.perf_counter()
    with (
        Edition.open(tmp_path, 0),
        pytest.raises(LockedError, match="another run has been publishing into this folder"),
        Edition.open(tmp_path, 0.3),
    ):
        pass
    assert time.perf_counter() - begin >= 0.3
    with Edition.open(tmp_path, 0):
        pass


def test_a_link_to_the_folder_is_the_same_folder(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "out")
    with Edition.open(tmp_path / "out", 0), pytest.raises(LockedError), Edition.open(tmp_path / "link", 0):
        pass


def test_another_process_exits_75(tmp_path):
    with Edition.open(tmp_path, 0):
        process = start(tmp_path, "new", 0)
        _, words = process.communicate()
    assert process.returncode == 75
    assert "run again when it has finished" in words
    assert "Traceback" not in words


def test_a_killed_holder_holds_nothing(tmp_path):
    process = start(tmp_path, "new", 0)
    process.stdout.readline()
    process.kill()
    process.communicate()
    with Edition.open(tmp_path, 0):
        pass


def test_four_runs_and_a_reader_that_sees_no_torn_file(tmp_path, bodies, leftovers):
    first = start(tmp_path, "v0", 30)
    assert first.wait() == 0
    first.communicate()
    runs = [start(tmp_path, f"v{number}", 60) for number in range(1, 5)]
    torn, read, done = [], 0, threading.Event()

    def poll():
        nonlocal read
        while not done.is_set():
            for number in range(1, 200, 20):
                path = tmp_path / f"articles/{number}-all/comments.rss"
                if number % 3 and path.exists():
                    lines = path.read_text().splitlines()
                    read += 1
                    if len(lines) != 200 or len(set(lines)) != 1:
                        torn.append((path, lines))

    reader = threading.Thread(target=poll)
    reader.start()
    codes = [run.wait() for run in runs]
    done.set()
    reader.join()
    for run in runs:
        run.communicate()
    assert codes == [0, 0, 0, 0]
    assert not torn
    assert read > 50
    found = bodies(tmp_path)
    version = found["index.html"].split("\n")[0]
    assert found["articles/1-all/comments.rss"].startswith(f"{version} 1\n")
    assert len(found) == 201
    assert leftovers(tmp_path) == []
