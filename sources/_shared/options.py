"""The `[sources.options]` of an adapter, typed; every fault names the key and what is expected."""

from collections.abc import Iterable

from feeds.errors import SourceError
from feeds.model import Origin


class Options:
    """The options of one origin. Raises SourceError for a key that is not among `known`."""

    def __init__(self, origin: Origin, known: Iterable[str]) -> None:
        self._origin = origin
        names = sorted(known)
        for name in origin.options:
            if name not in names:
                has = ", ".join(names) if names else "none"
                raise SourceError(f"{origin.name}: options.{name}: no such option; there are: {has}")

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self._origin.options.get(name, default)
        if isinstance(value, bool):
            return value
        raise self._fault(name, "true or false")

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, or one text."""
        value = self._origin.options.get(name, default)
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list | tuple) and all(isinstance(item, str) and item for item in items):
            return tuple(items)
        raise self._fault(name, "a list of texts")

    def text(self, name: str) -> str | None:
        """A text, or None if the option is not given."""
        value = self._origin.options.get(name)
        if value is None or isinstance(value, str):
            return value
        raise self._fault(name, "a text")

    def count(self, name: str, default: int, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._origin.options.get(name, default)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise self._fault(name, f"a whole number from {least} to {most}")

    def _fault(self, name: str, expected: str) -> SourceError:
        return SourceError(f"{self._origin.name}: options.{name}: expected {expected}")
