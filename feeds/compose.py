"""Articles and comments into feeds: what stands in an entry, what a feed is called, what links to what.

Pure: the store's values and the site's settings in, `feeds.feed` values out. Nothing here knows a format's syntax.
"""

import datetime as dt
import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from feeds import clean, identity
from feeds.feed import Entry, Feed, InReplyTo, Replies
from feeds.model import Article, Author, Image, PullQuote, Site
from feeds.store import Name, StoredArticle, StoredComment

ANONYMOUS = Author(name="Anonymous")
NAME_FOLDERS = {"section": "sections", "tag": "tags", "author": "authors"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the feeds are to be: the formats, at least `entries` entries and everything of the newest `window`, whole
    articles or summaries, comment feeds or none."""

    formats: tuple[str, ...] = ("rss", "atom", "json")
    entries: int = 50
    window: dt.timedelta = dt.timedelta(hours=48)
    full_text: bool = True
    comment_feeds: bool = True


@dataclass(frozen=True, slots=True)
class Composer:
    """The site and the shape that every feed of an edition shares."""

    site: Site
    shape: Shape

    def site_feed(self, articles: Sequence[StoredArticle]) -> Feed:
        """The newest articles of the whole site."""
        site = self.site
        return self._feed("feed", site.title, site.description, site.url, self._articles(articles))

    def name_feed(self, name: Name, articles: Sequence[StoredArticle]) -> Feed:
        """The newest articles of one section, tag or author."""
        by = {"section": "in the section", "tag": "with the tag", "author": "by"}[name.kind]
        description = f"The newest articles {by} {name.name}, from {self.site.title}."
        return self._feed(name_path(name), self.name_title(name), description, self.site.url, self._articles(articles))

    def comments_feed(self, pairs: Sequence[tuple[StoredComment, StoredArticle]]) -> Feed:
        """The newest comments of the whole site; each title says on which article."""
        pages = self._pages(pairs)
        entries = tuple(self._comment(comment, article, pages, on_article=True) for comment, article in pairs)
        feed = self._feed(
            "comments",
            self.comments_title(),
            self._policy(f"Readers' newest comments on {self.site.title}."),
            self.site.url,
            entries,
        )
        return replace(feed, rights=self.site.disclaimer)

    def conversation(self, article: StoredArticle, comments: Sequence[StoredComment]) -> Feed:
        """The comments under one article, newest first; valid, and subscribable, while there is none yet."""
        pages = self._pages((comment, article) for comment in comments)
        entries = tuple(self._comment(comment, article, pages, on_article=False) for comment in comments)
        home = f"{article.article.url}#comments" if article.article.url else self.site.url
        feed = self._feed(
            conversation_path(article),
            self.conversation_title(article),
            self._policy(f"Readers' comments on: {article.article.title}"),
            home,
            entries,
            empty_since=article.published,
        )
        return replace(feed, rights=self.site.disclaimer, language=article.article.language or self.site.language)

    def name_title(self, name: Name) -> str:
        """What the feed of a section, tag or author is called."""
        return f"{self.site.title}: {name.name}"

    def comments_title(self) -> str:
        """What the feed of the site's newest comments is called."""
        return f"Comments on {self.site.title}"

    def conversation_title(self, article: StoredArticle) -> str:
        """What an article's comment feed is called."""
        return f"Comments on {article.article.title}"

    @property
    def epoch(self) -> dt.datetime:
        """When a site without entries was last updated: the beginning of its authority's year, for want of a better."""
        return dt.datetime(int(self.site.authority.rpartition(",")[2][:4]), 1, 1, tzinfo=dt.UTC)

    def url(self, path: str) -> str:
        """The public address of a path below out/."""
        return self.site.feeds_url + path

    def urls(self, path: str) -> tuple[tuple[str, str], ...]:
        """The public addresses of a feed in every format that is published."""
        return tuple((name, f"{self.url(path)}.{name}") for name in self.shape.formats)

    def _feed(
        self,
        path: str,
        title: str,
        description: str,
        home: str,
        entries: tuple[Entry, ...],
        empty_since: dt.datetime | None = None,
    ) -> Feed:
        site = self.site
        return Feed(
            path=path,
            id=f"tag:{site.authority}:/{path}",
            title=title,
            description=description,
            home=home,
            urls=self.urls(path),
            language=site.language,
            entries=distinct(entries),
            updated=max((entry.updated for entry in entries), default=empty_since or self.epoch).replace(microsecond=0),
            authors=(Author(name=site.title, url=site.url, kind="organisation"),),
        )

    def _policy(self, otherwise: str) -> str:
        return self.site.policy or otherwise

    def _articles(self, articles: Sequence[StoredArticle]) -> tuple[Entry, ...]:
        return tuple(map(self._article, articles))

    def _article(self, stored: StoredArticle) -> Entry:
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
            replies=self._replies(stored),
        )

    def _replies(self, stored: StoredArticle) -> Replies | None:
        if not self.shape.comment_feeds:
            return None
        page = f"{stored.article.url}#comments" if stored.article.url else None
        return Replies(
            page=page, feeds=self.urls(conversation_path(stored)), count=stored.comments, updated=stored.newest_comment
        )

    def _other(self, language: str | None) -> str | None:
        """An entry's language where it is not the feed's."""
        return language if language != self.site.language else None

    def _pages(self, pairs: Iterable[tuple[StoredComment, StoredArticle]]) -> dict[str, str | None]:
        """Where each comment stands, by its id."""
        return {comment.guid: comment_url(comment, article) for comment, article in pairs}

    def _comment(
        self, stored: StoredComment, article: StoredArticle, pages: Mapping[str, str | None], *, on_article: bool
    ) -> Entry:
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

    def _in_reply_to(self, stored: StoredComment, article: StoredArticle, pages: Mapping[str, str | None]) -> InReplyTo:
        atom = "atom" in self.shape.formats
        if stored.parent_guid is None:
            return InReplyTo(ref=article.guid, href=article.article.url, source=self.url("feed.atom") if atom else None)
        source = f"{self.url(conversation_path(article))}.atom" if atom and self.shape.comment_feeds else None
        return InReplyTo(
            ref=stored.parent_guid, href=pages.get(stored.parent_guid) or article.article.url, source=source
        )


def conversation_path(article: StoredArticle) -> str:
    """Where an article's comment feed lies below out/, without suffix."""
    return f"articles/{article.slug}/comments"


def name_path(name: Name) -> str:
    """Where the feed of a section, tag or author lies below out/, without suffix."""
    return f"{NAME_FOLDERS[name.kind]}/{name.slug}/feed"


def comment_url(comment: StoredComment, article: StoredArticle) -> str | None:
    """The permalink of a comment: its own address, else a fragment of its article's."""
    return identity.comment_url(comment.comment.url, article.article.url, comment.fragment)


def categories(article: Article) -> tuple[str, ...]:
    """The section, then the tags, each once whatever its case."""
    names = ([article.section] if article.section else []) + list(article.categories)
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(name.casefold(), name)
    return tuple(once.values())


def full_content(article: Article) -> str:
    """The whole article as HTML: lead image (if the body does not show it), pull quote, key points, body."""
    parts = []
    if article.image and article.image.url not in html.unescape(article.content):
        parts.append(figure(article.image))
    if article.pull_quote:
        parts.append(quotation(article.pull_quote))
    if article.highlights:
        parts.append("<ul>" + "".join(f"<li>{_escape(point)}</li>" for point in article.highlights) + "</ul>")
    return "".join([*parts, article.content])


def figure(image: Image) -> str:
    """An image with its credit."""
    size = "".join(f' {name}="{value}"' for name, value in (("width", image.width), ("height", image.height)) if value)
    caption = f"<figcaption>{_escape(image.credit)}</figcaption>" if image.credit else ""
    return f'<figure><img src="{html.escape(image.url)}" alt="{html.escape(image.alt or "")}"{size}>{caption}</figure>'


def quotation(quote: PullQuote) -> str:
    """A pull quote with who said it."""
    said_by = f"<p>— <cite>{_escape(quote.attribution)}</cite></p>" if quote.attribution else ""
    return f"<blockquote><p>{_escape(quote.text)}</p>{said_by}</blockquote>"


def distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries with `updated` made different by microseconds, counted from the oldest, where several share a second.

    W3C's validator warns (DuplicateUpdated) where two entries of an Atom feed carry the same string.
    """
    seen: dict[dt.datetime, int] = {}
    result = []
    for entry in reversed(tuple(entries)):
        count = seen[entry.updated] = seen.get(entry.updated, -1) + 1
        result.append(replace(entry, updated=entry.updated + dt.timedelta(milliseconds=count)) if count else entry)
    return tuple(reversed(result))


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
