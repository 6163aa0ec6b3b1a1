"""Feeds: the newest of a site or a name, conversations, archives, and what was removed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeds.compose.entries import Entries, bounded, distinct, pages_of, size
from feeds.compose.paths import (
    COMMENTS,
    SITE,
    archive_path,
    conversation_page_path,
    conversation_path,
    name_path,
)
from feeds.feed import Entry, Feed, History, Kept, Shape, Tombstone
from feeds.model import Author, Site
from feeds.store import Name, Removed, StoredArticle, StoredComment

LARGEST = 3_500_000
"""Bytes of a document in which contents are whole."""

Articles = Sequence[StoredArticle | Kept]
"""What stands in a feed of articles: in full, or as it stood there before."""
Comments = Sequence[StoredComment | Kept]
"""What stands under an article."""
Pair = tuple[StoredComment, StoredArticle]


@dataclass(frozen=True, slots=True)
class Composer:
    """The site and the shape that every feed of an edition shares."""

    site: Site
    shape: Shape

    @property
    def entries(self) -> Entries:
        """The maker of this site's entries."""
        return Entries(self.site, self.shape)

    def site_feed(self, articles: Articles, places: int, removed: Sequence[Removed] = ()) -> Feed:
        """The newest articles of the whole site, of which the archive has given out so many `places`."""
        site = self.site
        feed = self._feed(SITE, site.title, site.description, site.url, self._articles(articles))
        return self._buried(self._continued(feed, archive_path(None, self.last_page(places)), places), removed)

    def name_feed(self, name: Name, articles: Articles, removed: Sequence[Removed] = ()) -> Feed:
        """The newest articles of one section, tag or author. They do not count comments: else every comment would
        change five feeds more, and those who poll them would never see a 304."""
        by = {"section": "in the section", "tag": "with the tag", "author": "by"}[name.kind]
        about = f"The newest articles {by} {name.name}, from {self.site.title}."
        entries = self._articles(articles, counted=False)
        feed = self._feed(name_path(name), self.name_title(name), about, self.site.url, entries, name.newest)
        places = name.places if name.kind == "section" else 0
        return self._buried(self._continued(feed, archive_path(name, self.last_page(places)), places), removed)

    def archive(self, name: Name | None, page: int, pages: int, articles: Articles) -> Feed:
        """A page, from 0, of the archive of a section, or of the site (None), which has so many pages."""
        of = self.name_title(name) if name else self.site.title
        entries = self._articles(articles, counted=False)
        about = f"Older articles of {of}, page {page + 1} from the first."
        feed = self._feed(archive_path(name, page), f"{of}: archive {page + 1}", about, self.site.url, entries)
        around = [archive_path(name, number) for number in (page - 1, page + 1)]
        return self._archived(feed, name_path(name) if name else SITE, around, page, pages)

    def comments_feed(
        self, pairs: Sequence[Pair | Kept], removed: Sequence[Removed] = (), answered: Sequence[Pair] = ()
    ) -> Feed:
        """The newest comments of the whole site; each title says on which article. `answered` are the kept ones that
        others answer."""
        stands = pages_of([*answered, *(pair for pair in pairs if not isinstance(pair, Kept))])
        entries = tuple(
            pair if isinstance(pair, Kept) else self.entries.comment(*pair, stands, on_article=True) for pair in pairs
        )
        otherwise = f"Readers' newest comments on {self.site.title}."
        feed = self._feed(COMMENTS, self.comments_title(), self._policy(otherwise), self.site.url, entries)
        return self._buried(replace(feed, rights=self.site.disclaimer), removed)

    def conversation(
        self,
        article: StoredArticle,
        comments: Comments,
        removed: Sequence[Removed] = (),
        answered: Sequence[StoredComment] = (),
    ) -> Feed:
        """The comments under one article, newest first; valid, and subscribable, while there is none yet."""
        feed = self._talk(conversation_path(article), self.conversation_title(article), article, comments, answered)
        if article.comments_ever > self.shape.conversation:
            last = (article.comments_ever - 1) // self.shape.conversation
            feed = replace(feed, history=History(prev=self.entries.urls(conversation_page_path(article, last))))
        return self._buried(feed, removed)

    def conversation_page(
        self, article: StoredArticle, page: int, comments: Comments, answered: Sequence[StoredComment] = ()
    ) -> Feed:
        """A page, from 0, of a conversation that is longer than its feed."""
        title = f"{self.conversation_title(article)}: page {page + 1}"
        feed = self._talk(conversation_page_path(article, page), title, article, comments, answered)
        pages = 1 + (article.comments_ever - 1) // self.shape.conversation
        around = [conversation_page_path(article, number) for number in (page - 1, page + 1)]
        return self._archived(feed, conversation_path(article), around, page, pages)

    def farewell(self, article: StoredArticle) -> Feed:
        """What the comment feed of a removed article says to those who subscribe to it."""
        feed = self._talk(conversation_path(article), self.conversation_title(article), article, ())
        about = f"The article was removed, and its comments with it: {article.article.title}"
        return replace(feed, description=about, home=self.site.url)

    def name_title(self, name: Name) -> str:
        """What the feed of a section, tag or author is called."""
        return f"{self.site.title}: {name.name}"

    def comments_title(self) -> str:
        """What the feed of the site's newest comments is called."""
        return f"Comments on {self.site.title}"

    def conversation_title(self, article: StoredArticle) -> str:
        """What an article's comment feed is called."""
        return f"Comments on {article.article.title}"

    def last_page(self, places: int) -> int:
        """The number, from 0, of the last archive page that so many places fill or begin."""
        return (places - 1) // self.shape.archive if self.shape.archive and places else 0

    def has_archive(self, places: int) -> bool:
        """Whether there is an archive: from its second page on, since W3C's validator warns of an archive document that
        has no neighbour. Until then the feed itself holds everything (`limit`)."""
        return 0 < self.shape.archive < places

    def limit(self, places: int) -> int:
        """How many entries the feed of a site or a section has at least, of which so many ever came."""
        return self.shape.entries if self.has_archive(places) else max(self.shape.entries, self.shape.archive)

    @property
    def epoch(self) -> dt.datetime:
        """When a site without entries was last updated: the beginning of its authority's year, for want of a better."""
        return dt.datetime(int(self.site.authority.rpartition(",")[2][:4]), 1, 1, tzinfo=dt.UTC)

    def url(self, path: str) -> str:
        """The public address of a path below out/."""
        return self.entries.url(path)

    def urls(self, path: str) -> tuple[tuple[str, str], ...]:
        """The public addresses of a feed in every format that is published."""
        return self.entries.urls(path)

    def _feed(
        self,
        path: str,
        title: str,
        description: str,
        home: str,
        entries: Sequence[Entry | Kept],
        empty_since: dt.datetime | None = None,
    ) -> Feed:
        site = self.site
        whole = distinct(entries)
        entries = bounded(whole, LARGEST)
        cut = len(entries) < len(whole) or sum(map(size, whole)) > LARGEST
        return Feed(
            path=path,
            id=f"tag:{site.authority}:/{path}",
            title=title,
            description=description,
            home=home,
            urls=self.entries.urls(path),
            language=site.language,
            entries=entries,
            cut=cut,
            updated=max((entry.updated for entry in entries), default=empty_since or self.epoch).replace(microsecond=0),
            authors=(Author(name=site.title, url=site.url, kind="organisation"),),
        )

    def _talk(
        self,
        path: str,
        title: str,
        article: StoredArticle,
        comments: Comments,
        answered: Sequence[StoredComment] = (),
    ) -> Feed:
        """Comments on one article."""
        stands = pages_of((one, article) for one in (*answered, *comments) if not isinstance(one, Kept))
        entries = tuple(
            one if isinstance(one, Kept) else self.entries.comment(one, article, stands, on_article=False)
            for one in comments
        )
        home = f"{article.article.url}#comments" if article.article.url else self.site.url
        about = self._policy(f"Readers' comments on: {article.article.title}")
        feed = self._feed(path, title, about, home, entries, empty_since=article.published)
        return replace(feed, rights=self.site.disclaimer, language=article.article.language or self.site.language)

    def _policy(self, otherwise: str) -> str:
        return self.site.policy or otherwise

    def _articles(self, articles: Articles, *, counted: bool = True) -> tuple[Entry | Kept, ...]:
        entries = self.entries
        return tuple(one if isinstance(one, Kept) else entries.article(one, counted=counted) for one in articles)

    def _continued(self, feed: Feed, older: str, places: int) -> Feed:
        """The feed with a link to the newest page of its archive, if it has one (RFC 5005 section 4)."""
        return replace(feed, history=History(prev=self.entries.urls(older))) if self.has_archive(places) else feed

    def _archived(self, feed: Feed, current: str, around: Sequence[str], page: int, pages: int) -> Feed:
        """The feed as an archive document between its neighbours."""
        urls = self.entries.urls
        history = History(
            archive=True,
            current=urls(current),
            prev=urls(around[0]) if page else (),
            next=urls(around[1]) if page + 1 < pages else (),
        )
        return replace(feed, history=history)

    def _buried(self, feed: Feed, removed: Sequence[Removed]) -> Feed:
        """The feed with tombstones for what was removed, bounded in number and in age before the newest of all."""
        newest = max([feed.updated, *(gone.when for gone in removed)])
        since = newest - self.shape.tombstone_age
        stones = tuple(
            Tombstone(ref=gone.guid, when=gone.when) for gone in removed[: self.shape.tombstones] if gone.when >= since
        )
        return replace(feed, tombstones=stones, updated=newest) if stones else feed
