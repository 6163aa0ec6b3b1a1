"""A time zone by the offsets that a site prints: the first zone that has them all at their dates."""

import datetime as dt
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# The zones of most newsrooms; those of one offset in the order in which they are tried, with the languages that speak
# for them.
_ZONES = {
    "Europe/London": "en-GB cy gd", "Europe/Dublin": "en-IE ga", "Europe/Lisbon": "pt-PT",
    "Europe/Berlin": "de", "Europe/Vienna": "de-AT", "Europe/Zurich": "de-CH fr-CH rm", "Europe/Paris": "fr",
    "Europe/Madrid": "es-ES ca eu gl es", "Europe/Rome": "it",
    "Europe/Amsterdam": "nl", "Europe/Brussels": "nl-BE fr-BE",
    "Europe/Copenhagen": "da", "Europe/Oslo": "nb no nn", "Europe/Stockholm": "sv", "Europe/Warsaw": "pl",
    "Europe/Prague": "cs", "Europe/Budapest": "hu", "Europe/Belgrade": "sr hr bs", "Europe/Athens": "el",
    "Europe/Helsinki": "fi", "Europe/Kyiv": "uk", "Europe/Bucharest": "ro", "Europe/Sofia": "bg",
    "Asia/Jerusalem": "he", "Africa/Cairo": "ar-EG ar", "Africa/Johannesburg": "en-ZA af zu",
    "Africa/Lagos": "en-NG", "Europe/Istanbul": "tr", "Europe/Moscow": "ru", "Africa/Nairobi": "en-KE sw",
    "Asia/Tehran": "fa", "Asia/Dubai": "ar-AE", "Asia/Karachi": "ur", "Asia/Kolkata": "en-IN hi ta te bn-IN mr",
    "Asia/Kathmandu": "ne", "Asia/Dhaka": "bn", "Asia/Bangkok": "th", "Asia/Jakarta": "id", "Asia/Ho_Chi_Minh": "vi",
    "Asia/Shanghai": "zh", "Asia/Singapore": "en-SG ms", "Asia/Hong_Kong": "zh-HK", "Asia/Taipei": "zh-TW",
    "Asia/Manila": "en-PH fil tl", "Asia/Seoul": "ko", "Asia/Tokyo": "ja", "Australia/Perth": "",
    "Australia/Adelaide": "", "Australia/Sydney": "en-AU", "Australia/Brisbane": "", "Pacific/Auckland": "en-NZ mi",
    "America/New_York": "en-US en", "America/Chicago": "", "America/Denver": "", "America/Phoenix": "",
    "America/Los_Angeles": "", "America/Anchorage": "", "Pacific/Honolulu": "", "America/Toronto": "en-CA fr-CA",
    "America/Halifax": "", "America/St_Johns": "", "America/Mexico_City": "es-MX", "America/Bogota": "es-CO",
    "America/Lima": "es-PE", "America/Santiago": "es-CL", "America/Sao_Paulo": "pt-BR pt",
    "America/Argentina/Buenos_Aires": "es-AR",
}  # fmt: skip


def guess(dates: Iterable[tuple[str, str]], language: str | None) -> str | None:
    """The zone in which times were printed, each with its offset ("+0530"); None if they tell nothing: only UTC, or
    what no zone has. The one whose language the site speaks comes first."""
    moments = [known for text, offset in dates if (known := _moment(text, offset)) is not None]
    if not any(when.utcoffset() for when in moments):
        return None
    fitting = [name for name in _ZONES if _fits(name, moments)]
    tags = [language or "", (language or "").partition("-")[0]]
    spoken = (name for tag in tags for name in fitting if tag and tag in _ZONES[name].split())
    return next(spoken, next(iter(fitting), None))


def known(name: str | None) -> bool:
    """Whether there is a zone of that name."""
    try:
        return bool(name) and bool(ZoneInfo(name or ""))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _moment(text: str, offset: str) -> dt.datetime | None:
    try:
        if "T" in text:
            return dt.datetime.fromisoformat(f"{text}{offset}")
        return parsedate_to_datetime(f"{text}:00 {offset}")
    except (ValueError, TypeError, IndexError):
        return None


def _fits(name: str, moments: list[dt.datetime]) -> bool:
    zone = ZoneInfo(name)
    return all(when.astimezone(zone).utcoffset() == when.utcoffset() for when in moments)
