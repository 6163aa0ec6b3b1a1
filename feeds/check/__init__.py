"""Checks on the exact bytes that would be published; the same checks stand behind `feedhouse check`.

`check(body)` finds out what the bytes are (RSS, Atom, JSON Feed, OPML) and runs, in this order: `xml` (well-formed,
UTF-8, no DTD, size), `rules` (cardinality and values) and `schema` (XSD, JSON Schema), which speaks only where no rule
explains the same line better. To add a rule, write one function in the file of its section under `rules/` and one line
in its table.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]

LIMIT = 5_000_000
"""Bytes of a document: W3C's validator reads no more, and no reader should have to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault. `code` is ours, stable, in kebab-case ("guid-missing"); `w3c` is the class name that W3C's validator
    gives the same fault, or None where it is silent; `message` says what to do; `line` counts from 1; `path` is the
    XPath-like place ("/rss/channel/item[3]/guid"); `spec` is the sentence or section of the spec that asks for it."""

    level: Level
    code: str
    message: str
    w3c: str | None = None
    line: int | None = None
    path: str | None = None
    spec: str | None = None


def check(
    body: bytes, *, url: str | None = None, now: dt.datetime | None = None, deep: bool = False
) -> tuple[Finding, ...]:
    """The faults of one document, by line; none for a good one. Never raises, whatever the bytes are.

    `url` is where the document is served: the link to itself must be equal to it. `now` is an aware time; without it no
    date is called a future one. `deep` adds what is slow: HTML content is parsed and every tag, attribute and style in
    it looked at, and a JSON Feed is held against the schema as well."""
    from feeds.check.document import inspect  # noqa: PLC0415 (lxml is loaded by those who check)

    return inspect(body, url, now, deep=deep)


def errors(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is an error: the document must not be published."""
    return any(finding.level == "error" for finding in findings)
