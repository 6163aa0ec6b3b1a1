"""Rows to records: what a database gives, by field, whatever types its driver has for it."""

import datetime as dt
import decimal
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from feeds.model import Article, Comment, Gone, Record, Skipped, When
from sources._shared.fields import Fields
from sources._shared.markup import paragraphs

FIELDS: Mapping[str, tuple[str, ...]] = {
    "articles": tuple(
        "key guid url base title subtitle published updated summary content highlights pull_quote dateline authors"
        " section categories image enclosures language views comments_open".split()
    ),
    "comments": tuple("key article parent author author_url url content published".split()),
    "gone": tuple("key comment when".split()),
}
"""The fields of every kind of record. There is none for a commenter's e-mail or IP address."""

NEEDED = {"articles": ("key",), "comments": ("article", "content"), "gone": ("key",)}
"""Those that a query must have a column for."""

_LISTS = {"authors": "", "categories": "", "highlights": "\n"}
_STRUCTURED = {"author", "authors", "categories", "highlights", "pull_quote", "dateline", "image", "enclosures"}
_TAG = re.compile(r"<[a-zA-Z/!]")
_YES = {"1", "true", "t", "yes", "y", "open", "on"}
_NO = {"0", "false", "f", "no", "n", "closed", "off", ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a query's texts are written: `content` as "html", "text", "markdown", or "auto" (HTML if there is a tag in
    it); `separator` between the names of a list in one text, "" if it is one name."""

    content: str = "auto"
    separator: str = ","


class Reader:
    """Makes the records of one query's rows."""

    def __init__(self, kind: str, source: str, name: str, zone: ZoneInfo | None, form: Form) -> None:
        self._kind = kind
        self._source = source
        self._name = name
        self._zone = zone
        self._form = form

    def records(self, row: Mapping[str, object], number: int) -> Iterator[Record]:
        """The record of the `number`th row, and what was left out of it."""
        where = self._where(row, number)
        try:
            fields = Fields({name: self._simple(name, value) for name, value in row.items()}, where)
            make = {"articles": self._article, "comments": self._comment, "gone": self._gone}[self._kind]
            yield make(fields, row)
            yield from fields.faults()
        except (MemoryError, OSError):
            raise
        except Exception as error:  # noqa: BLE001  whatever is in one row, the others are not lost with it
            yield Skipped(where=where, why=f"cannot be read: {type(error).__name__}")

    def _where(self, row: Mapping[str, object], number: int) -> str:
        key = row.get("key")
        what = {"articles": "article", "comments": "comment", "gone": "removed"}[self._kind]
        return f"{self._name}, {what} {number}. row" if key is None else f"{self._name}, {what} {str(key)[:80]}"

    def _article(self, fields: Fields, row: Mapping[str, object]) -> Record:
        key, title, content = fields.identifier("key"), fields.text("title"), self._content(fields)
        if key is None:
            return Skipped(where=fields.where, why="no key")
        if not title and not content:
            return Skipped(where=fields.where, why="no title and no content")
        return Article(
            source=self._source,
            key=key,
            guid=fields.identifier("guid"),
            title=title or "",
            url=fields.text("url"),
            base=fields.text("base"),
            subtitle=fields.text("subtitle"),
            published=self._when(fields, row, "published"),
            updated=self._when(fields, row, "updated"),
            summary=fields.text("summary"),
            content=content,
            highlights=fields.texts("highlights"),
            pull_quote=fields.pull_quote(),
            dateline=fields.dateline(),
            authors=fields.authors("authors"),
            section=fields.text("section"),
            categories=fields.texts("categories"),
            image=fields.image(),
            enclosures=fields.enclosures(),
            language=fields.text("language"),
            views=fields.count("views"),
            comments_open=fields.flag("comments_open"),
        )

    def _comment(self, fields: Fields, row: Mapping[str, object]) -> Record:
        article, content, key = fields.identifier("article"), self._content(fields), fields.identifier("key")
        if article is None or not content:
            return Skipped(where=fields.where, why="a comment without article" if content else "a comment without text")
        parent = fields.identifier("parent")
        author = next(iter(fields.authors("author")), None)
        return Comment(
            source=self._source,
            article=article,
            key=key,
            parent=None if parent in {key, "0"} else parent,
            content=content,
            author=replace(author, url=author.url or fields.text("author_url")) if author else None,
            url=fields.text("url"),
            published=self._when(fields, row, "published"),
        )

    def _gone(self, fields: Fields, row: Mapping[str, object]) -> Record:
        key, when = fields.identifier("key"), self._when(fields, row, "when")
        if key is None:
            return Skipped(where=fields.where, why="no key")
        at = when if isinstance(when, dt.datetime) else None
        return Gone(source=self._source, key=key, comment=fields.identifier("comment"), when=at)

    def _when(self, fields: Fields, row: Mapping[str, object], name: str) -> When | None:
        """A time; one without a zone is in the configured one."""
        value = row.get(name)
        found = value if isinstance(value, dt.date) else fields.when(name)
        if isinstance(found, dt.datetime) and found.tzinfo is None:
            return found.replace(tzinfo=self._zone)
        return found

    def _content(self, fields: Fields) -> str:
        text = fields.text("content") or ""
        if self._form.content == "markdown":
            from sources.markdown.body import rendered_plainly  # noqa: PLC0415  markdown-it takes 60 ms to import

            return rendered_plainly(text)
        as_it_is = self._form.content == "html" or (self._form.content == "auto" and _TAG.search(text))
        return text if as_it_is else paragraphs(text)

    def _simple(self, name: str, value: object) -> object:
        """A value as JSON would have it."""
        if name == "comments_open":
            return _flag(value)
        value = _json_like(value)
        if not isinstance(value, str) or name not in _STRUCTURED:
            return value
        if value.lstrip()[:1] in {"[", "{"}:
            try:
                return json.loads(value)
            except (ValueError, RecursionError):
                return value
        separator = _LISTS.get(name)
        if separator is None:
            return value
        separator = separator or self._form.separator
        return [part.strip() for part in value.split(separator)] if separator else value


def _json_like(value: object) -> object:
    match value:
        case None | str() | bool() | int() | float() | dict():
            return value
        case decimal.Decimal():
            return int(value) if value.is_finite() and value == value.to_integral_value() else float(value)
        case bytes() | bytearray() | memoryview():
            return bytes(value).decode("utf-8", "replace")
        case list() | tuple() | set() | frozenset():
            return [_json_like(part) for part in value]
        case dt.date():  # `_when` has it as it is
            return value.isoformat()
        case _:
            return str(value)


def _flag(value: object) -> object:
    if isinstance(value, bytes) and len(value) == 1 and value[0] < 2:  # noqa: PLR2004  BIT(1) of MariaDB
        return bool(value[0])
    word = str(value).strip().lower()
    return None if value is None else True if word in _YES else False if word in _NO else value
