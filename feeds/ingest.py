"""The Source contract, and the way of records into the store."""

from collections.abc import Iterator
from typing import Protocol

from feeds.http import Http
from feeds.model import Cursor, Origin, Record


class Source(Protocol):
    """One opened input."""

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """Records in the order of the input, each article before its comments. A bad record is yielded as `Skipped`; an
        input that cannot be read at all raises `feeds.errors.SourceError` that says where and why. `since` is the last
        `Cursor` that this source yielded in an earlier good run, or None."""


class Adapter(Protocol):
    """What an entry point of the group `feedhouse.sources` names: a class that is called with an `Origin`."""

    name: str

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """How sure the adapter is, from 0 to 1, that a file called `name` that begins with `head` (up to 64 KiB) is its
        own. 0 means it cannot read it. The surest adapter reads a file whose source names none."""

    def __call__(self, origin: Origin) -> Source:
        """Open an origin. Reads nothing yet."""
