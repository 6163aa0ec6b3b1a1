"""Times as sources print them, to `feeds.model.When`; what is ambiguous is refused, never guessed.

`parse_when` reads a text that is a time and nothing else, `find_when` the first time in a longer text ("Published
June 16, 2025 at 3:30 pm IST by …"), `from_number` a Unix time. A text without a time of day gives a `date`, one
without a zone a naive `datetime`, one with a zone an aware `datetime`. None means: not a date.
"""

import datetime as dt
import email.utils
import re
from contextlib import suppress

from feeds.model import When
from sources._shared.ago import AGO, DAY_AND_CLOCK, DAYS_AGO, MORE_AGO, UNITS
from sources._shared.months import MONTHS, WEEKDAYS, ZONES

_ZONE = rf"(?P<zone>[+-]\d{{1,2}}:?\d{{2}}|[+-]\d{{2}}\b|(?i:{'|'.join(ZONES)})\b)?"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2})(?!\d)(?:[:.](?P<second>\d{2})(?!\d)(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?|[مص](?!\w)|مساءً?|صباحاً?)?\s*(?:Uhr|hrs|hours)?\s*"
    r"\(?(?:(?:UTC|GMT)(?=\s?[+-]))?\s*" + _ZONE
)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:\s*T\s*|[\s,]+(?:[-–]\s+)?)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?!\d)(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[apAP]\.?[mM]\b\.?)?\s*"
    + _ZONE
    + r")?(?!\d)"
)
_USUAL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:Z|[+-][01]\d:[0-5]\d)?", re.ASCII)
"""ISO 8601 as programs write it, which Python reads at once."""
_NAME = r"[^\W\d_]+[^\W_]*"
_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?\s*[-/]?\s*(?:of\s+|de\s+|den\s+)?(?P<name>{_NAME}"
            r"|[ऀ-ॿ]+)\.?[\s,/-]*(?:de\s+|del\s+)?(?P<year>\d{4})(?!\d)"
        ),
        rf"(?P<name>{_NAME})\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})\.\s*(?P<name>{_NAME})\s+(?P<day>\d{{1,2}})\.",  # Hungarian
        r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]",
        r"(?<!\d)(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})(?!\d)",
        r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?![\d.])",
        r"(?<!\d)(?P<day>1[3-9]|2\d|3[01])([/-])(?P<month>\d{1,2})\2(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<month>0?[1-9]|1[0-2])([/-])(?P<day>1[3-9]|2\d|3[01])\2(?P<year>\d{4})(?!\d)",
    )
)
_GAP = re.compile(
    r"[\s,;|·•()./–—-]*(?:(?:г(?:ода)?|r)\b[\s,.]*)?"  # Russian and Polish write "2024 г.", "2024 r."
    rf"(?:[(（](?i:{WEEKDAYS})[)）]\s*|(?i:{WEEKDAYS})[\s,.]+)?"
    r"(?:(?:(?:at|um|à|às|a las|alle|kl|om|ore|o|u|в|klo|T|godz|الساعة)\b\.?|@)\s*)?[\s,;|·•()（）–—-]*"
)
_EASTERN_HALF = re.compile(r"\s*(오전|오후|上午|下午|午前|午後)\s*")
_TIME = re.compile(_CLOCK, re.IGNORECASE)
_EASTERN_TIME = re.compile(
    r"(?P<hour>\d{1,2})\s*(?::|时|時|시)\s*(?P<minute>\d{2})?\s*[分분]?(?::(?P<second>\d{2}))?" + _ZONE
)
_NUMBERS = re.compile(
    rf"(?<![\d./-])\d{{1,2}}([./-])\d{{1,2}}\1(?:(?:19|20)\d\d|\d\d)(?![\d/-])(?:{_GAP.pattern}\d{{1,2}}[:.]\d\d"
    r"(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?)?|"
    r"(?<![\d./-])\d{1,2}/\d{1,2}(?![\d/])(?:\s+at)?\s+\d{1,2}:\d\d(?:\s*[ap]\.?m\b)?",  # no year: ExpressionEngine's
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,?\s+(?=\S)")
_DIGIT = re.compile(r"\d")
_LONGEST = 400  # longer texts are articles, not dates
_GREATEST = 1e17  # no Unix time; an integer may be larger than any float


def parse_when(text: str | None) -> When | None:
    """The time that `text` is. None if it holds anything else, is ambiguous ("01/02/2024"), incomplete ("5", "June 16")
    or impossible ("2025-02-30"). ISO 8601 first, then RFC 5322, then dates in words in some twenty languages."""
    if text and _USUAL.fullmatch(text):
        with suppress(ValueError):  # "2025-02-30": what else it may be, and why not, is found out below
            return dt.datetime.fromisoformat(text)
    text = " ".join(text.split()) if text and len(text) <= _LONGEST else ""
    if not text:
        return None
    if text.isdigit() and len(text) in {10, 13}:
        return from_number(int(text))
    return _iso(text) or _mail(text) or _worded(text) or _last_resort(text)


def find_when(text: str | None) -> When | None:
    """The first time in a text of at most 400 characters, with its clock if one stands directly beside the date."""
    found = span_of_when(text)
    return found[0] if found else None


def span_of_when(text: str | None) -> tuple[When, int, int] | None:
    """`find_when` with where it stands: (time, start, end) in `text`."""
    if not text or len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    for match in _ISO.finditer(text):
        when = _when(match)
        if when:
            day = not isinstance(when, dt.datetime)
            return _with_clock(text, match.start(), match.end(), when) if day else (when, match.start(), match.end())
    return _find_worded(text)


def span_of_numbers(text: str) -> tuple[None, int, int] | None:
    """Where a date stands in `text` that is refused, since its numbers may be day and month or month and day."""
    found = _NUMBERS.search(text) if len(text) <= _LONGEST else None
    return (None, found.start(), found.end()) if found else None


def from_number(number: float) -> When | None:
    """A Unix time in seconds, or in milliseconds if that is the only reading between 1973 and 5138. Aware, in UTC."""
    if isinstance(number, bool) or not -_GREATEST < number < _GREATEST:
        return None
    seconds = number / 1000 if abs(number) >= 1e11 else number  # noqa: PLR2004
    if not 1e8 <= seconds < 1e11:  # noqa: PLR2004
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def relative_when(text: str, now: dt.datetime) -> dt.datetime | None:
    """The time that words such as "2 hours ago", "vor 3 Tagen", "yesterday" or "gestern um 10:12" mean at `now`;
    approximate by nature."""
    if len(text) > _LONGEST:
        return None
    word = text.strip().strip(".,·•|()").lower()
    if word in DAYS_AGO:
        return now - dt.timedelta(days=DAYS_AGO[word])
    if told := DAY_AND_CLOCK.match(word):
        day = now - dt.timedelta(days=DAYS_AGO[told["day"]])
        clock = _TIME.match(told["clock"])
        found = _at(day.date(), clock) if clock and clock["minute"] else None
        return found if found is None or found.tzinfo or now.tzinfo is None else found.replace(tzinfo=now.tzinfo)
    for pattern in AGO:
        match = pattern.search(text)
        if match and (length := _length(match["count"], match["unit"])):
            more = MORE_AGO.search(text[: match.start()])  # "2 years, 3 months ago"
            try:
                return now - length - ((_length(more["count"], more["unit"]) if more else None) or dt.timedelta())
            except OverflowError:
                return None
    return None


def _length(count: str | None, unit: str) -> dt.timedelta | None:
    """So many of a unit, whose beginning is known; one if the count is no number."""
    unit = unit.lower()
    length = next((UNITS[unit[:end]] for end in range(7, 0, -1) if unit[:end] in UNITS), None)
    try:
        return length and (int(count) if count and count.isdigit() else 1) * length
    except OverflowError:
        return None


def _iso(text: str) -> When | None:
    match = _ISO.match(text)
    if match:
        rest = text[match.end() :]
        # "2026-05-24T10:30:00+02:00[Europe/Vienna]" is java.time's; the offset says it all.
        return _when(match) if not rest or re.fullmatch(r"\[[\w/+-]+\]", rest) else None
    if re.fullmatch(r"\d{8}(T?\d{6}(Z|[+-]\d{4})?)?", text):
        try:
            return dt.datetime.fromisoformat(text) if len(text) > 8 else dt.date.fromisoformat(text)  # noqa: PLR2004
        except ValueError:
            return None
    return None


def _mail(text: str) -> When | None:
    if not re.match(r"([A-Za-z]{3,9},? )?\d{1,2} [A-Za-z]{3} \d{4} \d", text):
        return None
    try:
        when = email.utils.parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    zone = text.rsplit(" ", 1)[-1].lower()
    return when.replace(tzinfo=ZONES[zone]) if when.tzinfo is None and zone in ZONES else when


def _worded(text: str) -> When | None:
    found = _find_worded(text)
    if not found:
        return None
    when, start, end = found
    before, after = text[:start].strip(" ,"), text[end:].strip(" .,)")
    leading = _WEEKDAY.sub("", before + " x") if before else "x"
    return when if leading == "x" and not after else None


def _find_worded(text: str) -> tuple[When, int, int] | None:
    found: list[tuple[int, int, dt.date]] = []
    for pattern in _WORDS:
        for match in pattern.finditer(text):
            day = _day(match)
            if day:
                found.append((match.start(), match.end(), day))
                break
    if not found:
        return None
    start, end, day = min(found, key=lambda place: place[0])
    return _with_clock(text, start, end, day)


def _with_clock(text: str, start: int, end: int, day: dt.date) -> tuple[When, int, int]:
    gap = _GAP.match(text, end)
    at = gap.end() if gap else end
    half = _EASTERN_HALF.match(text, at)
    clock = _EASTERN_TIME.match(text, half.end()) if half else _TIME.match(text, at)
    if clock is None or not (clock["minute"] or half):
        clock = _EASTERN_TIME.match(text, at) or clock
    afternoon = bool(half and half[1] in "오후下午午後")
    if clock and (clock["minute"] or clock.groupdict().get("half") or half):
        when = _at(day, clock, afternoon=afternoon)
        if when:
            return when, start, clock.end()
    before = re.search(
        _CLOCK + r"[\s,;|·•()–—-]*(?:on\s+|am\s+|(?:[^\W\d_]+day|mon|tue|wed|thu|fri|sat|sun)\b\.?,?\s+)?$",
        text[:start],
        re.IGNORECASE,
    )
    if before and before["minute"]:
        when = _at(day, before)
        if when:
            return when, before.start(), end
    return day, start, end


def _when(match: re.Match[str]) -> When | None:
    day = _day(match)
    return _at(day, match) if day and match["hour"] else day


def _day(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    month = MONTHS.get(parts["name"].lower()) if parts.get("name") else int(parts["month"] or 0)
    try:
        return dt.date(int(parts["year"]), month or 0, int(parts["day"]))
    except ValueError:
        return None


def _at(day: dt.date, clock: re.Match[str], *, afternoon: bool = False) -> dt.datetime | None:
    parts = clock.groupdict()
    hour = int(parts["hour"])
    half = (parts.get("half") or "").lower()
    if half and hour <= 12:  # noqa: PLR2004
        hour = hour % 12 + (12 if half[0] in "pم" else 0)
    if afternoon and hour < 12:  # noqa: PLR2004
        hour += 12
    try:
        time = dt.time(hour, int(parts["minute"] or 0), int(parts["second"] or 0), tzinfo=_zone(parts["zone"]))
    except ValueError:
        return None
    return dt.datetime.combine(day, time)


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return ZONES.get(text.rstrip(".").lower())
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-offset if text[0] == "-" else offset)


def _last_resort(text: str) -> When | None:
    # dateutil reads "5" and "01/02/2024" as dates, and fills what is missing from its default: two defaults tell. It is
    # asked only about texts with a year and a month's name, such as asctime's.
    if not re.search(r"(?<!\d)\d{4}(?!\d)", text) or not any(
        word.lower() in MONTHS for word in re.findall(_NAME, text)
    ):
        return None
    from dateutil import parser  # noqa: PLC0415 - late: 30 ms

    zones = {name.upper(): zone for name, zone in ZONES.items()}
    try:
        one, two = (
            parser.parse(text, default=default, tzinfos=zones)
            for default in (dt.datetime(2000, 1, 1, 0, 0), dt.datetime(2004, 2, 2, 1, 1))  # noqa: DTZ001
        )
    except (ValueError, OverflowError, TypeError, AttributeError, KeyError):
        return None
    if one.date() != two.date():
        return None
    return one if one.hour == two.hour else one.date()
