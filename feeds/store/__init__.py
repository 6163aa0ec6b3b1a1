"""The store: what the newsroom has had, the ids that were minted, and when each thing was first seen.

One protocol, one contract suite (tests/store/), SQLite and PostgreSQL behind it by SQLAlchemy Core. Every instant is
aware and in UTC. A *revision* counts the transactions that changed anything: a row carries the revision at which what
is published of it last changed, so "what changed since the edition in out/" is one indexed query. A *place* counts
what joined the site, a name or a conversation: archives are cut by it.

`open_store` opens one. Only `feeds.ingest` writes, through `Store.transaction`: one for a run of a source, all or
nothing. `values` has what is read, `drafts` what is put. docs/store.md tells the tables and the rules of times,
revisions and places.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, Self

from feeds.model import Gone
from feeds.store.drafts import ArticleDraft, CommentDraft, Given, Missing, Outcome, Run, Words
from feeds.store.values import Name, NameKind, Removed, Shown, SourceState, StoredArticle, StoredComment

__all__ = [
    "ArticleDraft",
    "CommentDraft",
    "Given",
    "Missing",
    "Name",
    "NameKind",
    "Outcome",
    "Removed",
    "Run",
    "Shown",
    "SourceState",
    "Store",
    "StoredArticle",
    "StoredComment",
    "Transaction",
    "Words",
    "open_store",
]


class Transaction(Protocol):
    """The one way into the store. Leaving the `with` block in peace makes everything permanent at once; an exception
    leaves the store as it was."""

    def cursor(self) -> str | None:
        """What `remember` was told in the source's last good run, or None."""

    def remember(self, cursor: str) -> None:
        """Keep the source's resume state for its next run."""

    def keep(self, origins: frozenset[str], present: frozenset[str] = frozenset()) -> None:
        """Name the files of this source that are not read in this run since they have not changed: what is theirs stays
        theirs; and all that are `present`, read or not."""

    def put_articles(self, drafts: Sequence[ArticleDraft], *, final: bool = False) -> list[Outcome]:
        """Take articles in, in the order first seen; no key twice. What became of each, in the same order. `final`: no
        other key comes by in this run, so none is "waiting"."""

    def put_comments(self, drafts: Sequence[CommentDraft], *, final: bool = False) -> list[Outcome]:
        """Take comments in, in the order of the page; no id twice. What became of each, in the same order. A keyless
        one that is unknown is called "new", and waits for `page_read` if its conversation was there before. `final`: no
        article of this source comes by any more, so one without articles of its own may mean another's by its key."""

    def wait(self, drafts: Sequence[CommentDraft]) -> None:
        """Keep comments whose article is not there until it is: then `Store.joinable` gives them."""

    def wait_no_more(self, guids: Sequence[str] | None = None) -> None:
        """Forget comments that wait: these, or all that the files gave which are read in this run or gone."""

    def page_read(self, *, whole: bool = True) -> tuple[int, int]:
        """A file or address has no more: of the keyless comments that wait, one whose words are nearly those of a
        comment that was not seen since the last call is that one, edited. If the page was not read as a `whole`, such a
        one is left out. How many were edited, how many left out."""

    def remove(self, gone: Gone) -> bool:
        """The source says that an article or comment was removed: it leaves every feed. False if there is none such."""

    def published(self, withheld: Sequence[Gone]) -> list[Gone]:
        """Those of which something is published, and that no file which is not read in this run may still give."""

    def missing(self, origins: Collection[str]) -> Missing:
        """What these files or addresses, read as a whole in this run or no longer there, gave before and give no
        longer."""

    def remove_missing(self, missing: Missing) -> None:
        """Take that out of every feed."""


class Store(Protocol):
    """What the stages ask of a store. Every read sees one consistent state. Everything raises `feeds.errors.StoreError`
    (damaged, not ours) or `feeds.errors.TemporaryError` (busy, disk full, a server that cannot be reached for now)."""

    def transaction(self, run: Run) -> AbstractContextManager[Transaction]:
        """Begin a source's run; at most one at a time in the whole store, a second one waits."""

    def release_due(self, now: dt.datetime) -> int:
        """Let out what was held back until a time that has come: how many articles and comments. One look if none."""

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

    def mark(self, revision: int) -> str:
        """A random token made with one of the newest revisions, else "": an edition knows by it that its revision is of
        this store's past. In a store that was restored from a backup the same number may mean something else."""

    def joinable(self, source: str, after: str = "") -> list[CommentDraft]:
        """Comments of a source that waited for their article, and whose article may be there by now: some of them, in
        the order of their ids, beginning with the first one `after` that id."""

    # What changed. A removed, restored or edited comment changes its article.

    def changed_articles(self, since: int) -> Iterator[StoredArticle]:
        """Articles whose entry or conversation changed after revision `since`, in order of `seq`."""

    def removed_articles(self, since: int) -> Iterator[StoredArticle]:
        """Articles that their source removed after revision `since`, as they last were, in order of `seq`."""

    def stale_names(self, since: int, limit: int, window: dt.timedelta) -> list[Name]:
        """The names whose `newest_articles(limit, window, …)` may differ, but for counts of comments, from what they
        were at revision `since`, by kind, then slug; with `articles` 0 if every article left."""

    def stale_archives(self, since: int, size: int) -> list[tuple[NameKind | None, str | None, int]]:
        """The archive pages of `size` in which an article joined, left, or changed (but for its comments) after
        revision `since`, and those before a page that may have begun since: (kind, slug, page), the site's with None;
        by kind, slug, page."""

    def stale_pages(self, article_seq: int, since: int, size: int) -> list[int]:
        """The pages of one conversation in which a comment joined, left or changed; all of them if the article itself
        changed."""

    # What stands in feeds, newest first (by published, then seq; in archives by place): read in full with
    # `articles` and `comments`, but only what did not stand there before.

    def shown_articles(self, limit: int, window: dt.timedelta) -> list[Shown]:
        """The newest `limit` articles and every one not older than `window` before the newest of them. One changes when
        its comments do."""

    def shown_by_name(
        self, names: Iterable[Name], limit: int, window: dt.timedelta
    ) -> Iterator[tuple[Name, list[Shown]]]:
        """The same for each of these names. Nothing is told of comments here, nor in archives."""

    def shown_in_archive(
        self, page: int, size: int, kind: NameKind | None = None, slug: str | None = None
    ) -> list[Shown]:
        """One page of all the site's articles, or of one section's, tag's or author's."""

    def shown_comments(self, limit: int, window: dt.timedelta) -> list[Shown]:
        """The newest comments of the site. A comment changes when its article or the one that it answers does."""

    def shown_in_conversations(self, article_seqs: Sequence[int], limit: int) -> dict[int, list[Shown]]:
        """The newest `limit` comments of each of these articles, in few queries."""

    def shown_in_page(self, article_seq: int, page: int, size: int) -> list[Shown]:
        """One page of a conversation; `StoredArticle.comments_ever` tells how many places there are."""

    # What there is.

    def articles(self, seqs: Iterable[int]) -> dict[int, StoredArticle]:
        """Articles by their number, in few queries."""

    def comments(self, seqs: Iterable[int]) -> dict[int, StoredComment]:
        """Comments by their number, in few queries."""

    def newest_articles(
        self, limit: int, window: dt.timedelta, kind: NameKind | None = None, slug: str | None = None
    ) -> list[StoredArticle]:
        """The newest articles as `shown_articles` has them, or of one section, tag or author, in full."""

    def conversation(self, article_seq: int) -> list[StoredComment]:
        """All live comments of an article, newest first (by published, then seq)."""

    def conversations(self, article_seqs: Iterable[int]) -> dict[int, list[StoredComment]]:
        """`conversation` for many articles in few queries."""

    def names(self) -> list[Name]:
        """Every section, tag and author that has a live article, by kind, then slug."""

    # Archives: everything gets the next place (0, 1, 2 …) when it joins, and a new one when it left and comes back.
    # Page n is what lives at the places n * size to (n + 1) * size - 1, newest place first.

    def archive_pages(self, size: int, kind: NameKind | None = None, slug: str | None = None) -> int:
        """How many pages were begun."""

    def places(self, article_seq: int) -> list[tuple[Name, int]]:
        """The names under which a live article stands, by kind, then slug, and its place in the archive of each."""

    # Tombstones: what was removed and did not come back, newest first (by when, then seq).

    def removed(self, limit: int, kind: NameKind | None = None, slug: str | None = None) -> list[Removed]:
        """The last articles removed from the site, or while they stood under one name."""

    def removed_comments(self, limit: int, article_seq: int | None = None) -> list[Removed]:
        """The last comments removed from the site, or from one conversation (not those whose article was removed)."""

    # For whoever asks.

    def find(self, text: str) -> list[StoredArticle | StoredComment]:
        """Live, held or removed things known by `text`: an id, an address (any it ever had), a slug, a key, or
        source/key; articles, then comments. A comment's own address is that comment alone."""

    def sources(self) -> list[SourceState]:
        """Every source that ever had a run, by name."""


def open_store(url: str, authority: str, folder: Path | None = None) -> Store:
    """Open the store at `url` ("sqlite:///feedhouse.db", relative to `folder`; "postgresql://…"), making it if there is
    none, with `authority` as the tagging entity of its ids; a store that exists keeps the one that it was made with,
    and one of an older release is brought up to date.
    Raises `feeds.errors.StoreError` if it is damaged, unreachable, no store of ours, or of a newer release."""
    from feeds.store.connect import connect  # noqa: PLC0415  SQLAlchemy takes 0.2 s to import: not for --help
    from feeds.store.sql import SqlStore  # noqa: PLC0415

    return SqlStore(connect(url, authority, folder))
