"""Where the work is done: here, or in processes of our own when there is much of it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

HERE = 400
"""So many tasks are done in this process before others are started: starting one costs as much as some hundred."""

BATCH = 100
"""Tasks that are sent to a process at once."""

AHEAD = 3
"""Batches a process that are sent before their results are asked for: it bounds memory."""


def run(work: Callable[[list[Task]], list[Result]], tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """The results of `work`, in the order of the tasks, by up to `jobs` processes. `work` takes a batch; for processes
    it has to be picklable, as the tasks and results."""
    remaining = iter(tasks)
    for batch in _batches(islice(remaining, HERE) if jobs > 1 else remaining):
        yield from work(batch)
    if jobs > 1 and (first := list(islice(remaining, BATCH))):
        # Spawned, not forked: a child shall not hold our databases and locks.
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield from _ordered(pool, work, _chained(first, remaining), jobs * AHEAD)


def _ordered(
    pool: Executor, work: Callable[[list[Task]], list[Result]], tasks: Iterator[Task], ahead: int
) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    for batch in _batches(tasks):
        waiting.append(pool.submit(work, batch))
        if len(waiting) > ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _chained(first: list[Task], rest: Iterator[Task]) -> Iterator[Task]:
    yield from first
    yield from rest


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    remaining = iter(tasks)
    while batch := list(islice(remaining, BATCH)):
        yield batch
