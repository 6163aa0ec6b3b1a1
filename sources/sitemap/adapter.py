"""The adapter itself: new and changed pages, and recent articles again, whose comments may have grown."""

from collections.abc import Iterator

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Cursor, Origin, Record
from sources._shared import revisits
from sources._shared.options import Options
from sources.sitemap import fetching
from sources.sitemap.discovery import Discovery
from sources.sitemap.memory import Memory


class Sitemap:
    """The adapter `sitemap`."""

    name = "sitemap"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._fetching = fetching.Fetching(origin, Options(origin, fetching.OPTIONS))

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """0: a sitemap is an address's, and pages are fetched from it."""
        return 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """The articles of new and changed pages, the last changed first, then those that are looked at again."""
        if self._origin.url is None:
            raise SourceError(f"{self._origin.name}: a sitemap is read from its address (url), not from a file")
        memory = Memory(since, revisits.now(), self._fetching.days)
        discovery = Discovery(http, memory)
        listed = list(discovery.pages(self._origin.url))
        yield from discovery.skipped
        yield from self._fetching.records(http, listed, memory, discovery.length)
