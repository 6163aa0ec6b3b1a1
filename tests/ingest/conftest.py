"""A newsroom in a folder, and an adapter that reads one record a line: a test can make any input in words."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from feeds.errors import SourceError
from feeds.ingest import SourceReport, SourceSettings, ingest
from feeds.model import Article, Author, Comment, Cursor, Gone, Origin, Record, Site, Skipped
from feeds.store import Store, open_store

NOW = dt.datetime(2025, 7, 1, 12, 0, 0, 999, tzinfo=dt.UTC)


class Lines:
    """Reads JSON lines such as {"article": {…}}, {"comment": {…}}, {"raise": "ValueError"} and {"skipped": "why"}."""

    name = "lines"
    opened: list[str] = []  # noqa: RUF012  emptied by the fixture

    def __init__(self, origin: Origin) -> None:
        self.origin = origin

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        if b"sniff-raises" in head:
            raise RuntimeError(name)
        return 0.9 if head.lstrip().startswith(b"{") else 0.0

    def read(self, http: object, since: Cursor | None) -> Iterator[Record]:
        self.opened.append(self.origin.name)
        assert self.origin.path is not None
        for line in self.origin.path.read_text("utf-8").splitlines():
            ((kind, fields),) = json.loads(line).items()
            yield self.record(kind, fields, since)

    def record(self, kind: str, fields: object, since: Cursor | None) -> Record:
        source = self.origin.source
        match kind, fields:
            case "article", dict():
                return Article(**{"source": source, "key": self.origin.key, "title": "T"} | _typed(fields))
            case "comment", dict():
                return Comment(**{"source": source, "article": self.origin.key, "content": "<p>C</p>"} | _typed(fields))
            case "gone", dict():
                return Gone(source=source, **_typed(fields))
            case "skipped", str():
                return Skipped(where=self.origin.name, why=fields)
            case "cursor", str():
                return Cursor(f"{since.state if since else ''}{fields}")
            case "other", _:
                return fields  # type: ignore[return-value]
            case "raise", str():
                raise {"SourceError": SourceError, "MemoryError": MemoryError}.get(fields, ValueError)(fields)
        raise AssertionError(kind)


class Remote:
    """An adapter for an address: gives what the test says, as an iterable in place of the HTTP client. An exception is
    raised, and what can be called is asked for the record by what the source remembers."""

    name = "remote"

    def __init__(self, origin: Origin) -> None:
        self.origin = origin

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        return 0.0

    def read(self, http: Iterable[object], since: Cursor | None) -> Iterator[Record]:
        for told in http:
            if isinstance(told, Exception):
                raise told
            yield told(since) if callable(told) else told  # type: ignore[misc]


class Text:
    """Reads anything, as one article, when nobody is surer."""

    name = "text"

    def __init__(self, origin: Origin) -> None:
        self.origin = origin

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        return 0.1 if name.endswith(".txt") and head else 0.0

    def read(self, http: object, since: Cursor | None) -> Iterator[Record]:
        assert self.origin.path is not None
        words = self.origin.path.read_text("utf-8", errors="replace")
        yield Article(source=self.origin.source, key=self.origin.key, title=words[:40], content=f"<p>{words}</p>")


def _typed(fields: dict) -> dict:
    made = dict(fields)
    for name in ("published", "updated", "when"):
        if name in made:
            kind = dt.date if re.fullmatch(r"[0-9-]{10}", made[name]) else dt.datetime
            made[name] = kind.fromisoformat(made[name])
    if "author" in made:
        made["author"] = Author(name=made["author"])
    return made


@dataclass
class Desk:
    """A folder, a store, and one source over them."""

    folder: Path
    store: Store
    site: Site
    adapters: dict[str, type]

    def write(self, name: str, *lines: dict | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        return path

    def run(self, path: str = "pages", now: dt.datetime = NOW, **settings: object) -> SourceReport:
        Lines.opened.clear()
        source = SourceSettings(name="pages", folder=self.folder, path=path, **settings)  # type: ignore[arg-type]
        return ingest(source, self.adapters, self.store, None, now, self.site)  # type: ignore[arg-type]

    def articles(self) -> dict:
        return {stored.article.key: stored for stored in self.store.changed_articles(0)}

    def comments(self, key: str) -> list:
        return sorted(self.store.conversation(self.articles()[key].seq), key=lambda reply: reply.seq)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    site = Site(
        title="Courier",
        url="https://courier.example/",
        feeds_url="https://courier.example/",
        description="News",
        timezone="Asia/Kolkata",
        authority="courier.example,2025",
    )
    with open_store("sqlite:///feedhouse.db", site.authority, tmp_path) as store:
        yield Desk(tmp_path, store, site, {"lines": Lines, "text": Text})
