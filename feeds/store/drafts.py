"""What is put into a store: cleaned, dated, and with an identity to ask for."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from feeds import identity
from feeds.model import Article, Comment
from feeds.store.values import NameKind


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
    from. `updated` is the source's own, resolved. `aliases` are what else it is known by (`feeds.identity.aliases`).
    `evidence` is a JSON object, how each field was found, or "": nothing hangs on it."""

    article: Article
    guids: tuple[str, ...]
    slug: str
    given: Given
    updated: dt.datetime | None = None
    names: tuple[tuple[NameKind, str], ...] = ()
    origin: str = ""
    aliases: tuple[str, ...] = ()
    evidence: str = ""


class Words(NamedTuple):
    """What the key of a comment that has none of its own is made of, besides its article's: its author's name, its
    plain text, its number among the same."""

    author: str
    text: str
    ordinal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDraft:
    """A comment on its way in, cleaned. `comment.key` is set; `keyed` tells whether it is the source's own, else it was
    made of the author's name, `text` (plain) and `ordinal`, its number among the same. `parent` is the parent comment's
    id, if it answers one; `answers` is set if that one has no key of its own. `origin` is the file it is from."""

    comment: Comment
    guid: str
    given: Given
    keyed: bool = True
    parent: str | None = None
    text: str = ""
    ordinal: int = 1
    origin: str = ""
    answers: Words | None = None

    @property
    def words(self) -> Words:
        """What its key is made of, if it has none of its own."""
        return Words(self.comment.author.name if self.comment.author else "", self.text, self.ordinal)


def identified(draft: CommentDraft, authority: str, article: str) -> CommentDraft:
    """The comment with the ids, its own and its parent's, that hang on the key `article`."""
    comment = draft.comment
    key = comment.key or "" if draft.keyed else identity.unkeyed(article, *draft.words)
    answered = comment.parent if draft.answers is None else identity.unkeyed(article, *draft.answers)
    guid, parent = comment_ids(authority, comment.source, article, key, answered)
    return replace(draft, comment=replace(comment, key=key, parent=answered), guid=guid, parent=parent)


def comment_ids(authority: str, source: str, article: str, key: str, answered: str | None) -> tuple[str, str | None]:
    """The id of the comment `key`, and of the one that it answers; all are keys of `source`."""
    parent = None
    if answered is not None and answered != key:
        parent = identity.comment_guid(authority, source, article, answered)
    return identity.comment_guid(authority, source, article, key), parent


Outcome = Literal["new", "changed", "unchanged", "orphan", "taken", "waiting"]
"""What became of a draft. "orphan": the comment's article is not in the store. "taken": another file that was not read
in this run has an article of that key. "waiting": its address is that of an article whose key has not come by in this
run; it may be that one under a new key, so it is to be put again at the end of the run, as `final`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of one source: `now` in whole seconds is the time that undated things get; `zone` and `permalink` (a
    pattern, see `feeds.identity`) are for articles without an address. `future` tells what becomes of a date beyond
    `now`: it is held back until due, or clamped to `now`. A comment's article that is named by its path alone
    ("/2025/bridge/") is the one with that path at the address `site`."""

    source: str
    now: dt.datetime
    zone: ZoneInfo
    permalink: str | None = None
    future: Literal["hold", "clamp"] = "hold"
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What a mirrored source no longer shows, by `seq`, of how many live articles and comments that its files had."""

    articles: tuple[int, ...]
    comments: tuple[int, ...]
    articles_before: int
    comments_before: int


def names_of(article: Article) -> tuple[tuple[NameKind, str], ...]:
    """The names under which an article stands, as written: its section, its tags, its authors."""
    section: list[tuple[NameKind, str]] = [("section", article.section)] if article.section else []
    tags: list[tuple[NameKind, str]] = [("tag", name) for name in article.categories]
    authors: list[tuple[NameKind, str]] = [("author", author.name) for author in article.authors]
    return (*section, *tags, *authors)
