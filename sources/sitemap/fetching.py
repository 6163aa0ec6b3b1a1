"""Listed article pages: those that are new, changed or due are fetched, read by `html`, and remembered."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from feeds.errors import FetchError, SourceError
from feeds.http import Http, Response, RobotsError
from feeds.model import Article, Origin, Record, Skipped
from sources._shared.options import Options
from sources.html import HtmlPage
from sources.sitemap.document import Listed
from sources.sitemap.links import ACCEPT
from sources.sitemap.memory import Memory

OPTIONS = frozenset({"include", "exclude", "pages", "revisit_days"})
"""What `Fetching` reads of a source's options."""

_PATIENCE = 5  # pages in a row that fail for now: then the site is down


class Fetching:
    """The fetching of one source, with its options."""

    def __init__(self, origin: Origin, options: Options) -> None:
        self._origin = origin
        self._include, self._exclude = options.texts("include", ("*",)), options.texts("exclude")
        self._most = options.count("pages", 5_000, least=1, most=100_000)
        self.days = options.count("revisit_days", 14, least=0, most=3_650)

    def records(self, http: Http, listed: Iterable[Listed], memory: Memory, length: int) -> Iterator[Record]:
        """The articles of new and changed pages, the last changed first, then those that are looked at again; and the
        cursor. `length` is that of the list that is read in every run."""
        pages = {page.url: page for page in listed if self._chosen(page.url)}
        wanted = [page for page in pages.values() if memory.wants(page)]
        wanted.sort(key=lambda page: (not memory.was_refused(page), page.changed), reverse=True)
        taken = {page.url for page in wanted}
        again = [Listed(url=url) for url in memory.due() if url not in taken]
        if len(wanted) > self._most:
            memory.forget_maps()
        yield from self._fetched(http, [*wanted, *again][: self._most], memory)
        yield memory.cursor(length)

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
                if failed == number + 1 == min(_PATIENCE, len(pages)) > 1:
                    raise FetchError(f"{self._origin.name}: not one of {failed} pages could be fetched") from error
                if failed >= _PATIENCE:
                    left = len(pages) - number - 1
                    yield Skipped(where=self._origin.name, why=f"{failed} pages in a row failed: {left} more wait")
                    return

    def _page(self, http: Http, page: Listed, memory: Memory) -> Iterator[Record]:
        origin = Origin(source=self._origin.source, name=page.url, key=page.url, url=page.url)
        article, published, digest = False, None, ""
        try:
            answer = http.get(page.url, accept=ACCEPT, found=True, renew=memory.wants(page))
            digest = _digest(answer)
            if memory.has_read(page, digest):
                return
            for record in HtmlPage(origin).read(_Answered(answer), None):
                if isinstance(record, Article):
                    article, published = True, record.published
                yield record
        except RobotsError as error:  # told once, and asked again each time: of the robots.txt, not of the site
            if memory.refuse(page):
                yield Skipped(where=page.url, why=str(error).removeprefix(f"{page.url}: "))
            return
        except SourceError as error:  # it is gone, or no page: not asked again until its sitemap says that it changed
            yield Skipped(where=page.url, why=str(error).removeprefix(f"{page.url}: "))
        memory.learn(page, article=article, published=published, digest=digest)

    def _chosen(self, url: str) -> bool:
        path = urlsplit(url).path or "/"
        included = any(fnmatchcase(path, one) for one in self._include)
        return included and not any(fnmatchcase(path, one) for one in self._exclude)


@dataclass(frozen=True, slots=True)
class _Answered:
    """A page that was fetched already, for the adapter that reads it."""

    answer: Response

    def get(self, url: str, *, accept: str = "*/*", found: bool = False, renew: bool = False) -> Response:
        return self.answer


def _digest(answer: Response) -> str:
    """What tells a page from its next version, and from the same bytes at another address."""
    told = f"{answer.url} {answer.media_type} {answer.charset}\n".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told + answer.body, digest_size=8).hexdigest()
