"""The `[sources.options]` of an adapter, typed; every fault names the key and what is expected."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from feeds.errors import SourceError
from feeds.model import Origin


class Options:
    """The options of one origin. Raises SourceError for a key that is not among `known`; `within` is how messages call
    the table that `origin.options` is, if it lies within another."""

    def __init__(self, origin: Origin, known: Iterable[str], within: str = "options") -> None:
        self._origin = origin
        self._within = within
        names = sorted(known)
        for name in origin.options:
            if name not in names:
                has = ", ".join(names) if names else "none"
                raise SourceError(f"{origin.name}: {within}.{name}: no such option; there are: {has}")

    def table(self, name: str, known: Iterable[str]) -> "Options | None":
        """A table within these options, or None if it is not given."""
        value = self._origin.options.get(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise self.fault(name, "a table")
        return Options(replace(self._origin, options=value), known, f"{self._within}.{name}")

    def value(self, name: str) -> object:
        """An option of whatever type, None if it is not given."""
        return self._origin.options.get(name)

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self._origin.options.get(name, default)
        if isinstance(value, bool):
            return value
        raise self.fault(name, "true or false")

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, or one text."""
        value = self._origin.options.get(name, default)
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list | tuple) and all(isinstance(item, str) and item for item in items):
            return tuple(items)
        raise self.fault(name, "a list of texts")

    def text(self, name: str) -> str | None:
        """A text, or None if the option is not given."""
        value = self._origin.options.get(name)
        if value is None or isinstance(value, str):
            return value
        raise self.fault(name, "a text")

    def count(self, name: str, default: int, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._origin.options.get(name, default)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise self.fault(name, f"a whole number from {least} to {most}")

    def fault(self, name: str, expected: str) -> SourceError:
        """The error of an option that is not what is expected."""
        return SourceError(f"{self._origin.name}: {self._within}.{name}: expected {expected}")
