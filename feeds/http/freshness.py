"""For how long an answer may be used unasked (RFC 9111, section 4.2), in the two headers that hishel goes by.

hishel takes an answer's age from its Date alone. One without a Date, or with one to come, would stay fresh for ever,
and one that lay in a proxy for an hour would begin anew: so our copy is dated when it began to age, by our own clock.
"""

import email.utils
import re

import httpx2

FRESHEST = 86_400
"""Seconds for which an answer is used unasked, whatever it says: a feed once sent with a year's max-age is not lost."""

_MAX_AGE = re.compile(r"""\bmax-age\s*=\s*"?(\d{1,12})\d*"?""", re.IGNORECASE)
_AHEAD = 60.0  # seconds


def settle(response: httpx2.Response, now: float) -> None:
    """Write an answer's Date and Cache-Control so that they say it all. Nothing is fresh unless the server says so: the
    heuristic of section 4.2.2 would not ask for three days after a month of quiet. `now` is in seconds since 1970."""
    headers = response.headers
    date = min([now, *(when for one in headers.get_list("date") if (when := seconds(one)) is not None)])
    told = ", ".join(headers.get_list("cache-control"))
    named = [int(one) for one in _MAX_AGE.findall(told)]
    if named:
        told = _MAX_AGE.sub(f"max-age={min(FRESHEST, *named)}", told)
    elif "expires" in headers:
        lifetime = (seconds(headers["expires"]) or 0.0) - date  # a word that is no date means the past (section 5.3)
        told = _joined(told, f"max-age={max(0, min(FRESHEST, int(lifetime)))}")
    elif response.status_code != httpx2.codes.NOT_MODIFIED:  # which leaves what was said before
        told = _joined(told, "no-cache")
    if told:
        headers["cache-control"] = told
    age = headers.get("age", "")
    headers["date"] = email.utils.formatdate(min(date, now - int(age[:10] if age.isdecimal() else 0)), usegmt=True)


def is_to_come(date: str | None, now: float) -> bool:
    """Whether a kept answer is dated ahead of the clock, which was wrong then or is now: it would not grow old."""
    return (seconds(date) or 0.0) > now + _AHEAD


def seconds(date: str | None) -> float | None:
    """An HTTP date in seconds since 1970; None if it is none."""
    try:
        return email.utils.parsedate_to_datetime(date or "").timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def _joined(*directives: str) -> str:
    return ", ".join(filter(None, directives))
