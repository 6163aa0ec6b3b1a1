"""Dates in UTC, written without asking the locale: RFC 822 with four-digit years for RSS, RFC 3339 for Atom and JSON.

feedgen's own formatter switches the whole process to the C locale and back, which no thread may do to the others.
"""

import datetime as dt
from functools import lru_cache

from lxml.etree import SubElement, _Element

from feeds.extensions.extension import Extension
from feeds.feed import Entry, Feed

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def rfc822(when: dt.datetime) -> str:
    """An aware time as "Mon, 16 Jun 2025 08:00:00 +0000" (RSS 2.0; RFC 822 section 5, years as in RFC 1123)."""
    when = _utc(when)
    return f"{_day(when.year, when.month, when.day)} {when.hour:02d}:{when.minute:02d}:{when.second:02d} +0000"


def rfc3339(when: dt.datetime) -> str:
    """An aware time as "2025-06-16T08:00:00Z", with a fraction only where it has one (RFC 3339 section 5.6)."""
    text = _utc(when).isoformat()[:-6]
    return f"{text.rstrip('0')}Z" if when.microsecond else f"{text}Z"


def rfc3339_seconds(when: dt.datetime) -> str:
    """The same, to the second."""
    return rfc3339(when.replace(microsecond=0))


def _utc(when: dt.datetime) -> dt.datetime:
    return when if when.tzinfo is dt.UTC else when.astimezone(dt.UTC)


@lru_cache(maxsize=4096)
def _day(year: int, month: int, day: int) -> str:
    return f"{_DAYS[dt.date(year, month, day).weekday()]}, {day:02d} {_MONTHS[month - 1]} {year:04d}"


def _item(item: _Element, entry: Entry) -> None:
    SubElement(item, "pubDate").text = rfc822(entry.published)


def _entry(element: _Element, entry: Entry) -> None:
    published = rfc3339(entry.published)
    updated = published if entry.updated == entry.published else rfc3339(entry.updated)
    element[2].text = updated  # feedgen opens an entry, and a feed, with id, title, updated
    SubElement(element, "published").text = published


def _channel(channel: _Element, feed: Feed) -> None:
    SubElement(channel, "lastBuildDate").text = rfc822(feed.updated)


def _feed(element: _Element, feed: Feed) -> None:
    element[2].text = rfc3339(feed.updated)


DATES = Extension(item=_item, entry=_entry, channel=_channel, feed=_feed)
