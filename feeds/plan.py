"""Which feeds have to be made again: all that the store's content calls for, or those that a change touches.

In the order in which they are put in place, leaves before what links to them: conversations, archives, then sections,
tags and authors, then the site's two. What is made is compared with what lies in out/, so one feed too many costs time
and no more; one too few would break promise 1, so tests compare this with making everything.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, starmap

from feeds.compose import Composer
from feeds.compose.entries import MOST
from feeds.compose.paths import (
    COMMENTS,
    FOLDERS,
    SITE,
    archive_path,
    conversation_page_path,
    conversation_path,
    name_path,
)
from feeds.feed import Feed
from feeds.gathering import Gathering, OfArticles, OfComments, Standing, nothing
from feeds.store import Name, NameKind, Removed, Store, StoredArticle

BATCH = 200
"""Articles whose conversations are read in one query."""

_TALK = re.compile(r"articles/(?P<slug>[^/]+)/comments(?:/(?P<page>[1-9][0-9]*))?")
_NAME = re.compile(r"(?P<folder>sections|tags|authors)/(?P<slug>[^/]+)/feed")
_ARCHIVE = re.compile(r"(?:sections/(?P<slug>[^/]+)/)?archive/(?P<page>[1-9][0-9]*)")
_KINDS: dict[str, NameKind] = {folder: kind for kind, folder in FOLDERS.items()}


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition needs, from one store: what changed after revision `since`, which was that of the edition of
    which `standing` tells."""

    store: Store
    composer: Composer
    since: int = 0
    standing: Standing = nothing

    def everything(self) -> Iterator[Feed]:
        """Every feed, composed."""
        store = self.store
        if self.composer.shape.comment_feeds:
            yield from self._conversations(store.changed_articles(0), since=0)
            yield from map(self.composer.farewell, store.removed_articles(0))
        names = self._names(0)
        archives = ((name, range(self._pages(name))) for name in (None, *names))
        gathering = self._gathering()
        yield from gathering.articles(chain.from_iterable(starmap(self._archive, archives)))
        yield from gathering.articles(self._name_feeds(names))
        yield from self._site()

    def changed(self, again: Iterable[str]) -> Iterator[Feed]:
        """The feeds that may differ from what they were, and those whose paths, without suffix, are in `again`."""
        paths, since = set(again), self.since
        if self.composer.shape.comment_feeds:
            yield from self._talks(since, {m["slug"] for path in paths if (m := _TALK.fullmatch(path))})
        stale = {(name.kind, name.slug): name for name in self._names(since)}
        names = {(name.kind, name.slug): name for name in (self._names(0) if paths else self.store.names())} | stale
        gathering = self._gathering()
        yield from gathering.articles(self._stale_archives(names, paths))
        asked = {(_KINDS[m["folder"]], m["slug"]) for path in paths if (m := _NAME.fullmatch(path))}
        also = [names[key] for key in sorted(stale.keys() | (asked & names.keys()))]
        yield from gathering.articles(self._name_feeds(also))
        yield from self._site()

    def unpublished(self) -> Iterator[str]:
        """The paths, without suffix, of documents that are no longer there: the pages of removed conversations."""
        size = self.composer.shape.conversation
        for article in self.store.removed_articles(self.since):
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
        gathering = self._gathering()
        while batch := list(islice(articles, BATCH)):
            yield from gathering.comments(chain.from_iterable(self._talk(batch, since)))

    def _talk(self, batch: Sequence[StoredArticle], since: int) -> Iterator[Iterator[OfComments]]:
        size = self.composer.shape.conversation
        shown = self.store.shown_in_conversations([article.seq for article in batch], size)
        for article in batch:
            if article.comments_ever > size:
                yield self._talk_pages(article, since)
            make = partial(self.composer.conversation, article, removed=self._removed_comments(article))
            yield iter((OfComments(conversation_path(article), shown[article.seq], make),))

    def _talk_pages(self, article: StoredArticle, since: int) -> Iterator[OfComments]:
        size = self.composer.shape.conversation
        for page in _with_neighbours(self.store.stale_pages(article.seq, since, size)):
            shown = self.store.shown_in_page(article.seq, page, size)
            make = partial(self.composer.conversation_page, article, page)
            yield OfComments(conversation_page_path(article, page), shown, make)

    def _removed_comments(self, article: StoredArticle) -> Sequence[Removed]:
        if article.comments_ever == article.comments:
            return ()
        return self.store.removed_comments(self.composer.shape.tombstones, article.seq)

    def _stale_archives(self, names: dict[tuple[NameKind, str], Name], paths: Collection[str]) -> Iterator[OfArticles]:
        size = self.composer.shape.archive
        if not size:
            return
        wanted: dict[str, set[int]] = {}
        for kind, slug, page in self.store.stale_archives(self.since, size):
            if kind in {None, "section"}:
                wanted.setdefault(slug or "", set()).add(page)
        for match in filter(None, map(_ARCHIVE.fullmatch, paths)):
            wanted.setdefault(match["slug"] or "", set()).add(int(match["page"]) - 1)
        for slug, pages in sorted(wanted.items()):
            name = names.get(("section", slug)) if slug else None
            if name or not slug:
                yield from self._archive(name, filter(range(self._pages(name)).__contains__, sorted(pages)))

    def _archive(self, name: Name | None, pages: Iterable[int]) -> Iterator[OfArticles]:
        size = self.composer.shape.archive
        kind, slug = (name.kind, name.slug) if name else (None, None)
        count = self._pages(name)
        for page in pages:
            shown = self.store.shown_in_archive(page, size, kind, slug)
            yield OfArticles(archive_path(name, page), shown, partial(self.composer.archive, name, page, count))

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

    def _name_feeds(self, names: Sequence[Name]) -> Iterator[OfArticles]:
        """The feeds of sections, tags and authors, those of one length together."""
        shape = self.composer.shape
        any_removed = bool(self.store.removed(1))  # mostly none: nobody has to be asked then
        longest = [self.composer.limit(name.places) if name.kind == "section" else shape.entries for name in names]
        for limit in sorted(set(longest)):
            alike = [name for name, its in zip(names, longest, strict=True) if its == limit]
            for name, shown in self.store.shown_by_name(alike, limit, shape.window):
                removed = self.store.removed(shape.tombstones, name.kind, name.slug) if any_removed else ()
                yield OfArticles(name_path(name), shown[:MOST], partial(self.composer.name_feed, name, removed=removed))

    def _site(self) -> Iterator[Feed]:
        """The site's newest articles, and the newest comments, which link to them."""
        store, shape, composer = self.store, self.composer.shape, self.composer
        places = self._places()
        gathering = self._gathering()
        shown = store.shown_articles(composer.limit(places), shape.window)
        removed = store.removed(shape.tombstones)
        make = partial(composer.site_feed, places=places, removed=removed)
        yield from gathering.articles([OfArticles(SITE, shown[:MOST], make)])
        if shape.comment_feeds:
            shown = store.shown_comments(shape.entries, shape.window)
            buried = store.removed_comments(shape.tombstones)
            yield gathering.newest_comments(
                OfComments(COMMENTS, shown[:MOST], partial(composer.comments_feed, removed=buried))
            )

    def _gathering(self) -> Gathering:
        return Gathering(self.store, self.since, self.standing)


def _with_neighbours(pages: Iterable[int]) -> list[int]:
    """The pages, and those before them: a page links to the next one as soon as that begins.

    An archive begins with its second page: the first is then made with it.
    """
    return sorted({page for begun in pages for page in (begun - 1, begun) if page >= 0})


def known(path: str) -> bool:
    """Whether a path below out/, without suffix, can be that of a feed of ours."""
    return path in {SITE, COMMENTS} or any(form.fullmatch(path) for form in (_TALK, _NAME, _ARCHIVE))
