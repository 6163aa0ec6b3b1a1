"""The adapter `text`: an article page saved as plain text, with its readers' comments.

The page goes through stages, one a module, each told in its first lines:

    bytes --screen--> text --lines--> Line --regions--> article | conversation | tail
    article --blocks--> labelled parts and text --article--> headline, byline, summary, quote, dateline, body
    conversation --headers, segment--> where comments begin --conversation--> comments

`labels` and `vocabulary` hold the words of many portals, `navigation` knows a saved page's menu, `zone` says which
lines are the byline, and `byline`, `people`, `stamps`, `dateline`, `quote`, `points`, `summary`, `names` and `chrome`
each read one thing; `evidence` tells which line told what. To teach it a portal that it does not know, put a page of it
as `<name>.txt` under tests/sources/text/pages/, the records beside it as `<name>.json`, and add the portal's words.
docs/sources/text.md is for its users.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Clue, Cursor, Origin, Record, Skipped
from sources._shared.decode import decode

if TYPE_CHECKING:
    from sources.text.page import Page

_LARGEST = 20_000_000  # bytes: a page of 100,000 comments is smaller


class TextPage:
    """One page. Its key is the origin's, since a page in this layout carries none."""

    name = "text"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._page: Page | None = None

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """0.9 for this layout, 0.3 for a text file of another one, 0 for HTML, XML, JSON and what is no text."""
        from sources.text.page import Page, read_page  # noqa: PLC0415 - late: start-up time
        from sources.text.screen import unreadable  # noqa: PLC0415 - late: start-up time

        if not head.strip():
            return 0.3 if _is_text_name(name) else 0.0
        if unreadable(head):
            return 0.0
        page = read_page(decode(head))
        if isinstance(page, Page):
            return 0.9
        return 0.3 if _is_text_name(name) else 0.1

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """The article and its comments, or one `Skipped` that says why the page cannot be read. `since` has no meaning
        here. Raises SourceError if the file cannot be opened or the address not be fetched."""
        from sources.text.page import read_page  # noqa: PLC0415 - late: start-up time
        from sources.text.screen import unreadable  # noqa: PLC0415 - late: start-up time

        body, charset = self._fetch(http)
        why = unreadable(body) or (f"larger than {_LARGEST // 10**6} MB" if len(body) > _LARGEST else None)
        page = why or read_page(decode(body, charset))
        if isinstance(page, str):
            yield Skipped(where=self._origin.name, why=page)
            return
        self._page = page
        yield from page.records(self._origin)

    def explain(self) -> Iterator[Clue]:
        """Which line of the page that was read told what, and which told nothing; nothing if it was refused."""
        from sources.text.evidence import clues  # noqa: PLC0415 - late: start-up time

        if self._page is not None:
            yield from clues(self._page, list(self._page.records(self._origin)))

    def _fetch(self, http: Http) -> tuple[bytes, str | None]:
        origin = self._origin
        if origin.path is None:
            if origin.url is None:
                raise SourceError(f"{origin.name}: neither a file nor an address")
            response = http.get(origin.url, accept="text/plain, */*;q=0.1")
            return response.body, response.charset
        try:
            return origin.path.read_bytes(), None
        except OSError as error:
            raise SourceError(f"{origin.name}: cannot be read: {error.strerror or error}") from error


def _is_text_name(name: str) -> bool:
    last = name.rpartition("/")[2].lower()
    return last.endswith((".txt", ".text")) or "." not in last
