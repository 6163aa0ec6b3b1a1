"""The conversation trimmed to its comments: without what stands over the first, below the last, and between them.

Over the first comment stand a second heading, the preface ("Here are 6 …"), sorting, sometimes the form; below the last
the policy, the form, the disclaimer; between them buttons and advertisements.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.text import vocabulary as words
from sources.text.chrome import is_chrome, is_count
from sources.text.headers import is_avatar, read_head
from sources.text.labels import Kind, Mark, is_policy, plain
from sources.text.lines import Line
from sources.text.points import is_sentence
from sources.text.segment import Talk

_TAIL: frozenset[Kind] = frozenset(
    {"form", "form line", "disclaimer", "legal", "tags", "categories", "section", "closed"}
)
_TEXT_LABEL = re.compile(r"(?:comment|text|message|review|says)\s*:\s*(?=\S)", re.IGNORECASE)
_NAME_LABEL = re.compile(r"(?:name|commenter|user|author|reader)\s*:\s*(?=\S)", re.IGNORECASE)
_POLICIES = 3  # lines of policy at most
_SURE = 3.0  # the score of a header that can be nothing else
_NAME = 1.9  # that of a name of two words
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The conversation (None if nobody said anything), the line after it, and how many comments there are
    by the page's own word."""

    talk: Talk | None
    end: int
    count: int | None


def trim(lines: Sequence[Line], marks: Sequence[Mark], start: int, count: int | None) -> Trimmed:
    """The conversation that begins at line `start`; `count` is the number in its heading."""
    at, count = _skip_opening(lines, marks, start, count)
    end = _end(lines, marks, at)
    kept, buttons = _without_chrome(lines[at:end], marks[at:end])
    kept = _unlabelled(_trimmed_end(kept))
    return Trimmed(Talk(kept, frozenset(buttons)) if kept else None, end, count)


def _skip_opening(lines: Sequence[Line], marks: Sequence[Mark], at: int, count: int | None) -> tuple[int, int | None]:
    """The first comment's line, and the number of comments that is stated above it."""
    in_form = marks[max(at - 1, 0)].kind == "form"
    while at < len(lines):
        low = plain(lines[at].text)
        in_form = in_form or marks[at].kind in {"form", "form line"}
        if not _is_opening(lines, marks, at, in_form=in_form):
            break
        stated = marks[at].count if marks[at].count is not None else _stated(low)
        count = stated if stated is not None else count
        at += 1
    return at, count


def _is_opening(lines: Sequence[Line], marks: Sequence[Mark], at: int, *, in_form: bool) -> bool:
    text, kind = lines[at].text, marks[at].kind
    if kind in {"form", "form line", "comments", "advert", "no comments", "closed", "disclaimer"}:
        return True
    if in_form and words.FORM_FIELD.fullmatch(plain(text)):
        return True
    return not is_avatar(lines, at) and (is_chrome(text, opening=True) or _is_preface(lines, at))


def _is_preface(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    low = plain(text)
    if _is_sure(lines, at):
        return False
    return bool(
        words.PREFACE.fullmatch(low) and (text.endswith((":", ".", "：", "।")) or _stated(low) is not None)
    ) or is_policy(text)


def _is_sure(lines: Sequence[Line], at: int) -> bool:
    """Whether a header that cannot be anything else stands here."""
    head = read_head(lines, at)
    return bool(head and head.score >= _SURE)


def _stated(low: str) -> int | None:
    """How many comments a preface says that there are: "Here are 6 authentic … comments", "six reactions"."""
    if not words.PREFACE.fullmatch(low):
        return None
    for word in low.replace("(", " ").split()[:8]:
        if word in _NUMBERS or (word.isdecimal() and len(word) < 4):  # noqa: PLR2004
            return _NUMBERS.get(word) or int(word)
    return None


def _end(lines: Sequence[Line], marks: Sequence[Mark], start: int) -> int:
    """The line after the last comment."""
    for at in range(start, len(lines)):
        each, text = marks[at], lines[at].text
        said = (each.kind in {"tags", "section", "categories"} and is_sentence(text)) or _is_said(lines, marks, at)
        if each.kind in _TAIL and not said and (each.kind != "closed" or at > start):
            return at
        if each.kind == "perhaps" and _is_form(lines, marks, at + 1):
            return at
        if each.kind == "related" and not each.rest and at > start + 1:
            return at
        if words.AFTERWORD.fullmatch(plain(text)) and at + _POLICIES >= len(lines):
            return at
    return len(lines)


def _is_form(lines: Sequence[Line], marks: Sequence[Mark], at: int) -> bool:
    """Whether "Join the discussion" stands over a form: one of its fields, or the end of the page, follows."""
    return at < len(lines) and (marks[at].kind in _TAIL or bool(words.FORM_FIELD.fullmatch(plain(lines[at].text))))


def _is_said(lines: Sequence[Line], marks: Sequence[Mark], at: int) -> bool:
    """Whether "Disclaimer: my uncle works there" is a reader's: a sure header ends directly above it."""
    if marks[at].kind != "disclaimer" or not is_sentence(lines[at].text) or words.DISCLAIMING.match(marks[at].rest):
        return False
    above = (read_head(lines, start) for start in range(max(0, at - 4), at))
    return any(head and head.body == at and not head.inline and head.score >= _NAME for head in above)


def _without_chrome(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[list[Line], list[int]]:
    """The lines without buttons and advertisements, and the numbers (in the result) of the lines after buttons."""
    chrome = [is_chrome(line.text) or each.kind == "advert" for line, each in zip(lines, marks, strict=True)]
    for at, line in enumerate(lines):
        near = (at > 0 and chrome[at - 1]) or (at + 1 < len(lines) and chrome[at + 1])
        chrome[at] = chrome[at] or (is_count(line.text) and near)
    kept: list[Line] = []
    after: list[int] = []
    for at, line in enumerate(lines):
        if chrome[at]:
            continue
        if at and chrome[at - 1] and kept:
            after.append(len(kept))
        kept.append(line)
    return kept, after


def _unlabelled(lines: list[Line]) -> list[Line]:
    """Comments printed as forms ("Name: … / Comment: …"), without the label of the text."""
    texts = [_TEXT_LABEL.match(line.text) for line in lines]
    names = sum(bool(_NAME_LABEL.match(line.text)) for line in lines)
    if not names or sum(map(bool, texts)) != names:
        return lines
    return [
        replace(line, text=line.text[label.end() :]) if label else line
        for line, label in zip(lines, texts, strict=True)
    ]


def _trimmed_end(kept: list[Line]) -> list[Line]:
    """Without the policy and the like at the end."""
    for _ in range(_POLICIES):
        if len(kept) > 2 and _is_rule(kept[-1].text) and not _is_only_text(kept):  # noqa: PLR2004
            kept = kept[:-1]
    return kept


def _is_rule(text: str) -> bool:
    return is_policy(text) or bool(words.AFTERWORD.fullmatch(plain(text)))


def _is_only_text(lines: Sequence[Line]) -> bool:
    """Whether the last line is all the text of the last comment: a header ends directly above it. Then it is a comment,
    policy or not."""
    last = len(lines) - 1
    for at in range(max(0, last - 4), last):
        head = read_head(lines, at)
        if (
            head
            and not head.inline
            and head.body == last
            and (head.score >= _SURE or (head.score >= _NAME and not _is_text(lines, at)))
        ):
            return True
    return False


def _is_text(lines: Sequence[Line], at: int) -> bool:
    """Whether a line that looks like a name is a comment's text: another name stands directly above it."""
    above = read_head(lines, at - 1) if at else None
    return bool(above and above.score >= _NAME and above.body == at)
