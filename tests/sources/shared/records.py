"""Records as plain values, so that they can stand in a JSON file: fields that have their default are left out."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from feeds.model import Origin, Record


def read(adapter: Callable[[Origin], Any], path: Path) -> list[Record]:
    return list(adapter(Origin(source="s", name=path.name, key=path.stem, path=path)).read(None, None))


def plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [one for one in dataclasses.fields(value) if one.compare]
        kept = {one.name: plain(getattr(value, one.name)) for one in fields if getattr(value, one.name) != one.default}
        is_record = kept.pop("source", None) or "why" in kept
        return {"record": type(value).__name__, **kept} if is_record else kept
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value
