"""JSON and JSON Lines: articles in the shape that `feedhouse extract --format jsonl` prints, and comments one a line.

docs/sources/jsonl.md has every field. Read in a stream; one bad value is one `Skipped` with file, line and reason.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Article, Comment, Cursor, Origin, Record, Skipped
from sources._shared.fields import Fields, mapping, text_of
from sources._shared.files import opened
from sources._shared.markup import paragraphs
from sources._shared.values import Value, values

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_GLOBAL = re.compile(r"(?:tag:|urn:|https?://)\S+$", re.IGNORECASE)
_ACCEPT = "application/json, application/x-ndjson, */*;q=0.1"
_DEEPEST = 200  # replies within replies


class JsonLines:
    """The adapter `jsonl`."""

    name = "jsonl"

    def __init__(self, origin: Origin) -> None:
        self._origin = origin

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """Sure of an object with a field of ours, doubtful of other JSON, 0 for the rest."""
        text = _sniffable(head)
        if not re.match(r"[\[\s]*\{", text):
            return 0.0
        ours = re.search(r'"(title|headline|content_html|content_text|articles|article)"\s*:', text)
        if '"https://jsonfeed.org/version/' in text or not ours:
            return 0.2
        return 0.95 if name.lower().endswith((".jsonl", ".ndjson", ".json")) else 0.9

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """Records in the order of the input; an article's own comments follow it. `since` has no meaning here. Raises
        SourceError for an answer that breaks off; of a file that does, only the end is skipped (docs/sources/jsonl.md).
        """
        with closing(opened(self._origin, http, accept=_ACCEPT)) as stream:
            try:
                for value in values(stream):
                    yield from _guarded(self._whole(value), self._origin)
            except OSError as error:
                message = f"{self._origin.name}: cannot be read: {error.strerror or error}"
                raise SourceError(message) from error

    def _whole(self, value: Value) -> Value:
        """The value, unless it shows that the input breaks off."""
        if value.cut and self._origin.path is None:
            raise SourceError(f"{self._origin.name}: the answer was cut short at line {value.line}: {value.fault}")
        still = f"{value.fault}; the file breaks off here: is it still being written?"
        return replace(value, fault=still) if value.cut else value


def _sniffable(head: bytes) -> str:
    from sources._shared.decode import decode  # noqa: PLC0415 - not needed to import the adapter

    return decode(head[:65536]).lstrip("\ufeff\x1e \t\r\n")


def _guarded(value: Value, origin: Origin) -> Iterator[Record]:
    """The records of one value. Whatever a hostile one does to this code, the file's others are not lost with it."""
    try:
        yield from _records(value, origin)
    except (MemoryError, OSError):
        raise
    except Exception as error:  # noqa: BLE001
        yield Skipped(where=f"{origin.name}, line {value.line}", why=f"cannot be read: {type(error).__name__}: {error}")


def _records(value: Value, origin: Origin) -> Iterator[Record]:
    where = f"{origin.name}, line {value.line}"
    if value.fault:
        yield Skipped(where=where, why=value.fault)
    elif isinstance(value.value, list) or (listed := _listed(value.value)) is not None:
        for item in value.value if isinstance(value.value, list) else listed or ():
            yield from _record(item, origin, where)
    else:
        yield from _record(value.value, origin, where)


def _listed(value: object) -> list[object] | None:
    """The articles of `{"articles": […]}`."""
    found = value.get("articles") if isinstance(value, dict) and "title" not in value else None
    return found if isinstance(found, list) else None


def _record(item: object, origin: Origin, where: str) -> Iterator[Record]:
    record = mapping(item)
    if record is None:
        yield Skipped(where=where, why=f"{_kind(item)} instead of an object")
        return
    fields = Fields(record, where)
    owner = text_of(record.get("article"))
    if owner is None and "article" in record and record["article"] is not None:
        yield Skipped(where=where, why="article is not the id of an article")
    elif owner is not None:
        yield from _comments([record], origin.source, owner, None, where)
    else:
        yield from _article(fields, origin)


def _article(fields: Fields, origin: Origin) -> Iterator[Record]:
    title, content = fields.text("title", "headline"), _content(fields)
    if not title and not content:
        why = f"no title and no content ({fields.why()})" if fields.why() else "no title and no content"
        yield Skipped(where=fields.where, why=why)
        return
    guid, url = fields.identifier("id", "guid"), fields.text("url", "permalink", "link")
    published = fields.when("published", "date_published")
    article = Article(
        source=origin.source,
        key=guid or url or _digest(title, published),
        guid=guid if guid and _GLOBAL.match(guid) else None,
        title=title or "",
        url=url,
        base=fields.text("base"),
        subtitle=fields.text("subtitle"),
        published=published,
        updated=fields.when("updated", "modified", "date_modified"),
        summary=fields.text("summary"),
        content=content,
        highlights=fields.texts("highlights"),
        pull_quote=fields.pull_quote(),
        dateline=fields.dateline(),
        authors=fields.authors("authors", "author"),
        section=fields.text("section"),
        categories=fields.texts("categories", "tags"),
        image=fields.image(),
        enclosures=fields.enclosures(),
        language=fields.text("language", "lang"),
        views=fields.count("views"),
        comments_open=fields.flag("comments_open"),
    )
    yield article
    replies = fields.items("comments")
    yield from fields.faults()
    yield from _comments(replies, origin.source, article.key, None, fields.where)


def _content(fields: Fields) -> str:
    marked = fields.text("content_html")
    if marked:
        return marked
    plain = fields.text("content_text", "text")
    if plain:
        return paragraphs(plain)
    either = fields.text("content") or ""
    return either if _TAG.search(either) else paragraphs(either)


def _comments(
    items: list[object], source: str, article: str, parent: str | None, where: str, depth: int = 0
) -> Iterator[Record]:
    for number, item in enumerate(items, 1):
        record = mapping(item)
        place = where if "article" in (record or ()) else f"{where}, comment {number}"
        if record is None:
            yield Skipped(where=place, why=f"{_kind(item)} instead of a comment")
            continue
        fields = Fields(record, place)
        replies = fields.items("replies", "comments")
        comment = _comment(fields, source, article, parent, label=place if replies else None)
        yield comment or Skipped(where=place, why="a comment without content")
        yield from fields.faults()
        if replies and depth >= _DEEPEST:
            yield Skipped(where=place, why="replies nested too deeply")
        elif replies:
            answered = comment.key or comment.label if comment else parent
            yield from _comments(replies, source, article, answered, place, depth + 1)


def _comment(fields: Fields, source: str, article: str, parent: str | None, *, label: str | None) -> Comment | None:
    content = _content(fields)
    if not content.strip():
        return None
    authors, published = fields.authors("author", "authors"), fields.when("published", "date_published")
    key = fields.identifier("id")
    answers = fields.identifier("in_reply_to", "parent")
    return Comment(
        source=source,
        article=article,
        content=content,
        key=key,
        parent=parent if answers is None else (None if answers in {article, key} else answers),
        author=authors[0] if authors else None,
        url=fields.text("url", "permalink", "link"),
        published=published,
        label=label if key is None else None,
    )


def _digest(*parts: object) -> str:
    """A key for what has none: stable while these parts are."""
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()[:24]


def _kind(item: object) -> str:
    names = {list: "an array", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(item), "nothing")
