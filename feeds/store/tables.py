"""The tables. All carry the prefix `feedhouse_`, since a newsroom's PostgreSQL may hold other things too.

Times are whole microseconds since 1970 in UTC: both databases sort and compare them alike, and fast. `seq` is given out
by us, not by the database, so that it is the order first seen on both. `given` tells how the source dated a thing: ""
not at all, "2025-06-16" by the day, "~" about, "=" to the moment.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

SCHEMA = 1
"""The version of these tables. An older one is brought up by `connect`; a newer one is refused."""

metadata = MetaData()

_Seq = BigInteger().with_variant(Integer, "sqlite")
_Code = Text().with_variant(Text(collation="C"), "postgresql")
_LIVE = text("gone IS NULL")

meta = Table("feedhouse_meta", metadata, Column("key", _Code, primary_key=True), Column("value", Text, nullable=False))

sources = Table(
    "feedhouse_sources",
    metadata,
    Column("name", _Code, primary_key=True),
    Column("cursor", Text),
    Column("clock", BigInteger, nullable=False),  # the last time given to an undated thing: the next one is later
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
    Column("source", _Code, nullable=False),
    Column("key", _Code, nullable=False),
    Column("guid", _Code, nullable=False, unique=True),
    Column("slug", _Code, nullable=False, unique=True),
    Column("origin", _Code, nullable=False),
    Column("given", _Code, nullable=False),
    Column("published", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("gone", BigInteger),
    Column("comments", Integer, nullable=False),
    Column("comments_ever", Integer, nullable=False),
    Column("newest_comment", BigInteger),
    Column("revision", BigInteger, nullable=False),
    Column("text_digest", _Code, nullable=False),  # what a reader reads: its change moves `updated`
    Column("digest", _Code, nullable=False),  # everything that is published
    Column("names", Text, nullable=False),  # JSON: [[kind, slug], …], so that reading needs no join
    Column("body", Text, nullable=False),
    UniqueConstraint("source", "key"),
)
Index("feedhouse_articles_revision", articles.c.revision)
Index("feedhouse_articles_newest", articles.c.published, articles.c.seq, sqlite_where=_LIVE, postgresql_where=_LIVE)

comments = Table(
    "feedhouse_comments",
    metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=False),
    Column("article_seq", _Seq, ForeignKey(articles.c.seq), nullable=False),
    Column("key", _Code, nullable=False),
    Column("guid", _Code, nullable=False, unique=True),  # made of source, article and key: they are unique with it
    Column("parent", _Code),  # the parent's guid; that comment may be unknown
    Column("fragment", _Code, nullable=False),
    Column("given", _Code, nullable=False),
    Column("published", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("gone", BigInteger),
    Column("revision", BigInteger, nullable=False),
    Column("digest", _Code, nullable=False),
    Column("body", Text, nullable=False),
)
Index("feedhouse_comments_article", comments.c.article_seq, comments.c.published, comments.c.seq)
Index("feedhouse_comments_newest", comments.c.published, comments.c.seq, sqlite_where=_LIVE, postgresql_where=_LIVE)

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
    UniqueConstraint("kind", "folded"),
    UniqueConstraint("kind", "slug"),
)

memberships = Table(
    "feedhouse_memberships",
    metadata,
    Column("article_seq", _Seq, ForeignKey(articles.c.seq), primary_key=True),
    Column("name_seq", _Seq, ForeignKey(names.c.seq), primary_key=True),
    Column("published", BigInteger, nullable=False),
)
Index("feedhouse_memberships_newest", memberships.c.name_seq, memberships.c.published, memberships.c.article_seq)
