"""The REST API of one site: where it is, and its collections page by page."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit, urlunsplit

from feeds.errors import FetchError, SourceError
from feeds.http import Http
from sources._shared.decode import decode
from sources._shared.elements import unfinished
from sources._shared.fields import mapping, text_of
from sources.wordpress.records import Json

_MOST = 10_000  # pages of one collection


class Api:
    """The API of the site at `url`: the site's own address, or one with /wp-json in it."""

    def __init__(self, http: Http, url: str, per_page: int) -> None:
        self._http = http
        self._per_page = per_page
        parts = urlsplit(url)
        path = parts.path.partition("/wp-json")[0].rstrip("/")
        self._site = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
        self._plain = "rest_route=" in parts.query  # a site without pretty addresses
        self._found = False

    def pages(self, collection: str, **query: str) -> Iterator[list[Json]]:
        """Every page of a collection. Raises SourceError if there is none, FetchError for what may pass."""
        for number in range(1, _MOST + 1):
            asked = {**query, "per_page": str(self._per_page), "page": str(number)}
            try:
                items, pages = self._page(collection, asked)
                self._found = True
            except SourceError as error:
                if number > 1 and "answered 400" in str(error):  # rest_post_invalid_page_number: the last was full
                    return
                raise
            if not items and pages is None and "modified_after" in query:
                raise SourceError(f"{self._site}: no posts, and not WordPress's own word for it (X-WP-TotalPages)")
            yield [known for item in items if (known := mapping(item)) is not None]
            if number >= pages if pages else len(items) < self._per_page:  # a page is short where something is secret
                return

    def _page(self, collection: str, query: dict[str, str]) -> tuple[list[object], int | None]:
        """One page, and how many there are if that is said; the first shows if the site has pretty addresses."""
        try:
            return self._list(self._address(collection, query))
        except SourceError:
            if self._found or self._plain:
                raise
            self._plain = True
            try:
                return self._list(self._address(collection, query))
            except SourceError:
                self._plain = False
            raise

    def _address(self, collection: str, query: dict[str, str]) -> str:
        if self._plain:
            return f"{self._site}/?{urlencode({'rest_route': f'/wp/v2/{collection}', **query}, safe='/:,')}"
        return f"{self._site}/wp-json/wp/v2/{collection}?{urlencode(query, safe=':,')}"

    def _list(self, url: str) -> tuple[list[object], int | None]:
        answer = self._http.get(url, accept="application/json")
        text = decode(answer.body).lstrip("\ufeff \r\n\t")
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            if text.startswith("[") and unfinished(text):
                raise FetchError(f"{url}: the answer was cut short") from None
            kind = answer.media_type or "something else"
            raise SourceError(f"{url}: no WordPress REST API: {kind} instead of JSON") from None
        if isinstance(found, list):
            total = answer.headers.get("x-wp-totalpages", "")
            return found, int(total) if re.fullmatch("[0-9]{1,6}", total) else None
        said = text_of((mapping(found) or {}).get("message")) or "no list"
        raise SourceError(f"{url}: no WordPress REST API: it says: {said[:200]}")
