"""Which of the article's lines are its byline: sure ones near the top, what touches them, labelled ones anywhere."""

import re
from collections.abc import Sequence

from sources.text.blocks import Blocks
from sources.text.byline import Byline, read_byline
from sources.text.dateline import CITIES, read_dateline
from sources.text.lines import Line
from sources.text.people import is_role

_PARAGRAPH = 60  # characters that a paragraph with a dateline has at least
_TOP = 14  # text lines in which the byline stands


def read_bylines(blocks: Blocks) -> tuple[list[Line], Byline, int]:
    """The text lines that are no byline, all bylines' tellings together, and how many text lines stand above the first
    that names an author or a day. Positions in `blocks` follow the removal."""
    texts, places = blocks.texts, _places(blocks.texts)
    readings = [_reading(line, at, places) for at, line in enumerate(texts)]
    taken = _zone(texts, readings, blocks)
    byline = Byline()
    for at in sorted(taken):
        reading = readings[at]
        byline = byline.plus(reading) if reading else byline
        for name in ("authors", "published", "updated", "views"):
            if reading and getattr(reading, name) not in {None, ()}:
                blocks.found.setdefault(name, f"byline: line {texts[at].number}")
    taken |= _whereabouts(texts, taken, places)
    for name in ("points_at", "quote_label_at"):
        position = getattr(blocks, name)
        if position is not None:
            setattr(blocks, name, position - sum(at < position for at in taken))
    blocks.labels += bool(taken)
    first = next((at for at in sorted(taken) if at and (told := readings[at]) and (told.authors or told.published)), 0)
    above = first - sum(at < first for at in taken)
    return [line for at, line in enumerate(texts) if at not in taken], byline.settled(), above


def _places(texts: Sequence[Line]) -> frozenset[str]:
    # "Nadia Hassan - 30/01/2025" is a byline, not a story filed from Nadia Hassan.
    filed = (read_dateline(line.text) for line in texts[1:_TOP] if len(line.text) > _PARAGRAPH)
    found = {each.dateline.place.lower() for each in filed if each and each.sure}
    return frozenset(found | {place.split(",")[0] for place in found}) | CITIES


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
    return {
        at for at in below if (text := texts[at].text).lower() in places or re.fullmatch(r"[^\W\d_a-z][\w'’-]+", text)
    }


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
