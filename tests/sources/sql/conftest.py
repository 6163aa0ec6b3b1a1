"""The same small newsroom in three databases: SQLite in a file, PostgreSQL and MariaDB as servers.

$FEEDHOUSE_TEST_POSTGRESQL and $FEEDHOUSE_TEST_MARIADB name the servers (.ci/run starts both). Without them the tests of
that server are skipped; in CI that is a failure."""

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, column, create_engine, make_url, table, text

from feeds.model import Cursor, Origin, Record
from sources.sql import Sql
from tests.store.conftest import postgresql

__all__ = ["postgresql"]

TABLES = """
CREATE TABLE posts (id {number} PRIMARY KEY, slug VARCHAR(80), headline VARCHAR(200), body {long}, posted {time},
  changed {time}, section VARCHAR(40), tags {json}, writer VARCHAR(200), shown {flag});
CREATE TABLE replies (id {number} PRIMARY KEY, post_id {number}, parent {number}, name VARCHAR(80), email VARCHAR(80),
  ip VARCHAR(40), body {long}, said {time});
"""
WORDS = {
    "sqlite": {"number": "INTEGER", "long": "TEXT", "time": "TEXT", "json": "TEXT", "flag": "INTEGER"},
    "postgresql": {"number": "BIGINT", "long": "TEXT", "time": "TIMESTAMP", "json": "TEXT[]", "flag": "BOOLEAN"},
    "mariadb": {"number": "BIGINT", "long": "LONGTEXT", "time": "DATETIME", "json": "JSON", "flag": "BIT(1)"},
}
ARTICLES = {
    "query": "SELECT p.*, 'https://courier.example/news/' || slug AS url FROM posts p WHERE changed >= :cursor"
    " AND headline NOT LIKE '%never%' ORDER BY changed, id",
    "cursor": "changed",
    "start": "1970-01-01 00:00:00",
    "columns": {
        "title": "headline", "content": "body", "published": "posted", "updated": "changed", "categories": "tags",
        "authors": "writer", "comments_open": "shown",
    },
}  # fmt: skip
COMMENTS = {
    "query": "SELECT * FROM replies WHERE said >= :cursor ORDER BY id",
    "cursor": "said",
    "start": "1970-01-01 00:00:00",
    "columns": {"article": "post_id", "author": "name", "content": "body", "published": "said"},
}


@dataclass
class Base:
    """One database: its kind, the address as a configuration has it, and a way to write into it."""

    kind: str
    url: str
    engine: Engine

    def run(self, sql: str, **values: object) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(sql), values)

    def post(self, number: int, changed: str = "2025-06-16 08:00:00", **more: object) -> None:
        row: dict[str, Any] = {
            "id": number, "slug": f"story-{number}", "headline": f"Story {number}", "body": f"Words of {number}.",
            "posted": "2025-06-16 08:00:00", "changed": changed, "section": "World",
            "tags": ["Sea", "Wind, salt"] if self.kind == "postgresql" else '["Sea", "Wind, salt"]',
            "writer": "Asha Rao, Ben Lee", "shown": True if self.kind == "postgresql" else 1,
        } | more  # fmt: skip
        self.run("DELETE FROM posts WHERE id = :id", id=number)
        self.add("posts", row)

    def reply(self, number: int, about: int, parent: int | None = None, said: str = "2025-06-16 09:00:00") -> None:
        row = {"id": number, "post_id": about, "parent": parent, "name": "Mira", "email": "SECRET@mail.example",
               "ip": "192.0.2.77", "body": f"Yes, {number}.", "said": said}  # fmt: skip
        self.add("replies", row)

    def add(self, name: str, row: dict[str, Any]) -> None:
        with self.engine.begin() as connection:
            connection.execute(table(name, *map(column, row)).insert().values(row))

    def read(self, since: Cursor | None = None, **options: object) -> list[Record]:
        options = {"articles": self.articles(), "comments": COMMENTS} | options
        known = {name: value for name, value in options.items() if value is not None}
        return list(Sql(Origin(source="s", name=self.url, key="s", url=self.url, options=known)).read(None, since))

    def articles(self, **more: object) -> dict[str, object]:
        query = ARTICLES["query"]
        if self.kind == "mariadb":
            query = query.replace(
                "'https://courier.example/news/' || slug", "CONCAT('https://courier.example/news/', slug)"
            )
        return ARTICLES | {"query": query} | more


@pytest.fixture(scope="session")
def mariadb() -> str:
    url = os.environ.get("FEEDHOUSE_TEST_MARIADB")
    if url is None:
        reason = "no MariaDB: set FEEDHOUSE_TEST_MARIADB, as .ci/run does"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return url


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Base]:
    """An empty database with two tables."""
    made = _MAKERS[request.param](request, tmp_path)
    url = next(made)
    base = Base(request.param, url, create_engine(url))
    for statement in TABLES.format(**WORDS[request.param]).split(";")[:-1]:
        base.run(statement)
    yield base
    base.engine.dispose()
    next(made, None)


def _sqlite(_request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder}/cms.db"


def _postgresql(request: pytest.FixtureRequest, _folder: Path) -> Iterator[str]:
    server = make_url(request.getfixturevalue("postgresql")).set(drivername="postgresql+psycopg")
    if server.password:  # a server of this machine, not CI's: the adapter takes no password in an address
        os.environ["PGPASSWORD"] = server.password
        server = server.set(password=None)
    yield from _within(server, "SCHEMA", lambda name: server.update_query_dict({"options": f"-csearch_path={name}"}))


def _mariadb(request: pytest.FixtureRequest, _folder: Path) -> Iterator[str]:
    server = make_url(request.getfixturevalue("mariadb"))
    yield from _within(server, "DATABASE", lambda name: server.set(database=name))


def _within(server: Any, what: str, url: Callable[[str], Any]) -> Iterator[str]:
    name = f"t{secrets.token_hex(6)}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE {what} {name}"))
    yield url(name).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP {what} {name}" + (" CASCADE" if what == "SCHEMA" else "")))
    engine.dispose()


_MAKERS = {"sqlite": _sqlite, "postgresql": _postgresql, "mariadb": _mariadb}
