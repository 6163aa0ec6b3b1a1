"""Stage six: headline, byline, summary, pull quote and dateline found by their places; what is left is the body."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from feeds.model import Author, Dateline, PullQuote
from sources.text.blocks import Blocks
from sources.text.byline import Byline
from sources.text.dateline import Filed, read_dateline
from sources.text.lines import Line
from sources.text.navigation import SECTIONS
from sources.text.people import author, is_organisation
from sources.text.points import is_sentence
from sources.text.quote import read_lone_quote, read_quote
from sources.text.summary import is_lead, is_summary
from sources.text.zone import read_bylines

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
    kept, byline, above = read_bylines(blocks)
    if not kept:
        return None
    section, below = _kicker(blocks, kept)
    above -= len(kept) - len(below)
    told = Told(
        title=below[0].text, byline=byline, section=section, intro=max(0, above - 1) if above <= _INTRO + 1 else 0
    )
    blocks.found["title"] = f"headline: line {below[0].number}"
    if section:
        blocks.found["section"] = f"kicker: line {kept[0].number}"
    kept = below
    _head(told, blocks, kept)
    return told


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
    plain = [
        at
        for at in range(1, len(texts))
        if at not in named and not quote_at <= at < quote_at + length and at not in intro
    ]
    summary = _summary_lines(texts, plain, blocks, filed_at, quote_at if quote else None, intro=bool(intro))
    told.quote = quote
    body = [at for at in plain if at not in summary]
    _note(blocks, kept, summary=summary or intro, pull_quote=[quote_at] if quote else [], content=body)
    if filed:
        blocks.found["dateline"] = f"dateline: line {kept[filed_at].number}"
        told.dateline = filed.dateline
        if filed.agency and not told.byline.authors:
            told.byline = told.byline.plus(Byline(authors=_agencies(filed.agency)))
    told.body = [texts[at] for at in plain if at not in summary and not (filed and filed.alone and at == filed_at)]
    _tell_summary(told, [*blocks.summary] or [texts[at] for at in summary], [texts[at] for at in intro])


def _note(blocks: Blocks, kept: Sequence[Line], **places: Sequence[int]) -> None:
    """For `evidence`: from which lines these fields are."""
    for name, ats in places.items():
        if ats:
            first, last = kept[ats[0]].number, kept[ats[-1]].number
            where = f"line {first}" if first == last else f"lines {first} to {last}"
            blocks.found[name] = f"{'body' if name == 'content' else 'place'}: {where}"


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
    later = [texts[at] for at in plain[1:]]
    if is_lead(texts[plain[0]], later):
        return []
    marks = [at for at in (quote_at, blocks.points_at) if at]
    before = [at for at in plain if not marks or at < min(marks)]
    # Summary and quote, or summary, first paragraph and points, as the layout has it.
    if (quote_at and min(marks) == quote_at and len(before) == 1) or (not quote_at and marks and len(before) == 2):  # noqa: PLR2004
        return before[:1]
    return [plain[0]] if is_summary(texts[plain[0]], later, apart=blocks.points_at == plain[0] + 1) else []
