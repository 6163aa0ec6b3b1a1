"""When an article is looked at again, whose conversation may have gone on: the younger it is, the more often."""

import datetime as dt
from dataclasses import dataclass

from feeds.model import When

SOONEST = 3_600
"""Seconds before something is looked at again."""

_SLOWER = 0.2  # of its age: what is a day old every five hours, what is ten days old every second day
_DAY = 86_400


def now() -> dt.datetime:
    """The one look at the clock: whether something is due hangs on it."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Revisits:
    """What is due at `now`, in seconds since 1970; an article is looked at again for `longest` seconds."""

    now: int
    longest: int

    @classmethod
    def on(cls, now: dt.datetime, days: int) -> "Revisits":
        """The schedule of one run; an article is looked at again for so many days, 0: never."""
        return cls(int(now.timestamp()), days * _DAY)

    def born(self, published: When | None, first: int) -> int:
        """When an article counts as published: never after now, and when it was first seen if it does not say."""
        moment = _moment(published)
        return first if moment is None else min(int(moment.timestamp()), self.now)

    def is_recent(self, born: int) -> bool:
        """Whether an article is young enough to be looked at again."""
        return self.now - born <= self.longest

    def is_due(self, fetched: int, born: int) -> bool:
        """Whether a recent article, last looked at when it was `fetched`, is to be looked at now."""
        age = self.now - born
        return age <= self.longest and self.now - fetched >= max(SOONEST, age * _SLOWER)


def _moment(when: When | None) -> dt.datetime | None:
    if when is None:
        return None
    moment = when if isinstance(when, dt.datetime) else dt.datetime(when.year, when.month, when.day, tzinfo=dt.UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
