"""One host is asked at its pace: so many seconds between two requests, and none while it asks to be left alone."""

import time
from collections.abc import Callable

from feeds.errors import FetchError
from feeds.http.guard import Deadline

SLOWEST = 30.0
"""The longest Crawl-delay that is obeyed, in seconds: some sites ask for an hour, and no run would end."""


class BusyError(FetchError):
    """The server says that it is busy; `after` is for how many seconds, None if it does not say."""

    def __init__(self, message: str, after: float | None = None) -> None:
        self.after = after
        super().__init__(message)


class Pace:
    """The pace of every host. `seconds` is for those that ask for nothing; `deadline` stands still while one waits."""

    def __init__(self, seconds: float, deadline: Deadline, sleep: Callable[[float], None] = time.sleep) -> None:
        self._seconds = seconds
        self._deadline = deadline
        self._sleep = sleep
        self._slower: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def slow(self, host: str, seconds: float) -> None:
        """The host asks for so many seconds between two requests: the longer of this and our own pace is kept."""
        self._slower[host] = min(seconds, SLOWEST)

    def hold(self, host: str, seconds: float) -> None:
        """The host asks for no request at all within the next seconds."""
        self._held[host] = time.monotonic() + seconds

    def wait(self, host: str) -> None:
        """Until the host may be asked. Raises `BusyError` if it asked to be left alone for longer than the fetch may
        take."""
        now = time.monotonic()
        if (held := self._held.pop(host, now) - now) > 0:
            if held >= self._deadline.remaining():
                self._held[host] = now + held
                raise BusyError(f"{host} asked to be left alone for {held:,.0f} more seconds", held)
            self._sleep(held)
        pace = max(self._seconds, self._slower.get(host, 0.0))
        if (early := self._last.get(host, now - pace) + pace - time.monotonic()) > 0:
            with self._deadline.paused():
                self._sleep(early)
        self._last[host] = time.monotonic()
