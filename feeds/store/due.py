"""What was held back until its date, and is due."""

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, select, update

from feeds.store import Run
from feeds.store.clock import SLACK
from feeds.store.connect import WRITE, wrapped
from feeds.store.naming import Names
from feeds.store.rows import micros
from feeds.store.settle import finish, settle
from feeds.store.shelf import Shelf
from feeds.store.state import State
from feeds.store.tables import articles, comments


def any_due(connection: Connection, now: dt.datetime) -> bool:
    """Whether there is any: one look at an index of what is held back."""
    return any(
        connection.execute(select(table.c.seq).where(_due(table, now)).limit(1)).first()
        for table in (articles, comments)
    )


def release(engine: Engine, name: str, authority: str, now: dt.datetime) -> int:
    """Let it out, in one transaction; how many articles and comments."""
    with wrapped(name), engine.connect() as plain:
        connection = plain.execution_options(**WRITE)
        with connection.begin():
            state = State(connection, authority, Run(source="", now=now, zone=ZoneInfo("UTC")))
            names = Names(connection, state.revision)
            shelf = Shelf(state, names)
            count = _articles(state, names, shelf, now) + _comments(state, now)
            state.changed = count > 0
            shelf.write()
            settle(state)
            names.settle()
            finish(state)
            return count


def _due(table: Table, now: dt.datetime) -> ColumnElement[bool]:
    """Due as the clock that held it back sees it."""
    return and_(table.c.due.is_not(None), table.c.due <= micros(now) + SLACK)


def _articles(state: State, names: Names, shelf: Shelf, now: dt.datetime) -> int:
    query = select(articles.c.seq, articles.c.source, articles.c.published, articles.c.names)
    rows = state.connection.execute(query.where(_due(articles, now)).order_by(articles.c.due, articles.c.seq)).all()
    for row in rows:
        found = names.of_slugs([(kind, slug) for kind, slug in msgspec.json.decode(row.names)])
        values = {
            "due": None,
            "place": shelf.join(row.seq, found, row.published),
            "revision": state.revision,
            "content_revision": state.revision,
            "changed_at": state.now,
            "why": "its date has come",
        }
        state.connection.execute(update(articles).where(articles.c.seq == row.seq).values(values))
        state.whys[row.seq] = "its date has come"
        state.live["articles", row.source] += 1
    return len(rows)


def _comments(state: State, now: dt.datetime) -> int:
    query = select(comments.c.seq, comments.c.article_seq, comments.c.source, comments.c.guid, articles.c.comments_ever)
    query = query.join(articles, articles.c.seq == comments.c.article_seq).where(_due(comments, now))
    rows = state.connection.execute(query.order_by(comments.c.due, comments.c.seq)).all()
    for row in rows:
        replied = state.replied_to(row.article_seq, row.comments_ever)
        replied.new += 1
        values = {"due": None, "place": replied.place(), "revision": state.revision}
        state.connection.execute(update(comments).where(comments.c.seq == row.seq).values(values))
        state.answered.append(row.guid)
        state.live["comments", row.source] += 1
    return len(rows)
