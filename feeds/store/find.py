"""For whoever asks about one thing: `feedhouse explain` and the report."""

from collections import Counter
from collections.abc import Iterator

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from feeds import identity
from feeds.store import SourceState, StoredArticle, StoredComment
from feeds.store.reading import COMMENT, WITH_PARENT, article, comment
from feeds.store.rows import instant_or_none
from feeds.store.tables import aliases, articles, comments, echoes, followers, sources

_MOST = 100  # comments of one key


def find(connection: Connection, text: str) -> list[StoredArticle | StoredComment]:
    """See `feeds.store.Store`. Articles first; a scan of all comments only for what may be the key of one, or when no
    index knows it."""
    known = list(_articles(connection, text))
    fragment = text.partition("#")[2]
    if fragment:
        mine = comments.c.article_seq.in_([one.seq for one in known])
        where = and_(mine, or_(comments.c.fragment == fragment, _addressed(text)))
        if said := list[StoredArticle | StoredComment](_comments(connection, where)):
            return said
    echoed = select(echoes.c.comment_seq).where(echoes.c.guid == text)
    found: list[StoredArticle | StoredComment] = [
        *known,
        *_comments(connection, or_(comments.c.guid == text, comments.c.seq.in_(echoed))),
    ]
    if found and ":" in text:  # an address or a global id, which is one thing's
        return found
    return [*found, *(one for one in _scanned(connection, text) if one not in found)]


def source_states(connection: Connection) -> list[SourceState]:
    """See `feeds.store.Store`."""
    held: Counter[str] = Counter()  # counted here: asked to group them, SQLite goes through all articles
    for table in (articles, comments):
        held.update(connection.scalars(select(table.c.source).where(table.c.due.is_not(None))))
    return [
        SourceState(
            name=row.name,
            last_good=instant_or_none(row.last_good),
            articles=row.articles,
            comments=row.comments,
            held=held[row.name],
        )
        for row in connection.execute(select(sources).order_by(sources.c.name))
    ]


def _articles(connection: Connection, text: str) -> Iterator[StoredArticle]:
    source, _, key = text.partition("/")
    keys = [(name, text) for name in connection.scalars(select(sources.c.name))] + [(source, key)]
    seqs: set[int] = set()
    for name, asked in keys:
        seqs.update(
            connection.scalars(select(articles.c.seq).where(articles.c.source == name, articles.c.key == asked))
        )
        mine = and_(followers.c.source == name, followers.c.key == asked)
        seqs.update(connection.scalars(select(followers.c.article_seq).where(mine)))
    for where in (articles.c.guid == text, articles.c.slug == text):
        seqs.update(connection.scalars(select(articles.c.seq).where(where)))
    known = [alias for name, _ in keys for alias in identity.aliases(name, url=text, own=text)]
    seqs.update(connection.scalars(select(aliases.c.article_seq).where(aliases.c.alias.in_(known))))
    rows = connection.execute(select(articles).where(articles.c.seq.in_(seqs)).order_by(articles.c.seq))
    yield from map(article, rows)


def _comments(connection: Connection, where: ColumnElement[bool]) -> Iterator[StoredComment]:
    query = select(*COMMENT).select_from(WITH_PARENT).where(where).order_by(comments.c.seq).limit(_MOST)
    yield from map(comment, connection.execute(query))


def _scanned(connection: Connection, text: str) -> Iterator[StoredComment]:
    """Comments by their key or their own address: nobody asks often enough for an index of 600,000."""
    yield from _comments(connection, or_(comments.c.key == text, _addressed(text)))


def _addressed(text: str) -> ColumnElement[bool]:
    """Whether a comment has this for its own address."""
    if "://" not in text:
        return false()
    return comments.c.body.contains(f'"url":{msgspec.json.encode(text).decode()}', autoescape=True)
