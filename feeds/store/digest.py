"""What counts as a change. White space, view counts, guesses at a time and the source's own `updated` do not.

Two digests for an article: of what a reader reads (a change of it moves `updated`), and of everything that is
published.
"""

import hashlib

import msgspec

from feeds.model import Article, Comment
from feeds.store import Given

_encoder = msgspec.json.Encoder()
_TOLD = (
    "title subtitle published summary content highlights pull_quote dateline authors section categories image"
    " enclosures language url"
).split()


def article_digests(article: Article, given: Given, permalink: str | None) -> tuple[str, str]:
    """The digest of what is read, and of all that is published. `permalink` is the pattern that gives the address.
    Raises ValueError if a text holds what JSON cannot (a lone surrogate)."""
    quote, dateline = article.pull_quote, article.dateline
    texts = (article.title, article.subtitle, article.summary, article.content, *article.highlights)
    marked = (quote and (quote.text, quote.attribution), dateline and (dateline.place, dateline.date))
    text = _digest((*map(_calm, texts), marked))
    address = permalink if article.url is None else article.url
    shown = (article.authors, article.section, article.categories, article.image, article.enclosures, article.language)
    return text, _digest((text, _dated(given), address, shown))


def comment_digest(comment: Comment, given: Given, parent: str | None) -> str:
    """The digest of all that is published of a comment. Raises ValueError as `article_digests` does."""
    return _digest((_calm(comment.content), comment.author, comment.url, parent, _dated(given)))


def differences(before: Article, after: Article) -> list[str]:
    """The fields that say something else, for `feedhouse explain`."""
    return [name for name in _TOLD if _value(before, name) != _value(after, name)]


def _value(article: Article, name: str) -> object:
    value = getattr(article, name)
    return _calm(value) if isinstance(value, str) else value


def _dated(given: Given) -> str:
    if given.precision == "time" and given.at is not None:
        return given.at.isoformat()
    return given.day if given.precision == "day" else ""


def _calm(text: str | None) -> str | None:
    """The same text with white space made one space, and none between two tags."""
    return text and " ".join(text.split()).replace("> <", "><")


def _digest(value: object) -> str:
    return hashlib.blake2b(_encoder.encode(value), digest_size=12).hexdigest()
