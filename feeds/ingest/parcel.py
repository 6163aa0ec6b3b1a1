"""Records as bytes, from process to process: pickle's own way with frozen dataclasses costs as much as to read them."""

import io
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from operator import attrgetter
from typing import Any

from feeds import clean
from feeds.model import Article, Author, Comment, Enclosure, Image, Record, Skipped

_MODELS = (Article, Author, Comment, Enclosure, Image, Skipped)
_NAMES: dict[type, tuple[str, ...]] = {model: tuple(field.name for field in fields(model)) for model in _MODELS}
# Of its slots: a frozen dataclass's own constructor takes thrice the time.
_SETTERS = {model: tuple(getattr(model, name).__set__ for name in names) for model, names in _NAMES.items()}


def cleaned(records: Iterable[Record]) -> Iterator[Record]:
    """The records, each article's content clean if that is possible; who stores them finds out why not."""
    for record in records:
        if type(record) is Article:
            with suppress(Exception):
                yield clean.begun(record)
                continue
        yield record


def packed(value: object) -> bytes:
    """The bytes from which `pickle.loads` makes an equal value. Raises whatever an unusual one makes pickle raise."""
    stream = io.BytesIO()
    _Packer(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    return stream.getvalue()


def _reducer(model: type) -> Callable[[object], tuple[Any, ...]]:
    values = attrgetter(*_NAMES[model])
    return lambda value: (_made, (model, values(value)))


def _made(model: type, values: tuple[object, ...]) -> object:
    made: object = object.__new__(model)
    for put, value in zip(_SETTERS[model], values, strict=True):
        put(made, value)
    return made


class _Packer(pickle.Pickler):
    dispatch_table = {model: _reducer(model) for model in _MODELS}  # noqa: RUF012  what pickle asks for
