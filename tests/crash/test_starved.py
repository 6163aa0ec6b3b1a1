"""A full disk, a folder that may not be written, things in the way: words, the exit code, and right afterwards."""

import ctypes
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash.command import clean, leftovers, newsroom, run
from tests.newsroom import build, published, traces


@pytest.fixture
def folder(tmp_path):
    """A newsroom that is published in its first version, and has something new."""
    folder = tmp_path / "newsroom"
    build(newsroom(folder, 0))
    newsroom(folder, 1)
    return folder


def well_again(folder: Path) -> None:
    """The next run is right and leaves nothing."""
    configuration = folder / "feedhouse.toml"
    assert not build(configuration).failed
    assert published(folder / "out") == clean(configuration, folder.parent / "scratch")
    assert leftovers(folder) == []


def limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [0, 30_000])
def test_no_file_may_grow(folder, size):
    """As a quota does it: the store, the ledger or a document is the first to be refused, by the size."""
    before = published(folder / "out")
    code, said = run(folder / "feedhouse.toml", preexec_fn=limited(size))
    assert code == 75
    assert "make room" in said.lower()
    assert published(folder / "out") == before
    well_again(folder)


@contextmanager
def tmpfs(folder: Path, size: str) -> Iterator[None]:
    """A small disk of its own at this folder; skips where that is not allowed."""
    folder.mkdir(exist_ok=True)
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    ).returncode:
        pytest.skip("no file system may be mounted here; the file size limit above stands for it")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize(("what", "room"), [("out", 0), ("out", 40), ("store", 8)])
def test_a_full_disk(tmp_path, what, room):
    """`room`: KiB that are left when the run begins."""
    folder = tmp_path / "newsroom"
    configuration = newsroom(folder, 0)
    disk = folder / "out" if what == "out" else folder / "disk"
    with tmpfs(disk, "4m"):
        if what == "store":
            configuration.write_text(configuration.read_text() + '\n[store]\nurl = "sqlite:///disk/feedhouse.db"\n')
        settings = configuration.read_text()
        build(configuration)
        before = published(folder / "out")
        newsroom(folder, 1)
        configuration.write_text(settings)
        fill(disk / "filler", room)
        code, said = run(configuration)
        assert (code, "make room" in said.lower()) == (75, True), said
        (disk / "filler").unlink()
        found = published(folder / "out")
        assert not build(configuration).failed
        after = published(folder / "out")
        assert after != before
        assert [name for name, body in found.items() if body not in {before.get(name), after.get(name)}] == []
        assert before.keys() - after.keys() - found.keys() == set()


def fill(file: Path, room: int) -> None:
    """Take all the room of a disk but so many KiB."""
    with file.open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            pass
        filler.truncate(max(filler.tell() - room * 1024, 0))


def humble() -> None:
    """Root, too, asks for permission: without CAP_DAC_OVERRIDE."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.parametrize("what", ["out", "out/.feedhouse/tmp", "out/articles", "."])
def test_a_folder_that_may_not_be_written(folder, what):
    before = published(folder / "out")
    for path in [folder / what, *((folder / what).rglob("*") if what == "out" else [])]:
        if path.is_dir():
            path.chmod(0o555)
    code, said = run(folder / "feedhouse.toml", preexec_fn=humble)
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
    assert code == 1, said
    assert "Let the user who runs feedhouse write there" in said or "may not be written" in said, said
    assert str(folder) in said
    found = published(folder / "out")
    well_again(folder)
    after = published(folder / "out")
    assert [name for name, body in found.items() if body not in {before.get(name), after.get(name)}] == []
    assert before.keys() - after.keys() - found.keys() == set()


@pytest.mark.parametrize("what", ["out", "out/articles", "out/.feedhouse"])
def test_a_file_where_a_folder_should_be(folder, what):
    aside = folder.parent / "aside"
    (folder / what).rename(aside)
    (folder / what).write_text("in the way")
    code, said = run(folder / "feedhouse.toml")
    assert (code, said.count("\n")) == (1, 1)
    assert f"{folder / what}: a file lies where a folder should be. Move it away and run again." in said
    assert (folder / what).read_text() == "in the way"
    (folder / what).unlink()
    aside.rename(folder / what)
    well_again(folder)


@pytest.mark.parametrize("what", ["out/feed.rss", "out/.feedhouse/ledger.db", "out/.feedhouse/lock", "feedhouse.db"])
def test_a_folder_where_a_file_should_be(folder, what):
    aside = folder.parent / "aside"
    (folder / what).rename(aside)
    (folder / what).mkdir()
    before = traces(folder / "out")
    code, said = run(folder / "feedhouse.toml")
    assert (code, said.count("\n")) == (1, 1), said
    assert str(folder / what) in said
    if what != "out/feed.rss":
        assert traces(folder / "out") == before
    (folder / what).rmdir()
    aside.rename(folder / what)
    well_again(folder)


@pytest.mark.parametrize("store", ["missing/feedhouse.db", "feedhouse.toml"])
def test_a_store_that_cannot_be(folder, store):
    before = traces(folder / "out")
    configuration = folder / "feedhouse.toml"
    settings = configuration.read_text()
    configuration.write_text(settings + f'\n[store]\nurl = "sqlite:///{store}"\n')
    code, said = run(configuration)
    assert (code, said.count("\n")) == (1, 1), said
    assert store in said
    assert traces(folder / "out") == before
    configuration.write_text(settings)
    well_again(folder)
