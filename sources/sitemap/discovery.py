"""From an address to everything that its sitemaps list."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from feeds.errors import FetchError, SourceError
from feeds.http import Http
from feeds.model import Skipped
from sources.sitemap.document import Listed, Listing, listing
from sources.sitemap.memory import Memory

_ACCEPT = "application/xml, text/xml, application/gzip, text/plain;q=0.8, */*;q=0.1"
_USUAL = ("sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "news-sitemap.xml", "sitemap-index.xml")
_MAPS = 1_000
_DEPTH = 3


class Discovery:
    """The pages that the sitemaps at an address list. `skipped` are sitemaps that could not be read; `length` is how
    much the first one lists, which alone is read in every run."""

    def __init__(self, http: Http, memory: Memory) -> None:
        self._http = http
        self._memory = memory
        self._seen: set[str] = set()
        self.skipped: list[Skipped] = []
        self.length = 0

    def pages(self, url: str) -> Iterator[Listed]:
        """The pages, each once. Raises SourceError or FetchError if there is no sitemap to begin with."""
        first = self._first(url)
        self.length = len(first.maps) + len(first.pages)
        yield from self._pages(first, 0)

    def _first(self, url: str) -> Listing:
        """The sitemap at the address; at a site's own address, what its robots.txt names, else the usual places."""
        if urlsplit(url).path not in {"", "/"}:
            self._seen.add(url)
            return self._fetched(url)
        reasons = []
        for address in (urljoin(url, "/robots.txt"), *(urljoin(url, f"/{name}") for name in _USUAL)):
            try:
                found = self._fetched(address)
            except SourceError as error:
                reasons.append(str(error))
                continue
            if found.maps or found.pages:
                return found
        raise SourceError(f"{url}: neither robots.txt names a sitemap nor is one at the usual places ({reasons[-1]})")

    def _pages(self, found: Listing, depth: int) -> Iterator[Listed]:
        yield from found.pages
        for one in found.maps if depth < _DEPTH else ():
            if one.url in self._seen or len(self._seen) >= _MAPS or self._memory.map_is_known(one):
                continue
            self._seen.add(one.url)
            try:
                further = self._fetched(one.url)
            except (SourceError, FetchError) as error:
                self.skipped.append(Skipped(where=one.url, why=f"this sitemap could not be read: {error}"))
                continue
            self._memory.map_was_read(one)
            yield from self._pages(further, depth + 1)

    def _fetched(self, url: str) -> Listing:
        return listing(self._http.get(url, accept=_ACCEPT).body, url)
