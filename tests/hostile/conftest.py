"""The slowest of the bad nights, half a minute, begins first and goes on beside all others."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.hostile.wire import Wire


@pytest.fixture(scope="session", autouse=True)
def dripping(tmp_path_factory) -> Iterator[Future[None]]:
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(Wire(tmp_path_factory.mktemp("drip") / "newsroom", "jsonl").night, "slow drip")
