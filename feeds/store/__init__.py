"""The store: what the newsroom has had, the ids that were minted, and when each thing was first seen.

One protocol, one contract suite (tests/store/), SQLite and PostgreSQL behind it by SQLAlchemy Core. Every instant is
aware and in UTC. A *revision* counts the transactions that changed anything: a row carries the revision at which what
is published of it last changed, so "what changed since the edition in out/" is one indexed query.

`open_store` opens one. Only `feeds.ingest` writes, through `Store.transaction`: one for a run of a source, all or
nothing. docs/store.md tells the tables and the rules of times and revisions.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, Self
from zoneinfo import ZoneInfo

from feeds.model import Article, Comment, Gone

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
    source's time or the one given when first seen; `updated` is when its content last changed, never before
    `published`; `comments` and `newest_comment` count its live conversation; `revision` is when anything that its entry
    shows (comment count included) last changed. `names` are the (kind, slug) pairs under which it stands."""

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
    `fragment` makes its permalink when the source gives no address (`feeds.identity.comment_url`)."""

    seq: int
    guid: str
    article_seq: int
    comment: Comment
    published: dt.datetime
    first_seen: dt.datetime
    parent_guid: str | None
    fragment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The time that a source gives a thing: to the moment ("time"), worked out from words such as "2 hours ago"
    ("about"), by the day (`at` is then midnight in the site's zone, `day` the day as written), or "none" at all."""

    precision: Literal["none", "day", "about", "time"] = "none"
    at: dt.datetime | None = None
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDraft:
    """An article on its way in, cleaned: what its source gives, and what it asks for. `guids` are the ids that it may
    have, best first; `slug` the one that it asks for; `names` are (kind, name) as written; `origin` is the file it is
    from. `updated` is the source's own, resolved."""

    article: Article
    guids: tuple[str, ...]
    slug: str
    given: Given
    updated: dt.datetime | None = None
    names: tuple[tuple[NameKind, str], ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDraft:
    """A comment on its way in, cleaned. `comment.key` is set; `keyed` tells whether it is the source's own. `parent` is
    the parent comment's id, if it answers one."""

    comment: Comment
    guid: str
    given: Given
    keyed: bool = True
    parent: str | None = None


Outcome = Literal["new", "changed", "unchanged", "orphan", "taken"]
"""What became of a draft. "orphan": the comment's article is not in the store. "taken": another file that was not read
in this run has an article of that key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of one source: `now` in whole seconds is the time that undated things get; `zone` and `permalink` (a
    pattern, see `feeds.identity`) are for articles without an address."""

    source: str
    now: dt.datetime
    zone: ZoneInfo
    permalink: str | None = None


class Transaction(Protocol):
    """The one way into the store. Leaving the `with` block in peace makes everything permanent at once; an exception
    leaves the store as it was."""

    def cursor(self) -> str | None:
        """What `remember` was told in the source's last good run, or None."""

    def remember(self, cursor: str) -> None:
        """Keep the source's resume state for its next run."""

    def keep(self, origins: frozenset[str]) -> None:
        """Name the files of this source that are not read in this run since they have not changed: what is theirs stays
        theirs."""

    def put_articles(self, drafts: Sequence[ArticleDraft]) -> list[Outcome]:
        """Take articles in, in the order first seen; no key twice. What became of each, in the same order."""

    def put_comments(self, drafts: Sequence[CommentDraft]) -> list[Outcome]:
        """Take comments in, in the order of the page; no id twice. What became of each, in the same order."""

    def remove(self, gone: Gone) -> bool:
        """The source says that an article or comment was removed: it leaves every feed. False if there is none such."""


class Store(Protocol):
    """What the stages ask of a store. Every read sees one consistent state. Everything raises `feeds.errors.StoreError`
    (damaged, unreachable) or `feeds.errors.TemporaryError` (busy, disk full)."""

    def transaction(self, run: Run) -> AbstractContextManager[Transaction]:
        """Begin a source's run; at most one at a time in the whole store, a second one waits."""

    def close(self) -> None:
        """Let go of files and connections; so does leaving a `with` block over the store."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

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

    def removed_articles(self, since: int) -> Iterator[StoredArticle]:
        """Articles that their source removed after revision `since`, as they last were, in order of `seq`."""

    def names(self) -> list[Name]:
        """Every section, tag and author that has a live article, by kind, then slug."""


def open_store(url: str, authority: str, folder: Path | None = None) -> Store:
    """Open the store at `url` ("sqlite:///feedhouse.db", relative to `folder`; "postgresql://…"), making it if there is
    none, with `authority` as the tagging entity of its ids; a store that exists keeps the one that it was made with.
    Raises `feeds.errors.StoreError` if it is damaged, unreachable, no store of ours, or of a newer release."""
    from feeds.store.connect import connect  # noqa: PLC0415  SQLAlchemy takes 0.2 s to import: not for --help
    from feeds.store.sql import SqlStore  # noqa: PLC0415

    return SqlStore(connect(url, authority, folder))
