"""From a record as an adapter gives it to a draft as the store takes it: cleaned, dated, and with an identity to ask
for.

Nothing is invented but what a feed cannot be without: an article without a title gets the first words of its text.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

import msgspec

from feeds import clean, identity
from feeds.ingest import SourceSettings
from feeds.ingest.times import given
from feeds.model import Article, Comment, Gone, Site
from feeds.store import ArticleDraft, CommentDraft, Given, Run
from feeds.store.drafts import Words, comment_ids, identified, names_of

_TITLE = 80  # characters of a title made of the text
_FIELDS, _WORDS = 24, 120  # evidence: how many fields, and characters for each


def run_of(settings: SourceSettings, now: dt.datetime, site: Site) -> Run:
    """The run of one source, as the store is told of it."""
    return Run(
        source=settings.name,
        now=now.astimezone(dt.UTC).replace(microsecond=0),
        zone=ZoneInfo(site.timezone),
        permalink=settings.permalink,
        future=settings.future,
        site=site.url,
    )


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
        article = replace(article, source=self._source, key=key, title=_title(article, key), slug=None, evidence={})
        self._note_surplus(record, key)
        return ArticleDraft(
            article=article,
            guids=identity.article_guids(self._authority, self._source, key, article.guid),
            slug=_slug(article, record.slug),
            given=self._published(article),
            updated=self._updated(article),
            names=names_of(article),
            origin=origin,
            aliases=identity.aliases(self._source, url=article.url, key=key, own=article.guid),
            evidence=_evidence(record.evidence),
        )

    def _note_surplus(self, record: Article, key: str) -> None:
        for what in ("authors", "categories", "highlights", "enclosures"):
            if len(found := getattr(record, what)) > clean.MANY:
                self.notes.append(f'article "{key}": {len(found):,} {what}; the first {clean.MANY} are kept')

    def comment(self, record: Comment, base: str | None, origin: str) -> CommentDraft:
        """The draft of a comment; one without a key gets its first (`again` gives the next). Raises Unusable."""
        author, url, content = clean.said(record, base)
        article = identity.clean_key(record.article)
        if not content or content.isspace():
            raise Unusable(f'a comment on "{article}" without any text')
        own = identity.clean_key(record.key or "")
        text = "" if own else clean.plain(content)
        key = own or identity.unkeyed(article, author.name if author else "", text, 1)
        answered = identity.clean_key(record.parent) or None if record.parent else None
        guid, parent = comment_ids(self._authority, self._source, article, key, answered)
        comment = Comment(
            source=self._source,
            article=article,
            content=content,
            key=key,
            parent=answered,
            author=author,
            url=url,
            published=record.published,
            approximate=record.approximate,
        )
        return CommentDraft(
            comment=comment,
            guid=guid,
            given=self._commented(comment),
            keyed=bool(own),
            parent=parent,
            text=text,
            origin=origin,
        )

    def gone(self, record: Gone) -> Gone:
        """With keys as they are kept, and a time that has a zone."""
        comment, when = identity.clean_key(record.comment or "") or None, record.when
        when = when.replace(tzinfo=self._zone) if when is not None and when.tzinfo is None else when
        return Gone(source=record.source, key=identity.clean_key(record.key), comment=comment, when=when)

    def guid(self, article: str, key: str) -> str:
        """The id of the comment `key` on `article`, both as they are kept."""
        return comment_ids(self._authority, self._source, article, key, None)[0]

    def again(self, draft: CommentDraft, ordinal: int) -> CommentDraft:
        """A keyless comment that is the `ordinal`th of its kind on its article."""
        return identified(replace(draft, ordinal=ordinal), self._authority, draft.comment.article)

    def answering(self, draft: CommentDraft, parent: Words) -> CommentDraft:
        """A comment that answers one without a key of its own."""
        return identified(replace(draft, answers=parent), self._authority, draft.comment.article)

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


def _slug(article: Article, own: str | None) -> str:
    """The slug that an article asks for; its address says more of it than the source's own name."""
    if own and own.strip() and article.url is None:
        return identity.slug(own)
    return identity.article_slug(article.url, article.key, article.title)


def _evidence(told: Mapping[str, str]) -> str:
    """How the fields were found, as the store keeps it: a little JSON object, the same for the same evidence."""
    if not isinstance(told, Mapping):  # a stranger's adapter: no article is lost for that
        return ""
    words = sorted((clean.text(str(name))[:_WORDS], clean.text(str(how))[:_WORDS]) for name, how in told.items())
    kept = dict(words[:_FIELDS])
    return msgspec.json.encode(kept).decode() if kept else ""
