"""Stage four: the page's regions. Where the conversation begins and ends, and what else its lines say.

The article reaches down to the heading of the comments, or to the comment form, whichever comes first; what follows the
last comment (policy, form, disclaimer, tags) is read for what it tells and never becomes content.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.text import vocabulary as words
from sources.text.headers import Head, is_avatar, read_head
from sources.text.labels import Kind, Mark, is_policy, mark, plain
from sources.text.lines import Line
from sources.text.points import is_sentence
from sources.text.segment import Talk
from sources.text.talk import trim

_HEADINGS: frozenset[Kind] = frozenset({"comments", "perhaps", "form"})
_PARTS: frozenset[Kind] = frozenset({"points", "summary", "quote", "related", "tags"})
_HEADING = 7  # words of a heading that is not in the vocabulary
_AHEAD = 12  # lines in which such a heading must show two comments
_PROSE = 40  # characters of a line that belongs to a story
_SURE = 3.0  # the score of a header that can be nothing else
_NAME = 1.9  # that of a name of two words
_LIKELY = 1.0  # that of one under a heading that may be the comments'


@dataclass(slots=True)
class Regions:
    """The article's lines, the conversation, the lines after it, and what was learnt on the way."""

    article: list[Line]
    talk: Talk | None = None
    tail: list[Line] = field(default_factory=list)
    count: int | None = None
    foreign_end: bool = False
    comments_open: bool | None = None
    headed: bool = False


def split(lines: Sequence[Line]) -> Regions:
    """The regions of a page."""
    marks = [mark(line.text) for line in lines]
    start = _conversation(lines, marks)
    if start is None:
        end = next(
            (at for at in range(2, len(lines)) if marks[at].kind in {"form", "form line"} and at > len(lines) // 3),
            len(lines),
        )
        regions = Regions(
            article=_without_policy(lines[:end]) if end < len(lines) else list(lines), tail=list(lines[end:])
        )
    else:
        regions = _talk(lines, marks, start)
    regions.comments_open = _open(marks)
    return regions


def _open(marks: Sequence[Mark]) -> bool | None:
    kinds = {each.kind for each in marks}
    if "closed" in kinds:
        return False
    return True if kinds & {"form", "form line", "no comments"} else None


def _conversation(lines: Sequence[Line], marks: Sequence[Mark]) -> int | None:
    """The line at which the conversation begins: its heading, or its first comment if it has none."""
    prose, known = 0, any(each.kind == "comments" for each in marks)
    for at in range(1, len(lines)):
        prose += is_sentence(lines[at - 1].text) and len(lines[at - 1].text) > _PROSE
        if not prose:
            continue
        kind = marks[at].kind
        if kind == "comments" and not _is_strip(lines, marks, at):
            return at
        if kind in {"perhaps", "form"} and _shows_comments(lines, at + 1, _LIKELY):
            return at
        if marks[at].kind != "text":
            continue
        announced = _announces(lines[at].text)
        heading = not is_sentence(lines[at].text) and len(lines[at].text.split()) <= _HEADING
        if (announced or heading) and _shows_comments(lines, at + 1, _LIKELY if announced else _SURE):
            return at - _is_heading_above(lines, marks, at) if announced else at
        if (is_avatar(lines, at) and _shows_comments(lines, at)) or (
            heading and not known and _shows_names(lines, at + 1)
        ):
            return at
    return None


def _is_strip(lines: Sequence[Line], marks: Sequence[Mark], at: int) -> bool:
    """Whether "6 Comments" is one of the buttons above or below the article, with the conversation still to come."""
    later = next((i for i in range(at + 1, len(lines)) if marks[i].kind == "comments"), at)
    prose = any(len(line.text) > _PROSE and is_sentence(line.text) for line in lines[at + 1 : later])
    return prose and not _shows_comments(lines, at + 1)


def _announces(text: str) -> bool:
    """Whether a line is a preface: "Here are 6 … comments …:"."""
    return len(text) < 160 and text.rstrip().endswith((":", "：")) and bool(words.PREFACE.fullmatch(plain(text)))  # noqa: PLR2004


def _is_heading_above(lines: Sequence[Line], marks: Sequence[Mark], at: int) -> bool:
    """Whether the line above a preface is a heading that is not in the vocabulary."""
    above = lines[at - 1].text
    return at > 1 and marks[at - 1].kind == "text" and not is_sentence(above) and len(above.split()) <= _HEADING


def _shows_comments(lines: Sequence[Line], at: int, least: float = _SURE) -> bool:
    """Whether two comments that cannot be anything else stand in the next lines, the first of them near."""
    sure: list[Head] = []
    here = at
    while here < min(len(lines), at + _AHEAD):
        head = read_head(lines, here)
        known = head and mark(lines[here].text).kind in _PARTS  # "KEY POINTS" is nobody's name
        if head and not known and head.score >= least and not head.inline and head.body < len(lines):
            sure.append(head)
            here = head.body
        here += 1
    if (
        not sure
        or sure[0].start > at + 2
        or any(mark(line.text).kind in _HEADINGS for line in lines[at : sure[0].start + 1])
    ):
        return False
    return len(sure) > 1 or sure[0].score > _SURE + 2


def _shows_names(lines: Sequence[Line], at: int) -> bool:
    """Whether three names, each with a line or two below it, follow a heading that is not in the vocabulary."""
    found = 0
    for _ in range(3):
        near = (read_head(lines, here) for here in range(at, min(at + 3, len(lines))))
        head = next((head for head in near if head and head.score >= _NAME and not head.inline), None)
        if head is None or (found == 0 and head.start != at) or head.body >= len(lines):
            return False
        found, at = found + 1, head.body + 1
    return True


def _talk(lines: Sequence[Line], marks: Sequence[Mark], start: int) -> Regions:
    """The conversation from its heading on."""
    first = start if is_avatar(lines, start) or _announces(lines[start].text) else start + 1
    trimmed = trim(lines, marks, first, marks[start].count)
    return Regions(
        article=_without_policy(lines[:start]),
        talk=trimmed.talk,
        tail=list(lines[trimmed.end :]),
        count=trimmed.count,
        foreign_end=trimmed.end < len(lines),
        headed=marks[start].kind in _HEADINGS,
    )


def _without_policy(lines: Sequence[Line]) -> list[Line]:
    """An article's lines without the policy that stands over a form or over the comments."""
    kept = list(lines)
    while len(kept) > 3 and is_policy(kept[-1].text) and len(kept[-1].text) < 250:  # noqa: PLR2004
        kept.pop()
    return kept
