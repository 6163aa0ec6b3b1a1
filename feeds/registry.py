"""Adapters and formats by entry point: ours and strangers' through the same door."""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from feeds.errors import ConfigError
from feeds.formats import Format
from feeds.ingest import Adapter

ADAPTERS = "feedhouse.sources"
FORMATS = "feedhouse.formats"


def names(group: str) -> tuple[str, ...]:
    """The names under which something is installed in a group, sorted."""
    return tuple(sorted(entry_points(group=group).names))


def adapters(wanted: Iterable[str] | None = None) -> dict[str, Adapter]:
    """Adapters by name: all of them, or those wanted. Raises `ConfigError` for one that is not installed or broken."""
    return {name: cast("Adapter", load(ADAPTERS, name)) for name in (wanted or names(ADAPTERS))}


def formats(wanted: Iterable[str]) -> tuple[Format, ...]:
    """Formats in the order wanted. Raises `ConfigError` for one that is not installed or broken."""
    return tuple(cast("type[Format]", load(FORMATS, name))() for name in wanted)


def load(group: str, name: str) -> object:
    """What an entry point names. Raises `ConfigError` that says what is installed, or why it cannot be loaded."""
    found = entry_points(group=group, name=name)
    if not found:
        message = f"{name!r} is not installed in {group}; there are: {', '.join(names(group))}"
        raise ConfigError([message])
    return _import(next(iter(found)))


def _import(point: EntryPoint) -> object:
    try:
        return point.load()
    except Exception as error:
        message = f"{point.name!r} of {point.group} ({point.value}) cannot be loaded: {error!r}"
        raise ConfigError([message]) from error
