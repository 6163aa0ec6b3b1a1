"""Tasks keep their order and their results, here or in processes; a failure is told."""

import os

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
