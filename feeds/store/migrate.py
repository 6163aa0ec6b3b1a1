"""Bringing a store of an older release up to date: one step a version, all in one transaction.

A step speaks plain SQL, and of the tables as they were and became then: `tables` goes on changing, a step does not.
Adding a version: raise `tables.SCHEMA`, add a step to `STEPS`, and keep a store of the old version beside
tests/store/version1.
"""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, text

from feeds import identity

Step = Callable[[Connection], None]

_MANY = 5_000
_V2 = """
ALTER TABLE feedhouse_sources ADD COLUMN last_good BIGINT;
ALTER TABLE feedhouse_sources ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feedhouse_sources ADD COLUMN comments INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feedhouse_articles ADD COLUMN first_key {code} NOT NULL DEFAULT '';
ALTER TABLE feedhouse_articles ADD COLUMN due BIGINT;
ALTER TABLE feedhouse_articles ADD COLUMN place BIGINT;
ALTER TABLE feedhouse_articles ADD COLUMN content_revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feedhouse_articles ADD COLUMN changed_at BIGINT;
ALTER TABLE feedhouse_articles ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE feedhouse_articles ADD COLUMN followers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feedhouse_articles ADD COLUMN evidence TEXT;
ALTER TABLE feedhouse_articles ADD COLUMN own TEXT;
ALTER TABLE feedhouse_comments ADD COLUMN source {code} NOT NULL DEFAULT '';
ALTER TABLE feedhouse_comments ADD COLUMN origin {code};
ALTER TABLE feedhouse_comments ADD COLUMN due BIGINT;
ALTER TABLE feedhouse_comments ADD COLUMN place BIGINT;
ALTER TABLE feedhouse_names ADD COLUMN places BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feedhouse_names ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
DROP INDEX feedhouse_articles_newest;
DROP INDEX feedhouse_comments_newest;
DROP INDEX feedhouse_memberships_newest;
ALTER TABLE feedhouse_memberships RENAME TO feedhouse_memberships_1;
CREATE TABLE feedhouse_memberships (
  name_seq {seq} NOT NULL REFERENCES feedhouse_names (seq), place {seq} NOT NULL,
  article_seq {seq} NOT NULL REFERENCES feedhouse_articles (seq), published BIGINT NOT NULL,
  PRIMARY KEY (name_seq, place)) {rowless};
CREATE TABLE feedhouse_graves (
  article_seq {seq} NOT NULL REFERENCES feedhouse_articles (seq),
  name_seq {seq} NOT NULL REFERENCES feedhouse_names (seq), gone BIGINT NOT NULL, PRIMARY KEY (article_seq, name_seq));
CREATE TABLE feedhouse_holes (
  revision BIGINT NOT NULL, kind {code} NOT NULL, owner {seq} NOT NULL, place {seq} NOT NULL);
CREATE TABLE feedhouse_aliases (
  alias {code} NOT NULL PRIMARY KEY, article_seq {seq} NOT NULL REFERENCES feedhouse_articles (seq));
CREATE TABLE feedhouse_followers (
  source {code} NOT NULL, key {code} NOT NULL, first_key {code} NOT NULL,
  article_seq {seq} NOT NULL REFERENCES feedhouse_articles (seq), origin {code} NOT NULL, given {code} NOT NULL,
  published BIGINT, digest {code} NOT NULL, body TEXT NOT NULL, PRIMARY KEY (source, key));
CREATE TABLE feedhouse_echoes (
  guid {code} NOT NULL PRIMARY KEY, source {code} NOT NULL,
  comment_seq {seq} NOT NULL REFERENCES feedhouse_comments (seq));
UPDATE feedhouse_articles SET first_key = key, content_revision = revision;
UPDATE feedhouse_comments SET source =
  (SELECT source FROM feedhouse_articles WHERE feedhouse_articles.seq = feedhouse_comments.article_seq);
UPDATE feedhouse_names SET
  places = (SELECT count(*) FROM feedhouse_memberships_1 WHERE name_seq = feedhouse_names.seq),
  revision = (SELECT CAST(value AS INTEGER) FROM feedhouse_meta WHERE key = 'revision');
UPDATE feedhouse_sources SET
  articles = (SELECT count(*) FROM feedhouse_articles WHERE source = feedhouse_sources.name AND gone IS NULL),
  comments = (SELECT count(*) FROM feedhouse_comments WHERE source = feedhouse_sources.name AND gone IS NULL);
"""
_V2_AFTER = """
DROP TABLE feedhouse_memberships_1;
CREATE INDEX feedhouse_articles_content ON feedhouse_articles (content_revision);
CREATE INDEX feedhouse_articles_place ON feedhouse_articles (place);
CREATE INDEX feedhouse_articles_origin ON feedhouse_articles (source, origin);
CREATE INDEX feedhouse_articles_newest ON feedhouse_articles (published, seq) WHERE gone IS NULL AND due IS NULL;
CREATE INDEX feedhouse_articles_renamed ON feedhouse_articles (source, first_key) WHERE key <> first_key;
CREATE INDEX feedhouse_articles_gone ON feedhouse_articles (gone, seq) WHERE gone IS NOT NULL;
CREATE INDEX feedhouse_articles_due ON feedhouse_articles (due) WHERE due IS NOT NULL;
CREATE INDEX feedhouse_comments_place ON feedhouse_comments (article_seq, place, revision);
CREATE INDEX feedhouse_comments_newest ON feedhouse_comments (published, seq) WHERE gone IS NULL AND due IS NULL;
CREATE INDEX feedhouse_comments_parent ON feedhouse_comments (parent) WHERE parent IS NOT NULL;
CREATE INDEX feedhouse_comments_origin ON feedhouse_comments (origin) WHERE origin IS NOT NULL;
CREATE INDEX feedhouse_comments_gone ON feedhouse_comments (gone, seq) WHERE gone IS NOT NULL;
CREATE INDEX feedhouse_comments_due ON feedhouse_comments (due) WHERE due IS NOT NULL;
CREATE INDEX feedhouse_names_revision ON feedhouse_names (revision);
CREATE INDEX feedhouse_memberships_article ON feedhouse_memberships (article_seq);
CREATE INDEX feedhouse_memberships_newest ON feedhouse_memberships (name_seq, published, article_seq);
CREATE INDEX feedhouse_graves_newest ON feedhouse_graves (name_seq, gone);
CREATE INDEX feedhouse_holes_revision ON feedhouse_holes (revision);
CREATE INDEX feedhouse_aliases_article ON feedhouse_aliases (article_seq);
CREATE INDEX feedhouse_followers_article ON feedhouse_followers (article_seq);
CREATE INDEX feedhouse_followers_renamed ON feedhouse_followers (source, first_key) WHERE key <> first_key;
CREATE INDEX feedhouse_echoes_comment ON feedhouse_echoes (comment_seq);
"""


def second(connection: Connection) -> None:
    """Version 2: places, tombstones, the identity ledger, dates held back."""
    _run(connection, _V2)
    place = "UPDATE feedhouse_{} SET place = :place WHERE seq = :seq"
    seqs = connection.execute(text("SELECT seq FROM feedhouse_articles ORDER BY seq")).scalars().all()
    _many(connection, place.format("articles"), ({"seq": seq, "place": n} for n, seq in enumerate(seqs)))
    rows = connection.execute(text("SELECT article_seq, seq FROM feedhouse_comments ORDER BY article_seq, seq")).all()
    _many(connection, place.format("comments"), ({"seq": seq, "place": n} for _, seq, n in _numbered(rows)))
    members = "SELECT name_seq, article_seq, published FROM feedhouse_memberships_1 ORDER BY name_seq, article_seq"
    joined = ((name, n, row[0], row[1]) for name, row, n in _numbered(_paired(connection, members)))
    insert = "INSERT INTO feedhouse_memberships (name_seq, place, article_seq, published) VALUES (:a, :b, :c, :d)"
    _many(connection, insert, (dict(zip("abcd", row, strict=True)) for row in joined))
    graves = "INSERT INTO feedhouse_graves (article_seq, name_seq, gone) VALUES (:a, :b, :c)"
    _many(connection, graves, _graves(connection))
    aliases = ({"a": alias, "b": seq} for alias, seq in _aliases(connection).items())
    _many(connection, "INSERT INTO feedhouse_aliases (alias, article_seq) VALUES (:a, :b)", aliases)
    _run(connection, _V2_AFTER)


_V3 = """
CREATE TABLE feedhouse_waiting (
  guid {code} NOT NULL PRIMARY KEY, source {code} NOT NULL, origin {code} NOT NULL, article {code} NOT NULL,
  alias {code}, body TEXT NOT NULL);
CREATE INDEX feedhouse_waiting_source ON feedhouse_waiting (source, guid);
"""


def third(connection: Connection) -> None:
    """Version 3: comments that wait for their article."""
    _run(connection, _V3)


STEPS: dict[int, Step] = {1: second, 2: third}
"""What makes the next version of each."""


def migrate(connection: Connection, version: int, target: int) -> None:
    """Bring the tables from `version` to `target`. Raises KeyError for a version that never was."""
    for step in range(version, target):
        STEPS[step](connection)
    connection.execute(text("UPDATE feedhouse_meta SET value = :to WHERE key = 'schema'"), {"to": str(target)})


def _run(connection: Connection, script: str) -> None:
    sqlite = connection.dialect.name == "sqlite"
    words = {
        "code": "TEXT" if sqlite else 'TEXT COLLATE "C"',
        "seq": "INTEGER" if sqlite else "BIGINT",
        "rowless": "WITHOUT ROWID" if sqlite else "",
    }
    for statement in script.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement.format(**words))


def _many(connection: Connection, statement: str, rows: Iterable[dict[str, Any]]) -> None:
    left = iter(rows)
    while some := list(itertools.islice(left, _MANY)):
        connection.execute(text(statement), some)


def _numbered(rows: Iterable[Any]) -> Iterator[tuple[Any, Any, int]]:
    """Each row with its number among those with the same first column."""
    for owner, group in itertools.groupby(rows, key=lambda row: row[0]):
        for number, row in enumerate(group):
            yield owner, row[1], number


def _paired(connection: Connection, query: str) -> list[tuple[Any, tuple[Any, Any]]]:
    return [(name, (article, published)) for name, article, published in connection.execute(text(query))]


def _graves(connection: Connection) -> Iterator[dict[str, Any]]:
    """Under which names the removed articles stood."""
    known = connection.execute(text("SELECT kind, slug, seq FROM feedhouse_names"))
    names = {(row.kind, row.slug): row.seq for row in known}
    gone = connection.execute(text("SELECT seq, gone, names FROM feedhouse_articles WHERE gone IS NOT NULL")).all()
    for row in gone:
        for kind, slug in json.loads(row.names):
            if (kind, slug) in names:
                yield {"a": row.seq, "b": names[kind, slug], "c": row.gone}


def _aliases(connection: Connection) -> dict[str, int]:
    """What articles are known by; who was first keeps an address."""
    found: dict[str, int] = {}
    query = text("SELECT seq, source, key, body FROM feedhouse_articles ORDER BY seq")
    for row in connection.execute(query, execution_options={"yield_per": _MANY}):
        body = json.loads(row.body)
        for alias in identity.aliases(row.source, url=body["url"], key=row.key, own=body["guid"]):
            found.setdefault(alias, row.seq)
    return found
