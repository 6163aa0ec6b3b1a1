"""kill -9 at random moments, real processes: every file whole, nothing linked that is not there, the next run right."""

import importlib.util
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from feeds.publish import Edition
from feeds.publish import edition as module

PUBLISHER = Path(__file__).with_name("publisher.py")
COUNT = 300


@pytest.fixture(scope="module")
def publisher():
    spec = importlib.util.spec_from_file_location("publisher", PUBLISHER)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="module")
def clean(publisher, tmp_path_factory):
    """What an edition of each version looks like, made from nothing."""
    return {
        version: {d.path: d.body.decode() for d in publisher.documents(version, COUNT)} for version in ("old", "new")
    }


def start(out, version, *more):
    return subprocess.Popen(
        [sys.executable, PUBLISHER, out, version, str(COUNT), *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PUBLISHER.parents[2],
    )  # fmt: skip


def seconds_of_a_run(publisher, out):
    begin = time.perf_counter()
    publisher.run(out, "old", COUNT, batch=50)
    publisher.run(out, "new", COUNT, batch=50)
    return (time.perf_counter() - begin) / 2


def whole(found, clean):
    """Every file is one that a version has, to the byte; what the index links is there."""
    for path, body in found.items():
        assert body in {clean[version].get(path) for version in clean}, path
    missing = [path for path in found.get("index.html", "").split("\n")[1:] if path not in found]
    assert not missing, missing


def test_kill_at_random_moments(tmp_path, publisher, clean, bodies, leftovers, capsys):
    out, chance = tmp_path / "out", random.Random(20250616)
    span = seconds_of_a_run(publisher, tmp_path / "measured")
    publisher.run(out, "old", COUNT)
    killed = 0
    for number in range(25):
        process = start(out, version := ("new", "old")[number % 2])
        process.stdout.readline()
        time.sleep(chance.uniform(0, span * 0.9))
        process.kill()
        killed += process.wait() == -9
        process.communicate()
        whole(bodies(out), clean)
        if number % 3 == 2:  # at times two or three runs are killed one after the other
            publisher.run(out, version, COUNT)
            assert bodies(out) == clean[version]
            assert leftovers(out) == []
    assert killed >= 5, "the moments fell after the end of the run"
    publisher.run(out, "new", COUNT)
    assert bodies(out) == clean["new"]


class Death(BaseException):
    """The process is gone: nothing after it runs."""


class Mortal(module.Disk):
    """Dies at the nth operation, and cleans up nothing afterwards, as a killed process does."""

    def __init__(self, breaths):
        self.breaths = breaths

    def _breathe(self):
        self.breaths -= 1
        if self.breaths <= 0:
            raise Death

    def write(self, path, body):
        self._breathe()
        return super().write(path, body)

    def sync(self, folder, paths):
        self._breathe()

    def place(self, temporary, target):
        self._breathe()
        super().place(temporary, target)

    def show(self, whole, target):
        self._breathe()
        super().show(whole, target)

    def remove(self, path, upto):
        self._breathe()
        super().remove(path, upto)

    def clear(self, folder):
        if self.breaths > 0:
            super().clear(folder)


def publish(out, words, document, *, disk=None, state="1"):
    with Edition.open(out, 0, disk=disk) as edition:
        for path, body in words.items():
            edition.put(document(path, body))
            if path == "b.rss":
                edition.flush()
        edition.commit(state, complete=True)


OLD = {"gone.rss": "x", "a.rss": "old a", "b.rss": "old b", "c.rss": "same", "index.html": "a.rss b.rss c.rss gone.rss"}
NEW = {"a.rss": "new a", "b.rss": "new b", "c.rss": "same", "d/e.rss": "d", "index.html": "a.rss b.rss c.rss d/e.rss"}


@pytest.mark.parametrize("breaths", range(1, 16))
def test_death_at_every_step(tmp_path, document, bodies, leftovers, breaths):
    publish(tmp_path, OLD, document)
    mortal = Mortal(breaths)
    try:
        publish(tmp_path, NEW, document, disk=mortal, state="2")
    except Death:
        pass
    else:
        assert mortal.breaths > 0
        assert breaths > 12, "the last step was before"
    found = bodies(tmp_path)
    assert all(body in {OLD.get(path), NEW.get(path)} for path, body in found.items())
    assert all(path in found for path in found["index.html"].split())
    back(tmp_path, document)
    assert bodies(tmp_path) == (OLD if breaths <= 12 else NEW)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("breaths", range(1, 15))
def test_death_in_a_first_edition_shows_nothing_or_whole_folders(tmp_path, document, bodies, leftovers, breaths):
    mortal = Mortal(breaths)
    with suppress(Death):
        publish(tmp_path, NEW, document, disk=mortal)
    tops = {path.partition("/")[0] for path in bodies(tmp_path)}
    assert bodies(tmp_path) == {path: body for path, body in NEW.items() if path.partition("/")[0] in tops}
    assert not tops or breaths > 11, "nothing is seen before all is put together"
    publish(tmp_path, NEW, document)
    assert bodies(tmp_path) == NEW
    assert leftovers(tmp_path) == []


def back(out, document):
    """The next run, incremental, over a store that knows nothing of what the dead run did: it was restored."""
    with Edition.open(out, 0) as edition:
        if edition.state == "1":
            for path in edition.damaged(0):
                if path in OLD:
                    edition.put(document(path, OLD[path]))
                else:
                    edition.remove(path)
            edition.commit("1", complete=False)


def test_what_was_recorded_is_put_in_place_first(tmp_path, document, bodies):
    publish(tmp_path, OLD, document)
    with pytest.raises(Death):
        publish(tmp_path, NEW, document, disk=Mortal(5), state="2")
    assert bodies(tmp_path)["b.rss"] == "old b"
    with Edition.open(tmp_path, 0) as edition:
        assert edition.state == "1"
        assert bodies(tmp_path)["b.rss"] == "new b"
        assert edition.damaged(0) == {"a.rss", "b.rss"}
