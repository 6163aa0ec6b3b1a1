"""When a comment was written: machine-readable times first, then words, then words such as "2 hours ago"."""

import datetime as dt
import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from feeds.model import When
from sources._shared.dates import find_when, from_number, parse_when, relative_when, span_of_when
from sources.html.page import Page
from sources.html.roles import role
from sources.html.select import beginning, line

_ATTRIBUTES = (
    "datetime",
    "title",
    "data-time",
    "data-timestamp",
    "data-date",
    "data-datetime",
    "data-utime",
    "data-created",
    "data-unixtime",
    "content",
)
_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?](?:\s|$)")
_NUMBERS = re.compile(
    r"(?P<before>(?:(?<=\s)|^)(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    r"(?<![\d/-])(?P<first>\d{1,2})(?P<sign>[/-])(?P<second>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d|(?<=/)\d\d)(?![\d/-])",
    re.IGNORECASE,
)
# "20.02.08" or "5.3.12 / 2:03pm" and nothing else: in a sentence it may be a version.
_DOTTED = re.compile(
    r"^\W*(?P<first>\d{1,2})\.(?P<second>\d{1,2})\.(?P<year>[0-3]\d)"
    r"(?:[\s,/|–-]+(?:um\s+|at\s+)?(?P<clock>\d{1,2}[:.]\d\d(?:\s*(?P<half>[ap]\.?m\b))?).{0,5})?\W*$",
    re.IGNORECASE,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "")
_MONTHS, _DAYS, _WORDS = 12, 31, 7
_LONGEST, _CENTURY, _OLDEST = 120, 99, 90
_ANY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def time_of(nodes: Iterable[HtmlElement], page: Page) -> tuple[When | None, bool, HtmlElement | None]:
    """The time that a comment's elements tell, whether it is approximate, and the element that tells it. If it is not
    known when the page was fetched, relative times are not known (the element is named all the same)."""
    now, nodes = page.fetched, list(nodes)
    marked = [node for node in nodes if _is_marked(node)]
    days: tuple[When | None, bool, HtmlElement | None] = (None, False, None)
    for node in marked:
        when = machine_time(node) or find_when(settled(beginning(node, _LONGEST), page))
        if when and hasattr(when, "hour"):
            return when, False, node
        days = (when, False, node) if when and days[2] is None else days
    if days[0] is not None:
        return days
    for node in marked:
        words = line(node, _LONGEST) or ""
        if is_relative(words):
            return (relative_when(words, now) if now else None), True, node
    for node in nodes:
        words = line(node, _LONGEST) or "" if len(node) < 4 else ""  # noqa: PLR2004 - a line, not a block
        if len(words) > 3 and (when := _told(settled(words, page))):  # noqa: PLR2004
            return when, False, _narrowed(node, when, page)
    untold = (node for node in nodes if len(node) < 4 and _NUMBERS.search(beginning(node, _LONGEST)))  # noqa: PLR2004
    return None, False, next(untold, None)


def _told(words: str) -> When | None:
    """The time in a line, if it is no sentence that tells of a day."""
    found = span_of_when(words)
    if found is None or _SENTENCE.search(words[: found[1]] + words[found[2] :]):
        return None
    ends = (
        words[found[2] :].strip() == "." and len(words[: found[1]].split()) > _WORDS
    )  # "by our terms of May 1, 2012."
    return None if ends and not hasattr(found[0], "hour") else found[0]


def _narrowed(node: HtmlElement, when: When, page: Page) -> HtmlElement:
    """The innermost element that tells the same time."""
    for one in node:
        if find_when(settled(beginning(one, _LONGEST), page)) == when:
            return _narrowed(one, when, page)
    return node


def settled(words: str, page: Page) -> str:
    """`words` with a date such as 05/06/2019 as 2019-05-06, if its weekday or the page's other dates tell which number
    is the day: one that is over 12."""
    if "." in words and (match := _DOTTED.match(words)):
        month_first = match["half"] or int(match["second"]) > _MONTHS
        month, day = (match["first"], match["second"]) if month_first else (match["second"], match["first"])
        if 1 <= int(month) <= _MONTHS and 1 <= int(day) <= _DAYS:
            return f"20{match['year']}-{month:0>2}-{day:0>2} {match['clock'] or ''}".strip()
    return _NUMBERS.sub(lambda match: _settled(match, page), words) if "/" in words or "-" in words else words


def _settled(match: re.Match[str], page: Page) -> str:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    year += 0 if year > _CENTURY else 2000 if year < _OLDEST else 1900
    orders = [(first, second), (second, first)]  # month and day
    told = (match["weekday"] or "").lower()
    known = [
        (month, day)
        for month, day in orders
        if 1 <= month <= _MONTHS and 1 <= day <= _DAYS and (not told or _WEEKDAYS[_weekday(year, month, day)] == told)
    ]
    if not told and first != second and len(known) > 1:
        known = [orders[0]] if page.month_first else [orders[1]] if page.month_first is False else known
    month, day = known[0] if len(set(known)) == 1 else (0, 0)
    return f"{match['before'] or ''}{year}-{month:02}-{day:02}" if month else match[0]


def _weekday(year: int, month: int, day: int) -> int:
    try:
        return dt.date(year, month, day).weekday()
    except ValueError:
        return -1


def is_relative(words: str) -> bool:
    """Whether a short text tells a time from now: "2 hours ago"."""
    return len(words) < _LONGEST and relative_when(words, _ANY) is not None


def _is_marked(node: HtmlElement) -> bool:
    return (
        node.tag in {"time", "abbr"}
        or role(f"{node.get('class') or ''} {node.get('itemprop') or ''}") == "time"
        or any(name in node.attrib for name in _ATTRIBUTES[2:9])
    )


def machine_time(node: HtmlElement) -> When | None:
    """The time that an element's attributes give to programs."""
    for name in _ATTRIBUTES:
        told = node.get(name)
        if told:
            number = told.strip()
            when = from_number(int(number)) if number.isdigit() and len(number) in {10, 13} else parse_when(number)
            if when:
                return when
    return None
