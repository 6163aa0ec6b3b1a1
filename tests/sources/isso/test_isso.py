"""A database as Isso makes it, and files that are none."""

import json
import sqlite3
import time

import pytest

from feeds.errors import SourceError
from feeds.model import Comment, Gone, Origin
from sources.isso import Isso
from tests.sources.shared.records import plain

SCHEMA = """
CREATE TABLE preferences (key VARCHAR PRIMARY KEY, value VARCHAR);
CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,
  modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR,
  likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
INSERT INTO threads VALUES (1, '/news/bridge/', 'The bridge'), (2, '/news/river/', NULL);
"""
WRITE = """
INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, email, website, voters)
  VALUES (?, ?, ?, 1750064400.5, ?, '192.0.2.7', ?, ?, 'SECRET@x.example', ?, x'')
"""
ROWS = [
    (1, 1, None, 1, "At *last*.\nTwo lines.", "Mira", "https://mira.example/"),
    (1, 2, 1, 1, "So did I.", "rae@SECRET.example", None),
    (1, 3, None, 2, "SECRET waits", "x", None),
    (1, 4, 3, 1, "Answers one that waits", None, None),
    (1, 5, None, 4, "SECRET deleted", "x", None),
    (1, 6, 6, 1, "Answers itself", "y", None),
    (2, 7, 8, 1, "In a circle", "y", None),
    (2, 8, 7, 1, "In a circle too", "y", None),
    (2, 9, None, 1, "  ", "y", None),
]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "comments.db"
    with sqlite3.connect(path) as database:
        database.executescript(SCHEMA)
        database.executemany(WRITE, ROWS)
    database.close()
    return path


def records(path, **options):
    return list(Isso(Origin(source="s", name=path.name, key="k", path=path, options=options)).read(None, None))


def test_accepted_comments_and_nothing_else(path):
    found = records(path, site="https://courier.example")
    withheld = [one.comment for one in found if isinstance(one, Gone)]
    found = [one for one in found if isinstance(one, Comment)]
    assert withheld == ["3", "5"]
    assert {one.key: one.parent for one in found} == {"1": None, "2": "1", "4": None, "6": None, "7": None, "8": "7"}
    assert plain(found[0]) == {
        "record": "Comment",
        "article": "https://courier.example/news/bridge/",
        "content": "<p>At <em>last</em>.<br />\nTwo lines.</p>",
        "key": "1",
        "author": {"name": "Mira", "url": "https://mira.example/"},
        "published": "2025-06-16T09:00:00.500000+00:00",
    }
    told = json.dumps([plain(one) for one in found])
    assert not [word for word in ("SECRET", "192.0.2.7") if word in told]
    assert records(path)[0].article == "/news/bridge/"
    assert Isso.sniff(path.read_bytes()[:65536], path.name) >= 0.9


def test_other_databases_and_files_fail_with_their_reason(tmp_path):
    path = tmp_path / "x.db"
    for content in (b"", b"words", b"SQLite format 3\0" + b"x" * 2000):
        path.write_bytes(content)
        with pytest.raises(SourceError, match="Isso"):
            records(path)
    with pytest.raises(SourceError, match="Isso"):
        records(tmp_path / "missing.db")
    assert not (tmp_path / "missing.db").exists()


def test_a_database_that_never_ends_is_given_up(tmp_path, monkeypatch):
    path = tmp_path / "x.db"
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE threads (id, uri)")
        database.execute(
            f"CREATE VIEW comments AS {endless} i AS id, 0 AS parent, 0 AS created, 2 AS mode, 'x' AS text,"
            " '' AS author, '' AS website, 1 AS tid FROM n"
        )
    database.close()
    monkeypatch.setattr("sources.isso._MOST", 20)
    start = time.process_time()
    with pytest.raises(SourceError, match="interrupted"):
        records(path)
    assert time.process_time() - start < 20
