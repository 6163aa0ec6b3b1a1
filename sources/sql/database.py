"""A connection that only reads, and the database's errors in our words: where, why, never a row or a password."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError, StatementError
from sqlalchemy.pool import NullPool

from feeds.errors import FetchError, SourceError
from sources.sql.settings import Query, Settings

_CHUNK = 200  # rows that are held at once: an article may be large
_CONNECT = 10  # seconds
_DRIVERS = {"postgresql": "psycopg", "mysql": "pymysql", "mariadb": "pymysql"}  # where the address names none
_EXTRAS = {"psycopg": "postgresql", "pymysql": "mariadb"}
_COLON = re.compile(r"(?<![:\w\\]):(?=\w)(?!cursor\b)")  # SQLAlchemy would take '{"a":1}' for a parameter 1
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_VALUE = re.compile(r"""(["'])(.*)\1""")  # in a complaint about data: from the first quote to the last one of its kind
# Codes of MySQL and MariaDB that quote what stands in a row: out of range, truncated, no date, no number.
_OF_DATA = {1264, 1265, 1292, 1366, 1367, 1411, 1690}
# Codes of MySQL and MariaDB for what may pass: too many connections, no connection, lost, locked, too slow.
_PASSING = {1040, 1053, 1129, 1203, 1205, 1213, 1226, 1317, 1969, 2002, 2003, 2006, 2013, 3024}
_WRONG = re.compile(
    r"password|authentication|pg_hba|does not exist|is not permitted|no encryption|not a database|unable to open|role "
)


class Database:
    """One connection with one state of the data; use it as a context manager."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        with self._translated(settings.name, connecting=True):
            self._url = _target(settings)
            self._engine = create_engine(self._url, poolclass=NullPool, connect_args=self._arguments())
        self._kind = self._engine.dialect.name
        if self._kind == "sqlite":
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        if self._url.get_driver_name() == "psycopg":
            event.listen(self._engine, "connect", _prepare_psycopg)
        if self._kind in {"mysql", "mariadb"}:
            event.listen(self._engine, "connect", _prepare_mariadb)

    def __enter__(self) -> Self:
        """Connect. Raises FetchError for what may pass, SourceError for what will not."""
        with self._translated(self._settings.name, connecting=True):
            self._connection = self._opened()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._connection.close()
        except SQLAlchemyError:  # nothing was written, so nothing is lost
            self._connection.invalidate()
        self._engine.dispose()

    @contextmanager
    def rows(
        self, query: Query, given: Mapping[str, object]
    ) -> Iterator[tuple[Sequence[str], Iterator[Sequence[Any]]]]:
        """The names of a query's columns, and its rows as they come from the server."""
        where = f"{self._settings.name}: options.{query.kind}.query"
        with self._translated(where):
            streamed = self._connection.execution_options(stream_results=True, yield_per=_CHUNK)
            found = streamed.execute(text(_COLON.sub(r"\:", query.sql)), dict(given))
        try:
            if not found.returns_rows:
                raise SourceError(f"{where}: expected a SELECT: it gives no rows")
            yield list(found.keys()), self._stream(found, where)
        finally:
            found.close()

    def _stream(self, found: Any, where: str) -> Iterator[Sequence[Any]]:  # noqa: ANN401  SQLAlchemy 2.0's and 2.1's differ
        while True:
            with self._translated(where):
                rows = found.fetchmany(_CHUNK)
            if not rows:
                return
            yield from rows

    def _opened(self) -> Connection:
        if self._kind != "postgresql":
            return self._engine.connect()
        engine = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection = engine.connect()
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{self._settings.seconds}s'")
        return connection

    def _arguments(self) -> dict[str, object]:
        driver, seconds = self._url.get_driver_name(), self._settings.seconds
        if driver == "pymysql":
            return {"connect_timeout": _CONNECT, "read_timeout": seconds}
        if driver == "psycopg":
            return {"connect_timeout": _CONNECT}
        return {"timeout": min(seconds, 30)} if driver == "pysqlite" else {}

    @contextmanager
    def _translated(self, where: str, *, connecting: bool = False) -> Iterator[None]:
        try:
            yield
        except ImportError as error:
            raise SourceError(f"{where}: {_needs(str(error.name or error))}") from None
        except (NoSuchModuleError, ArgumentError, ValueError) as error:
            raise SourceError(f"{where}: no database that SQLAlchemy knows: {self._said(str(error))}") from None
        except StatementError as error:
            said = self._said(str(error.orig or error), hide=not connecting)
            if isinstance(error, DBAPIError) and _of_data(error):
                said = _VALUE.sub(r"\1…\1", said)
            if isinstance(error, DBAPIError) and _may_pass(error, said, connecting=connecting):
                raise FetchError(f"{where}: {said}") from None
            raise SourceError(f"{where}: the database says: {said}") from None
        except SQLAlchemyError as error:
            raise SourceError(f"{where}: {self._said(str(error))}") from None

    def _said(self, words: str, *, hide: bool = False) -> str:
        """The first line of a database's words: what follows may hold values of rows."""
        said = (words.strip().splitlines() or ["no reason given"])[0].partition(" (Background on")[0].strip()
        if self._settings.password:
            said = said.replace(self._settings.password, "***")
        said = _ADDRESS.sub("…", said)
        return (_IP.sub("…", said) if hide else said)[:400]


def _target(settings: Settings) -> URL:
    """The address as SQLAlchemy takes it: with a driver, the password, and read-only where that is said there."""
    url = make_url(settings.url)
    kind = url.get_backend_name()
    if url.drivername == kind and kind in _DRIVERS:
        url = url.set(drivername=f"{kind}+{_DRIVERS[kind]}")
    if kind == "sqlite" and url.database and url.database != ":memory:":
        url = url.set(database=f"file:{quote(url.database)}").update_query_dict({"mode": "ro", "uri": "true"})
    return url if settings.password is None else url.set(password=settings.password)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own
    connection.isolation_level = None  # else the driver begins no transaction, and two queries see two states
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")


def _prepare_psycopg(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own
    """A time that Python has none for ("infinity", 44 BC) stays a text: the fault of one row, not of all."""
    from psycopg import DataError  # noqa: PLC0415  an optional extra
    from psycopg.types import datetime as loaders  # noqa: PLC0415  as above

    for name in ("Date", "Timestamp", "Timestamptz"):
        connection.adapters.register_loader(name.lower(), _lenient(getattr(loaders, f"{name}Loader"), DataError))


def _lenient(loader: Any, fault: type[Exception]) -> Any:  # noqa: ANN401  a class of the driver's
    def load(self: Any, data: Any) -> object:  # noqa: ANN401  as above
        try:
            return loader.load(self, data)
        except fault:
            return bytes(data).decode()

    return type(loader.__name__, (loader,), {"load": load})


def _prepare_mariadb(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _needs(name: str) -> str:
    extra = _EXTRAS.get(name.partition(".")[0].lower())
    hint = f'install "feedhouse[{extra}]"' if extra else "install it"
    return f"needs the driver {name}; {hint}"


def _of_data(error: DBAPIError) -> bool:
    """Whether the database complains of a value in a row (SQL, class 22), and may quote it."""
    code = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return code in _OF_DATA or str(getattr(error.orig, "sqlstate", None) or "")[:2] == "22"


def _may_pass(error: DBAPIError, said: str, *, connecting: bool) -> bool:
    """Whether the same call may succeed later."""
    code = error.orig.args[0] if error.orig is not None and error.orig.args else None
    if isinstance(code, int):
        return code in _PASSING
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state:
        return state[:2] in {"08", "40", "53", "55", "57"}
    if "database is locked" in said or error.connection_invalidated:
        return True
    return connecting and not _WRONG.search(said)
