"""Typed fields out of one JSON object, each fault noted and the rest kept."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Literal, cast

from feeds.model import Author, Dateline, Enclosure, Image, PullQuote, Skipped, When
from sources._shared.dates import from_number, parse_when
from sources._shared.names import without_address

_LONE = re.compile("[\ud800-\udfff]")
_SHOWN = 60
_SHOWABLE = 10**40  # Python refuses to write out very large integers
_DIGITS = 18


def whole(text: str) -> str:
    """`text` with surrogate pairs joined and lone halves replaced: JSON can spell them, UTF-8 cannot."""
    if text.isascii() or not _LONE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def mapping(item: object) -> Mapping[str, object] | None:
    """The object that `item` is, else None."""
    return cast("Mapping[str, object]", item) if isinstance(item, dict) else None


def text_of(value: object) -> str | None:
    """A text, or a whole number as text, without outer space; None if empty or anything else."""
    if isinstance(value, str):
        return whole(value).strip() or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < _SHOWABLE else None
    return None


class Fields:
    """One object. Every reader takes names in order of preference and the first that has a value; what it cannot use is
    left out and noted for `faults`."""

    def __init__(self, record: Mapping[str, object], where: str) -> None:
        self.where = where
        self._record = record
        self._faults: list[str] = []

    def why(self) -> str:
        """The faults so far, in one text."""
        return "; ".join(fault.partition(";")[0] for fault in self._faults)

    def faults(self) -> Iterator[Skipped]:
        """What was left out so far, one note for each."""
        yield from (Skipped(where=self.where, why=fault) for fault in self._faults)
        self._faults = []

    def text(self, *names: str) -> str | None:
        """A text; a number or anything else is a fault."""
        name, value = self._first(names)
        if value is None or isinstance(value, str):
            return text_of(value)
        self._left_out(name, value, "a text")
        return None

    def identifier(self, *names: str) -> str | None:
        """A text or a whole number."""
        name, value = self._first(names)
        found = text_of(value)
        if found is None and value not in (None, ""):
            self._left_out(name, value, "an id")
        return found

    def when(self, *names: str) -> When | None:
        """A time: text or Unix time."""
        name, value = self._first(names)
        if value is None or value == "":
            return None
        found = parse_when(value) if isinstance(value, str) else None
        if isinstance(value, int | float):
            found = from_number(value)
        if found is None:
            self._left_out(name, value, "a date")
        return found

    def texts(self, *names: str) -> tuple[str, ...]:
        """A list of texts, or one text; each once."""
        name, value = self._first(names)
        if value is None:
            return ()
        found = [text_of(item) for item in (value if isinstance(value, list) else [value])]
        if None in found and any(item not in (None, "") and text_of(item) is None for item in _items(value)):
            self._left_out(name, value, "a list of texts")
        return tuple(dict.fromkeys(item for item in found if item))

    def items(self, *names: str) -> list[object]:
        """A list of anything."""
        name, value = self._first(names)
        if value is None or isinstance(value, list):
            return value or []
        if not isinstance(value, int):  # a bare count of comments is no fault
            self._left_out(name, value, "a list")
        return []

    def count(self, *names: str) -> int | None:
        """A whole number from 0, also as text ("1,234")."""
        name, value = self._first(names)
        if isinstance(value, str):
            digits = value.strip().replace(",", "")
            value = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else value
        if isinstance(value, float) and math.isfinite(value) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63:
            return value
        if value not in (None, ""):
            self._left_out(name, value, "a count")
        return None

    def flag(self, *names: str) -> bool | None:
        """True or false."""
        name, value = self._first(names)
        if value is None or isinstance(value, bool):
            return value
        self._left_out(name, value, "true or false")
        return None

    def authors(self, *names: str) -> tuple[Author, ...]:
        """`{"name", "url", "kind"}`, a name, or a list of these. E-mail addresses are not read."""
        name, value = self._first(names)
        if value is None or value == "":
            return ()
        found = [_author(item) for item in _items(value)]
        if not all(isinstance(item, str | dict) or item is None for item in _items(value)):
            self._left_out(name, value, "an author")
        return tuple(dict.fromkeys(author for author in found if author))

    def image(self) -> Image | None:
        """`image`: an address or `{"url", "alt", "credit", "width", "height"}`."""
        value = self._record.get("image")
        record = mapping(value) or {"url": value}
        url = text_of(record.get("url"))
        if url is None:
            if value:
                self._left_out("image", value, "an image")
            return None
        width, height = (_pixels(record.get(side)) for side in ("width", "height"))
        alt, credit = text_of(record.get("alt")), text_of(record.get("credit"))
        return Image(url=url, alt=alt, credit=credit, width=width, height=height)

    def enclosures(self) -> tuple[Enclosure, ...]:
        """`enclosures` in the model's fields, or JSON Feed's `attachments`."""
        found = []
        for item in self.items("enclosures", "attachments"):
            record = mapping(item) or {}
            url, kind = text_of(record.get("url")), text_of(record.get("type") or record.get("mime_type"))
            size = record.get("length") or record.get("size_in_bytes")
            if url and kind:
                found.append(Enclosure(url=url, type=kind, length=_pixels(size) or 0))
            else:
                self._left_out("enclosures", item, "an enclosure with url and type")
        return tuple(found)

    def pull_quote(self) -> PullQuote | None:
        """`pull_quote`: `{"text", "attribution"}` or a text."""
        record = self._told("pull_quote", "text", "a quote")
        text = text_of(record.get("text"))
        return PullQuote(text=text, attribution=text_of(record.get("attribution"))) if text else None

    def dateline(self) -> Dateline | None:
        """`dateline`: `{"place", "date"}` or a place."""
        record = self._told("dateline", "place", "a dateline")
        place = text_of(record.get("place"))
        return Dateline(place=place, date=text_of(record.get("date"))) if place else None

    def _told(self, name: str, main: str, expected: str) -> Mapping[str, object]:
        """An object, or the value that stands for one with that alone."""
        value = self._record.get(name)
        record = mapping(value) or {main: value}
        if value and not mapping(value) and text_of(value) is None:
            self._left_out(name, value, expected)
        return record

    def _first(self, names: tuple[str, ...]) -> tuple[str, object]:
        for name in names:
            if (value := self._record.get(name)) is not None:
                return name, value
        return names[0], None

    def _left_out(self, name: str, value: object, expected: str) -> None:
        huge = isinstance(value, int) and abs(value) >= _SHOWABLE
        shown = whole(str(value))[:_SHOWN] if isinstance(value, str | int | float) and not huge else "…"
        owner = "comment" if ", comment " in self.where else "article"
        self._faults.append(f"{name} {shown!r} is not {expected}; the {owner} is kept without it")


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _author(item: object) -> Author | None:
    if isinstance(item, str):
        name = without_address(text_of(item) or "")
        return Author(name=name) if name else None
    record = mapping(item) or {"name": item}
    name = without_address(text_of(record.get("name")) or "")
    kind: Literal["person", "organisation"] = (
        "organisation" if str(record.get("kind")).lower() in {"organisation", "organization"} else "person"
    )
    return Author(name=name, url=text_of(record.get("url")), kind=kind) if name else None


def _pixels(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 53 else None
