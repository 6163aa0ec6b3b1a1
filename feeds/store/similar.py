"""Telling an edited comment from a new one, where a source gives comments no key.

The measure is difflib's ratio (twice the common characters over all characters) of the folded plain text: of letters
for short texts, where one word is much, and of words for long ones, where letters would take the square of their
length. 0.8 is what two corrected words in a sentence of ten leave.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import unescape

from feeds.model import Comment

ALIKE = 0.8
NAMELESS_ALIKE = 0.9
"""Nobody's name vouches for a nameless comment: its words must."""

_LONG = 400  # letters
_LOOKS = 20_000  # how many pairs of one page are looked at, and ...
_COMPARED = 2_000  # ... how many of them compared in full
_TAG = re.compile(r"<[^>]*>")


def words(content: str) -> str:
    """The text of a comment's HTML, folded: case, white space and Unicode form do not count."""
    text = unescape(_TAG.sub(" ", content)) if "<" in content or "&" in content else content
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def author_of(comment: Comment) -> str:
    """Its author's name, folded; "" for none."""
    return words(comment.author.name) if comment.author else ""


def resembling(new: Sequence[Comment], old: Sequence[Comment]) -> dict[int, int]:
    """Which new comment is which old one, edited, by number: the most similar by the same author first, each once."""
    by_author: dict[str, list[tuple[int, str]]] = {}
    for number, comment in enumerate(old):
        by_author.setdefault(author_of(comment), []).append((number, words(comment.content)))
    budget = _Budget()
    pairs: list[tuple[float, int, int]] = []
    for number, comment in enumerate(new):
        author, text = author_of(comment), words(comment.content)
        least = ALIKE if author else NAMELESS_ALIKE
        for place, other in by_author.get(author, ()):
            ratio = budget.ratio(text, other, least)
            if ratio >= least:
                pairs.append((-ratio, number, place))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, place in sorted(pairs):
        if number not in found and place not in taken:
            found[number] = place
            taken.add(place)
    return found


class _Budget:
    """Compares texts, so many and no more: a page of 100,000 comments by "Anonymous" must not take a day."""

    def __init__(self) -> None:
        self._looks = _LOOKS
        self._compared = _COMPARED

    def ratio(self, one: str, other: str, least: float) -> float:
        """How alike two texts are, 0 if that is less than `least` or can be told no more."""
        if one == other:
            return 1.0
        self._looks -= 1
        if self._looks < 0 or self._compared <= 0:
            return 0.0
        if 2 * min(len(one), len(other)) < least * (len(one) + len(other)):
            return 0.0
        matcher: SequenceMatcher[str] = SequenceMatcher(None, *_parts(one, other), autojunk=False)
        if matcher.quick_ratio() < least:
            return 0.0
        self._compared -= 1
        return matcher.ratio()


def _parts(one: str, other: str) -> tuple[Sequence[str], Sequence[str]]:
    return (one.split()[:_LONG], other.split()[:_LONG]) if max(len(one), len(other)) > _LONG else (one, other)
