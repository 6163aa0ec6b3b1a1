"""Which feeds an edition has, leaves before what links to them: conversations, then names, then the site's two."""

from collections.abc import Iterator
from itertools import islice

from feeds.compose import Composer
from feeds.feed import Feed
from feeds.store import Store, StoredArticle

BATCH = 200
"""Articles whose conversations are read in one query."""


def feeds(store: Store, composer: Composer) -> Iterator[Feed]:
    """Every feed that the store's content calls for, composed, in the order in which they are to be put in place."""
    if composer.shape.comment_feeds:
        yield from conversations(store, composer, store.changed_articles(0))
    yield from names(store, composer)
    yield from site(store, composer)


def conversations(store: Store, composer: Composer, articles: Iterator[StoredArticle]) -> Iterator[Feed]:
    """The comment feed of each article."""
    while batch := list(islice(articles, BATCH)):
        comments = store.conversations(article.seq for article in batch)
        for article in batch:
            yield composer.conversation(article, comments.get(article.seq, []))


def names(store: Store, composer: Composer) -> Iterator[Feed]:
    """The feed of each section, tag and author."""
    shape = composer.shape
    for name in store.names():
        yield composer.name_feed(name, store.newest_articles(shape.entries, shape.window, name.kind, name.slug))


def site(store: Store, composer: Composer) -> Iterator[Feed]:
    """The site's newest comments and newest articles."""
    shape = composer.shape
    if shape.comment_feeds:
        yield composer.comments_feed(store.newest_comments(shape.entries, shape.window))
    yield composer.site_feed(store.newest_articles(shape.entries, shape.window))
