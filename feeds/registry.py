"""Adapters and formats by entry point: ours and strangers' through the same door."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
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


class Adapters(Mapping[str, Adapter]):
    """All adapters by name, each loaded when it is asked for: a run in which nothing changed needs none."""

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return names(ADAPTERS)

    @cached_property
    def _loaded(self) -> dict[str, Adapter]:
        return {}

    def __getitem__(self, name: str) -> Adapter:
        """Raises KeyError for one that is not installed, `ConfigError` for one that is broken."""
        if name not in self._loaded:  # every file of a source asks, and to look through what is installed takes 7 ms
            if name not in self._names:
                raise KeyError(name)
            self._loaded[name] = cast("Adapter", load(ADAPTERS, name))
        return self._loaded[name]

    def __reduce__(self) -> tuple[Callable[[], "Adapters"], tuple[()]]:
        """A process of ours finds them itself, once for all that it is sent: to look for them takes as long as to read
        three pages."""
        return _in_this_process, ()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def _in_this_process() -> Adapters:
    return Adapters()


def adapters(wanted: Iterable[str] | None = None) -> Mapping[str, Adapter]:
    """Adapters by name: all of them, or those wanted. Raises `ConfigError` for a wanted one that is not installed."""
    return {name: cast("Adapter", load(ADAPTERS, name)) for name in wanted} if wanted else Adapters()


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
