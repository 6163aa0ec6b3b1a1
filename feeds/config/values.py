"""Values of feedhouse.toml that need more than a type: each validator says what is expected."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator

from feeds import clean, identity

DURATION = re.compile(r"(\d+)\s*(m|h|d|w)")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def _url(value: str) -> str:
    """One spelling, in ASCII, that every reader and W3C's validator takes."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        message = "expected an absolute http or https address, such as https://courier.example/"
        raise ValueError(message)
    if "?" in value or "#" in value or parts.username is not None:
        message = "expected an address without ?, # and user name"
        raise ValueError(message)
    address = clean.url(value if value.endswith("/") else value + "/")
    if address is None or "_" in (urlsplit(address).hostname or "_"):
        message = "expected a host name of letters, digits, hyphens and dots: feed readers refuse others, and [::1]"
        raise ValueError(message)
    return address


def _address(value: str) -> str:
    """Where a source is read: an http(s) address, or a database's without password."""
    if re.match(
        r"(?!https?:)[^:/?]+://[^/@?]*:[^@/]*@|[^?]*\?(?:.*&)?(?:ssl)?(?:password|passwd|pwd)=", value, re.IGNORECASE
    ):
        message = "expected an address without a password (for a database: options.password_env or password_file)"
        raise ValueError(message)
    if not re.match(r"https?://[^\s/]+|(?!https?:|ftp:|file:)[a-z][a-z0-9]*(?:\+[a-z0-9]+)?://\S", value):
        message = 'expected an http or https address, or for adapter = "sql" a database\'s'
        raise ValueError(message)
    return value


def _words(value: str) -> str:
    return _some(clean.text(value))


def _name(value: str) -> str:
    """The site's title is the author of its feeds: a name."""
    return _some(clean.name(value))


def _some(value: str) -> str:
    if not value:
        message = "expected some text"
        raise ValueError(message)
    return value


def _timezone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = nearest(value, available_timezones())  # it reads a thousand files: only for a fault
        message = f'expected an IANA time zone, such as "Asia/Kolkata"{near}'
        raise ValueError(message) from None


def _language(value: str) -> str:
    known = clean.language(value)
    if known is None:
        message = 'expected a language tag of ISO 639-1 or 639-2, such as "en" or "en-IN"'
        raise ValueError(message)
    return known


def _duration(value: object) -> dt.timedelta:
    match = DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        message = 'expected a number and a unit (m, h, d, w), such as "48h"'
        raise ValueError(message)
    return dt.timedelta(**{UNITS[match[2]]: int(match[1])})


def _folder(value: object) -> str | Literal[False]:
    if value is False:
        return False
    if not isinstance(value, str) or not value:
        message = 'expected the path of a folder, such as ".feedhouse_cache", or false'
        raise ValueError(message)
    return value


def _pattern(value: str) -> str:
    identity.check_pattern(value)
    return value


Url = Annotated[str, AfterValidator(_url)]
Address = Annotated[str, AfterValidator(_address)]
Text = Annotated[str, AfterValidator(_some)]
Words = Annotated[str, AfterValidator(_words)]
Duration = Annotated[dt.timedelta, BeforeValidator(_duration)]
Folder = Annotated[str | Literal[False], BeforeValidator(_folder)]
Name = Annotated[str, AfterValidator(_name)]
Language = Annotated[str, AfterValidator(_language)]
Timezone = Annotated[str, AfterValidator(_timezone)]
Pattern = Annotated[str, AfterValidator(_pattern)]


def nearest(word: str, words: Iterable[str]) -> str:
    """A question that offers the most similar word, "" if there is none."""
    near = difflib.get_close_matches(word, words, n=1)
    return f"; did you mean {near[0]}?" if near else ""
