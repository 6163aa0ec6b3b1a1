"""Numbers and small closed lists, in elements and attributes."""

import re

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection

NOT_NEGATIVE = Code(
    "number-negative",
    "error",
    "InvalidNonNegativeInteger",
    "Write a whole number, 0 or more, not {value}.",
    "RFC 4685, 4; slash",
)
POSITIVE = Code(
    "number-positive",
    "error",
    "InvalidPositiveInteger",
    "Write a whole number above 0, not {value}.",
    "RSS 2.0, ttl; RSS syndication",
)
INTEGER_ATTRIBUTE = Code(
    "attribute-integer", "error", "InvalidIntegerAttribute", "Write a whole number into {name}, not {value}.", "RSS 2.0"
)
FLOAT = Code("attribute-float", "error", "InvalidFloat", "Write a number into {name}, not {value}.", "Media RSS 1.5")
TRUE_FALSE = Code(
    "value-boolean",
    "error",
    "InvalidTrueFalse",
    "Write true or false into {name}, not {value}.",
    "Media RSS 1.5; OPML 2.0",
)
PERIOD = Code(
    "update-period",
    "error",
    "InvalidUpdatePeriod",
    "Write hourly, daily, weekly, monthly or yearly, not {value}.",
    "RSS syndication",
)
INTEGERS = Code(
    "hit-parade",
    "error",
    "InvalidCommaSeparatedIntegers",
    "Write whole numbers that commas part, not {value}.",
    "RSS slash",
)

WHOLE = re.compile(r"\s*[+-]?\d+\s*\Z")
LONGEST = 1_000
"""Digits that Python turns into a number without being asked twice."""


def integer(text: str) -> int | None:
    """The whole number that a text is, or None."""
    return int(text) if len(text) < LONGEST and WHOLE.match(text) else None


def not_negative(job: Inspection, element: Element, text: str) -> None:
    """slash:comments, thr:total."""
    number = integer(text)
    if number is None or number < 0:
        job.report(NOT_NEGATIVE, element, text)


def positive(job: Inspection, element: Element, text: str) -> None:
    """ttl, sy:updateFrequency."""
    number = integer(text)
    if number is None or number <= 0:
        job.report(POSITIVE, element, text)


def period(job: Inspection, element: Element, text: str) -> None:
    """sy:updatePeriod."""
    if text not in {"hourly", "daily", "weekly", "monthly", "yearly"}:
        job.report(PERIOD, element, text)


def hit_parade(job: Inspection, element: Element, text: str) -> None:
    """slash:hit_parade."""
    if not re.match(r"\d+(?:,\s*\d+)*\Z", text):
        job.report(INTEGERS, element, text)


def boolean(job: Inspection, element: Element, text: str, name: str = "") -> None:
    """True or false, in any case."""
    if text.lower() not in {"true", "false"}:
        job.report(TRUE_FALSE, element, text, name)
