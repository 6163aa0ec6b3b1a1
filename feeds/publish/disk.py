"""The disk, as an edition sees it, and what is said when it refuses. Tests hand in one that fails on purpose."""

# os on plain strings: with Path objects an unchanged document would cost twice as much.
# ruff: noqa: PTH103, PTH105, PTH106, PTH108, PTH120, PTH123, PTH208

import errno
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from feeds.errors import DiskError, FeedhouseError, PublishError

FEW = 8
"""Up to so many files are flushed one by one; more of them by one flush of the whole file system, which is cheaper."""

PASSING = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EBUSY,
    errno.ESTALE, errno.ETIMEDOUT, errno.EAGAIN, errno.EINTR,
}  # fmt: skip
REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
BLOCKED = {errno.ENOTDIR, errno.EEXIST}


class Stamp(NamedTuple):
    """What tells cheaply that a file is the one we wrote: its size in bytes and its mtime in nanoseconds."""

    size: int
    mtime: int


OTHER = Stamp(-1, 0)
"""The stamp of what is no plain file: it equals no stamp that was recorded."""


class Disk:
    """Plain file operations, each of which may raise `OSError`. New files get 0666 and new folders 0777, less the
    umask, so that the web server can read them."""

    def make(self, folder: str) -> None:
        """Make a folder, and those above it."""
        os.makedirs(folder, exist_ok=True)

    def look(self, path: str) -> Stamp | None:
        """The stamp of a file, None when there is none. A folder in its place raises `IsADirectoryError`."""
        try:
            found = os.lstat(path)
        except FileNotFoundError:
            return None
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        return Stamp(found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else OTHER

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        return Path(path).read_bytes()

    def write(self, path: str, body: bytes) -> Stamp:
        """A new file; it must not exist."""
        with open(path, "xb", buffering=0) as file:
            written = file.write(body)
            while written < len(body):
                written += file.write(memoryview(body)[written:])
            found = os.fstat(file.fileno())
        return Stamp(found.st_size, found.st_mtime_ns)

    def sync(self, folder: str, paths: Collection[str]) -> None:
        """What was written to `paths` (files or folders, on the file system of `folder`) is on the disk afterwards."""
        if len(paths) > FEW and (syncfs := _syncfs()):
            with _opened(folder) as descriptor:
                syncfs(descriptor)
            return
        for path in paths:
            with _opened(path) as descriptor:
                os.fsync(descriptor)

    def place(self, temporary: str, target: str) -> None:
        """Rename a temporary over its target in one step; the target's folder is made when it is missing."""
        try:
            os.replace(temporary, target)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.replace(temporary, target)

    def show(self, whole: str, target: str) -> None:
        """Rename a folder or file over its target in one step; into a folder that is not empty, part by part."""
        try:
            os.replace(whole, target)
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise
            for name in sorted(os.listdir(whole)):
                self.show(f"{whole}/{name}", f"{target}/{name}")

    def remove(self, path: str, upto: str) -> None:
        """Remove a file that may be gone already, and then every folder above it, below `upto`, that is left empty."""
        with suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(path)
        folder = os.path.dirname(path)
        with suppress(OSError):
            while len(folder) > len(upto):
                os.rmdir(folder)
                folder = os.path.dirname(folder)

    def clear(self, folder: str) -> None:
        """Remove everything in a folder of temporaries."""
        with os.scandir(folder) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                else:
                    os.unlink(entry.path)


@contextmanager
def told(path: str | Path) -> Iterator[None]:
    """Wraps what the operating system refuses at `path`: `DiskError` for what may pass, else `PublishError`."""
    try:
        yield
    except OSError as error:
        raise trouble(error, str(path)) from error


def trouble(error: OSError, path: str) -> FeedhouseError:
    """The error that says what happened, where, and what to do."""
    what = error.strerror or str(error)
    if error.errno in PASSING:
        return DiskError(f"{path}: {what}. Make room and run again; what was published before stays in place.")
    if error.errno in REFUSED:
        return PublishError(f"{path}: {what}. Let the user who runs feedhouse write there, or choose another folder.")
    if error.errno == errno.EISDIR:
        return PublishError(f"{path}: a folder lies where a file should be. Move it away and run again.")
    if error.errno == errno.EXDEV:
        return PublishError(
            f"{path}: lies on another file system than out/.feedhouse/: no file can be renamed to there."
        )
    if error.errno in BLOCKED:
        return PublishError(f"{_obstacle(path)}: a file lies where a folder should be. Move it away and run again.")
    return PublishError(f"{path}: {what}. Put the folder in order, or choose another one, and run again.")


def _obstacle(path: str) -> Path:
    """The first thing on the way to `path` that should be a folder and is none."""
    way = [*reversed(Path(path).parents), Path(path)]
    return next((step for step in way if os.path.lexists(step) and not step.is_dir()), Path(path))


@contextmanager
def _opened(path: str) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@cache
def _syncfs() -> Callable[[int], None] | None:
    """Linux's syncfs(2), which Python does not offer; None where the C library has none."""
    import ctypes  # noqa: PLC0415 - 10 ms, and only a run that writes needs it

    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return None

    def syncfs(descriptor: int) -> None:
        if call(descriptor):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))

    return syncfs
