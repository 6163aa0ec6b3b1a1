"""Feeds into checked documents: the part of a run that can be done anywhere, by many processes at once."""

from dataclasses import dataclass
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
        formats = _formats(self.formats)
        return [[judged(format.render(feed)) for format in formats] for feed in feeds]


def judged(document: Document) -> Judged:
    """A document and what is wrong with it; the subscribe page is no feed and is not judged."""
    if document.media_type == "text/html":
        return document, []
    findings = check.check(document.body, url=document.url)
    return document, [finding for finding in findings if finding.level == "error"]


@lru_cache(maxsize=8)
def _formats(names: tuple[str, ...]) -> tuple[Format, ...]:
    return registry.formats(names)
