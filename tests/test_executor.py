"""Tasks keep their order and their results, here or in processes; a failure is told."""

import os
from collections.abc import Iterator

import pytest

from feeds import executor


def squares(batch: list[int]) -> list[tuple[int, int]]:
    return [(number * number, os.getpid()) for number in batch]


def broken(batch: list[int]) -> list[int]:
    if max(batch) > 7_000:
        message = "it broke"
        raise ValueError(message)
    return batch


def one(_: int) -> int:
    return 1


@pytest.mark.parametrize("count", [0, 1, 599, 600, 601, 6_000, 6_001, 9_500])
@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(count, jobs):
    results = list(executor.run(squares, range(count), jobs, one))
    assert [number for number, _ in results] == [number * number for number in range(count)]
    processes = {process for _, process in results}
    assert processes <= {os.getpid()} or (jobs == 2 and count > executor.HERE)
    assert len(processes - {os.getpid()}) <= 2


def test_much_work_is_done_by_others():
    results = list(executor.run(squares, range(20_000), 2, one))
    assert {process for _, process in results[executor.HERE :]}.isdisjoint({os.getpid()})


def test_heavy_tasks_are_sent_in_small_batches():
    sizes: list[int] = []

    def work(batch: list[int]) -> list[int]:
        sizes.append(len(batch))
        return batch

    list(executor.run(work, range(30), 1, lambda _: 200))
    assert sizes == [3] * 10


def test_a_failure_in_a_process_is_told():
    with pytest.raises(ValueError, match="it broke"):
        list(executor.run(broken, range(9_000), 2, one))


def test_tasks_are_drawn_as_results_are_taken():
    """What waits is bounded: two batches a process, and the one that is being made."""
    drawn: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1_000):
            drawn.append(number)
            yield number

    results = executor.elsewhere(squares, tasks(), 2, lambda _: 300)
    most = 0
    for taken, (square, process) in enumerate(results):
        assert (square, process == os.getpid()) == (taken**2, False)
        most = max(most, len(drawn) - taken)
    assert most <= 2 * (2 * executor.AHEAD + 1)


def test_one_at_a_time():
    drawn: list[int] = []
    results = executor.elsewhere(
        squares, (drawn.append(n) or n for n in range(4)), 1, lambda _: executor.BATCH, ahead=0
    )
    assert [(square, len(drawn)) for square, _ in results] == [(0, 1), (1, 2), (4, 3), (9, 4)]
