"""Times in this layout. `sources._shared.dates` reads them; here is what it leaves open, and this layout settles.

"03/04/2025" is 3 April: the agencies and portals of this layout write the day first. "2 hours ago" is no date: the page
does not say when it was saved.
"""

import datetime as dt
import re

from feeds.model import When
from sources._shared.dates import span_of_when
from sources._shared.months import MONTHS

_DAY_FIRST = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_DEVANAGARI_MONTH = re.compile(r"([ऀ-ॿ]+)\s+(\d{1,2}),?\s+(\d{4})(?!\d)")
_MILITARY = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)(?=\s*(?:hrs|hours)\b)", re.IGNORECASE)
_ZONE_DASH = re.compile(r"(?<=\b(?:GMT|UTC|EST|EDT|IST|BST|KST)) ?-(?=\s|$)")  # no offset: "14:05 GMT - 272 views"
_LONGEST = 300
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[/.-]\d{2}(?!\d)")
_AGO = re.compile(r"ago|now|today|yesterday|last|전|पहले", re.IGNORECASE)
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_CLOCK = re.compile(
    r"(?<![\d:.])\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?(?:[A-Z]{2,4}|[+-]\d{2}:?\d{2})\)?)?",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    r"\s*\(?\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday)\b\)?"
    r"|\s*\([월화수목금토일]\)|\s*[월화수목금토일]요일",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:(?:about|over|almost|around) )?(?:\d{1,3}|an?|one|two|three|few|a few) ?(?:seconds?|secs?|s|minutes?|mins?|m"
    r"|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mo|years?|yrs?|y) ago|just now|moments? ago"
    r"|(?:^|(?<=[|·•,(-] ))(?:yesterday|today)(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?)?$"
    r"|last (?:week|month|year)$"
    r"|\d+ ?(?:초|분|시간|일|주|개월|달|년) ?전|\d+ (?:सेकंड|मिनट|घंटे|घंटा|दिन|सप्ताह|हफ्ते|महीने|साल) पहले",
    re.IGNORECASE,
)
_SHORT_RELATIVE = re.compile(r"\d{1,2} ?(?:s|m|min|h|hr|hrs|d|w|mo|y)", re.IGNORECASE)


def tidied(text: str) -> str:
    """A line whose times are easier to read: "1045 hrs" with a colon, Western digits, no weekday beside a date."""
    text = _ZONE_DASH.sub("|", _MILITARY.sub(r"\1:\2", text.translate(_DIGITS)))
    return _NAMED_DAY.sub(" ", text) if re.search(r"\d{4}", text) else text


def find_stamp(text: str) -> tuple[When, int, int] | None:
    """The first absolute time in a line of at most 300 characters: (time, start, end)."""
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    reading = _plain_form(text)
    found = span_of_when(reading[0] if reading else text)
    if not found or not reading:
        return found
    when, start, end = found
    return when, start, end + (reading[2] if end > reading[1] else 0)


def _plain_form(text: str) -> tuple[str, int, int] | None:
    """The line with an ambiguous date spelled as ISO 8601, where that stands, and by how much the line shrank."""
    match = _DAY_FIRST.search(text)
    if match:
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if month > 12 >= day:  # noqa: PLR2004  only an American date can be meant
            day, month = month, day
    else:
        match = _DEVANAGARI_MONTH.search(text)
        if not match or match[1] not in MONTHS:
            return None
        day, month, year = int(match[2]), MONTHS[match[1]], int(match[3])
    try:
        iso = dt.date(year + 2000 if year < 100 else year, month, day).isoformat()  # noqa: PLR2004
    except ValueError:
        return None
    spelled = text[: match.start()] + iso + text[match.end() :]
    return spelled, match.start(), len(text) - len(spelled)


def find_clock(text: str) -> tuple[str, int, int] | None:
    """A time of day that stands without its date: (text, start, end)."""
    match = _CLOCK.search(text) if len(text) <= _LONGEST else None
    return (match[0], match.start(), match.end()) if match else None


def with_clock(day: dt.date, clock: str) -> When:
    """A day with the time of day that stood elsewhere in the byline; the day alone if that is none."""
    found = span_of_when(f"{day.isoformat()} {clock}")
    if found and isinstance(found[0], dt.datetime):
        return found[0]
    found = span_of_when(f"{day:%d} {_ENGLISH[day.month - 1]} {day.year} {clock}")
    return found[0] if found else day


_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def find_relative(text: str, *, short: bool = False) -> tuple[int, int] | None:
    """Where words such as "2 hours ago" stand; with `short`, "2h" alone counts as well."""
    match = (_AGO.search(text) and _RELATIVE.search(text)) or (
        _SHORT_RELATIVE.fullmatch(text.strip()) if short else None
    )
    return match.span() if match else None
