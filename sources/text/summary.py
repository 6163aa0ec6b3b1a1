"""Whether an unmarked first paragraph is the summary or already the story, where no dateline, quote or label tells.

A summary tells the whole story and the story then begins again: its lead introduces the same people by their full
names.
Paragraphs of one story do not introduce anybody twice.
"""

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"[.!?।。][\"”’')]*\s+(?=[A-Z\"“‘'(]|[^\x00-\x7f])")
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:\s+(?:of|de|van|al|the|bin)?\s?[A-Z][\w'’-]+)+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:월|화|수|목|금|토|일)요일|वार को\b")
_TOUCHED = 0.15  # the same for a summary of two sentences over a lead with its day
_MANY = 3  # sentences of a summary
_SHARED = 0.34  # of the shorter one's words in both


def is_summary(first: str, later: Sequence[str], *, apart: bool = False) -> bool:
    """Whether `first` sums up what `later` tells; `apart` says that the key points stand between them."""
    if not later:
        return False
    sentences = len(_SENTENCE.split(first))
    again = names(first) & names(later[0])
    alike = _alike(first, later[0])
    if sentences >= _MANY:
        usual = sum(len(_SENTENCE.split(text)) for text in later) / len(later)
        return sentences >= usual + 1 or bool(again) or alike >= _SHARED
    if sentences > 1 and (apart or alike >= _TOUCHED) and _DAY.search(later[0]) and not _DAY.search(first):
        return True  # a story's lead says the day; a sentence or two without it that tell the same are the summary
    return (bool(again) and alike >= _SHARED / 2) or alike >= _SHARED * 1.3


def is_lead(first: str, later: Sequence[str]) -> bool:
    """Whether `first` is surely the story's own first paragraph: one sentence that says the day, where the next does
    not."""
    return len(_SENTENCE.split(first)) == 1 and bool(_DAY.search(first)) and not (later and _DAY.search(later[0]))


def names(text: str) -> set[str]:
    """Names of two words and more."""
    return {" ".join(match.split()) for match in _NAME.findall(text)}


def _alike(one: str, other: str) -> float:
    left, right = ({word.lower() for word in _WORD.findall(text)} for text in (one, other))
    return len(left & right) / max(1, min(len(left), len(right)))
