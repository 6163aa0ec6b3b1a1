"""Where the work is done: here, or in processes of our own when there is much of it."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain
from multiprocessing import active_children, connection, get_context, parent_process
from queue import Queue
from typing import TypeVar

from feeds.errors import TemporaryError

Task = TypeVar("Task")
Result = TypeVar("Result")

BATCH = 600
"""The weight of the tasks that are sent to a process at once: it bounds memory, and a message costs as much as some."""

HERE = 10 * BATCH
"""So much is done in this process before others are started: starting one costs as much as that."""

AHEAD = 2
"""Batches a process that are sent before their results are asked for."""

READY = 16
"""Pieces of a stream that are made before they are taken."""


def run(
    work: Callable[[list[Task]], list[Result]], tasks: Iterable[Task], jobs: int, weigh: Callable[[Task], int]
) -> Generator[Result]:
    """The results of `work`, in the order of the tasks, by up to `jobs` processes. `work` takes a batch; for processes
    it has to be picklable, as the tasks and results. `weigh` tells how much work a task is. Close the iterator when you
    leave it early: what nobody waits for is not done then. Raises `TemporaryError` when a process was killed, as by a
    system that is short of memory."""
    batches = _batches(iter(tasks), weigh)
    done = 0
    for batch in batches:
        yield from work(batch)
        done += BATCH
        if jobs > 1 and done >= HERE:
            break
    yield from _sent(work, batches, jobs, AHEAD)


def elsewhere(
    work: Callable[[list[Task]], list[Result]],
    tasks: Iterable[Task],
    jobs: int,
    weigh: Callable[[Task], int],
    ahead: int = AHEAD,
) -> Generator[Result]:
    """As `run`, but nothing of it is done in this process. With `ahead` 0 and one job, a batch is sent when the one
    before it has come back."""
    yield from _sent(work, _batches(iter(tasks), weigh), jobs, ahead)


def stream(work: Callable[[Task], Iterator[bytes]], task: Task) -> Generator[bytes]:
    """What one process makes of one task, piece by piece; none of them is empty. It waits while nobody takes any, and
    ends when you close the iterator. Raises `TemporaryError` if it breaks off, for whatever reason."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_stream, args=(work, task, theirs, gc.get_threshold()), daemon=True)
    try:
        with _ctrl_c_is_ours():
            process.start()
        theirs.close()
        while piece := ours.recv_bytes():
            yield piece
    except (EOFError, OSError) as error:
        raise TemporaryError("A process of ours broke off.") from error
    finally:
        ours.close()
        if process.pid is not None:
            process.kill()
            process.join()


def _stream(
    work: Callable[[Task], Iterator[bytes]], task: Task, pieces: connection.Connection, made: tuple[int, int, int]
) -> None:
    """In the process: an empty piece is the end; without one it broke off, and who asked finds out why. A thread sends,
    since a pipe holds less than one piece and who takes them does so by fits and starts."""
    _begin(*made)
    ready: Queue[bytes] = Queue(READY)
    sender = threading.Thread(target=_send, args=(ready, pieces), daemon=True)
    sender.start()
    with suppress(Exception):
        for piece in work(task):
            ready.put(piece)
        ready.put(b"")
        sender.join()


def _send(ready: "Queue[bytes]", pieces: connection.Connection) -> None:
    with suppress(OSError):  # nobody takes any more
        piece = None
        while piece != b"":
            pieces.send_bytes(piece := ready.get())


def _sent(
    work: Callable[[list[Task]], list[Result]], batches: Iterator[list[Task]], jobs: int, ahead: int
) -> Iterator[Result]:
    first = next(batches, None)
    if first is not None:
        with _pool(jobs) as pool:
            yield from _ordered(pool, work, chain([first], batches), jobs * ahead)


@contextmanager
def _pool(jobs: int) -> Iterator[Executor]:
    # Spawned, not forked: a child shall not hold our databases and locks.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=gc.get_threshold())
    try:
        yield pool
    except BrokenProcessPool as error:
        _release(pool)
        raise TemporaryError(
            "A process of ours was killed or could not be started; the system may be short of memory. "
            "What was published before stays in place; --jobs 1 needs the least memory."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _release(pool: ProcessPoolExecutor) -> None:
    """Let a broken pool end. Its own thread may wait for ever, for a process that was started while the others were
    ended, and before Python 3.12 for a reader of what it sends (cpython issue 94777). Else it ends by itself, and
    closes what is closed here: it is given the time to."""
    thread: threading.Thread | None = getattr(pool, "_executor_manager_thread", None)
    for _ in range(20):
        for process in active_children():
            process.kill()
        if thread is None or not _alive(thread):
            return
    with suppress(AttributeError, OSError):
        pool._call_queue._reader.close()  # type: ignore[attr-defined]  # noqa: SLF001


def _alive(thread: threading.Thread) -> bool:
    """Whether it goes on for longer than a moment."""
    thread.join(0.1)
    return thread.is_alive()


@contextmanager
def _ctrl_c_is_ours() -> Iterator[None]:
    """Processes started in here never see Ctrl-C, which a terminal sends to all of them: who started them ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(*made: int) -> None:
    """Begin a process: with its parent's measures for the garbage collector, and so that it dies with it. One whose
    parent was killed waits for its next task for ever: the queue's other end is open in it, too."""
    gc.set_threshold(*made)
    threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
    os._exit(1)


def _ordered(
    pool: Executor, work: Callable[[list[Task]], list[Result]], batches: Iterable[list[Task]], ahead: int
) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    for batch in batches:
        waiting.append(_submitted(pool, work, batch))
        if len(waiting) > ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _submitted(pool: Executor, work: Callable[[list[Task]], list[Result]], batch: list[Task]) -> Future[list[Result]]:
    try:
        with _ctrl_c_is_ours():  # to submit may start a process
            return pool.submit(work, batch)
    except OSError as error:  # it could not be started, or was killed just then
        raise BrokenProcessPool(str(error)) from error


def _batches(tasks: Iterator[Task], weigh: Callable[[Task], int]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    weight = 0
    for task in tasks:
        batch.append(task)
        weight += weigh(task)
        if weight >= BATCH:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
