"""Checks on the exact bytes that would be published; the same checks stand behind `feedhouse check`.

`check(body)` finds out what the bytes are (RSS, Atom, JSON Feed, OPML) and runs, in this order: `xml` (well-formed,
UTF-8, no DTD, size), `schema` (XSD, JSON Schema), `rules` (cardinality and what no schema reaches). To add a rule, write
one function in the file of its section under `rules/` and one line in its table.
"""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault. `code` is ours, stable, in kebab-case ("guid-missing"); `w3c` is the class name that W3C's validator gives
    the same fault, or None where it is silent; `message` says what to do; `line` counts from 1; `path` is the XPath-like
    place ("/rss/channel/item[3]/guid"); `spec` is the sentence or section of the spec that asks for it."""

    level: Level
    code: str
    message: str
    w3c: str | None = None
    line: int | None = None
    path: str | None = None
    spec: str | None = None
