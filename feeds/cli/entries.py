"""What `feedhouse explain` says of an article or a comment. Loaded late: it needs the store, and cleaning."""

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from dataclasses import fields

from feeds import clean, identity
from feeds.compose.paths import (
    COMMENTS,
    SITE,
    archive_path,
    conversation_page_path,
    conversation_path,
    name_path,
)
from feeds.model import Article, Comment
from feeds.newsroom import Newsroom
from feeds.store import Store, StoredArticle, StoredComment

_WORDS = 100  # letters of a comment that tell which one it is


def about_article(stored: StoredArticle, store: Store, newsroom: Newsroom) -> Iterator[str]:
    """Where an article came from and stands, and what gave each of its fields."""
    article = stored.article
    yield f"article {article.title}"
    yield f"    id             {stored.guid}"
    yield f"    address        {article.url or 'none: set permalink for its source'}"
    yield f"    source         {article.source}, key {article.key}, from {stored.origin or article.source}"
    yield f"    published      {moment(stored.published)}"
    yield f"    updated        {moment(stored.updated)}"
    yield f"    first seen     {moment(stored.first_seen)}"
    if stored.changed_at:
        yield f"    last change    {moment(stored.changed_at)}, revision {stored.revision}: {stored.why}"
    yield f"    comments       {stored.comments}"
    yield from (f"    found by       {line}" for line in _evidence(stored.evidence))
    yield from _stands_in(stored.guid, _of_article(stored, store, newsroom), newsroom)
    for path in _documents(conversation_path(stored), newsroom):
        yield f"    comments in    {path}"


def _evidence(told: str) -> Iterator[str]:
    """How each field was found, in the order of an article's fields."""
    try:
        known = json.loads(told or "{}")
    except ValueError:
        known = {}
    if not known:
        yield "not told: its adapter reads named fields, or an older release read it"
    order = [field.name for field in fields(Article)]
    for name in sorted(known, key=lambda name: (order.index(name) if name in order else len(order), name)):
        yield f"{name:<14} {known[name]}"


def about_comment(stored: StoredComment, store: Store, newsroom: Newsroom) -> Iterator[str]:
    """Where a comment came from and stands, its article, and what it answers."""
    comment = stored.comment
    article = store.articles([stored.article_seq])[stored.article_seq]
    address = identity.comment_url(comment.url, article.article.url, stored.fragment)
    origin = stored.origin or article.origin or comment.source
    yield f"comment by {_said(comment)}"
    yield f"    id             {stored.guid}"
    yield f"    address        {address or 'none: its article has none'}"
    yield f"    source         {comment.source}, article {comment.article}, key {comment.key}, from {origin}"
    yield f"    published      {moment(stored.published)}{', about' if comment.approximate else ''}"
    yield f"    first seen     {moment(stored.first_seen)}"
    yield f"    stands under   {article.article.title} ({article.guid})"
    for parent in store.find(stored.parent_guid) if stored.parent_guid else ():
        if isinstance(parent, StoredComment):
            yield f"    answers        {_said(parent.comment)} ({parent.guid})"
    yield from _stands_in(stored.guid, _of_comment(stored, article, newsroom), newsroom)


def _said(comment: Comment) -> str:
    """Who said what, in short."""
    name = comment.author.name if comment.author else "Anonymous"
    return f"{name}: {clean.excerpt(comment.content, _WORDS)}"


def _of_article(stored: StoredArticle, store: Store, newsroom: Newsroom) -> list[str]:
    """The feeds that may carry an article."""
    size, places = newsroom.shape.archive, store.places(stored.seq)
    feeds = [SITE, *(name_path(name) for name, _ in places)]
    if size:
        feeds.append(archive_path(None, stored.place // size))
        feeds += [archive_path(name, place // size) for name, place in places]
    return feeds


def _of_comment(stored: StoredComment, article: StoredArticle, newsroom: Newsroom) -> list[str]:
    """The feeds that may carry a comment."""
    page = conversation_page_path(article, stored.place // newsroom.shape.conversation)
    return [COMMENTS, conversation_path(article), page]


def _stands_in(guid: str, feeds: list[str], newsroom: Newsroom) -> Iterator[str]:
    """The documents of these feeds that carry an entry, looked up in the documents themselves: as an entry of its own,
    not as what another one answers, nor as what was removed."""
    said, written = re.escape(json.dumps(guid, ensure_ascii=False)), re.escape(html.escape(guid, quote=False))
    whole = re.compile(rf'\n{{"id":{said}|>{written}</(?:guid|id)>'.encode())
    there = [path for feed in feeds for path in _documents(feed, newsroom)]
    found = [path for path in there if whole.search((newsroom.out / path).read_bytes())]
    yield from (f"    stands in      {path}" for path in found or ["no document"])


def _documents(feed: str, newsroom: Newsroom) -> Iterator[str]:
    """The documents of a feed that there are."""
    paths = (f"{feed}.{format}" for format in newsroom.shape.formats)
    yield from (path for path in paths if (newsroom.out / path).is_file())


def moment(when: dt.datetime) -> str:
    """A time as it is shown."""
    return when.strftime("%Y-%m-%d %H:%M:%S UTC")
