"""When a comment was written: machine-readable times first, then words, then words such as "2 hours ago"."""

import datetime as dt
from collections.abc import Iterable

from lxml.html import HtmlElement

from feeds.model import When
from sources._shared.dates import find_when, from_number, parse_when, relative_when
from sources.html.roles import role
from sources.html.select import text

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
_LONGEST = 120
_ANY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def time_of(nodes: Iterable[HtmlElement], now: dt.datetime | None) -> tuple[When | None, bool, HtmlElement | None]:
    """The time that a comment's elements tell, whether it is approximate, and the element that tells it. `now` is when
    the page was fetched: without it, relative times are not known (the element is named all the same)."""
    nodes = list(nodes)
    marked = [node for node in nodes if _is_marked(node)]
    days: tuple[When | None, bool, HtmlElement | None] = (None, False, None)
    for node in marked:
        when = machine_time(node) or find_when(text(node)[:_LONGEST])
        if when and hasattr(when, "hour"):
            return when, False, node
        days = (when, False, node) if when and days[2] is None else days
    if days[0] is not None:
        return days
    for node in marked:
        words = text(node)
        if is_relative(words):
            return (relative_when(words, now) if now else None), True, node
    for node in nodes:
        words = text(node) if len(node) < 4 else ""  # noqa: PLR2004 - a line, not a block
        if 3 < len(words) < _LONGEST and (when := find_when(words)):  # noqa: PLR2004
            return when, False, node
    return None, False, None


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
