"""Stage six: the readers' comments."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from feeds.model import Author, Comment
from sources._shared.names import without_address
from sources.text.headers import Head, read_signature
from sources.text.lines import Line
from sources.text.segment import Talk, cut

_RULES = re.compile(
    r"\b(?:comment|respect|polite|kind|nice|civil|guideline|discuss|moderat|abus|rules|debate|opinion|feedback|topic"
    r"|share your|friendly)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:[-–—~]{1,2}\s*|by\s+)(?P<name>\S.{1,70})")
_QUOTED = re.compile(r"[\"“](?P<text>.+)[\"”][.,]?\s*(?:[-–—]+)\s*(?P<name>[^\"“”]{2,70})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment as the page shows it."""

    head: Head
    paragraphs: tuple[tuple[str, ...], ...]
    indent: int

    @property
    def content(self) -> str:
        """Its text as HTML: a `<p>` for each paragraph, `<br>` for breaks inside one."""
        joined = ("<br>".join(html.escape(line, quote=False) for line in lines) for lines in self.paragraphs)
        return "".join(f"<p>{paragraph}</p>" for paragraph in joined)


def read_remarks(talk: Talk, count: int | None, *, foreign_end: bool = False) -> list[Remark]:
    """The comments of a conversation. `foreign_end` says that a form or the like follows: then a last paragraph that is
    set apart, where nothing else is, belongs to that."""
    signed = _signed(talk.lines)
    if signed:
        return signed
    heads = cut(talk, count)
    bounds = [*(head.start for head in heads[1:]), len(talk.lines)][: len(heads)]
    bodies = [list(talk.lines[head.body : bound]) for head, bound in zip(heads, bounds, strict=True)]
    if foreign_end and bodies and _is_foreign(heads, bodies, talk.lines):
        bodies[-1] = bodies[-1][:-1]
    loose = not any(line.gap for body in bodies for line in body[1:]) and not any(
        talk.lines[h.start].gap for h in heads[1:]
    )
    return [
        Remark(head, _paragraphs(head, body, loose=loose), talk.lines[head.start].indent)
        for head, body in zip(heads, bodies, strict=True)
    ]


def _is_foreign(heads: Sequence[Head], bodies: Sequence[Sequence[Line]], lines: Sequence[Line]) -> bool:
    if len(bodies[-1]) < 2 or not bodies[-1][-1].gap or any(lines[head.start].gap for head in heads[1:]):  # noqa: PLR2004
        return False
    return sum(bool(line.gap) for body in bodies for line in body) == 1 and bool(_RULES.search(bodies[-1][-1].text))


def _paragraphs(head: Head, body: Sequence[Line], *, loose: bool) -> tuple[tuple[str, ...], ...]:
    """Paragraphs by blank lines; where the conversation has none at all (`loose`), every line is one."""
    found: list[list[str]] = [[head.text]] if head.text else []
    for line in body:
        if "@" in line.text and not without_address(line.text):
            continue  # a commenter's address, wherever it stands
        if found and not line.gap and not loose:
            found[-1].append(line.text)
        else:
            found.append([line.text])
    return tuple(tuple(lines) for lines in found)


def _signed(lines: Sequence[Line]) -> list[Remark]:
    """Comments with their names below or behind them: "text / - Name", "“text” - Name"."""
    found: list[Remark] = []
    pending: list[Line] = []
    for line in lines:
        quoted = _QUOTED.fullmatch(line.text)
        below = _SIGNED.fullmatch(line.text) if pending else None
        if quoted and not pending:
            found.append(_remark(quoted["name"], ((quoted["text"],),), line))
        elif below:
            found.append(_remark(below["name"], tuple((each.text,) for each in pending), line))
            pending = []
        else:
            pending.append(line)
    return found if found and not pending and len(found) > len(lines) // 4 else []


def _remark(signature: str, paragraphs: tuple[tuple[str, ...], ...], line: Line) -> Remark:
    head = read_signature(signature.strip(), 0) or Head(start=0, body=0, name=signature.strip(), form="full", score=0)
    return Remark(head, paragraphs, line.indent)


def to_comments(remarks: Sequence[Remark], source: str, article: str) -> list[Comment]:
    """The remarks as records. None has a key; those that are answered have a label for their replies to name."""
    parents = [_parent(remarks, at) for at in range(len(remarks))]
    labels = {at: f"remark {at + 1}" for at in parents if at is not None}
    return [
        Comment(
            source=source,
            article=article,
            content=remark.content,
            label=labels.get(at),
            parent=labels[parent] if parent is not None else None,
            author=_author(remark.head.name),
            published=remark.head.published,
        )
        for at, (remark, parent) in enumerate(zip(remarks, parents, strict=True))
    ]


def _author(name: str) -> Author | None:
    """Nobody, where an address is all that stands for the name."""
    name = without_address(name)
    return Author(name=name) if name else None


def _parent(remarks: Sequence[Remark], at: int) -> int | None:
    """The comment that one answers: the last before it of the name that it gives, or the last less indented."""
    remark = remarks[at]
    if remark.head.answers:
        wanted = remark.head.answers.casefold()
        return next((i for i in range(at - 1, -1, -1) if remarks[i].head.name.casefold() == wanted), None)
    if remark.head.arrow or remark.indent > remarks[0].indent:
        depth = (remark.indent, remark.head.arrow)
        return next((i for i in range(at - 1, -1, -1) if (remarks[i].indent, remarks[i].head.arrow) < depth), None)
    return None
