"""Records as plain values, as the `.json` files beside the pages have them: what is empty is left out."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from feeds.model import Origin, Record
from sources.text import TextPage


def read(path: Path) -> list[Record]:
    origin = Origin(source="pages", name=path.name, key=path.stem, path=path)
    return list(TextPage(origin).read(None, None))


def plain(record: Record) -> dict[str, object]:
    return {"record": type(record).__name__} | dict(_fields(record))


def _fields(value: object) -> Iterator[tuple[str, object]]:
    for each in dataclasses.fields(value):
        found = getattr(value, each.name)
        if found not in (None, (), "") and each.compare and each.name not in {"source", "approximate"}:
            yield each.name, _plain(found)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return dict(_fields(value)) if dataclasses.is_dataclass(value) else value
