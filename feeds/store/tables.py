"""The tables. All carry the prefix `feedhouse_`, since a newsroom's PostgreSQL may hold other things too.

Times are whole microseconds since 1970 in UTC: both databases sort and compare them alike, and fast. `seq` is given out
by us, not by the database, so that it is the order first seen on both. `given` tells how the source dated a thing: ""
not at all, "2025-06-16" by the day, "~" about, "=" to the moment, "<" to a moment in the future that was clamped.

What is live is neither `gone` (removed by its source, then) nor held back until it is `due`.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    and_,
    text,
)

SCHEMA = 3
"""The version of these tables. An older one is brought up by `migrate`; a newer one is refused."""

metadata = MetaData()

_Seq = BigInteger().with_variant(Integer, "sqlite")
_Code = Text().with_variant(Text(collation="C"), "postgresql")
_LIVE = text("gone IS NULL AND due IS NULL")


_wheres: list[tuple[Index, TextClause]] = []


def _some(name: str, *columns: Column[Any], where: TextClause) -> None:
    """An index of some rows."""
    _wheres.append((Index(name, *columns, sqlite_where=where), where))


def _partial(name: str, *columns: Column[Any]) -> None:
    """An index of the few rows where the first column is set."""
    _some(name, *columns, where=text(f"{columns[0].name} IS NOT NULL"))


def _renamed(table: Table) -> None:
    """An index of the few whose key is not the one that they had first."""
    _some(f"{table.name}_renamed", table.c.source, table.c.first_key, where=text("key <> first_key"))


def for_postgresql() -> None:
    """Tell the indexes of some rows to PostgreSQL, too. Said by them all, its dialect would be loaded by every run on
    SQLite: 45 ms."""
    for index, where in _wheres:
        index.dialect_options["postgresql"]["where"] = where


meta = Table("feedhouse_meta", metadata, Column("key", _Code, primary_key=True), Column("value", Text, nullable=False))

sources = Table(
    "feedhouse_sources",
    metadata,
    Column("name", _Code, primary_key=True),
    Column("cursor", Text),
    Column("clock", BigInteger, nullable=False),  # the last time given to an undated thing: the next one is later
    Column("last_good", BigInteger),
    Column("articles", Integer, nullable=False),  # live ones
    Column("comments", Integer, nullable=False),
)

days = Table(  # how many things a source has dated with a day alone: each is a second later than the one before
    "feedhouse_days",
    metadata,
    Column("source", _Code, primary_key=True),
    Column("day", _Code, primary_key=True),
    Column("things", Integer, nullable=False),
)

articles = Table(
    "feedhouse_articles",
    metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=False),
    Column("source", _Code, nullable=False),  # the one that owns the fields: it had the article first
    Column("key", _Code, nullable=False),
    Column("first_key", _Code, nullable=False),  # the key that it had first: its comments' ids hang on it
    Column("guid", _Code, nullable=False, unique=True),
    Column("slug", _Code, nullable=False, unique=True),
    Column("origin", _Code, nullable=False),
    Column("given", _Code, nullable=False),
    Column("published", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("gone", BigInteger),
    Column("due", BigInteger),
    Column("place", BigInteger),  # in the site's archive; none before it first went live
    Column("comments", Integer, nullable=False),
    Column("comments_ever", Integer, nullable=False),  # places given out in its conversation
    Column("newest_comment", BigInteger),
    Column("revision", BigInteger, nullable=False),
    Column("content_revision", BigInteger, nullable=False),  # the same without its comments
    Column("changed_at", BigInteger),
    Column("why", Text, nullable=False),
    Column("followers", Integer, nullable=False),  # records of other sources about the same article
    Column("text_digest", _Code, nullable=False),  # what a reader reads: its change moves `updated`
    Column("digest", _Code, nullable=False),  # everything that is published
    Column("names", Text, nullable=False),  # JSON: [[kind, slug], …], so that reading needs no join
    Column("evidence", Text),  # JSON: where each field was found
    Column("own", Text),  # JSON: the owner's record, where followers filled something in
    Column("body", Text, nullable=False),  # JSON: what is published
    UniqueConstraint("source", "key"),
)
Index("feedhouse_articles_revision", articles.c.revision)
Index("feedhouse_articles_content", articles.c.content_revision)
Index("feedhouse_articles_place", articles.c.place)
Index("feedhouse_articles_origin", articles.c.source, articles.c.origin)
_some("feedhouse_articles_newest", articles.c.published, articles.c.seq, where=_LIVE)
_renamed(articles)
_partial("feedhouse_articles_gone", articles.c.gone, articles.c.seq)
_partial("feedhouse_articles_due", articles.c.due)

comments = Table(
    "feedhouse_comments",
    metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=False),
    Column("article_seq", _Seq, ForeignKey(articles.c.seq), nullable=False),
    Column("source", _Code, nullable=False),
    Column("origin", _Code),  # none: its article's
    Column("key", _Code, nullable=False),
    Column("guid", _Code, nullable=False, unique=True),  # made of source, article and key: they are unique with it
    Column("parent", _Code),  # the parent's guid; that comment may be unknown
    Column("fragment", _Code, nullable=False),
    Column("given", _Code, nullable=False),
    Column("published", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("gone", BigInteger),
    Column("due", BigInteger),
    Column("place", BigInteger),
    Column("revision", BigInteger, nullable=False),
    Column("digest", _Code, nullable=False),
    Column("body", Text, nullable=False),
)
Index("feedhouse_comments_article", comments.c.article_seq, comments.c.published, comments.c.seq)
Index("feedhouse_comments_place", comments.c.article_seq, comments.c.place, comments.c.revision)
_some("feedhouse_comments_newest", comments.c.published, comments.c.seq, where=_LIVE)
_partial("feedhouse_comments_parent", comments.c.parent)
_partial("feedhouse_comments_origin", comments.c.origin)
_partial("feedhouse_comments_gone", comments.c.gone, comments.c.seq)
_partial("feedhouse_comments_due", comments.c.due)

names = Table(
    "feedhouse_names",
    metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=False),
    Column("kind", _Code, nullable=False),
    Column("folded", _Code, nullable=False),  # "World" and "world" are one section
    Column("slug", _Code, nullable=False),
    Column("name", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("newest", BigInteger, nullable=False),
    Column("places", BigInteger, nullable=False),  # given out in its archive
    Column("revision", BigInteger, nullable=False),  # when an article last joined, left or moved
    UniqueConstraint("kind", "folded"),
    UniqueConstraint("kind", "slug"),
)
Index("feedhouse_names_revision", names.c.revision)

memberships = Table(  # of live articles
    "feedhouse_memberships",
    metadata,
    Column("name_seq", _Seq, ForeignKey(names.c.seq), primary_key=True, autoincrement=False),
    Column("place", _Seq, primary_key=True, autoincrement=False),
    Column("article_seq", _Seq, ForeignKey(articles.c.seq), nullable=False),
    Column("published", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
Index("feedhouse_memberships_article", memberships.c.article_seq)
Index("feedhouse_memberships_newest", memberships.c.name_seq, memberships.c.published, memberships.c.article_seq)

graves = Table(  # names under which removed articles stood
    "feedhouse_graves",
    metadata,
    Column("article_seq", _Seq, ForeignKey(articles.c.seq), primary_key=True, autoincrement=False),
    Column("name_seq", _Seq, ForeignKey(names.c.seq), primary_key=True, autoincrement=False),
    Column("gone", BigInteger, nullable=False),
)
Index("feedhouse_graves_newest", graves.c.name_seq, graves.c.gone)

holes = Table(  # places that were left: `owner` is a name's or an article's seq, 0 for the site
    "feedhouse_holes",
    metadata,
    Column("revision", BigInteger, nullable=False),
    Column("kind", _Code, nullable=False),  # "site", "name" or "conversation"
    Column("owner", _Seq, nullable=False),
    Column("place", _Seq, nullable=False),
)
Index("feedhouse_holes_revision", holes.c.revision)

aliases = Table(  # what else an article is known by: addresses that it ever had, its source's own id
    "feedhouse_aliases",
    metadata,
    Column("alias", _Code, primary_key=True),
    Column("article_seq", _Seq, ForeignKey(articles.c.seq), nullable=False),
)
Index("feedhouse_aliases_article", aliases.c.article_seq)

followers = Table(  # other sources' records about an article: they fill in what its owner leaves empty
    "feedhouse_followers",
    metadata,
    Column("source", _Code, primary_key=True),
    Column("key", _Code, primary_key=True),
    Column("first_key", _Code, nullable=False),
    Column("article_seq", _Seq, ForeignKey(articles.c.seq), nullable=False),
    Column("origin", _Code, nullable=False),
    Column("given", _Code, nullable=False),
    Column("published", BigInteger),
    Column("digest", _Code, nullable=False),
    Column("body", Text, nullable=False),
)
Index("feedhouse_followers_article", followers.c.article_seq)
_renamed(followers)

echoes = Table(  # ids under which a comment comes by: it was edited, or another source has it too
    "feedhouse_echoes",
    metadata,
    Column("guid", _Code, primary_key=True),
    Column("source", _Code, nullable=False),  # where it comes by under that id
    Column("comment_seq", _Seq, ForeignKey(comments.c.seq), nullable=False),
)
Index("feedhouse_echoes_comment", echoes.c.comment_seq)

waiting = Table(  # comments whose article is not there (yet), of sources that have comments alone, mostly
    "feedhouse_waiting",
    metadata,
    Column("guid", _Code, primary_key=True),
    Column("source", _Code, nullable=False),
    Column("origin", _Code, nullable=False),
    Column("article", _Code, nullable=False),  # its key, as the comment's source calls it
    Column("alias", _Code),  # the same as an address
    Column("body", Text, nullable=False),  # JSON: the draft
)
Index("feedhouse_waiting_source", waiting.c.source, waiting.c.guid)


def live(table: FromClause) -> ColumnElement[bool]:
    """What is published of articles or comments; spelled as the partial indexes are, so that they are used."""
    return and_(table.c.gone.is_(None), table.c.due.is_(None))
