"""What a newsroom has: the nouns that every source adapter speaks.

Values are frozen. An adapter fills in what its input gives and invents nothing; `feeds.clean` makes text and HTML safe
and `feeds.ingest` makes times aware before anything is kept.

Times are one of three things (`When`): an aware `datetime`; a naive `datetime`, which means that the input named no
zone (the site's time zone is used); or a `date`, which means that the input gave a day and no time.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

When = dt.datetime | dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote an article or a comment. A commenter's e-mail or IP address never enters the model."""

    name: str
    url: str | None = None
    kind: Literal["person", "organisation"] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture; width and height in pixels."""

    url: str
    alt: str | None = None
    credit: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A media file that belongs to an article; `type` is its media type, `length` its size in bytes, 0 if unknown."""

    url: str
    type: str
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote:
    """A sentence that the page sets apart, and who said it."""

    text: str
    attribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when a story was filed, as printed: place "Seoul", date "June 16"."""

    place: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. `key` is the source's own identifier and is never reused; `guid` a global one that the source
    already published (a feed's guid or atom:id), kept as it is. `content` is the body as HTML, without title,
    highlights or pull quote. `base` is the address against which relative links are read, if not `url`.
    `slug` is the name that the source itself has for it in addresses ("bridge-opens"), for one without `url`.
    `evidence` tells by field how an adapter that had to look for it found it ("jsonld: NewsArticle.headline"); it is
    nothing that is published. Two articles that differ in these two alone are equal."""

    source: str
    key: str
    title: str
    guid: str | None = None
    url: str | None = None
    base: str | None = None
    subtitle: str | None = None
    published: When | None = None
    updated: When | None = None
    summary: str | None = None
    content: str = ""
    highlights: tuple[str, ...] = ()
    pull_quote: PullQuote | None = None
    dateline: Dateline | None = None
    authors: tuple[Author, ...] = ()
    section: str | None = None
    categories: tuple[str, ...] = ()
    image: Image | None = None
    enclosures: tuple[Enclosure, ...] = ()
    language: str | None = None
    views: int | None = None
    comments_open: bool | None = None
    slug: str | None = field(default=None, compare=False)
    evidence: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One reader's comment on the article whose `key` is `article`, in the same source. `parent` is the key of the
    comment that it answers, or None. `key` is None where the input gives none: `feeds.identity` mints one, and replies
    then name the comment by its `label`, which stands for nothing beyond the read that gives it. `approximate` marks a
    time worked out from words such as "2 hours ago"."""

    source: str
    article: str
    content: str
    key: str | None = None
    parent: str | None = None
    author: Author | None = None
    url: str | None = None
    published: When | None = None
    approximate: bool = False
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The source says that an article (`comment` None) or a comment was removed at `when`, in the site's zone if
    that names none. `withheld`: it has it still, but not for the public (a draft, a comment that is not approved);
    most of these never were published."""

    source: str
    key: str
    comment: str | None = None
    when: dt.datetime | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """One bad record, never the whole source: where (file, line, key) and why, in words for its editor."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """Opaque resume state: what a source hands out now is given back to it as `since` in the next run. `listed`, for a
    source that reads a whole list and gives what is new of it: how much stood there. None if it only asks for what is
    new, where nothing is a good answer."""

    state: str
    listed: int | None = None


Record = Article | Comment | Gone | Skipped | Cursor
"""What `Source.read` yields. An article comes before its comments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What an adapter saw for one `field` of a page (by the model's name), for whoever sets up a site: `by` which of
    its strategies and where, what it `found` in short, and whether that was `taken`. `matches` is for a selector of the
    source's configuration, which stands in `by`: how many places of the page it found, 0 if none."""

    field: str
    by: str
    found: str = ""
    taken: bool = False
    matches: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an adapter reads: a file (`path`) or an address (`url`), for the source named `source`. `key` is the key
    for an article that carries none of its own: the file's path below the source's folder, without suffix, with
    forward slashes. `name` is how to call this origin in a message. `options` are the source's further settings."""

    source: str
    name: str
    key: str
    path: Path | None = None
    url: str | None = None
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The newsroom itself, as its configuration tells. `url` and `feeds_url` are absolute and end in a slash;
    `timezone` is an IANA name; `authority` is the tagging entity of RFC 4151 that minted ids hang on."""

    title: str
    url: str
    feeds_url: str
    description: str
    language: str = "en"
    timezone: str = "UTC"
    authority: str = ""
    policy: str | None = None
    disclaimer: str | None = None
