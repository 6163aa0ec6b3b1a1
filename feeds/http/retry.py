"""What failed for now is tried again: soon, after a pause that differs each time, or when the server says."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from feeds.errors import FetchError
from feeds.http.freshness import seconds
from feeds.http.guard import Deadline
from feeds.http.pace import BusyError

LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
"""The statuses that may pass (RFC 9110, sections 15.5 and 15.6; RFC 6585, section 4)."""

FIRST = 0.5
"""Seconds before the first retry, give or take a half; twice as many before each further one."""

T = TypeVar("T")


class Retrying:
    """So many retries, all within the deadline of the fetch."""

    def __init__(self, retries: int, deadline: Deadline, sleep: Callable[[float], None] = time.sleep) -> None:
        self._retries = retries
        self._deadline = deadline
        self._sleep = sleep

    def __call__(self, fetch: Callable[[], T]) -> T:
        """What `fetch` gives. Raises the last FetchError when the retries, or the time for them, are used up."""
        for number in range(self._retries):
            try:
                return fetch()
            except FetchError as error:
                after = error.after if isinstance(error, BusyError) else None
                pause = FIRST * 2.0**number * random.uniform(0.5, 1.5)  # noqa: S311  no secret: so that not all come at once
                if (pause if after is None else after) >= self._deadline.remaining():
                    raise
                if after is None:  # else the host is held, and `Pace` waits
                    self._sleep(pause)
        return fetch()


def busy(url: str, status: int, header: str | None, now: float) -> BusyError:
    """The error for one of `LATER`, with what its Retry-After says (RFC 9110, section 10.2.3)."""
    after = retry_after(header, now)
    asks = f" and asks to try again after {after:,.0f} seconds" if after else ""
    return BusyError(f"{url}: the server answered {status}{asks}", after)


def retry_after(header: str | None, now: float) -> float | None:
    """The seconds that a Retry-After asks for; `now`, in seconds since 1970, is what its date counts from."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), 10**9))
    date = seconds(text)
    return None if date is None else max(0.0, date - now)
