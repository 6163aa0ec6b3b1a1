"""Where the work is done: here, or in processes of our own when there is much of it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

BATCH = 600
"""The weight of the tasks that are sent to a process at once: it bounds memory, and a message costs as much as some."""

HERE = 10 * BATCH
"""So much is done in this process before others are started: starting one costs as much as that."""

AHEAD = 2
"""Batches a process that are sent before their results are asked for."""


def run(
    work: Callable[[list[Task]], list[Result]], tasks: Iterable[Task], jobs: int, weigh: Callable[[Task], int]
) -> Iterator[Result]:
    """The results of `work`, in the order of the tasks, by up to `jobs` processes. `work` takes a batch; for processes
    it has to be picklable, as the tasks and results. `weigh` tells how much work a task is."""
    batches = _batches(iter(tasks), weigh)
    done = 0
    for batch in batches:
        yield from work(batch)
        done += BATCH
        if jobs > 1 and done >= HERE:
            break
    first = next(batches, None)
    if first is not None:
        # Spawned, not forked: a child shall not hold our databases and locks.
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield from _ordered(pool, work, chain([first], batches), jobs * AHEAD)


def _ordered(
    pool: Executor, work: Callable[[list[Task]], list[Result]], batches: Iterable[list[Task]], ahead: int
) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    for batch in batches:
        waiting.append(pool.submit(work, batch))
        if len(waiting) > ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


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
