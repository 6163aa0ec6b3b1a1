"""Faults in words: where, what is expected, what was found."""

import re
from collections.abc import Iterator

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from feeds.config.sections import Configuration
from feeds.config.values import nearest

_PASSWORD = re.compile(r"(://[^/@:]*:)[^@]*(?=@)|([?&](?:ssl)?(?:password|passwd|pwd)=)[^&]*", re.IGNORECASE)


def fault(detail: ErrorDetails) -> str:
    """One of pydantic's errors as a line: where, what is expected, what was found."""
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in detail["loc"]).lstrip(".")
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "extra_forbidden":
        return f"{place}: no such key{nearest(key, _keys(Configuration))}"
    if detail["type"] == "missing":
        return f"{place}: missing; every configuration needs it"
    message = detail["msg"].removeprefix("Value error, ")
    message = message[0].lower() + message[1:]
    value = f", found {_shown(detail['input'])}" if place and not isinstance(detail["input"], dict | list) else ""
    return f"{place}: {message}{value}" if place else message


def _shown(value: object) -> str:
    text = f'"{_masked(value)}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else text[:77] + '…"'  # noqa: PLR2004


def _masked(text: str) -> str:
    """A text without the password of an address that it may be."""
    return _PASSWORD.sub(r"\1\2***", text)


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from _keys(part)
