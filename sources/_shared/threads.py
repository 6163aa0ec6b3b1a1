"""Conversations made sound: every reply answers a comment that is there, and nobody answers themselves in a circle."""

from collections.abc import Mapping


def sound(parents: Mapping[str, str | None]) -> dict[str, str | None]:
    """The parent of every comment, by key, in the order given. A parent that is missing (deleted, hidden, never there)
    or the comment itself becomes None; a circle is opened at its first comment."""
    found: dict[str, str | None] = {
        key: parent if parent in parents and parent != key else None for key, parent in parents.items()
    }
    rooted: set[str] = set()  # comments that are known to lead to a root
    for key in found:
        trail: dict[str, None] = {}
        at: str | None = key
        while at is not None and at not in rooted and at not in trail:
            trail[at] = None
            at = found[at]
        if at is not None and at in trail:
            found[_first_of_circle(found, at)] = None
        rooted.update(trail)
    return found


def _first_of_circle(parents: Mapping[str, str | None], start: str) -> str:
    circle = {start}
    at = parents[start]
    while at is not None and at != start:
        circle.add(at)
        at = parents[at]
    return next(key for key in parents if key in circle)
