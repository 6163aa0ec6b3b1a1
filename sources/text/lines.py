"""Stage one: the page's text as lines that carry their white space apart.

What a line is called elsewhere in this package: its text is trimmed and its inner white space (tabs, no-break spaces)
is single spaces; `gap` counts the blank lines before it, `indent` the columns; `number` is its place in the file, from
1.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RULE = re.compile(r"[-*=_~–—#+·•. ]{3,}")
_WIDEST = 110  # columns of a page that was wrapped by a mailer or an editor
_FULL = 0.4  # the share of full lines among those with a line directly below, in such a page


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank."""

    number: int
    text: str
    gap: int = 0
    indent: int = 0


def read_lines(text: str) -> list[Line]:
    """The lines of a page; rules ("-----") count as a blank line, and hard-wrapped paragraphs are joined again."""
    found: list[Line] = []
    gap = 0
    for number, raw in enumerate(_BREAK.split(text), 1):
        line = _INVISIBLE.sub("", raw).expandtabs(4)
        bare = " ".join(line.split())
        if not bare or _is_rule(bare):
            gap += 1
            continue
        found.append(Line(number, bare, gap if found else 0, len(line) - len(line.lstrip())))
        gap = 0
    return _unwrapped(found)


def _is_rule(text: str) -> bool:
    return bool(_RULE.fullmatch(text)) and text not in {"...", ". . ."}


def _unwrapped(lines: list[Line]) -> list[Line]:
    width = max((len(line.text) + line.indent for line in lines), default=0)
    full = sum(_is_full(here, after, width) for here, after in pairwise(lines))
    tight = sum(not after.gap for _, after in pairwise(lines))
    if width > _WIDEST or full < max(_FULL * tight, 4):
        return lines
    joined: list[Line] = []
    for previous, line in zip([None, *lines], lines, strict=False):
        if previous and _is_full(previous, line, width):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the following line would not have fitted: only then was the break not meant."""
    if following.gap:
        return False
    return len(line.text) + line.indent + 1 + len(following.text.split(" ", 1)[0]) > width
