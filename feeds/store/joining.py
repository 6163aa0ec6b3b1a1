"""Which article a comment is about, whatever source that came from; and comments that wait for theirs.

A comment names its article by a key of its own source, or by an address or global id, which is the same article
everywhere; an address may be a path alone, as Isso keeps it: one of the site. A source that has no articles of its own
may also mean another source's by its key, guid or slug.
"""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, Select, and_, delete, exists, literal, or_, select

from feeds import identity
from feeds.store import CommentDraft, Given, Run, codec
from feeds.store.rows import Row, add
from feeds.store.state import BATCH, State
from feeds.store.tables import aliases, articles, comments, followers, sources, waiting

_ARTICLE = tuple(articles.c[name] for name in "seq source key first_key origin published given comments_ever".split())
_WORDPRESS = re.compile(r"\d+ (https?://\S+)")  # Disqus's plugin for it: "17 https://courier.example/?p=17", the guid
_PATH = re.compile(r"/(?!/)")
_MANY = 5_000  # comments that are joined at a time


@dataclass(frozen=True, slots=True)
class Known:
    """The article of some comments, and the key by which their ids call it."""

    row: Row
    first_key: str


def articles_of(state: State, keys: Collection[str], *, final: bool) -> dict[str, Known]:
    """The articles that some comments name, by the name."""
    connection, source = state.connection, state.run.source
    query = _selected(state).where(articles.c.source == source, articles.c.key.in_(keys))
    found = {row.key: Known(row, row.first_key) for row in connection.execute(query)}
    if missing := keys - found.keys():
        joined = _selected(state, followers.c.key.label("their_key"), followers.c.first_key.label("their_first"))
        joined = joined.join(followers).where(followers.c.source == source, followers.c.key.in_(missing))
        for row in connection.execute(joined):
            found[row.their_key] = Known(row, row.their_first)
    if missing := keys - found.keys():
        found |= _by_alias(state, {key: _aliases(state.run, key) for key in missing})
    if final and (missing := keys - found.keys()) and not _has_articles(connection, source):
        found |= _by_identifier(state, missing)
    return found


def _selected(state: State, *columns: ColumnElement[Any]) -> Select[Any]:
    """What is asked of an article. `followers` tells whether other sources have a hand in it: by records of their own,
    or by comments on one of this source, which may be the same that it brings itself."""
    source, shared = state.run.source, articles.c.followers > 0
    if len(_sources(state.connection)) > 1:
        said = exists().where(comments.c.article_seq == articles.c.seq, comments.c.source != source)
        shared = or_(shared, and_(articles.c.source == source, articles.c.comments_ever > 0, said))
    return select(*_ARTICLE, shared.label("followers"), *columns)


def _by_alias(state: State, known: dict[str, tuple[str, ...]]) -> dict[str, Known]:
    asked = {alias for names in known.values() for alias in names}
    query = _selected(state, aliases.c.alias).join(aliases).where(aliases.c.alias.in_(asked))
    rows = {row.alias: row for row in state.connection.execute(query)} if asked else {}
    hits = {key: next((rows[name] for name in names if name in rows), None) for key, names in known.items()}
    return {key: Known(row, key) for key, row in hits.items() if row is not None}


def _aliases(run: Run, key: str) -> tuple[str, ...]:
    match = _WORDPRESS.fullmatch(key)
    url = urljoin(run.site, key) if run.site and _PATH.match(key) else None
    return identity.aliases(run.source, url=url, key=match[1] if match else key, own=key)


def _has_articles(connection: Connection, source: str) -> bool:
    return any(connection.scalar(select(exists().where(table.c.source == source))) for table in (articles, followers))


def _by_identifier(state: State, keys: Collection[str]) -> dict[str, Known]:
    """By the key that exactly one article has, else by its guid, else by its slug."""
    connection, names = state.connection, _sources(state.connection)
    known = {f"id {name} {key}": key for name in names for key in keys}
    by_key = _selected(state, articles.c.key.label("known")).where(
        articles.c.source.in_(names), articles.c.key.in_(keys)
    )
    by_guid = _selected(state, aliases.c.alias.label("known")).join(aliases).where(aliases.c.alias.in_(known))
    by_slug = _selected(state, articles.c.slug.label("known")).where(articles.c.slug.in_(keys))
    found: dict[str, Known] = {}
    for query in (by_key, by_guid, by_slug):
        rows: dict[str, list[Row]] = {}
        for row in connection.execute(query):
            rows.setdefault(known.get(row.known, row.known), []).append(row)
        found = {key: Known(some[0], key) for key, some in rows.items() if len(some) == 1} | found
    return found


def _sources(connection: Connection) -> list[str]:
    return list(connection.scalars(select(sources.c.name).order_by(sources.c.name)))


def wait(state: State, drafts: Sequence[CommentDraft]) -> None:
    """See `feeds.store.Transaction`."""
    connection = state.connection
    for start in range(0, len(drafts), BATCH):
        some = drafts[start : start + BATCH]
        connection.execute(delete(waiting).where(waiting.c.guid.in_([draft.guid for draft in some])))
        add(connection, waiting, [_row(state.run, draft) for draft in some])


def forget(state: State, guids: Sequence[str] | None) -> None:
    """See `feeds.store.Transaction.wait_no_more`."""
    mine = waiting.c.source == state.run.source
    column: Column[str] = waiting.c.guid
    if guids is None:
        there = state.connection.scalars(select(waiting.c.origin).where(mine).distinct())
        column, guids = waiting.c.origin, [origin for origin in there if origin not in state.kept]
    for start in range(0, len(guids), BATCH):
        state.connection.execute(delete(waiting).where(mine, column.in_(guids[start : start + BATCH])))


def joinable(connection: Connection, source: str, after: str) -> list[CommentDraft]:
    """See `feeds.store.Store`."""
    own = and_(articles.c.source == source, articles.c.key == waiting.c.article)
    followed = and_(followers.c.source == source, followers.c.key == waiting.c.article)
    there = [exists().where(aliases.c.alias == waiting.c.alias), exists().where(own), exists().where(followed)]
    if not _has_articles(connection, source):
        names = _sources(connection)
        there += [exists().where(articles.c.source == name, articles.c.key == waiting.c.article) for name in names]
        there += [exists().where(aliases.c.alias == literal(f"id {name} ") + waiting.c.article) for name in names]
        there.append(exists().where(articles.c.slug == waiting.c.article))
    # One that came by again since is in its conversation already: what waited is older.
    query = select(waiting.c.body).where(waiting.c.source == source, waiting.c.guid > after, or_(*there))
    query = query.where(~exists().where(comments.c.guid == waiting.c.guid))
    return [_draft(body) for body in connection.scalars(query.order_by(waiting.c.guid).limit(_MANY))]


def _row(run: Run, draft: CommentDraft) -> tuple[str, str, str, str, str | None, str]:
    source, article = draft.comment.source, draft.comment.article
    alias = next(iter(_aliases(run, article)), None)
    given = [draft.given.precision, draft.given.at and draft.given.at.isoformat(), draft.given.day]
    told = [codec.encode(draft.comment), draft.guid, given, draft.keyed, draft.parent, draft.text, draft.ordinal]
    return draft.guid, source, draft.origin, article, alias, msgspec.json.encode([*told, draft.origin]).decode()


def _draft(body: str) -> CommentDraft:
    comment, guid, (precision, at, day), keyed, parent, text, ordinal, origin = msgspec.json.decode(body)
    given = Given(precision=precision, at=at and dt.datetime.fromisoformat(at), day=day)
    return CommentDraft(
        comment=codec.comment(comment),
        guid=guid,
        given=given,
        keyed=keyed,
        parent=parent,
        text=text,
        ordinal=ordinal,
        origin=origin,
    )
