"""The store: what the newsroom has had, the ids that were minted, and when each thing was first seen.

One protocol, one contract suite (tests/store/), SQLite and PostgreSQL behind it by SQLAlchemy Core. Every instant is
aware and in UTC. A *revision* counts the transactions that changed anything: a row carries the revision at which what
is published of it last changed, so "what changed since the edition in out/" is one indexed query.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from feeds.model import Article, Comment

NameKind = Literal["section", "tag", "author"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A section, tag or author that has articles: its slug, minted once, and the name as first seen. `newest` is when
    its newest article was published, `articles` how many it has."""

    kind: NameKind
    slug: str
    name: str
    articles: int
    newest: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with everything resolved. `seq` is the order in which things were first seen; `published` is the
    source's time or the one given when first seen; `updated` is when its content last changed, never before `published`;
    `comments` and `newest_comment` count its live conversation; `revision` is when anything that its entry shows
    (comment count included) last changed. `names` are the (kind, slug) pairs under which it stands."""

    seq: int
    guid: str
    slug: str
    article: Article
    published: dt.datetime
    updated: dt.datetime
    first_seen: dt.datetime
    comments: int
    newest_comment: dt.datetime | None
    revision: int
    names: tuple[tuple[NameKind, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredComment:
    """A comment with everything resolved. `parent_guid` is the parent comment's id, None when it answers the article;
    `ordinal` is the number by which its permalink fragment is made when the source gives no address."""

    seq: int
    guid: str
    article_seq: int
    comment: Comment
    published: dt.datetime
    first_seen: dt.datetime
    parent_guid: str | None
    fragment: str


class Store(Protocol):
    """What the stages ask of a store. Every read sees one consistent state."""

    @property
    def authority(self) -> str:
        """The tagging entity ("courier.example,2025") on which ids hang, recorded when the store was made."""

    def revision(self) -> int:
        """The number of the last transaction that changed anything that is published; 0 for an empty store."""

    def identity(self) -> str:
        """A random token made with the store: an edition knows by it that its revision is of this store."""

    def changed_articles(self, since: int) -> Iterator[StoredArticle]:
        """Articles whose entry or conversation changed after revision `since`, in order of `seq`."""

    def newest_articles(
        self, limit: int, window: dt.timedelta, kind: NameKind | None = None, slug: str | None = None
    ) -> list[StoredArticle]:
        """The newest `limit` articles and every one not older than `window` before the newest of them, newest first
        (by published, then seq); of one section, tag or author if `kind` and `slug` are given."""

    def newest_comments(self, limit: int, window: dt.timedelta) -> list[tuple[StoredComment, StoredArticle]]:
        """The same for the site's comments, each with its article."""

    def conversation(self, article_seq: int) -> list[StoredComment]:
        """All live comments of an article, newest first (by published, then seq)."""

    def conversations(self, article_seqs: Iterable[int]) -> dict[int, list[StoredComment]]:
        """`conversation` for many articles in few queries."""

    def names(self) -> list[Name]:
        """Every section, tag and author that has a live article, by kind, then slug."""
