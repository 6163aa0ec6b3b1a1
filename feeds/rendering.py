"""Feeds into checked documents: the part of a run that can be done anywhere, by many processes at once."""

from dataclasses import dataclass, replace
from functools import lru_cache

from feeds import check, registry
from feeds.check import Finding
from feeds.feed import Document, Feed
from feeds.formats import Format

Judged = tuple[Document, list[Finding]]
"""A document with the errors that keep it from being published."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """Renders in these formats and checks the bytes. It is sent to the processes that do it."""

    formats: tuple[str, ...]

    def __call__(self, feeds: list[Feed]) -> list[list[Judged]]:
        """Each feed's documents, one a format."""
        formats = formats_of(self.formats)
        return [[_made(format, feed) for format in formats] for feed in feeds]


def _made(format: Format, feed: Feed) -> Judged:
    """A feed's document in a format. Entries that are kept were checked in the document that they come from, and what
    is checked between two entries (ids, times) holds by the way feeds are composed: the rest is checked without them.
    If it has a fault, or all together may be too large, the whole is checked."""
    document = format.render(feed)
    if document.fresh is not None:
        fresh = replace(document, body=document.fresh, fresh=None)
        document = replace(document, fresh=None)
        if len(document.body) < check.LIMIT and not judged(fresh)[1]:
            return document, []
    return judged(document)


def judged(document: Document) -> Judged:
    """A document and what is wrong with it; the subscribe page is no feed and is not judged."""
    if document.media_type == "text/html":
        return document, []
    findings = check.check(document.body, url=document.url)
    return document, [finding for finding in findings if finding.level == "error"]


@lru_cache(maxsize=8)
def formats_of(names: tuple[str, ...]) -> tuple[Format, ...]:
    """Formats by name, loaded once a process."""
    return registry.formats(names)
