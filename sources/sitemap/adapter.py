"""The adapter itself: new and changed pages, and recent articles again, whose comments may have grown."""

import datetime as dt
from collections.abc import Iterator
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from feeds.errors import FetchError, SourceError
from feeds.http import Http
from feeds.model import Article, Cursor, Origin, Record, Skipped
from sources._shared.options import Options
from sources.html import HtmlPage
from sources.sitemap.discovery import Discovery
from sources.sitemap.document import Listed
from sources.sitemap.memory import Memory

_PATIENCE = 5  # pages in a row that fail for now: then the site is down


class Sitemap:
    """The adapter `sitemap`."""

    name = "sitemap"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        options = Options(origin, {"include", "exclude", "pages", "revisit_days"})
        self._include, self._exclude = options.texts("include", ("*",)), options.texts("exclude")
        self._most = options.count("pages", 5_000, least=1, most=100_000)
        self._days = options.count("revisit_days", 14, least=0, most=3_650)

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """0: a sitemap is an address's, and pages are fetched from it."""
        return 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """The articles of new and changed pages, the last changed first, then those that are looked at again."""
        if self._origin.url is None:
            raise SourceError(f"{self._origin.name}: a sitemap is read from its address (url), not from a file")
        memory = Memory(since, _now(), self._days)
        discovery = Discovery(http, memory)
        listed = {page.url: page for page in discovery.pages(self._origin.url) if self._wanted(page.url)}
        yield from discovery.skipped
        wanted = sorted(
            (page for page in listed.values() if memory.wants(page)), key=lambda page: page.changed, reverse=True
        )
        taken = {page.url for page in wanted}
        again = [Listed(url=url) for url in memory.due() if url not in taken]
        if len(wanted) > self._most:
            memory.forget_maps()
        yield from self._fetched(http, [*wanted, *again][: self._most], memory)
        yield memory.cursor()

    def _fetched(self, http: Http, pages: list[Listed], memory: Memory) -> Iterator[Record]:
        failed = 0
        for number, page in enumerate(pages):
            try:
                yield from self._page(http, page, memory)
                failed = 0
            except FetchError as error:
                failed += 1
                memory.forget_maps()
                yield Skipped(where=page.url, why=str(error).removeprefix(f"{page.url}: "))
                if failed >= _PATIENCE:
                    left = len(pages) - number - 1
                    yield Skipped(where=self._origin.name, why=f"{failed} pages in a row failed: {left} more wait")
                    return

    def _page(self, http: Http, page: Listed, memory: Memory) -> Iterator[Record]:
        origin = Origin(source=self._origin.source, name=page.url, key=page.url, url=page.url)
        article, published = False, None
        try:
            for record in HtmlPage(origin).read(http, None):
                if isinstance(record, Article):
                    article, published = True, _moment(record)
                yield record
        except SourceError as error:  # it is gone, or no page: not asked again until its sitemap says that it changed
            yield Skipped(where=page.url, why=str(error).removeprefix(f"{page.url}: "))
        memory.learn(page, article=article, published=published)

    def _wanted(self, url: str) -> bool:
        path = urlsplit(url).path or "/"
        return any(fnmatchcase(path, one) for one in self._include) and not any(
            fnmatchcase(path, one) for one in self._exclude
        )


def _now() -> dt.datetime:
    """The one look at the clock: whether a page is due hangs on it."""
    return dt.datetime.now(dt.UTC)


def _moment(article: Article) -> dt.datetime | None:
    when = article.published
    if when is None:
        return None
    moment = when if isinstance(when, dt.datetime) else dt.datetime(when.year, when.month, when.day, tzinfo=dt.UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
