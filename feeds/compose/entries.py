"""Entries: an article or a comment as it stands in a feed, and what it links to."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from feeds import clean, identity
from feeds.compose.content import categories, full_content
from feeds.compose.paths import SITE, conversation_path
from feeds.feed import Entry, InReplyTo, Kept, Replies, Shape
from feeds.model import Author, Site
from feeds.store import StoredArticle, StoredComment

ANONYMOUS = Author(name="Anonymous")
MARKUP = 1_500
"""Bytes that an entry takes beside its content: its markup, addresses, title and summary, in any format."""
EXCERPTS = 1_000_000
"""Bytes of a document beyond its limit that are left for entries without their content."""

Pages = Mapping[str, str | None]
"""Where each comment at hand stands, by its id."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Makes the entries of one site."""

    site: Site
    shape: Shape

    def url(self, path: str) -> str:
        """The public address of a path below out/."""
        return self.site.feeds_url + path

    def urls(self, path: str) -> tuple[tuple[str, str], ...]:
        """The public addresses of a feed in every format that is published."""
        return tuple((name, f"{self.url(path)}.{name}") for name in self.shape.formats)

    def article(self, stored: StoredArticle, *, counted: bool = True) -> Entry:
        """An article's entry; where it is not `counted` it does not tell how many comments there are."""
        article = stored.article
        return Entry(
            id=stored.guid,
            title=article.title,
            url=article.url,
            published=stored.published,
            updated=stored.updated,
            summary=article.summary or clean.excerpt(article.content) or article.subtitle or article.title,
            content=full_content(article) if self.shape.full_text else "",
            authors=article.authors,
            categories=categories(article),
            language=self._other(article.language),
            image=article.image,
            enclosures=article.enclosures,
            replies=self._replies(stored, counted=counted),
        )

    def _replies(self, stored: StoredArticle, *, counted: bool) -> Replies | None:
        if not self.shape.comment_feeds:
            return None
        page = f"{stored.article.url}#comments" if stored.article.url else None
        return Replies(
            page=page,
            feeds=self.urls(conversation_path(stored)),
            count=stored.comments if counted else None,
            updated=stored.newest_comment if counted else None,
        )

    def _other(self, language: str | None) -> str | None:
        """An entry's language where it is not the feed's."""
        return language if language != self.site.language else None

    def comment(self, stored: StoredComment, article: StoredArticle, pages: Pages, *, on_article: bool) -> Entry:
        """A comment's entry; its title says on which article it is where that is not plain."""
        author = stored.comment.author or ANONYMOUS
        title = f"Comment by {author.name}"
        return Entry(
            id=stored.guid,
            title=f"{title} on {article.article.title}" if on_article else title,
            url=pages[stored.guid],
            published=stored.published,
            updated=stored.published,
            content=stored.comment.content,
            authors=(author,),
            language=self._other(article.article.language) if on_article else None,
            in_reply_to=self._in_reply_to(stored, article, pages),
            related=article.article.url,
        )

    def _in_reply_to(self, stored: StoredComment, article: StoredArticle, pages: Pages) -> InReplyTo:
        atom = "atom" in self.shape.formats
        if stored.parent_guid is None:
            return InReplyTo(
                ref=article.guid, href=article.article.url, source=self.url(f"{SITE}.atom") if atom else None
            )
        source = f"{self.url(conversation_path(article))}.atom" if atom and self.shape.comment_feeds else None
        return InReplyTo(
            ref=stored.parent_guid, href=pages.get(stored.parent_guid) or article.article.url, source=source
        )


def pages_of(pairs: Iterable[tuple[StoredComment, StoredArticle]]) -> Pages:
    """Where each of these comments stands."""
    return {comment.guid: comment_url(comment, article) for comment, article in pairs}


def comment_url(comment: StoredComment, article: StoredArticle) -> str | None:
    """The permalink of a comment: its own address, else a fragment of its article's."""
    return identity.comment_url(comment.comment.url, article.article.url, comment.fragment)


MOST = 2_000
"""Entries of one document at most: 100,000 comments of one night stand in their conversation, not all in the site's."""
MICROSECOND = dt.timedelta(microseconds=1)


def distinct(entries: Iterable[Entry | Kept]) -> tuple[Entry | Kept, ...]:
    """The entries with `updated` made different (`told_apart`)."""
    given = tuple(entries)
    apart = told_apart([entry.updated for entry in given])
    return tuple(
        entry if entry.updated == updated else replace(entry, updated=updated)
        for entry, updated in zip(given, apart, strict=True)
    )


def told_apart(times: Sequence[dt.datetime]) -> list[dt.datetime]:
    """Times of a feed, newest entry first, made different by microseconds, from the oldest on, where several are one.

    W3C's validator warns (DuplicateUpdated) where two entries of an Atom feed carry the same string.
    """
    if len(set(times)) == len(times):
        return list(times)
    given: set[dt.datetime] = set()
    tried: dict[dt.datetime, dt.datetime] = {}  # up to where all is given: 100,000 comments may share one second
    apart = []
    for time in reversed(times):
        updated = tried.get(time, time)
        while updated in given:
            updated += MICROSECOND
        given.add(updated)
        tried[time] = updated
        apart.append(updated)
    return apart[::-1]


def bounded(entries: Sequence[Entry | Kept], limit: int) -> tuple[Entry | Kept, ...]:
    """The entries, newest first, with whole contents until `limit` bytes of a document are used up; then excerpts; and
    no more than `MOST`, however many came within the feed's window, nor than a document holds.

    Nobody takes a feed of any size: W3C's validator reads 5,000,000 bytes.
    """
    used = 0
    result: list[Entry | Kept] = []
    for entry in islice(entries, MOST):
        cost = size(entry)
        if used + cost > limit and isinstance(entry, Entry):
            if used > limit + EXCERPTS:
                break
            cost = MARKUP
            result.append(replace(entry, content="", summary=entry.summary or clean.excerpt(entry.content)))
        else:
            result.append(entry)
        used += cost
    return tuple(result)


def size(entry: Entry | Kept) -> int:
    """How many bytes an entry may take in a document, at most; in XML, "<" and its like are escaped."""
    if isinstance(entry, Kept):
        return MARKUP + entry.content
    content = entry.content
    return MARKUP + len(content.encode()) + 3 * (content.count("<") + content.count(">")) + 4 * content.count("&")
