"""What every strategy saw on a page, what was taken of it, and what each selector found: for whoever sets up a site."""

import re
from collections.abc import Iterator, Sequence

from feeds.model import Clue
from sources.html.judge import Verdict
from sources.html.page import Page
from sources.html.partial import Partial
from sources.html.reading import weighed
from sources.html.select import text
from sources.html.selectors import Hit, Selectors

_SHOWN = 100  # characters of a value
_FIELDS = (
    "title", "subtitle", "authors", "published", "updated", "summary", "body", "section", "categories", "language",
    "url", "image", "comments",
)  # fmt: skip
_NAMES = {"body": "content"}  # by the model's names


def clues(verdict: Verdict, page: Page, select: Selectors | None) -> Iterator[Clue]:
    """Field by field what was taken, then what was not; then the configuration's selectors. Strategies that could
    change nothing were not asked for the verdict; here all are."""
    partials = weighed(page, select, thorough=True).partials
    for field in _FIELDS:
        yield from _candidates(field, verdict, partials)
    if select:
        yield from _selectors(verdict, page, select)


def _candidates(field: str, verdict: Verdict, partials: Sequence[Partial]) -> Iterator[Clue]:
    name, by = _NAMES.get(field, field), verdict.evidence.get(field)
    if by and not verdict.refused:
        value = verdict.comments if field == "comments" else verdict.fields[field]
        yield Clue(field=name, by=by, found=_short(field, value), taken=True)
    for partial in partials:
        value = getattr(partial, field)
        if value and (_by(partial, field) != by or verdict.refused):
            yield Clue(field=name, by=_by(partial, field), found=_short(field, value))


def _by(partial: Partial, field: str) -> str:
    return f"{partial.strategy}: {partial.evidence.get(field, '')}"


def _selectors(verdict: Verdict, page: Page, select: Selectors) -> Iterator[Clue]:
    """Each selector as it was written, and how many places it found: those of comments inside of the comments."""
    holders = [hit for hit in select.all("comments", page.tree) if not isinstance(hit, str)]
    for field in select.each:
        inner = field.startswith("comment_")
        found = False
        for written, hits in select.tried(field, holders if inner else [page.tree]):
            used = bool(hits) and not found
            matches = len(dict.fromkeys(hits))  # an answer's author stands inside of what it answers, too
            found = found or bool(hits)
            told = verdict.evidence.get("comments" if inner else "body" if field == "content" else field, "")
            taken = used and told.startswith("selectors:") and not verdict.refused
            # What a reader wrote or is called is not shown: an address may stand in it.
            shown = _first(hits) if not field.startswith("comment") else ""
            yield Clue(field=field, by=written, found=shown, taken=taken, matches=matches)


def _first(hits: list[Hit]) -> str:
    if not hits:
        return ""
    hit = hits[0]
    return _cut(hit if isinstance(hit, str) else hit.get("content") or text(hit) or f"an empty <{hit.tag!s}>")


def _short(field: str, value: object) -> str:
    if field == "comments":
        return f"{len(value)} comment{'s' * (len(value) != 1)}" if isinstance(value, tuple) else ""
    if isinstance(value, tuple):
        return _cut(", ".join(str(getattr(one, "name", one)) for one in value))
    if field == "body":
        plain = " ".join(re.sub(r"<[^>]*>", " ", str(value)).split())
        return f"{len(plain):,} characters: {_cut(plain)}"
    return _cut(str(getattr(value, "url", None) or value))


def _cut(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
