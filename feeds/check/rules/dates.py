"""Dates: RFC 822 in RSS and OPML, RFC 3339 in Atom, W3CDTF in Dublin Core; calendar, weekday, past and future."""

import datetime as dt
import re

from feeds.check.code import Code
from feeds.check.inspection import Element, Inspection
from feeds.check.remember import remember

RFC822 = Code(
    "date-rfc822",
    "error",
    "InvalidRFC2822Date",
    "Write the date as Mon, 16 Jun 2025 08:00:00 +0000, not {value}.",
    "RFC 822, 5",
)
RFC822_FORM = Code(
    "date-rfc822-form",
    "warning",
    "ProblematicalRFC822Date",
    "Write the date as Mon, 16 Jun 2025 08:00:00 +0000, not {value}.",
    "RSS profile",
)
WEEKDAY = Code("date-weekday", "error", "IncorrectDOW", "Correct the weekday of {value}.", "RFC 822, 5.2")
RFC3339 = Code(
    "date-rfc3339",
    "error",
    "InvalidRFC3339Date",
    "Write the date as 2025-06-16T08:00:00Z, not {value}.",
    "RFC 4287, 3.3",
)
W3CDTF = Code(
    "date-w3cdtf",
    "error",
    "InvalidW3CDTFDate",
    "Write the date as 2025-06-16T08:00:00Z, not {value}.",
    "W3C date and time formats",
)
IMPLAUSIBLE = Code(
    "date-implausible",
    "warning",
    "ImplausibleDate",
    "Check the date: {value} lies before 1990 or in the future.",
    "W3C",
)
CLOCK = Code(
    "date-clock", "warning", None, "Correct the time of day in {value}: no clock shows it.", "RFC 822, 5; RFC 3339, 5.7"
)
SPACE = Code(
    "space-unexpected",
    "error",
    "UnexpectedWhitespace",
    "Remove the space around the value of {element}.",
    "RFC 4287, 3.3",
)

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
STRICT = re.compile(
    rf"(?:({'|'.join(DAYS)}), )?(\d\d?) ({'|'.join(MONTHS)}) (\d{{4}}) (\d\d):(\d\d)(?::(\d\d))? "
    r"([+-]?\d\d[03]0|UT|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|Z)\Z"
)
LOOSE = re.compile(
    rf"(?:(?:{'|'.join(DAYS)})\s*,\s*)?\d\d?\s+(?:{'|'.join(MONTHS)})\s+\d\d(?:\d\d)?\s+\d\d:\d\d(?::\d\d)?\s+"
    r"(?:[+-]\d{4}|ut|gmt|est|edt|cst|cdt|mst|mdt|pst|pdt|[a-ik-z])?\Z",
    re.IGNORECASE,
)
ATOM = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d*)?(?:Z|([+-])(\d\d):(\d\d))\Z", re.ASCII)
PROFILE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d*)?)?(?:Z|[+-]\d\d:\d\d))?)?)?\Z", re.ASCII
)
ISO = re.compile(PROFILE.pattern.replace(r"(?:Z|[+-]\d\d:\d\d))?)?)?\Z", r"(?:Z|[+-]\d\d:\d\d)?)?)?)?\Z"), re.ASCII)
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
SOON = dt.timedelta(minutes=10)
"""How far ahead a clock may run; W3C's validator looks at the minute in RSS, at the day in Atom."""
DAY = dt.timedelta(days=1)
UNCHECKED_YEAR = 1900
LAST_HOUR, LAST_MINUTE = 23, 60

Found = tuple[Code | None, dt.datetime | None]


@remember(4096)
def rfc822(text: str) -> Found:
    """What is wrong with a date of RFC 822, and the instant that it names."""
    found = STRICT.match(text)
    if found is None:
        return (RFC822_FORM if LOOSE.match(without_comments(text).strip()) else RFC822), None
    weekday, day, month, year, hour, minute, second, zone = found.groups()
    try:
        date = dt.date(int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return RFC822, None
    if weekday and date.year > UNCHECKED_YEAR and DAYS[date.weekday()] != weekday:
        return WEEKDAY, None
    clock = (int(hour), int(minute), int(second or 0))
    return instant(date, clock, offset(zone))


def without_comments(text: str) -> str:
    """A date without RFC 822's comments in brackets; a date of any length takes one pass a level, at most nine."""
    text = re.sub(r"\\(.)", "", text[:200])
    for _ in range(9):
        text = re.sub(r"\([^()]*\)", " ", text)
    return text


def offset(zone: str) -> int:
    """Minutes east of Greenwich."""
    if zone in ZONES:
        return ZONES[zone] * 60
    digits = zone.lstrip("+-")
    if not digits.isdigit():
        return 0
    return (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if zone[0] == "-" else 1)


def instant(date: dt.date, clock: tuple[int, int, int], minutes: int) -> Found:
    """A date, a time of day and an offset as an instant; a time that no clock shows is called so."""
    hour, minute, second = clock
    start = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    try:
        when = start + dt.timedelta(hours=hour, minutes=minute - minutes, seconds=second)
    except OverflowError:
        return IMPLAUSIBLE, None
    return (CLOCK if hour > LAST_HOUR or minute >= LAST_MINUTE or second > LAST_MINUTE else None), when


@remember(4096)
def rfc3339(text: str) -> Found:
    """What is wrong with a date of RFC 3339, and the instant that it names."""
    found = ATOM.match(text)
    if found is None:
        return RFC3339, None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    if hour > LAST_HOUR or minute > LAST_MINUTE or second > LAST_MINUTE:
        return RFC3339, None
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return RFC3339, None
    sign, hours, minutes = found.groups()[6:]
    ahead = 0 if sign is None else (int(hours) * 60 + int(minutes)) * (-1 if sign == "-" else 1)
    return instant(date, (hour, minute, second), ahead)


@remember(1024)
def w3cdtf(text: str) -> Found:
    """What is wrong with a date of W3CDTF: a year, a month, a day, or a time with its zone."""
    return from_iso(PROFILE, text)


@remember(1024)
def iso8601(text: str) -> Found:
    """As `w3cdtf`, but the zone may be left out."""
    return from_iso(ISO, text)


def from_iso(pattern: re.Pattern[str], text: str) -> Found:
    """Match, and ask the calendar and the clock."""
    found = pattern.match(text)
    if found is None:
        return W3CDTF, None
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups())
    try:
        date = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return W3CDTF, None
    if (hour or 0) > LAST_HOUR or (minute or 0) > LAST_MINUTE or (second or 0) > LAST_MINUTE:
        return W3CDTF, None
    return instant(date, (hour or 0, minute or 0, second or 0), 0)


def judge(job: Inspection, element: Element, text: str, found: Found, ahead: dt.timedelta) -> None:
    """Report a bad date, or one that cannot be meant."""
    code, when = found
    if code is not None:
        job.report(code, element, text)
    if when is not None and (when < EARLIEST or (job.now is not None and when > job.now + ahead)):
        job.report(IMPLAUSIBLE, element, text)


def rss_date(job: Inspection, element: Element, text: str) -> None:
    """pubDate, lastBuildDate, OPML's dates."""
    judge(job, element, text, rfc822(text), SOON)


def atom_date(job: Inspection, element: Element, text: str) -> None:
    """Updated and published; the value stands alone, without space around it."""
    if element.text != text:
        job.report(SPACE, element, text)
    judge(job, element, text, rfc3339(text), DAY)


def atom_date_in_rss(job: Inspection, element: Element, text: str) -> None:
    """atom:updated and atom:published in RSS, where W3C lets space stand around them."""
    judge(job, element, text, rfc3339(text), DAY)


def dc_date(job: Inspection, element: Element, text: str) -> None:
    """dc:date, sy:updateBase."""
    judge(job, element, text, w3cdtf(text), DAY)
