"""The time that a source gives a thing, resolved: with a zone, in UTC, and plausible. The store decides the rest."""

import datetime as dt
from zoneinfo import ZoneInfo

from feeds.model import When
from feeds.store import Given

FIRST, LAST = 1990, 2099
"""The years that can be meant: before 1990 W3C's validator finds a date implausible, and 9999 stands for "never"."""


def given(when: When | None, zone: ZoneInfo, *, approximate: bool = False) -> Given | None:
    """What the source gives; None if it gives a time that cannot be meant. A time without a zone is in `zone`, and a
    day begins at midnight there."""
    if when is None:
        return Given()
    if not FIRST - 1 <= when.year <= LAST + 1:
        return None
    exact = isinstance(when, dt.datetime)
    local = when if isinstance(when, dt.datetime) else dt.datetime.combine(when, dt.time())
    at = (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(dt.UTC)
    if not FIRST <= at.year <= LAST:
        return None
    if not exact:
        return Given(precision="day", at=at, day=when.isoformat())
    return Given(precision="about" if approximate else "time", at=at)
