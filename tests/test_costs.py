"""A run costs what changed, not what exists: nothing that it asks its store for goes through a whole table."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.newsroom import NOW, build
from tests.test_incremental import Desk

LARGE = "articles|comments|parents|memberships|aliases|followers|holes|graves"
WHOLE = re.compile(rf"SCAN (?:feedhouse_)?(?:{LARGE})\b(?! USING (?:COVERING )?INDEX feedhouse_\w+_newest)")
"""A step of SQLite that reads every row of what grows; of an index of the newest it reads the first ones alone."""


@contextmanager
def planned() -> Iterator[dict[str, list[str]]]:
    """What SQLite is asked for meanwhile, and the steps that it takes for it."""
    plans: dict[str, list[str]] = {}

    def explain(connection: Any, _: object, statement: str, values: object, __: object, many: bool) -> None:
        if statement not in plans and not many and re.match("SELECT|UPDATE|DELETE|INSERT", statement):
            steps = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", values)
            plans[statement] = [step[-1] for step in steps]

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(Engine, "before_cursor_execute", explain)


@pytest.mark.parametrize("seed", range(3))
def test_no_question_goes_through_a_whole_table(tmp_path, seed):
    desk = Desk(tmp_path / "newsroom", seed)
    configuration = desk.folder / "feedhouse.toml"
    configuration.write_text(configuration.read_text().replace("mirror = true\n", ""))  # which asks for all of its own
    desk.save()
    build(configuration)
    with planned() as plans:
        for hours in range(1, 9):
            desk.happen()
            build(configuration, now=NOW + dt.timedelta(hours=hours), accept=True)
    whole = {statement: steps for statement, steps in plans.items() if any(map(WHOLE.match, steps))}
    assert len(plans) > 30
    assert whole == {}
