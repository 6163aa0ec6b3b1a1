"""Rows, and instants as the database has them: whole microseconds since 1970, in UTC."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table

SECOND = 1_000_000

Row = Any
"""One row of an answer, columns by name: what SQLAlchemy calls a Row has other type arguments in 2.0 and in 2.1."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICRO = dt.timedelta(microseconds=1)


def micros(when: dt.datetime) -> int:
    """An aware instant as microseconds."""
    return (when - _EPOCH) // _MICRO


def instant(value: int) -> dt.datetime:
    """Microseconds as an aware instant in UTC."""
    return _EPOCH + dt.timedelta(microseconds=value)


def instant_or_none(value: int | None) -> dt.datetime | None:
    """The same for what may be missing."""
    return None if value is None else instant(value)


def add(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of whole numbers and text, each a tuple of all the table's columns in their order. SQLAlchemy would
    look at every value of every row; these need no looking at, and there may be 700,000 rows."""
    mark = "?" if connection.dialect.positional else "%s"
    marks = ", ".join([mark] * len(table.c))
    names = ", ".join(table.c.keys())
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(rows))  # noqa: S608  our names


def among(
    connection: Connection, wanted: Sequence[Column[Any]], column: Column[str], values: Sequence[str]
) -> Sequence[Row]:
    """Some columns of the rows of a table that have one of these values in `column`. SQLAlchemy would make up a name
    for each value first, which takes longer than to look it up."""
    mark = "?" if connection.dialect.positional else "%s"
    marks = ", ".join([mark] * len(values))
    names = ", ".join(one.name for one in wanted)
    query = f"SELECT {names} FROM {column.table.name} WHERE {column.name} IN ({marks})"  # noqa: S608  our names
    return connection.exec_driver_sql(query, tuple(values)).all() if values else ()
