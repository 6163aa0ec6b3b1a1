"""What is read from a store. Every instant is aware and in UTC."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from feeds.model import Article, Comment

NameKind = Literal["section", "tag", "author"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A section, tag or author: its slug, minted once, and the name as first seen. `articles` is how many live ones it
    has (0: every one left it), `newest` when the newest was published, `places` how many places its archive has given
    out, `revision` when an article last joined, left or moved within it."""

    kind: NameKind
    slug: str
    name: str
    articles: int
    newest: dt.datetime
    places: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with everything resolved. `seq` is the order in which things were first seen; `published` is the
    source's time or the one given when first seen; `updated` is when its content last changed, never before
    `published`; `comments` and `newest_comment` count its live conversation, `comments_ever` the places that it has
    given out. `names` are the (kind, slug) pairs under which it stands.

    `revision` is when anything that its entry or its conversation shows last changed, `content_revision` the same
    without its comments. `place` is its place in the site's archive. For `feedhouse explain`: `origin` is the file or
    address that it came from, `evidence` is a JSON object of how each field was found ("" if the adapter does not say),
    and `why` tells its last change, made by the run of `changed_at`."""

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
    content_revision: int = 0
    comments_ever: int = 0
    place: int = 0
    origin: str = ""
    evidence: str = ""
    changed_at: dt.datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredComment:
    """A comment with everything resolved. `parent_guid` is the parent comment's id, None when it answers the article;
    `fragment` makes its permalink when the source gives no address (`feeds.identity.comment_url`); `place` is its place
    in its conversation's pages; `origin` is the file or address that it came from, "" if that is its article's."""

    seq: int
    guid: str
    article_seq: int
    comment: Comment
    published: dt.datetime
    first_seen: dt.datetime
    parent_guid: str | None
    fragment: str
    place: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands in a feed, without its text: `updated` as its entry says it, `changed` the revision at which anything
    that its entry shows last changed. Of a comment also the id of the live comment that it answers, and the number of
    the article that it is `about`."""

    seq: int
    guid: str
    updated: dt.datetime
    changed: int
    parent: str | None = None
    about: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a tombstone says (RFC 6721): the entry's id, and when it was removed, in whole seconds."""

    guid: str
    when: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source as the store knows it: its last good run (None: a store of an older release), how many live articles and
    comments are its, and how many wait for their time."""

    name: str
    last_good: dt.datetime | None
    articles: int
    comments: int
    held: int
