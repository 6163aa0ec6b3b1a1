"""The door: a file or an address to records."""

import datetime as dt
import re
from collections.abc import Iterator

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Article, Clue, Comment, Cursor, Origin, Record, Skipped
from sources._shared.dates import parse_when
from sources._shared.decode import decode
from sources.html.judge import Verdict
from sources.html.page import Page, parse
from sources.html.reading import weighed
from sources.html.selectors import Selectors, compiled

_HTML = re.compile(r"<!doctype html|<html\b|<head\b|<body\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"^\s*<(?:!--|article|div|section|main|p|h1|table|title|meta|header|span)\b", re.IGNORECASE)
_SIGNS = re.compile(
    r"""og:type["'][^>]*article|"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting)|itemtype=["'][^"']*(?:Article|Posting)|<article\b|"""
    r"""article:published_time|class=["'][^"']*(?:entry-content|hentry|h-entry|post-content|single-post)""",
    re.IGNORECASE,
)


class HtmlPage:
    """One article page with its comments."""

    name = "html"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._read: tuple[Verdict, Page, Selectors | None] | None = None

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of a page with signs of an article, half sure of other HTML, 0 for the rest."""
        text = decode(head[:65536], html=True).lstrip("\ufeff \t\r\n")
        if not text.startswith("<") or not (_HTML.search(text[:4096]) or _FRAGMENT.match(text)):
            return 0.0
        return 0.95 if _SIGNS.search(text) else 0.5

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """The article, then its comments; one `Skipped` if the page holds none. `since` has no meaning for one page."""
        try:
            told = self._origin.options.get("select")
            select = compiled(told) if told is not None else None
            page = self._page(http)
            verdict = weighed(page, select)
        except SourceError as error:
            raise type(error)(f"{self._origin.name}: {error}") from error
        self._read = verdict, page, select
        if verdict.refused:
            yield Skipped(where=self._origin.name, why=verdict.refused)
            return
        yield from self._records(page, verdict)

    def explain(self) -> Iterator[Clue]:
        """What the strategies and selectors saw on the page that was read, also if it was refused."""
        from sources.html.clues import clues  # noqa: PLC0415 - late: start-up time

        if self._read is not None:
            yield from clues(*self._read)

    def _page(self, http: Http) -> Page:
        origin = self._origin
        try:
            if origin.path is not None:
                return parse(origin.path.read_bytes(), fetched=self._saved())
            answer = http.get(origin.url or "", accept="text/html, application/xhtml+xml;q=0.9, */*;q=0.1")
            return parse(answer.body, charset=answer.charset, url=answer.url, fetched=answer.fetched)
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror or error}") from error

    def _saved(self) -> dt.datetime | None:
        """When a file was saved, if the configuration says so: `fetched = 2025-06-16T12:00:00Z`."""
        told = self._origin.options.get("fetched")
        when = told if isinstance(told, dt.datetime) else parse_when(told) if isinstance(told, str) else None
        if told is not None and not (isinstance(when, dt.datetime) and when.tzinfo):
            raise SourceError(f"fetched = {told!r}: not a time with a zone")
        return when if isinstance(when, dt.datetime) else None

    def _records(self, page: Page, verdict: Verdict) -> Iterator[Record]:
        fields, origin = dict(verdict.fields), self._origin
        url = fields.pop("url", None) or page.url
        key = origin.key if origin.path is not None else url or origin.key
        yield Article(
            source=origin.source,
            key=key,
            title=fields.pop("title"),
            url=url,
            base=page.base,
            content=fields.pop("body", None) or "",
            evidence=_evidence(verdict),
            **fields,
        )
        for said in verdict.comments:
            yield Comment(
                source=origin.source,
                article=key,
                content=said.content,
                key=said.key,
                label=said.label,
                parent=said.parent,
                author=said.author,
                url=said.url,
                published=said.published,
                approximate=said.approximate,
            )


def _evidence(verdict: Verdict) -> dict[str, str]:
    return {"content" if name == "body" else name: how for name, how in verdict.evidence.items()}
