"""Which of the possible headers are real: the best way to cut a conversation into comments.

Every line may carry a header (`headers.read_head`) with a score. A first cut takes the scores as they are; what most of
its headers have in common (avatar letters, times, the form of names, blank lines) then speaks for those that share it
and against the others; the second cut decides. A comment has a name and at least one line, so a one-word comment
that looks like a name follows its name, and a short paragraph before a name is no header. A count on the page ("Here
are 6 …") chooses among cuts that are nearly as good.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sources.text.headers import Head, read_head
from sources.text.lines import Line
from sources.text.names import read_name
from sources.text.points import is_sentence

_ENOUGH = 1.9  # the score from which a header is worth a cut
_SHARE = 0.7  # what so many of the headers have in common is the page's style
_NUMBERED = re.compile(r"#?\d{1,3}[.)]?\s")
_TEXTY = 40  # a longer line is no name
_LEANINGS = (0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0, 3.0, -3.0, 4.0, -4.0)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation's lines, and the numbers of those before which buttons stood ("Reply", "Like")."""

    lines: list[Line]
    buttons: frozenset[int] = frozenset()


def cut(talk: Talk, count: int | None = None) -> list[Head]:
    """The headers of the conversation, in order; the first may stand a few lines below the start (after a preface)."""
    heads = [read_head(talk.lines, at) for at in range(len(talk.lines))]
    first = _first(talk, heads)
    if first is None:
        return []
    scores = {head.start: head.score + _context(talk, head) for head in heads if head and head.start >= first}
    found = [head for head in heads if head and head.start >= first]
    rough = _best(found, scores, len(talk.lines))
    if not rough:
        return []
    style = _style(talk, rough)
    sharp = {head.start: scores[head.start] + style(head) for head in found}
    return _counted(found, sharp, len(talk.lines), count)


def _first(talk: Talk, heads: Sequence[Head | None]) -> int | None:
    """Where the first comment begins. Avatars and times are surer than a name alone, which a preface may look like."""
    early = [head for head in heads[:4] if head]
    for sure in (lambda head: head.avatar, lambda head: head.stamped or head.says, lambda _: True):
        for head in early:
            if sure(head) and head.body - (head.inline) < len(talk.lines):
                return head.start
    later = next((head for head in heads if head and head.score >= 3), None)  # noqa: PLR2004
    return later.start if later else None


def _context(talk: Talk, head: Head) -> float:
    """What the neighbours say: text follows, buttons precede."""
    if head.inline:
        return 1.0
    following = talk.lines[head.body].text if head.body < len(talk.lines) else ""
    name = read_name(following)
    texty = len(following) > _TEXTY or is_sentence(following) or name is None or name.score <= 0
    return float(texty) + (head.start in talk.buttons) - 3 * (head.ordinal and _in_list(talk, head.start))


def _in_list(talk: Talk, at: int) -> bool:
    """Whether the line above or below is numbered too: then these are points of one comment, not numbered comments."""
    near = talk.lines[max(at - 1, 0) : at] + talk.lines[at + 1 : at + 2]
    return any(_NUMBERED.match(line.text) for line in near)


def _style(talk: Talk, heads: Sequence[Head]) -> Callable[[Head], float]:
    """A judge of how far a header agrees with what these have in common."""
    traits: tuple[tuple[float, float, Callable[[Head], object]], ...] = (
        (1.0, 6.0, lambda head: head.avatar),
        (0.0, 6.0, lambda head: head.inline),
        (0.0, 5.0, lambda head: head.stamped),
        (0.0, 3.0, lambda head: head.says),
        (0.0, 3.0, lambda head: head.ordinal),
        (0.5, 1.5, lambda head: head.form),
        (0.5, 1.5, lambda head: _gap(talk, head.body) > 0 and not head.inline),
        (0.5, 2.0, lambda head: head.start in talk.buttons),
        (0.7, 2.0, lambda head: _gap(talk, head.start)),
    )
    judges = []
    for bonus, malus, trait in traits:
        usual = _usual([trait(head) for head in heads[1:]] or [trait(head) for head in heads])
        if usual is not None and not (trait is traits[-1][2] and not _tells(talk, heads)):
            judges.append((bonus, malus, trait, usual[0]))
    return lambda head: sum(
        bonus if trait(head) == usual else -malus for bonus, malus, trait, usual in judges if head is not heads[0]
    )


def _usual(values: Sequence[object]) -> tuple[object] | None:
    value, times = Counter(values).most_common(1)[0]
    return (value,) if times >= _SHARE * len(values) else None


def _gap(talk: Talk, at: int) -> int:
    return talk.lines[at].gap if at < len(talk.lines) else 0


def _tells(talk: Talk, heads: Sequence[Head]) -> bool:
    """Whether blank lines before headers differ from those elsewhere."""
    starts = {head.start for head in heads}
    before = {_gap(talk, head.start) for head in heads[1:]}
    inside = {line.gap for at, line in enumerate(talk.lines) if at and at not in starts}
    return bool(before) and before != inside


def _counted(found: Sequence[Head], scores: dict[int, float], end: int, count: int | None) -> list[Head]:
    best = _best(found, scores, end)
    if count is None or len(best) == count or abs(len(best) - count) > max(2, count // 2):
        return best
    for leaning in _LEANINGS[1:]:
        leant = _best(found, {at: score + leaning for at, score in scores.items()}, end)
        if len(leant) == count:
            return leant
    return best


def _best(found: Sequence[Head], scores: dict[int, float], end: int) -> list[Head]:
    """The headers with the highest sum of scores over `_ENOUGH`; the first of `found` is always one. Between two of
    them stands at least one line of text."""
    worth: dict[int, float] = {}
    after: dict[int, Head | None] = {}
    best_from: list[tuple[float, Head | None]] = [(0.0, None)] * (end + 2)
    position = {head.start: head for head in found}
    for at in range(end - 1, -1, -1):
        best_from[at] = best_from[at + 1]
        head = position.get(at)
        if head is None or (not head.inline and head.body >= end):
            continue
        onward = best_from[min(end, head.body + (not head.inline))]
        worth[at], after[at] = scores[at] - _ENOUGH + onward[0], onward[1]
        if worth[at] >= best_from[at][0]:
            best_from[at] = (worth[at], head)
    chain = [found[0]] if found and found[0].start in worth else []
    while chain and (onward_head := after[chain[-1].start]):
        chain.append(onward_head)
    return chain
