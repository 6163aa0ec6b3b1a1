"""What is known of pages from run to run: how their sitemap said they were, when they were fetched, their age."""

import datetime as dt
import json
from contextlib import suppress
from typing import Any

from feeds.model import Cursor, When
from sources._shared.revisits import Revisits
from sources.sitemap.document import Listed

_MOST = 200_000  # pages that are remembered
_DAY = 86_400


class Memory:
    """The memory of one source. Times are seconds since 1970; `days` is for how long a page is looked at again."""

    def __init__(self, since: Cursor | None, now: dt.datetime, days: int) -> None:
        self._revisits = Revisits.on(now, days)
        self._now = self._revisits.now
        self._pages: dict[str, tuple[str, int, int, str]] = {}
        self._maps: dict[str, str] = {}
        self._refused: dict[str, None] = {}
        self._places: tuple[int, list[str]] = (0, [])
        with suppress(ValueError, KeyError, TypeError, AttributeError):  # none yet, or of another release
            self._load(json.loads(since.state) if since else {})

    def _load(self, state: dict[str, Any]) -> None:
        pages = {
            str(url): (str(was), int(at), int(born), "".join(more))
            for url, (was, at, born, *more) in state["pages"].items()
        }
        self._maps = {str(url): str(was) for url, was in state["maps"].items()}
        self._pages = pages
        self._refused = dict.fromkeys(str(url) for url in state["refused"])
        self._places = int(state["places"][0]), [str(url) for url in state["places"][1]]

    def wants(self, page: Listed) -> bool:
        """Whether a listed page is new, or says that it has changed."""
        known = self._pages.get(page.url)
        return known is None or (bool(page.changed) and page.changed != known[0])

    def due(self) -> list[str]:
        """Articles whose conversation may have gone on: the younger they are, the more often."""
        pages = self._pages.items()
        return [url for url, (_, fetched, born, _) in pages if born and self._revisits.is_due(fetched, born)]

    def has_read(self, page: Listed, digest: str) -> bool:
        """Whether the page was read with just these bytes. It counts as fetched."""
        known = self._pages.pop(page.url, None)
        if known is None or not digest or known[3] != digest:
            self._pages |= {page.url: known} if known else {}
            return False
        self._pages[page.url] = (page.changed or known[0], self._now, known[2], digest)
        return True

    def learn(self, page: Listed, *, article: bool, published: When | None, digest: str = "") -> None:
        """The page was read. A page that is no article is not looked at again unless it changes."""
        known = self._pages.get(page.url)
        first = known[2] if known and known[2] else self._now
        born = self._revisits.born(published, first)
        changed = page.changed or (known[0] if known else "")
        self._pages.pop(page.url, None)  # the newest at the end
        self._pages[page.url] = (changed, self._now, born if article else 0, digest)
        self._refused.pop(page.url, None)

    def refuse(self, page: Listed) -> bool:
        """The site's robots.txt does not allow the page, for now. Whether that is news."""
        news = page.url not in self._refused
        self._refused[page.url] = None
        return news

    def was_refused(self, page: Listed) -> bool:
        """Whether it was so in an earlier run."""
        return page.url in self._refused

    @property
    def places(self) -> list[str]:
        """Where a site's sitemaps are, or its page of links; empty if they have to be looked for, once a day."""
        return self._places[1] if 0 <= self._now - self._places[0] < _DAY else []

    @places.setter
    def places(self, found: list[str]) -> None:
        self._places = (self._now, found)

    def map_is_known(self, one: Listed) -> bool:
        """Whether a sitemap says that it has not changed since it was read."""
        return bool(one.changed) and self._maps.get(one.url) == one.changed

    def map_was_read(self, one: Listed) -> None:
        """The sitemap was read."""
        self._maps[one.url] = one.changed

    def forget_maps(self) -> None:
        """Not all pages were fetched: every sitemap must be read again to find the others."""
        self._maps = {}

    def cursor(self, listed: int) -> Cursor:
        """The state for the next run, with how much is listed now."""
        pages = dict(list(self._pages.items())[-_MOST:])
        refused = list(self._refused)[-_MOST:]
        state = {"pages": pages, "maps": self._maps, "refused": refused, "places": self._places}
        return Cursor(json.dumps(state, separators=(",", ":")), listed)
