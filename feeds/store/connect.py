"""Opening a database: SQLite or PostgreSQL, made if there is none, refused with words if it is not ours to use."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from feeds.errors import StoreError
from feeds.store.tables import SCHEMA, for_postgresql, meta, metadata
from feeds.store.trouble import translated

WRITE = {"feedhouse_write": True}
"""Execution option of a connection that will write: it takes the write lock at BEGIN, so that two runs cannot
deadlock."""

_LOCK = 0x66656564  # "feed": the number of our advisory lock in PostgreSQL
_BUSY_SECONDS = 30
_SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode=WAL",
    # FULL, not NORMAL: a run is one commit, so this is one flush a run; without it a power cut may take back a run
    # whose documents are already in out/, and undated things would get a second time.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-65536",
)


def connect(url: str, authority: str, folder: Path | None) -> Engine:
    """An engine on a database that has our tables, of this version. Raises StoreError or TemporaryError."""
    target = _target(url, folder)
    name = shown(target)
    try:
        engine = _engine(target)
    except ImportError as error:
        raise StoreError(f'store {name}: needs psycopg; install "feedhouse[postgresql]"') from error
    try:
        with wrapped(name):
            _prepare(engine, name, authority)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def read_only(engine: Engine) -> Iterator[Connection]:
    """A connection whose queries all see one state of the store."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


@contextmanager
def wrapped(name: str) -> Iterator[None]:
    """Turn the database's errors into ours, with the store's name and what to do."""
    try:
        yield
    except DBAPIError as error:
        raise translated(name, error) from error
    except UnicodeEncodeError as error:
        raise StoreError(f"store {name}: a text cannot be stored: {error}") from error


def _without_password(url: str) -> str:
    return re.sub(r":[^:/@]*@", ":***@", url)


def shown(url: URL) -> str:
    """An address as messages show it: without password and options."""
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string(hide_password=True)


def _target(url: str, folder: Path | None) -> URL:
    try:
        target = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            f'store "{_without_password(url)}" is no address: expected sqlite:///FILE or postgresql://…'
        ) from error
    kind = target.get_backend_name()
    if kind == "postgresql":
        return target.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise StoreError(f'store: a "{kind}" database cannot hold it: expected sqlite:///FILE or postgresql://…')
    if folder is not None and target.database and target.database != ":memory:":
        return target.set(database=str(folder / target.database))
    return target


def _engine(target: URL) -> Engine:
    try:
        if target.get_backend_name() == "postgresql":
            engine = create_engine(target, connect_args={"connect_timeout": 10})
            for_postgresql()
            event.listen(engine, "begin", _lock_postgresql)
        else:
            engine = create_engine(target, connect_args={"timeout": _BUSY_SECONDS})
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
    except NoSuchModuleError as error:
        raise StoreError(str(error)) from error
    return engine


def _prepare_sqlite(
    connection: Any,  # noqa: ANN401  the driver's own
    _record: object,
) -> None:
    connection.isolation_level = None  # else the driver begins late, and reads see no one state
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("feedhouse_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _lock_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("feedhouse_write"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _prepare(engine: Engine, name: str, authority: str) -> None:
    with engine.connect() as connection:
        if inspect(connection).has_table(meta.name) and _check(connection, name) == SCHEMA:
            return
    with engine.execution_options(**WRITE).begin() as connection:
        if not inspect(connection).has_table(meta.name):
            _create(connection, authority)
        elif (version := _check(connection, name)) < SCHEMA:  # another run may have been first
            _bring_up(connection, version)


def _bring_up(connection: Connection, version: int) -> None:
    from feeds.store.migrate import migrate  # noqa: PLC0415  once in the life of a store

    migrate(connection, version, SCHEMA)


def _create(connection: Connection, authority: str) -> None:
    metadata.create_all(connection)
    if connection.scalar(select(meta.c.value).where(meta.c.key == "schema")) is None:  # another run may have been first
        values = {"schema": str(SCHEMA), "authority": authority, "identity": secrets.token_hex(16), "revision": "0"}
        connection.execute(insert(meta), [{"key": key, "value": value} for key, value in values.items()])


def _check(connection: Connection, name: str) -> int:
    """The version of its tables. Raises StoreError if it is none that we know."""
    version = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
    if version is None or not version.isdecimal() or version == "0":
        raise StoreError(f"store {name}: it names no schema version; it is damaged or not ours")
    if int(version) > SCHEMA:
        raise StoreError(
            f"store {name}: it was made by a newer feedhouse (its schema {version}, ours {SCHEMA}); upgrade feedhouse"
        )
    return int(version)
