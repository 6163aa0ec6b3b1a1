"""Stage six: headline, byline, summary, pull quote and dateline found by their places; what is left is the body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from feeds.model import Author, Dateline, PullQuote
from sources.text.blocks import Blocks
from sources.text.byline import Byline, read_byline
from sources.text.dateline import CITIES, Filed, read_dateline
from sources.text.lines import Line
from sources.text.navigation import SECTIONS
from sources.text.people import author, is_organisation, is_role
from sources.text.points import is_sentence
from sources.text.quote import read_lone_quote, read_quote
from sources.text.summary import is_summary

_PARAGRAPH = 60  # characters that a paragraph with a dateline has at least
_TOP = 14  # text lines in which the byline stands
_INTRO = 3  # lines that may stand between headline and byline
_SUMMARY_AT_MOST = 3  # text lines before the paragraph with the dateline


@dataclass(slots=True)
class Told:
    """What the article's lines tell."""

    title: str
    byline: Byline
    section: str | None = None
    subtitle: str | None = None
    summary: str | None = None
    quote: PullQuote | None = None
    dateline: Dateline | None = None
    body: list[str] = field(default_factory=list)
    intro: int = 0  # lines between headline and byline


def read_article(blocks: Blocks) -> Told | None:
    """The article, or None if there is no line that could be its headline."""
    places = _places(blocks.texts)
    kept, byline, above = _bylines(blocks, places)
    if not kept:
        return None
    section, below = _kicker(blocks, kept)
    above -= len(kept) - len(below)
    told = Told(
        title=below[0].text, byline=byline, section=section, intro=max(0, above - 1) if above <= _INTRO + 1 else 0
    )
    kept = below
    _head(told, blocks, kept)
    return told


def _places(texts: Sequence[Line]) -> frozenset[str]:
    # "Nadia Hassan - 30/01/2025" is a byline, not a story filed from Nadia Hassan.
    filed = (read_dateline(line.text) for line in texts[1:_TOP] if len(line.text) > _PARAGRAPH)
    found = {each.dateline.place.lower() for each in filed if each and each.sure}
    return frozenset(found | {place.split(",")[0] for place in found}) | CITIES


def _bylines(blocks: Blocks, places: frozenset[str]) -> tuple[list[Line], Byline, int]:
    """The text lines that are no byline, all bylines' tellings together, and how many text lines stand above the first
    that names an author or a day. Positions in `blocks` follow the removal."""
    texts = blocks.texts
    readings = [_reading(line, at, places) for at, line in enumerate(texts)]
    taken = _zone(texts, readings, blocks)
    byline = Byline()
    for at in sorted(taken):
        reading = readings[at]
        byline = byline.plus(reading) if reading else byline
    taken |= _whereabouts(texts, taken, places)
    for name in ("points_at", "quote_label_at"):
        position = getattr(blocks, name)
        if position is not None:
            setattr(blocks, name, position - sum(at < position for at in taken))
    blocks.labels += bool(taken)
    first = next((at for at in sorted(taken) if at and (told := readings[at]) and (told.authors or told.published)), 0)
    above = first - sum(at < first for at in taken)
    return [line for at, line in enumerate(texts) if at not in taken], byline.settled(), above


def _reading(line: Line, at: int, places: frozenset[str]) -> Byline | None:
    reading = read_byline(line.text, places)
    if at or reading is None:
        return reading
    # The first line is the headline, even "Morning Briefing, June 16, 2025", unless it is nothing but a date or "By …".
    return reading if reading.bare or line.text.lower().startswith("by ") else None


def _zone(texts: Sequence[Line], readings: Sequence[Byline | None], blocks: Blocks) -> set[int]:
    """The lines that are the byline: the sure ones near the top and what touches them; labelled ones anywhere."""
    taken: set[int] = set()
    prose = 0
    for at, reading in enumerate(readings):
        prose += len(texts[at].text) > 120 and at > 0  # noqa: PLR2004
        early = at < _TOP and prose < 4 and (blocks.points_at is None or at <= blocks.points_at)  # noqa: PLR2004
        if (
            reading
            and reading.sure
            and (
                early
                or (reading.bare and (reading.updated or reading.views is not None))
                or (at == len(texts) - 1 and at > 2)  # noqa: PLR2004
            )
        ):
            taken.add(at)
    if not any(_names(reading) for at in taken if (reading := readings[at])):
        taken |= {at for at in _touching(taken, readings) if at and len(texts[at].text.split()) <= 8}  # noqa: PLR2004
    return taken if len(taken) < len(texts) else set()


def _whereabouts(texts: Sequence[Line], taken: set[int], places: frozenset[str]) -> set[int]:
    """A city alone on the line below the byline: one word, or one that is known."""
    below = [at + 1 for at in taken if 0 < at < _TOP and at + 1 < len(texts) - 1 and at + 1 not in taken]
    return {at for at in below if (text := texts[at].text).lower() in places or re.fullmatch(r"[^\W\d_a-z][\w'’-]+", text)}


def _names(reading: Byline) -> bool:
    """Whether a line says who wrote, not only what they are ("Staff Writer")."""
    return any(not is_role(each.name) for each in reading.authors)


def _touching(taken: set[int], readings: Sequence[Byline | None]) -> list[int]:
    """The line with a bare name directly above or below a sure byline, and the role that may stand between them."""
    walks = [_walk(readings, taken, sure, step) for sure in sorted(taken) for step in (-1, 1)]
    named = [walk for walk in walks if walk and (reading := readings[walk[-1]]) and _names(reading)]
    return next(iter(named or [walk for walk in walks if walk]), [])


def _walk(readings: Sequence[Byline | None], taken: set[int], sure: int, step: int) -> list[int]:
    """The lines beside a sure byline up to the first that names somebody."""
    found: list[int] = []
    at = sure + step
    while 1 <= at < len(readings) and at not in taken and (reading := readings[at]):
        found.append(at)
        if _names(reading):
            break
        at += step
    return found


def _kicker(blocks: Blocks, kept: list[Line]) -> tuple[str | None, list[Line]]:
    """A section's or the paper's name over the headline."""
    if len(kept) < 3 or len(kept[0].text) > 28 or is_sentence(kept[1].text) or len(kept[1].text.split()) < 5:  # noqa: PLR2004
        return None, kept
    first = kept[0].text
    known = all(word.strip("&,") in SECTIONS or word in {"&", "and", "news"} for word in first.lower().split())
    if (
        not known
        and not (is_organisation(first) and not first.isupper())
        and not (first.isupper() and len(first.split()) < 3)  # noqa: PLR2004
    ):
        return None, kept
    for name in ("points_at", "quote_label_at"):
        position = getattr(blocks, name)
        setattr(blocks, name, position - 1 if position else position)
    return (first if known else None), kept[1:]


def _head(told: Told, blocks: Blocks, kept: Sequence[Line]) -> None:
    """Quote, dateline and summary out of the lines below the headline."""
    texts = [line.text for line in kept]
    filed_at, filed = _filed(texts)
    quote_at, quote, length = _quote(texts, blocks, filed_at)
    intro = [at for at in range(1, told.intro + 1) if at != filed_at and not quote_at <= at < quote_at + length]
    named = [at for at in intro if texts[at].lower() in SECTIONS]
    told.section = told.section or next((texts[at] for at in named), None)
    intro = [at for at in intro if at not in named]
    plain = [at for at in range(1, len(texts)) if at not in named and not quote_at <= at < quote_at + length and at not in intro]
    summary = _summary_lines(texts, plain, blocks, filed_at, quote_at if quote else None, intro=bool(intro))
    told.quote = quote
    if filed:
        told.dateline = filed.dateline
        if filed.agency and not told.byline.authors:
            told.byline = told.byline.plus(Byline(authors=_agencies(filed.agency)))
    told.body = [texts[at] for at in plain if at not in summary and not (filed and filed.alone and at == filed_at)]
    _tell_summary(told, [*blocks.summary] or [texts[at] for at in summary], [texts[at] for at in intro])


def _agencies(text: str) -> tuple[Author, ...]:
    return tuple(author(name.strip()) for name in text.split("/") if name.strip())


def _tell_summary(told: Told, found: list[str], intro: list[str]) -> None:
    """A line between headline and byline is the subtitle, if there is a summary beside it; else it is the summary."""
    told.summary = " ".join(found or intro) or None
    told.subtitle = " ".join(intro) if found and intro else None


def _filed(texts: Sequence[str]) -> tuple[int, Filed | None]:
    """The paragraph with the dateline: a sure one among the first, or an unsure one where only it can be."""
    found = [
        (at, filed) for at, text in enumerate(texts[: _SUMMARY_AT_MOST + 4]) if at and (filed := read_dateline(text))
    ]
    sure = next(((at, filed) for at, filed in found if filed.sure), None)
    near = next(((at, filed) for at, filed in found if _lines_before(texts, at) <= 1), None)
    return sure or near or (0, None)


def _lines_before(texts: Sequence[str], at: int) -> int:
    """How many text lines stand between the headline and a line, the pull quote not counted."""
    quoted: set[int] = set()
    for here in range(1, at):
        found = read_quote(texts[here], texts[here + 1])
        quoted |= set(range(here, here + found[1])) if found else set()
    return at - 1 - len(quoted)


def _quote(texts: Sequence[str], blocks: Blocks, filed_at: int) -> tuple[int, PullQuote | None, int]:
    """The pull quote: where it stands, itself, and how many lines it takes."""
    following = [*texts[1:], None]
    for at in range(1, len(texts)):
        if at != filed_at and (found := read_quote(texts[at], following[at])):
            return at, *found
    head_end = filed_at or blocks.points_at or 0
    if blocks.quote_label_at is not None:
        head_end = max(head_end, blocks.quote_label_at + 1)
    for at in range(1, min(len(texts), max(head_end, 3) + 1)):
        near = at < head_end or at in {blocks.points_at, blocks.quote_label_at} or at <= 2  # noqa: PLR2004
        if near and at != filed_at and (found := read_lone_quote(texts[at], following[at])):
            return at, *found
    return 0, None, 0


def _summary_lines(
    texts: Sequence[str], plain: Sequence[int], blocks: Blocks, filed_at: int, quote_at: int | None, *, intro: bool
) -> list[int]:
    """Which text lines are the summary."""
    if filed_at:
        before = [at for at in plain if at < filed_at]
        return before if len(before) <= _SUMMARY_AT_MOST or blocks.summary else before[:1]
    if blocks.summary or not plain or intro:
        return []
    marks = [at for at in (quote_at, blocks.points_at) if at]
    before = [at for at in plain if not marks or at < min(marks)]
    if quote_at and marks and min(marks) == quote_at and before:
        return before if len(before) <= _SUMMARY_AT_MOST else before[:1]
    if blocks.points_at and not quote_at and len(before) == 2:  # noqa: PLR2004  summary and first paragraph, as the layout has it
        return before[:1]
    later = [texts[at] for at in plain if at != plain[0]]
    return [plain[0]] if is_summary(texts[plain[0]], later, apart=blocks.points_at == plain[0] + 1) else []
