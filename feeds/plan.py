"""Which feeds have to be made again: all that the store's content calls for, or those that a change touches.

In the order in which they are put in place, leaves before what links to them: conversations, archives, then sections,
tags and authors, then the site's two. What is made is compared with what lies in out/, so one feed too many costs time
and no more; one too few would break promise 1, so tests compare this with making everything.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from feeds.compose import Composer
from feeds.compose.paths import COMMENTS, FOLDERS, SITE, conversation_page_path
from feeds.feed import Feed
from feeds.store import Name, NameKind, Removed, Store, StoredArticle

BATCH = 200
"""Articles whose conversations are read in one query."""

_TALK = re.compile(r"articles/(?P<slug>[^/]+)/comments(?:/(?P<page>[1-9][0-9]*))?")
_NAME = re.compile(r"(?P<folder>sections|tags|authors)/(?P<slug>[^/]+)/feed")
_ARCHIVE = re.compile(r"(?:sections/(?P<slug>[^/]+)/)?archive/(?P<page>[1-9][0-9]*)")
_KINDS: dict[str, NameKind] = {folder: kind for kind, folder in FOLDERS.items()}


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition needs, from one store."""

    store: Store
    composer: Composer

    def everything(self) -> Iterator[Feed]:
        """Every feed, composed."""
        store = self.store
        if self.composer.shape.comment_feeds:
            yield from self._conversations(store.changed_articles(0), since=0)
            yield from map(self.composer.farewell, store.removed_articles(0))
        names = self._names(0)
        yield from self._archive(None, range(self._pages(None)))
        for name in names:
            yield from self._archive(name, range(self._pages(name)))
        yield from self._name_feeds(names)
        yield from self._site()

    def changed(self, since: int, again: Iterable[str]) -> Iterator[Feed]:
        """The feeds that may differ from what they were at revision `since`, and those whose paths, without suffix, are
        in `again`."""
        paths = set(again)
        if self.composer.shape.comment_feeds:
            yield from self._talks(since, {m["slug"] for path in paths if (m := _TALK.fullmatch(path))})
        stale = {(name.kind, name.slug): name for name in self._names(since)}
        names = {(name.kind, name.slug): name for name in (self._names(0) if paths else self.store.names())} | stale
        yield from self._stale_archives(names, since, paths)
        asked = {(_KINDS[m["folder"]], m["slug"]) for path in paths if (m := _NAME.fullmatch(path))}
        yield from self._name_feeds([names[key] for key in sorted(stale.keys() | (asked & names.keys()))])
        yield from self._site()

    def unpublished(self, since: int) -> Iterator[str]:
        """The paths, without suffix, of documents that are no longer there: the pages of removed conversations."""
        size = self.composer.shape.conversation
        for article in self.store.removed_articles(since):
            if article.comments_ever > size:
                pages = range(-(-article.comments_ever // size))
                yield from (conversation_page_path(article, page) for page in pages)

    def _names(self, since: int) -> list[Name]:
        """The names whose feeds may differ from what they were. One that every article left keeps its feed, empty:
        those who subscribe to it are not turned away, and the next article under it reaches them."""
        shape = self.composer.shape
        return self.store.stale_names(since, max(shape.entries, shape.archive), shape.window)

    def _talks(self, since: int, asked: Collection[str]) -> Iterator[Feed]:
        """The conversations that changed, and all of those of the articles whose slugs are asked for."""
        store = self.store
        changed = (article for article in store.changed_articles(since) if article.slug not in asked)
        yield from self._conversations(changed, since)
        if asked:
            yield from self._conversations((one for one in store.changed_articles(0) if one.slug in asked), since=0)
        for article in store.removed_articles(0 if asked else since):
            if article.revision > since or article.slug in asked:
                yield self.composer.farewell(article)

    def _conversations(self, articles: Iterator[StoredArticle], since: int) -> Iterator[Feed]:
        """The comment feed of each article, its pages first if it is long."""
        size = self.composer.shape.conversation
        while batch := list(islice(articles, BATCH)):
            comments = self.store.newest_conversations((article.seq for article in batch), size)
            for article in batch:
                if article.comments_ever > size:
                    yield from self._talk_pages(article, since)
                removed = self._removed_comments(article)
                yield self.composer.conversation(article, comments.get(article.seq, []), removed)

    def _talk_pages(self, article: StoredArticle, since: int) -> Iterator[Feed]:
        size = self.composer.shape.conversation
        for page in _with_neighbours(self.store.stale_pages(article.seq, since, size)):
            yield self.composer.conversation_page(article, page, self.store.conversation_page(article.seq, page, size))

    def _removed_comments(self, article: StoredArticle) -> Sequence[Removed]:
        if article.comments_ever == article.comments:
            return ()
        return self.store.removed_comments(self.composer.shape.tombstones, article.seq)

    def _stale_archives(
        self, names: dict[tuple[NameKind, str], Name], since: int, paths: Collection[str]
    ) -> Iterator[Feed]:
        size = self.composer.shape.archive
        if not size:
            return
        wanted: dict[str, set[int]] = {}
        for kind, slug, page in self.store.stale_archives(since, size):
            if kind in {None, "section"}:
                wanted.setdefault(slug or "", set()).add(page)
        for match in filter(None, map(_ARCHIVE.fullmatch, paths)):
            wanted.setdefault(match["slug"] or "", set()).add(int(match["page"]) - 1)
        for slug, pages in sorted(wanted.items()):
            name = names.get(("section", slug)) if slug else None
            if name or not slug:
                yield from self._archive(name, filter(range(self._pages(name)).__contains__, _with_neighbours(pages)))

    def _archive(self, name: Name | None, pages: Iterable[int]) -> Iterator[Feed]:
        size = self.composer.shape.archive
        kind, slug = (name.kind, name.slug) if name else (None, None)
        count = self._pages(name)
        for page in pages:
            yield self.composer.archive(name, page, count, self.store.archive(page, size, kind, slug))

    def _pages(self, name: Name | None) -> int:
        """How many archive documents the site (None) or a section has."""
        composer, size = self.composer, self.composer.shape.archive
        if not size or (name and (name.kind != "section" or not composer.has_archive(name.places))):
            return 0
        if name:
            return self.store.archive_pages(size, name.kind, name.slug)
        return self.store.archive_pages(size) if composer.has_archive(self._places()) else 0

    def _places(self) -> int:
        """How many articles the site ever had."""
        return self.store.archive_pages(1)

    def _name_feeds(self, names: Sequence[Name]) -> Iterator[Feed]:
        """The feeds of sections, tags and authors, those of one length together."""
        shape = self.composer.shape
        longest = [self.composer.limit(name.places) if name.kind == "section" else shape.entries for name in names]
        for limit in sorted(set(longest)):
            alike = [name for name, its in zip(names, longest, strict=True) if its == limit]
            for name, articles in self.store.newest_by_name(alike, limit, shape.window):
                removed = self.store.removed(shape.tombstones, name.kind, name.slug)
                yield self.composer.name_feed(name, articles, removed)

    def _site(self) -> Iterator[Feed]:
        """The site's newest articles, and the newest comments, which link to them."""
        store, shape = self.store, self.composer.shape
        places = self._places()
        articles = store.newest_articles(self.composer.limit(places), shape.window)
        yield self.composer.site_feed(articles, places, store.removed(shape.tombstones))
        if shape.comment_feeds:
            comments = store.newest_comments(shape.entries, shape.window)
            yield self.composer.comments_feed(comments, store.removed_comments(shape.tombstones))


def _with_neighbours(pages: Iterable[int]) -> list[int]:
    """The pages, and those before them: a page links to the next one as soon as that begins.

    An archive begins with its second page: the first is then made with it.
    """
    return sorted({page for begun in pages for page in (begun - 1, begun) if page >= 0})


def known(path: str) -> bool:
    """Whether a path below out/, without suffix, can be that of a feed of ours."""
    return path in {SITE, COMMENTS} or any(form.fullmatch(path) for form in (_TALK, _NAME, _ARCHIVE))
