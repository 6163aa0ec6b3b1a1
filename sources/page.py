"""The adapter `page`: the article pages that a listing page links to, read by `html`."""

from collections.abc import Iterator

from lxml import etree

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Cursor, Origin, Record
from sources._shared import revisits
from sources._shared.options import Options
from sources.sitemap import fetching
from sources.sitemap.document import Listed
from sources.sitemap.links import ACCEPT, Links
from sources.sitemap.memory import Memory


class Page:
    """The adapter `page`."""

    name = "page"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, fetching.OPTIONS | {"links"})
        self._fetching = fetching.Fetching(origin, options)
        self._all = bool({"include", "links"} & set(origin.options))
        try:
            self._links = etree.XPath(options.text("links") or "//a[@href]")
        except etree.XPathSyntaxError as error:
            raise SourceError(f"{origin.name}: options.links: not an XPath expression: {error}") from None

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """0: a listing is an address's, and pages are fetched from it."""
        return 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """The articles of pages that are linked for the first time, then recent ones again. Raises SourceError if the
        page links to none."""
        if self._origin.url is None:
            raise SourceError(f"{self._origin.name}: a listing is read from its address (url), not from a file")
        answer = http.get(self._origin.url, accept=ACCEPT)
        listed = [Listed(url=url) for url in Links(answer).articles(self._links, all=self._all)]
        if not listed:
            raise SourceError(
                f"{self._origin.name}: it links to no page that looks like an article; options.include helps"
            )
        memory = Memory(since, revisits.now(), self._fetching.days)
        yield from self._fetching.records(http, listed, memory, len(listed))
