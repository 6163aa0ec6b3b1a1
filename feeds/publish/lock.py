"""One run at a time: the lock of an output folder. The kernel frees it when a run ends, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from feeds.errors import LockedError
from feeds.publish.disk import told


@contextmanager
def locked(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock file at `path`; `LockedError` when another run still holds it after `wait` seconds."""
    lock = FileLock(path, timeout=max(wait, 0.0))
    with told(path), _refused(path, wait):
        lock.acquire(poll_interval=0.05)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _refused(path: Path, wait: float) -> Iterator[None]:
    try:
        yield
    except Timeout as error:  # an OSError too, so it is asked for first
        raise LockedError(
            f"{path}: another run has been publishing into this folder for {wait:g} seconds. Nothing was done; "
            "run again when it has finished."
        ) from error
