"""From a record as an adapter gives it to a draft as the store takes it: cleaned, dated, and with an identity to ask
for.

Nothing is invented but what a feed cannot be without: an article without a title gets the first words of its text.
"""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from feeds import clean, identity
from feeds.ingest.times import given
from feeds.model import Article, Comment
from feeds.store import ArticleDraft, CommentDraft, Given, NameKind

_TITLE = 80  # characters of a title made of the text


class Unusable(Exception):  # noqa: N818
    """A record that cannot be published, with the reason in words for its editor."""


class Drafting:
    """Makes the drafts of one source. `notes` collects what an editor should know about a record that was taken."""

    def __init__(self, source: str, authority: str, zone: ZoneInfo) -> None:
        self._source = source
        self._authority = authority
        self._zone = zone
        self.notes: list[str] = []

    def article(self, record: Article, origin: str) -> ArticleDraft:
        """The draft of an article. Raises Unusable."""
        article = clean.article(record)
        key = identity.clean_key(record.key)
        if not key:
            raise Unusable("an article without a key")
        article = replace(article, source=self._source, key=key, title=_title(article, key))
        return ArticleDraft(
            article=article,
            guids=identity.article_guids(self._authority, self._source, key, article.guid),
            slug=identity.article_slug(article.url, key, article.title),
            given=self._published(article),
            updated=self._updated(article),
            names=_names(article),
            origin=origin,
        )

    def comment(self, record: Comment, base: str | None) -> CommentDraft:
        """The draft of a comment; one without a key gets its first (`again` gives the next). Raises Unusable."""
        comment = clean.comment(record, base)
        article = identity.clean_key(record.article)
        if not comment.content.strip():
            raise Unusable(f'a comment on "{article}" without any text')
        key = identity.clean_key(record.key or "")
        parent = identity.clean_key(record.parent or "") or None
        comment = replace(comment, source=self._source, article=article, key=key or None, parent=parent)
        return self._identified(comment, key or self.unkeyed(comment, 1), keyed=bool(key))

    def again(self, draft: CommentDraft, ordinal: int) -> CommentDraft:
        """A keyless comment that is the `ordinal`th of its kind on its article."""
        return self._identified(draft.comment, self.unkeyed(draft.comment, ordinal), keyed=False)

    def unkeyed(self, comment: Comment, ordinal: int) -> str:
        """The key of a comment that has none."""
        author = comment.author.name if comment.author else ""
        return identity.unkeyed(comment.article, author, clean.plain(comment.content), ordinal)

    def _identified(self, comment: Comment, key: str, *, keyed: bool) -> CommentDraft:
        parent = None
        if comment.parent is not None and comment.parent != key:
            parent = identity.comment_guid(self._authority, self._source, comment.article, comment.parent)
        return CommentDraft(
            comment=replace(comment, key=key),
            guid=identity.comment_guid(self._authority, self._source, comment.article, key),
            given=self._commented(comment),
            keyed=keyed,
            parent=parent,
        )

    def _published(self, article: Article) -> Given:
        """When an article was published; one that says only when it was updated was published about then."""
        when, approximate = article.published, False
        if when is None:
            when, approximate = article.updated, article.updated is not None
        found = given(when, self._zone, approximate=approximate)
        if found is None:
            self.notes.append(f'article "{article.key}": {when} cannot be meant; it counts as undated')
        return found or Given()

    def _updated(self, article: Article) -> dt.datetime | None:
        found = given(article.updated, self._zone)
        return found.at if found else None

    def _commented(self, comment: Comment) -> Given:
        found = given(comment.published, self._zone, approximate=comment.approximate)
        if found is None:
            self.notes.append(
                f'a comment on "{comment.article}": {comment.published} cannot be meant; it counts as undated'
            )
        return found or Given()


def _title(article: Article, key: str) -> str:
    """The article's title; else the first words of its text; else, for a picture without words, its key."""
    if article.title:
        return article.title
    text = clean.excerpt(article.content, _TITLE) or article.summary or article.subtitle
    if not text and not article.content.strip():
        raise Unusable(f'article "{key}" has neither a title nor any text')
    return (text or key)[:_TITLE]


def _names(article: Article) -> tuple[tuple[NameKind, str], ...]:
    section: list[tuple[NameKind, str]] = [("section", article.section)] if article.section else []
    tags: list[tuple[NameKind, str]] = [("tag", name) for name in article.categories]
    authors: list[tuple[NameKind, str]] = [("author", author.name) for author in article.authors]
    return (*section, *tags, *authors)
