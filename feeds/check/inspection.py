"""The running check of one document: what every rule is given, and where it reports."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from feeds.check import Finding
from feeds.check.code import Code
from feeds.check.names import short

Element: TypeAlias = etree._Element  # noqa: SLF001 (lxml has no public name for it)

MOST = 50
"""Findings kept of one code: a feed with 100,000 equal faults is told about 50 of them, in bounded time."""
SHOWN = 60
"""Characters of an offending value that a message shows."""


@dataclass(slots=True)
class Inspection:
    """One document under check. `format` is "rss", "atom", "json" or "opml"; `version` the root's version attribute;
    `url` where the document is served; `now` an aware time or None, when no date is called a future one; `deep` asks
    for the slow checks. `seen` holds, per scope, the values that must not come twice."""

    body: bytes
    format: str
    version: str = ""
    url: str | None = None
    now: dt.datetime | None = None
    deep: bool = False
    html_budget: int = 1_000_000
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seen: dict[str, set[str]] = field(default_factory=dict)
    lines: list[bytes] | None = None

    def report(self, code: Code, where: Element | int | str | None = None, value: str = "", name: str = "") -> None:
        """Add a finding at an element, a line or a path; `value` is the offending text, of which the start is shown."""
        self.counts[code.name] += 1
        if self.counts[code.name] > MOST:
            return
        line, path, element = place(where)
        message = code.advice.format(value=shorten(value), element=element, name=name)
        self.findings.append(
            Finding(
                level=code.level, code=code.name, message=message, w3c=code.w3c, line=line, path=path, spec=code.spec
            )
        )

    def first(self, scope: str, value: str) -> bool:
        """Whether `value` comes for the first time in `scope`; it is remembered."""
        known = self.seen.setdefault(scope, set())
        if value in known:
            return False
        known.add(value)
        return True

    def source_line(self, element: Element) -> bytes:
        """The raw line on which an element starts: only there can `&#x26;` be told from `&amp;`."""
        if self.lines is None:
            self.lines = self.body.split(b"\n")
        line = element.sourceline or 0
        return self.lines[line - 1] if 0 < line <= len(self.lines) else b""


def shorten(value: str) -> str:
    """A value for a message: on one line, cut to `SHOWN` characters, never with a character that a terminal obeys."""
    line = " ".join(value[: 4 * SHOWN].split())
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def place(where: Element | int | str | None) -> tuple[int | None, str | None, str]:
    """Line, path and short name of what a finding is about."""
    if where is None or isinstance(where, int):
        return where, None, "document"
    if isinstance(where, str):
        return None, where, where.rsplit(".", 1)[-1]
    return where.sourceline, xpath(where), short(where.tag)


def xpath(element: Element) -> str:
    """The XPath-like place of an element: "/rss/channel/item[3]/guid"."""
    steps = [step(node) for node in (element, *element.iterancestors())]
    return "/" + "/".join(reversed(steps))


def step(element: Element) -> str:
    """One step of a path; counted only where siblings of the same name precede or follow."""
    parent = element.getparent()
    if parent is None:
        return short(element.tag)
    tag = str(element.tag)
    before = sum(1 for _ in element.itersiblings(tag, preceding=True))
    alone = before == 0 and next(element.itersiblings(tag), None) is None
    return short(tag) if alone else f"{short(tag)}[{before + 1}]"
