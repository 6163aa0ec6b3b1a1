"""Stage five: the article's lines as blocks. Labelled parts are taken out; text stays, in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.text import vocabulary as words
from sources.text.dateline import read_dateline
from sources.text.labels import are_hashtags, is_bar, mark, plain
from sources.text.lines import Line
from sources.text.points import is_sentence, marked_points, read_points
from sources.text.quote import read_lone_quote, read_quote

_EARLY = 9  # text lines before which points need no known heading
_REACH = 60  # lines that one part of the page may have
_LAST = 3  # lines of the article among which the views are disclaimed
_TELLING = 60  # characters of a line that is more than a label
_SHORT = 24  # characters of "--IANS" and the like
_LONGEST_TITLE = 140  # characters of a related story's
_TAG = 40  # characters of one tag
_SEPARATORS = re.compile(r"\s*[,;|·•،、/]\s*|\s+(?=#)|\s{2,}")
_SIGN_OFF = re.compile(
    r"[-–—\s(\[]*(?:[A-Z]{2,6}|Reuters|Xinhua|Yonhap)(?:/\w+)*[)\]\s]*|[a-z]{2,4}(?:/[a-z]{2,4})+|(?:-+\s*)?(?:ends"
    r"|###?|30)(?:\s*-+)?",
    re.DOTALL,
)


@dataclass(slots=True)
class Blocks:
    """The article without its labelled parts. `points_at` and `quote_label_at` are positions in
    `texts` before which they stood. `found` tells by field which line told it, for `evidence`."""

    texts: list[Line] = field(default_factory=list)
    highlights: tuple[str, ...] = ()
    points_at: int | None = None
    quote_label_at: int | None = None
    summary: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    section: str | None = None
    labels: int = 0
    found: dict[str, str] = field(default_factory=dict)


def read_blocks(lines: Sequence[Line]) -> Blocks:
    """The blocks of an article."""
    blocks = Blocks()
    at = 0
    while at < len(lines):
        at += _take(lines, at, blocks)
    return blocks


def read_tail(lines: Sequence[Line], blocks: Blocks) -> None:
    """Tags, categories and section that stand below the conversation."""
    for at, line in enumerate(lines):
        each = mark(line.text)
        if each.kind in {"tags", "categories", "section"}:
            _take(lines, at, blocks)


def _take(lines: Sequence[Line], at: int, blocks: Blocks) -> int:  # noqa: PLR0911 - a table of kinds
    """Put the part that begins at a line where it belongs; how many lines it took."""
    each = mark(lines[at].text)
    rest = lines[at + 1 : at + _REACH]
    if not blocks.texts and each.kind not in {"section", "tags", "bar", "advert", "categories", "text"}:
        each = mark("")  # a headline, whatever it says
    if each.kind == "points" or (each.kind == "summary" and not each.rest and marked_points(rest)):
        return 1 + _points(each.rest, rest, blocks)
    if each.kind == "summary" and _is_early(blocks) and not blocks.summary:
        return 1 + _summary(each.rest, rest, blocks)
    if each.kind in {"tags", "categories"}:
        return 1 + _tags(each.rest, rest, blocks.tags if each.kind == "tags" else blocks.categories, blocks)
    if each.kind == "text" and blocks.texts and are_hashtags(lines[at].text):
        return 1 + _tags(lines[at].text, rest, blocks.tags, blocks)
    if each.kind == "section":
        blocks.section = blocks.section or each.rest or None
        return 1
    if each.kind == "quote":
        return _quote(lines, at, each.rest, blocks)
    if each.kind == "related":
        return 1 + (0 if each.rest else _titles(rest))
    if each.kind == "disclaimer" and (at >= len(lines) - _LAST or plain(lines[at].text).startswith("disclaimer")):
        return 1 + (1 if not each.rest and rest else 0)
    return _text(lines, at, blocks) if each.kind in {"text", "perhaps", "summary"} or _is_prose(lines[at].text) else 1


def _is_prose(text: str) -> bool:
    return len(text) > 60 and is_sentence(text)  # noqa: PLR2004


def _text(lines: Sequence[Line], at: int, blocks: Blocks) -> int:
    """A line without a label: text, or the beginning of points under a heading that is not in the vocabulary."""
    line = lines[at]
    early = blocks.texts and not blocks.highlights and _is_early(blocks)
    if early and (found := marked_points(lines[at : at + _REACH])):
        return _keep_points(found, blocks)
    heading = len(line.text.split()) <= 6 and not is_sentence(line.text) and len(blocks.texts) > 1  # noqa: PLR2004
    if early and heading and (found := marked_points(lines[at + 1 : at + _REACH])):
        return 1 + _keep_points(found, blocks)
    if not _is_furniture(line.text, last=at >= len(lines) - 2):
        blocks.texts.append(line)
    return 1


def _is_early(blocks: Blocks) -> bool:
    """Whether only the head of the article was seen so far: headline, byline, summary, a paragraph or two."""
    return len(blocks.texts) <= 2 * _EARLY and sum(len(line.text) > _TELLING for line in blocks.texts) <= _EARLY // 2


def _is_furniture(text: str, *, last: bool) -> bool:
    return is_bar(plain(text)) or (
        last and len(text) < _SHORT and bool(_SIGN_OFF.fullmatch(text)) and text != text.lower().strip("/")
    )


def _keep_points(found: tuple[tuple[str, ...], int], blocks: Blocks) -> int:
    blocks.highlights, blocks.points_at = found[0], len(blocks.texts)
    blocks.labels += 1
    return found[1]


def _points(inline: str, rest: Sequence[Line], blocks: Blocks) -> int:
    if blocks.highlights:
        return 0
    if inline:
        return 0 * _keep_points(
            (tuple(part for part in re.split(r"\s*[;•|]\s*", inline.strip(" .•")) if part), 0), blocks
        )
    found = read_points(rest, _ends_points)
    return _keep_points(found, blocks) if found[0] else 0


def _ends_points(text: str) -> bool:
    filed = read_dateline(text)
    if read_quote(text) or read_lone_quote(text):
        return True
    return mark(text).kind not in {"text", "bar", "perhaps"} or bool(filed and filed.sure)


def _summary(inline: str, rest: Sequence[Line], blocks: Blocks) -> int:
    blocks.labels += 1
    if inline:
        blocks.summary.append(inline)
        return 0
    if rest and mark(rest[0].text).kind == "text":
        blocks.summary.append(rest[0].text)
        return 1
    return 0


def _quote(lines: Sequence[Line], at: int, inline: str, blocks: Blocks) -> int:
    blocks.quote_label_at = len(blocks.texts)
    if inline:
        line = lines[at]
        blocks.texts.append(Line(line.number, inline, line.gap, line.indent))
    return 1


def _tags(inline: str, rest: Sequence[Line], into: list[str], blocks: Blocks) -> int:
    """Tags on the label's line, or on the lines below it while these look like tags."""
    blocks.labels += 1
    taken = 0
    if inline:
        into.extend(_split(inline))
        return 0
    for line in rest:
        if not _looks_like_tags(line, taken):
            break
        into.extend(_split(line.text))
        taken += 1
    return taken


def _looks_like_tags(line: Line, taken: int) -> bool:
    if mark(line.text).kind not in {"text", "bar"} or is_sentence(line.text):
        return False
    if words.PREFACE.fullmatch(plain(line.text)) or (taken and line.gap > 1):
        return False
    parts = _split(line.text)
    return bool(parts) and all(len(part) <= _TAG and len(part.split()) <= 5 for part in parts)  # noqa: PLR2004


def _split(text: str) -> list[str]:
    parts = (part.strip(' \t#.[]"“”*') for part in _SEPARATORS.split(text))
    return [part for part in parts if part]


def _titles(rest: Sequence[Line]) -> int:
    """How many lines below "Related Stories" are titles."""
    taken = 0
    for line in rest:
        if (
            mark(line.text).kind != "text"
            or len(line.text) > _LONGEST_TITLE
            or (is_sentence(line.text) and not line.text.endswith(("?", "!")))
        ):
            break
        if taken and line.gap > rest[0].gap and line.gap > rest[min(1, len(rest) - 1)].gap:
            break
        taken += 1
    return taken
