"""A store of an older release is brought up to date: nothing in it is lost, minted anew, or seen as changed."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, inspect

from feeds.errors import TemporaryError
from feeds.model import Author
from feeds.store import Run, connect, open_store, tables
from tests.store.whole import archive

AUTHORITY = "courier.example,2025"
VERSION1 = Path(__file__).parent / "version1"
ALL = dt.timedelta(days=36500)


def run_script(connection, text):
    for statement in text.partition("\n")[2].split(";\n"):
        if statement.strip():
            percent = "%%" if connection.dialect.name == "postgresql" else "%"
            connection.exec_driver_sql(statement.replace("%", percent))


@pytest.fixture
def old(url):
    """The address of a store of version 1."""
    engine = create_engine(url)
    with engine.begin() as connection:
        run_script(connection, (VERSION1 / f"{engine.dialect.name}.sql").read_text("utf-8"))
        run_script(connection, (VERSION1 / "rows.sql").read_text("utf-8"))
    engine.dispose()
    return url


def shape(engine):
    """Tables, columns and indexes; the order of columns and how a primary key is called do not count."""
    found = {}
    looking = inspect(engine)
    for table in looking.get_table_names():
        columns = {column["name"]: (str(column["type"]), column["nullable"]) for column in looking.get_columns(table)}
        indexes = {index["name"]: (index["column_names"], index["unique"]) for index in looking.get_indexes(table)}
        keys = looking.get_pk_constraint(table)["constrained_columns"]
        foreign = sorted(
            f"{key['constrained_columns']} {key['referred_table']}" for key in looking.get_foreign_keys(table)
        )
        found[table] = (columns, {name: made for name, made in indexes.items() if not made[1]}, keys, foreign)
    return found


def test_a_migrated_store_has_the_tables_of_a_new_one(old):
    open_store(old, AUTHORITY).close()
    engine = create_engine(old)
    migrated = shape(engine)
    tables.metadata.drop_all(engine)
    open_store(old, AUTHORITY).close()
    new = shape(engine)
    engine.dispose()
    assert migrated == new


def test_what_version_1_had_is_all_there(old):
    with open_store(old, AUTHORITY) as store:
        assert store.revision() == 4
        stored = {one.article.key: one for one in store.changed_articles(0)}
        assert list(stored) == ["news/bridge", "news/ferry", "news/undated", "news/twin"]
        assert stored["news/ferry"].guid == "https://courier.example/?p=7"
        assert [one.place for one in stored.values()] == [0, 1, 2, 4]
        assert stored["news/bridge"].origin == "news/bridge.html"
        assert [one.place for one in store.conversation(1)] == [1, 0]
        assert [one.article.key for one in archive(store, 0, 3)] == ["news/undated", "news/ferry", "news/bridge"]
        assert [one.article.key for one in archive(store, 0, 2, "section", "city")] == ["news/ferry", "news/bridge"]
        assert store.archive_pages(2, "section", "city") == 2
        assert [one.guid.rpartition("%2F")[2] for one in store.removed(9)] == ["removed"]
        assert store.removed(9) == store.removed(9, "tag", "trade") == store.removed(9, "section", "world")
        assert len(store.removed_comments(9)) == 1
        assert [(one.name, one.articles, one.comments) for one in store.sources()] == [("pages", 4, 5)]
        assert len(store.stale_names(3, 50, ALL)) == 5


def test_nothing_is_new_or_changed_when_it_is_read_again(old, newsroom_of):
    with open_store(old, AUTHORITY) as store:
        room = newsroom_of(store)
        address = "https://courier.example/news/bridge.html"
        bridge = room.article(
            "news/bridge",
            room.at(2025, 6, 1, 9),
            title="Bridge opens",
            url=address,
            section="City",
            categories=("Bridges", "Trade"),
            authors=(Author(name="Asha Rao"),),
            origin="news/bridge.html",
        )
        ferry = room.article(
            "news/ferry",
            room.day(2025, 6, 2),
            url="http://www.courier.example/ferry/?utm_source=x",
            section="City",
            guid="https://courier.example/?p=7",
            origin="news/ferry.html",
        )
        twin = room.article("news/twin", room.at(2025, 6, 4), url=address, section="City", origin="news/twin.html")
        said = room.comment("news/bridge", "2", room.at(2025, 6, 1, 11), parent="1")
        assert room.put(bridge, ferry, twin, said) == ["unchanged"] * 4
        assert store.revision() == 4
        moved = room.article("ferry", room.day(2025, 6, 2), url="https://courier.example/ferry", section="City")
        assert room.put(moved) == ["changed"]
        assert next(iter(store.changed_articles(4))).guid == "https://courier.example/?p=7"


def test_a_step_that_fails_changes_nothing(old, monkeypatch):
    from feeds.store import migrate

    def stumbles(connection):
        migrate.second(connection)
        raise TemporaryError("the disk is full")

    monkeypatch.setitem(migrate.STEPS, 1, stumbles)
    with pytest.raises(TemporaryError):
        open_store(old, AUTHORITY)
    monkeypatch.undo()
    with open_store(old, AUTHORITY) as store:
        assert len(list(store.changed_articles(0))) == 4


def test_every_version_has_a_step():
    from feeds.store.migrate import STEPS

    assert sorted(STEPS) == list(range(1, tables.SCHEMA))
    assert connect.SCHEMA == tables.SCHEMA


def test_a_second_run_finds_it_migrated(old):
    with open_store(old, AUTHORITY), open_store(old, AUTHORITY) as second:
        with second.transaction(Run(source="pages", now=dt.datetime(2025, 8, 1, tzinfo=dt.UTC), zone=ZoneInfo("UTC"))):
            pass
        assert second.revision() == 4


def test_a_store_of_version_2_gets_a_table_for_what_waits(url):
    open_store(url, AUTHORITY).close()
    engine = create_engine(url)
    new = shape(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE feedhouse_waiting")
        connection.exec_driver_sql("UPDATE feedhouse_meta SET value = '2' WHERE key = 'schema'")
    open_store(url, AUTHORITY).close()
    assert shape(engine) == new
    engine.dispose()
