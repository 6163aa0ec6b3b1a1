"""The key points: numbered on lines of their own, numbered or bulleted on the line, or short lines under a heading."""

import re
from collections.abc import Callable, Sequence
from statistics import median

from sources.text.lines import Line

_N = r"(?P<n>\d{1,2}|[०-९]{1,2}|[①-⑳])"
_NUMBER = re.compile(rf"(?:point |no\. ?)?[#(\[]?{_N}(?:\ufe0f?\u20e3)?[.):\]]{{0,2}}", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"(?:point )?(?:[#(\[]?{_N}(?:[.):\]]{{1,2}}|\ufe0f?\u20e3|\s?[-–—]|(?<=[①-⑳])|(?<=[०-९])(?=\s))"
    rf"|#(?P<m>\d{{1,2}})\s)(?!\d)\s*(?P<text>.*[^\W\d].*)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[•●▪■◆◦‣⁃*·►▶▸➤➢→⇒✓✔✅☑🔹🔸👉📌-]️?|[–—>»+]|o(?=\s[A-Z]))\s*")
_ENDED = re.compile(r"[.!?…。।][\"”’')\]]*$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|vs|etc|a\.m|p\.m)\.$")
_LONGEST = 200  # characters of one point
_MOST = 12
_WORDY = 130  # a line with a full stop that is longer is a paragraph
_JUMP = 1.75  # so many times the usual length

Stop = Callable[[str], bool]


def read_points(lines: Sequence[Line], stop: Stop) -> tuple[tuple[str, ...], int]:
    """The points at the beginning of `lines` and how many lines they took. `stop` tells a line at which the list ends
    whatever its form: another part's label, the paragraph with the dateline."""
    if not lines:
        return (), 0
    return _apart(lines) or _numbered(lines) or _bulleted(lines) or _unmarked(lines, stop)


def marked_points(lines: Sequence[Line]) -> tuple[tuple[str, ...], int] | None:
    """Points that need no heading to be known: two or more with numbers on lines of their own, or bullets."""
    found = _apart(lines) or _numbered(lines) or _bulleted(lines)
    return found if found and len(found[0]) > 1 else None


def _apart(lines: Sequence[Line]) -> tuple[tuple[str, ...], int] | None:
    """Number, text, number, text."""
    points: list[str] = []
    while 2 * len(points) + 1 < len(lines):
        number, text = lines[2 * len(points)], lines[2 * len(points) + 1]
        bullet = _BULLET.fullmatch(number.text)
        if not bullet and _value(_NUMBER.fullmatch(number.text)) != len(points) + 1:
            break
        points.append(text.text)
    return (tuple(points), 2 * len(points)) if points else None


def _numbered(lines: Sequence[Line]) -> tuple[tuple[str, ...], int] | None:
    points: list[str] = []
    for line in lines:
        match = _NUMBERED.fullmatch(line.text)
        if not match or _value(match) != len(points) + 1:
            break
        points.append(match["text"])
    return (tuple(points), len(points)) if points else None


def _bulleted(lines: Sequence[Line]) -> tuple[tuple[str, ...], int] | None:
    points: list[str] = []
    for line in lines:
        match = _BULLET.match(line.text)
        if not match or match.end() == len(line.text):
            break
        points.append(line.text[match.end() :])
    return (tuple(points), len(points)) if points else None


def _value(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    digits = match["n"] or match["m"]
    return int(digits) if digits.isdecimal() else ord(digits) - ord("①") + 1


def _unmarked(lines: Sequence[Line], stop: Stop) -> tuple[tuple[str, ...], int]:
    """Lines under the heading up to the first that reads like a paragraph, or that more blank lines
    part from the list."""
    texts: list[str] = []
    for index, line in enumerate(lines[: _MOST + 1]):
        if stop(line.text) or len(line.text) > _LONGEST or (index > 1 and line.gap > lines[1].gap):
            break
        if _is_paragraph(line.text, texts):
            break
        texts.append(line.text)
    return tuple(texts), len(texts)


def _is_paragraph(text: str, points: Sequence[str]) -> bool:
    """Whether a line is none of the list: it ends like a sentence where the points do not, or is far longer."""
    if not points:
        return len(text) > _WORDY and is_sentence(text)
    ended = [point for point in points if is_sentence(point)]
    usual = median(len(point) for point in points)
    if not is_sentence(text):
        return len(text) > max(_WORDY, _JUMP * usual)
    if len(ended) * 2 < len(points):
        return not text.rstrip('"”').endswith("?")
    return len(text) > max(_JUMP * usual, 70) or len(text) > _WORDY


def is_sentence(text: str) -> bool:
    """Whether a text ends like a sentence."""
    return bool(_ENDED.search(text)) and not _ABBREVIATED.search(text)
