"""A store that cannot be used is refused with words, never with a traceback of the database's."""

import datetime as dt
import sqlite3
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, event, func, make_url, select, update

from feeds.errors import FeedhouseError, StoreError, TemporaryError
from feeds.store import Run, open_store, tables

AUTHORITY = "courier.example,2025"
NOW = dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC)


def test_the_folder_of_the_configuration_counts(tmp_path):
    open_store("sqlite:///sub.db", AUTHORITY, tmp_path).close()
    assert (tmp_path / "sub.db").exists()


def test_a_newer_schema_is_refused(newsroom, url):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(update(tables.meta).where(tables.meta.c.key == "schema").values(value="99"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"newer feedhouse.*99.*upgrade"):
        open_store(url, AUTHORITY)


def test_a_damaged_file_is_refused(tmp_path):
    (tmp_path / "feedhouse.db").write_bytes(b"This is no database at all. " * 100)
    with pytest.raises(StoreError, match=r"feedhouse\.db.*not a database"):
        open_store("sqlite:///feedhouse.db", AUTHORITY, tmp_path)


def test_a_file_damaged_in_the_middle_is_refused(tmp_path):
    open_store("sqlite:///feedhouse.db", AUTHORITY, tmp_path).close()
    path = tmp_path / "feedhouse.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(StoreError, match=r"feedhouse\.db"):
        open_store("sqlite:///feedhouse.db", AUTHORITY, tmp_path)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StoreError, match="does its folder exist"):
        open_store("sqlite:///nowhere/feedhouse.db", AUTHORITY, tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a/b",
        "nonsense",
        "sqlite+nonsense:///x",
        "",
        "postgresql://h:port/x",
        "postgresql://nobody:secret@h:port/x",
    ],
)
def test_an_unusable_address_is_refused_without_the_password(url, tmp_path):
    with pytest.raises(StoreError) as refused:
        open_store(url, AUTHORITY, tmp_path)
    assert "secret" not in str(refused.value)
    assert str(refused.value)


def test_a_server_that_cannot_be_reached_may_be_tried_again():
    with pytest.raises(TemporaryError, match="its server cannot be reached") as refused:
        open_store("postgresql://nobody:secret@127.0.0.1:1/none", AUTHORITY)
    assert "secret" not in str(refused.value)


def test_a_server_that_refuses_the_name_will_do_so_again(postgresql):
    known = make_url(postgresql).set(drivername="postgresql")
    for url in (known.set(database="none_such"), known.set(username="none_such")):
        with pytest.raises(StoreError, match="none_such"):
            open_store(url.render_as_string(hide_password=False), AUTHORITY)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_lock_that_somebody_holds_may_be_gone_next_time(newsroom, url):
    asked = make_url(url)
    patient = asked.set(query={"options": f"{asked.query['options']} -clock_timeout=50ms"})
    engine = create_engine(url)
    with engine.begin() as other, open_store(patient.render_as_string(hide_password=False), AUTHORITY) as store:
        other.exec_driver_sql("LOCK TABLE feedhouse_articles IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(TemporaryError, match=r"not now: .*lock timeout"):
            list(store.changed_articles(0))
    engine.dispose()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_goes_away_may_be_back_next_time(newsroom, url):
    engine = create_engine(url)
    with pytest.raises(TemporaryError):
        _put_while_the_server_goes_away(newsroom, engine)
    engine.dispose()
    assert newsroom.articles() == {}


def _put_while_the_server_goes_away(newsroom, engine):
    with newsroom.store.transaction(Run(source="pages", now=NOW, zone=ZoneInfo("UTC"))) as transaction:
        assert transaction.put_articles([newsroom.article("a")]) == ["new"]
        ours = transaction._connection.scalar(select(func.pg_backend_pid()))
        with engine.begin() as other:
            other.execute(select(func.pg_terminate_backend(ours)))
        transaction.put_articles([newsroom.article("b")])


def test_a_locked_store_may_be_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr("feeds.store.connect._BUSY_SECONDS", 0.1)
    monkeypatch.setattr("feeds.store.connect._SQLITE_PRAGMAS", ("PRAGMA busy_timeout=100", "PRAGMA journal_mode=WAL"))
    open_store("sqlite:///feedhouse.db", AUTHORITY, tmp_path).close()
    other = sqlite3.connect(tmp_path / "feedhouse.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = open_store("sqlite:///feedhouse.db", AUTHORITY, tmp_path)
    run = Run(source="a", now=NOW, zone=ZoneInfo("UTC"))
    with pytest.raises(TemporaryError, match="locked"), store.transaction(run):
        pass
    other.close()
    store.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # a page limit is SQLite's
def test_a_full_disk_may_be_tried_again(newsroom):
    limit = lambda connection, _: connection.execute("PRAGMA max_page_count=40")  # noqa: E731
    event.listen(newsroom.store._engine, "connect", limit)
    newsroom.store._engine.dispose()
    with pytest.raises(TemporaryError, match="full"):
        newsroom.put(*(newsroom.article(str(n), content="x" * 9000) for n in range(99)))
    assert newsroom.store.revision() == 0


def test_another_program_s_database_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "theirs.db") as theirs:
        theirs.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY)")
    theirs.close()
    with open_store("sqlite:///theirs.db", AUTHORITY, tmp_path) as store:
        assert store.revision() == 0
    assert issubclass(StoreError, FeedhouseError)
