"""Disks that refuse: really full, really read-only, something in the way. Clear words, nothing lost, right again."""

import contextlib
import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from feeds.errors import DiskError, PublishError
from feeds.publish import Edition
from feeds.publish import edition as module

PUBLISHER = Path(__file__).with_name("publisher.py")
OLD = {"a/comments.rss": "old a", "b/comments.rss": "old b", "feed.rss": "old feed", "index.html": "old index"}
NEW = {path: body.replace("old", "new") * 1000 for path, body in OLD.items()}


def publish(out, words, document, *, disk=None):
    with Edition.open(out, 0, disk=disk) as edition:
        for path, body in words.items():
            edition.put(document(path, body))
        edition.commit("1", complete=True)


@contextlib.contextmanager
def mounted(target, *options):
    target.mkdir(exist_ok=True)
    if os.geteuid() or subprocess.run(["mount", *options, target], check=False, capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        yield target
    finally:
        subprocess.run(["umount", "--lazy", target], check=True)


@pytest.fixture
def public():
    """A folder that everybody can reach; pytest's are the user's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_full_disk(tmp_path, document, bodies, leftovers):
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=256k", "tmpfs") as small:
        publish(small, OLD, document)
        much = {path: body * 20 for path, body in NEW.items()}
        with pytest.raises(DiskError, match=r"No space left on device\. Make room and run again"):
            publish(small, much, document)
        assert bodies(small) == OLD
        assert leftovers(small) == []
        publish(small, NEW, document)
        assert bodies(small) == NEW


@pytest.mark.parametrize("room", range(0, 60, 6))
def test_a_disk_that_fills_up_anywhere(tmp_path, document, bodies, leftovers, room):
    """The last `room` KiB are left: the ledger, a temporary or a folder does not fit any more."""
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=512k", "tmpfs") as small:
        publish(small, OLD, document)
        filler = small / "filler"
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        os.truncate(filler, filler.stat().st_size - room * 1024)
        with contextlib.suppress(DiskError):
            publish(small, NEW, document)
        filler.unlink()
        assert all(body in {OLD[path], NEW[path]} for path, body in bodies(small).items())
        assert leftovers(small) == []
        publish(small, NEW, document)
        assert bodies(small) == NEW


def test_a_size_limit(tmp_path, bodies, leftovers):
    def run(version, limit):
        command = [sys.executable, PUBLISHER, tmp_path, version, "300", "0", str(limit)]
        return subprocess.run(command, check=False, capture_output=True, text=True, cwd=PUBLISHER.parents[2])

    assert run("old", 0).returncode == 0
    before = bodies(tmp_path)
    refused = run("new", 2000)
    assert refused.returncode == 75
    assert "Make room and run again" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert bodies(tmp_path) == before
    assert leftovers(tmp_path) == []
    assert run("new", 0).returncode == 0
    assert bodies(tmp_path)["index.html"].startswith("new")


def test_a_read_only_folder(tmp_path, document, bodies):
    out = tmp_path / "out"
    publish(out, OLD, document)
    with mounted(out, "--bind", out):
        subprocess.run(["mount", "-o", "remount,bind,ro", out], check=True)
        with pytest.raises(PublishError, match=r"Read-only file system\. Let the user who runs feedhouse write there"):
            publish(out, NEW, document)
        assert bodies(out) == OLD
    publish(out, NEW, document)
    assert bodies(out) == NEW


@pytest.mark.parametrize("path", ["", ".feedhouse", ".feedhouse/tmp", "a"])
def test_a_folder_without_permission(public, document, bodies, path):
    """As root no mode binds: a child that is nobody tries."""
    out = public / "out"
    publish(out, OLD, document)
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "65534", out], check=True)
    (out / path).chmod(0o555)
    words = _as_nobody(lambda: publish(out, NEW, document))
    (out / path).chmod(0o755)
    assert "PublishError" in words
    assert "Let the user who runs feedhouse write there" in words
    assert all(body in {OLD[path], NEW[path]} for path, body in bodies(out).items())
    assert _as_nobody(lambda: publish(out, NEW, document)) == ""
    assert bodies(out) == NEW


def _as_nobody(act):
    """What `act` raised in a child process without root's rights."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        words = ""
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            act()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent looks at it
            words = f"{type(error).__name__}: {error}"
        os.write(writer, words.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        words = pipe.read()
    os.waitpid(child, 0)
    return words


def test_a_file_where_a_folder_should_be(tmp_path, document, bodies):
    publish(tmp_path, {"feed.rss": "old feed"}, document)
    (tmp_path / "a").write_text("in the way")
    with pytest.raises(PublishError, match=r"/a: a file lies where a folder should be\. Move it away"):
        publish(tmp_path, NEW, document)
    assert bodies(tmp_path) == {"a": "in the way", "feed.rss": "old feed"}
    (tmp_path / "a").unlink()
    publish(tmp_path, NEW, document)
    assert bodies(tmp_path) == NEW


def test_a_folder_where_a_file_should_be(tmp_path, document, bodies):
    (tmp_path / "feed.rss").mkdir(parents=True)
    with pytest.raises(PublishError, match=r"/feed\.rss: a folder lies where a file should be\. Move it away"):
        publish(tmp_path, NEW, document)
    assert bodies(tmp_path) == {}


def test_a_folder_of_another_file_system(tmp_path, document, bodies):
    out = tmp_path / "out"
    publish(out, {"feed.rss": "old feed"}, document)
    with mounted(out / "a", "-t", "tmpfs", "tmpfs"):
        with pytest.raises(PublishError, match=r"/a/comments\.rss: lies on another file system than"):
            publish(out, NEW, document)
        assert bodies(out) == {"feed.rss": "old feed"}
    publish(out, NEW, document)
    assert bodies(out) == NEW


@pytest.mark.parametrize("path", ["", ".feedhouse", ".feedhouse/tmp", "../parent"])
def test_out_or_our_folder_is_a_file(tmp_path, document, path):
    out = tmp_path / "parent" / "out" if "parent" in path else tmp_path / "out"
    obstacle = tmp_path / "parent" if "parent" in path else out / path
    obstacle.parent.mkdir(parents=True, exist_ok=True)
    obstacle.write_text("in the way")
    with pytest.raises(PublishError, match=f"{obstacle}: a file lies where a folder should be"):
        publish(out, NEW, document)
    assert obstacle.read_text() == "in the way"


def test_the_ledger_is_a_folder(tmp_path, document):
    (tmp_path / ".feedhouse/ledger.db").mkdir(parents=True)
    with pytest.raises(PublishError, match=r"ledger\.db: "):
        publish(tmp_path, NEW, document)


class Refusing(module.Disk):
    """Refuses one kind of operation from the nth call on."""

    def __init__(self, what, after, code):
        self.what, self.after, self.code = what, after, code

    def _ask(self, what):
        if what == self.what:
            self.after -= 1
            if self.after < 0:
                raise OSError(self.code, os.strerror(self.code))

    def write(self, path, body):
        self._ask("write")
        return super().write(path, body)

    def sync(self, folder, paths):
        self._ask("sync")
        super().sync(folder, paths)

    def place(self, temporary, target):
        self._ask("place")
        super().place(temporary, target)

    def remove(self, path, upto):
        self._ask("remove")
        super().remove(path, upto)


@pytest.mark.parametrize("what", ["write", "sync", "place", "remove"])
@pytest.mark.parametrize("after", [0, 1, 3])
@pytest.mark.parametrize(
    ("code", "error"), [(errno.ENOSPC, DiskError), (errno.EIO, DiskError), (errno.EROFS, PublishError)]
)
def test_any_operation_may_fail(tmp_path, document, bodies, leftovers, what, after, code, error):
    publish(tmp_path, OLD | {f"gone/{n}.rss": "x" for n in range(4)}, document)
    with contextlib.suppress(error):
        publish(tmp_path, NEW, document, disk=Refusing(what, after, code))
    found = bodies(tmp_path)
    assert all(found[path] in {OLD[path], NEW[path]} for path in OLD)
    assert leftovers(tmp_path) == []
    publish(tmp_path, NEW, document)
    assert bodies(tmp_path) == NEW


def test_a_symlink_to_another_disk_is_said_so(tmp_path, document):
    with mounted(tmp_path / "other", "-t", "tmpfs", "-o", "size=256k", "tmpfs") as other:
        out = tmp_path / "out"
        out.mkdir()
        (out / "a").symlink_to(other)
        with pytest.raises(PublishError, match=r"a/comments\.rss: lies on another file system than"):
            publish(out, NEW, document)
