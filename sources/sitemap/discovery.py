"""From an address to everything that its sitemaps list."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from feeds.errors import FetchError, SourceError
from feeds.http import Http
from feeds.model import Skipped
from sources.sitemap.document import Listed, Listing, listing
from sources.sitemap.links import ACCEPT, Links
from sources.sitemap.memory import Memory

_ACCEPT = "application/xml, text/xml, application/gzip, text/plain;q=0.8, */*;q=0.1"
_FEED = "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.8, */*;q=0.1"
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
        if urlsplit(url).path not in {"", "/"}:
            self._seen.add(url)
            first = self._fetched(url)
        else:
            first = self._remembered() or self._site(url)
        self.length = len(first.maps) + len(first.pages)
        yield from self._pages(first, 0)

    def _remembered(self) -> Listing | None:
        """What is listed where something was found earlier today; None if it is to be looked for."""
        first, *others = self._memory.places or [""]
        with suppress(SourceError):
            if first:
                found = self._fetched(first) if urlsplit(first).path.strip("/") else self._home(first)
                self._seen.add(first)
                return replace(found, maps=found.maps + tuple(Listed(url=one) for one in others))
        return None

    def _site(self, url: str) -> Listing:
        """At a site's own address: what its robots.txt names, else the usual places, else what its first page links."""
        for address in (urljoin(url, "/robots.txt"), *(urljoin(url, f"/{name}") for name in _USUAL)):
            with suppress(SourceError):
                found = self._fetched(address)
                if found.maps or found.pages:
                    robots = address.endswith(".txt")
                    self._memory.places = [one.url for one in found.maps] if robots else [address]
                    # What robots.txt names is read as it will be tomorrow, else the list would seem to grow and shrink.
                    return (self._remembered() if robots else None) or found
        try:
            found = self._home(urljoin(url, "/"))
        except SourceError as error:
            raise SourceError(
                f"{url}: neither robots.txt names a sitemap nor is one at the usual places, and its first page: {error}"
            ) from None
        self._memory.places = [urljoin(url, "/")]
        return found

    def _home(self, url: str) -> Listing:
        """What a site's first page links to: pages shaped like articles' addresses, and those of its first feed."""
        links = Links(self._http.get(url, accept=ACCEPT))
        pages = [Listed(url=one) for one in links.articles()]
        for feed in links.feeds()[:1]:
            try:
                pages += self._entries(feed)
            except (SourceError, FetchError) as error:
                self.skipped.append(Skipped(where=feed, why=f"this feed could not be read: {error}"))
        if not pages:
            raise SourceError(f"{url}: it links to no page that looks like an article")
        return Listing(pages=tuple(pages))

    def _entries(self, url: str) -> Iterator[Listed]:
        from sources.feed.document import Place, parsed  # noqa: PLC0415  feedparser: only where it is needed

        answer = self._http.get(url, accept=_FEED)
        for entry in parsed(answer.body, Place(source="", name=url, url=answer.url)).entries:
            if entry.article.url:
                when = entry.article.updated or entry.article.published
                yield Listed(url=entry.article.url, changed=when.isoformat() if when else "")

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
