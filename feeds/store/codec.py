"""Model values to JSON and back. msgspec writes them; it cannot tell a date from a time when it reads, so that is by
hand.

A time is ISO 8601, a day its ten characters: that is how they are told apart.
"""

import datetime as dt
from typing import Any

import msgspec

from feeds.model import Article, Author, Comment, Dateline, Enclosure, Image, PullQuote, When

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder()

_PARTS = {"image": Image, "pull_quote": PullQuote, "dateline": Dateline, "author": Author}
_LISTS = {"authors": Author, "enclosures": Enclosure}
_TIMES = ("published", "updated")
_TUPLES = ("highlights", "categories")


def encode(value: Article | Comment) -> str:
    """The JSON text of an article or comment. Raises ValueError if it holds what JSON cannot (a lone surrogate)."""
    try:
        return _encoder.encode(value).decode()
    except (msgspec.MsgspecError, TypeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def article(text: str) -> Article:
    """The article that `encode` wrote."""
    data = _parts(text)
    for name in _TUPLES:
        data[name] = tuple(data[name])
    for name, model in _LISTS.items():
        data[name] = tuple(model(**item) for item in data[name])
    return Article(**data)


def comment(text: str) -> Comment:
    """The comment that `encode` wrote."""
    return Comment(**_parts(text))


def _parts(text: str) -> dict[str, Any]:
    data: dict[str, Any] = _decoder.decode(text)
    for name in _TIMES:
        if data.get(name) is not None:
            data[name] = _when(data[name])
    for name, model in _PARTS.items():
        if data.get(name) is not None:
            data[name] = model(**data[name])
    return data


def _when(text: str) -> When:
    return dt.date.fromisoformat(text) if len(text) == len("2025-06-16") else dt.datetime.fromisoformat(text)
