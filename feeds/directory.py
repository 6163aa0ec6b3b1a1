"""The list of a site's feeds, as the subscribe page and the OPML list show it."""

from collections.abc import Iterable, Iterator

from feeds.compose import Composer
from feeds.compose.paths import COMMENTS, SITE, conversation_path, name_path
from feeds.feed import Document, Outline
from feeds.formats import opml
from feeds.publish.page import Group, GroupKind, Listed, subscribe_page
from feeds.store import Name, NameKind, Store, StoredArticle

CONVERSATIONS = 12
"""How many of the liveliest newest conversations the subscribe page names."""

FOLDERS: dict[NameKind, GroupKind] = {"section": "sections", "tag": "tags", "author": "authors"}


def documents(store: Store, composer: Composer) -> Iterator[Document]:
    """feeds.opml and index.html."""
    listing = tuple(groups(store, composer))
    site = composer.site
    newest = max((feed.newest for group in listing for feed in group.feeds if feed.newest), default=composer.epoch)
    yield opml.render(site.title, composer.url("feeds.opml"), outlines(site.url, listing), newest)
    yield subscribe_page(site, listing, opml=composer.url("feeds.opml"))


def groups(store: Store, composer: Composer) -> Iterator[Group]:
    """Every feed of the site, and the conversations that readers are in."""
    articles = store.newest_articles(composer.shape.entries, composer.shape.window)
    yield Group(kind="site", feeds=(_site(composer, articles),))
    if composer.shape.comment_feeds:
        yield Group(kind="comments", feeds=(_comments(composer, articles),))
    names = store.names()
    for kind, title in FOLDERS.items():
        yield Group(kind=title, feeds=tuple(_name(composer, name) for name in names if name.kind == kind))
    if composer.shape.comment_feeds:
        yield _conversations(composer, articles)


def outlines(home: str, listing: Iterable[Group]) -> Iterator[Outline]:
    """The feeds that one subscribes to for good: all but the single conversations."""
    for group in listing:
        if group.kind != "conversations":
            yield from (Outline(title=feed.title, home=home, urls=feed.urls) for feed in group.feeds)


def _site(composer: Composer, articles: list[StoredArticle]) -> Listed:
    site = composer.site
    newest = articles[0].published if articles else None
    return Listed(
        title=site.title, description=site.description, urls=composer.urls(SITE), entries=len(articles), newest=newest
    )


def _comments(composer: Composer, articles: list[StoredArticle]) -> Listed:
    newest = max((article.newest_comment for article in articles if article.newest_comment), default=None)
    return Listed(
        title=composer.comments_title(),
        description="What readers say under the articles.",
        urls=composer.urls(COMMENTS),
        entries=sum(article.comments for article in articles),
        newest=newest,
    )


def _name(composer: Composer, name: Name) -> Listed:
    return Listed(
        title=composer.name_title(name),
        label=name.name,
        urls=composer.urls(name_path(name)),
        entries=name.articles,
        newest=name.newest,
    )


def _conversations(composer: Composer, articles: list[StoredArticle]) -> Group:
    alive = sorted(
        (article for article in articles if article.newest_comment),
        key=lambda article: (article.newest_comment or article.published, article.seq),
        reverse=True,
    )
    shown = tuple(_conversation(composer, article) for article in alive[:CONVERSATIONS])
    return Group(kind="conversations", feeds=shown, total=len(alive))


def _conversation(composer: Composer, article: StoredArticle) -> Listed:
    language = article.article.language
    return Listed(
        title=composer.conversation_title(article),
        label=article.article.title,
        urls=composer.urls(conversation_path(article)),
        entries=article.comments,
        newest=article.newest_comment,
        language=language if language != composer.site.language else None,
    )
