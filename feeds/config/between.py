"""What is wrong between keys, told beside what is wrong with each: validators of a whole table would wait until then.

A rule takes a table as it is written, with `WRONG` for the values that are faults already.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Table = Mapping[str, Any]

WRONG = object()
"""The value of a key that is a fault by itself."""


def right(table: Table, error: ValidationError | None) -> Table:
    """A table with `WRONG` for its faults."""
    wrong = {detail["loc"][0]: WRONG for detail in (error.errors() if error else ()) if len(detail["loc"]) == 1}
    return {key: wrong.get(key, value) for key, value in table.items()}


def joined(name: str, error: ValidationError | None, table: object, faults: Iterable[str]) -> ValidationError:
    """One error of those that pydantic found and of some faults of a whole table, called `name`."""
    found: list[InitErrorDetails] = [
        {"type": _told(one["type"], one["msg"]), "loc": one["loc"], "input": one["input"]}
        for one in (error.errors() if error else ())
    ]
    found += [{"type": _told("between", fault), "input": table} for fault in faults]
    return ValidationError.from_exception_data(name, found)


def _told(kind: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{message}", {"message": message})


def one_place(source: Table) -> Iterator[str]:
    """A source is a path or an address; a database's address is for `sql` alone."""
    path, url, adapter = (source.get(name) for name in ("path", "url", "adapter"))
    if (path is None) == (url is None):
        yield "expected either path or url"
    elif isinstance(url, str) and isinstance(adapter, str) and (adapter == "sql") == url.lower().startswith("http"):
        kind = "a database's" if adapter == "sql" else "an http or https"
        yield f'expected {kind} address with adapter = "{adapter}"'


def archive_holds_a_feed(feeds: Table, entries: int) -> Iterator[str]:
    """An archive page has room for what the live feed shows: `entries`, unless the table says another number."""
    archive, entries = feeds.get("archive"), feeds.get("entries", entries)
    if isinstance(archive, int) and isinstance(entries, int) and 0 < archive < entries:
        yield f"archive: expected 0 or at least entries ({entries}), found {archive}"


def names_differ(configuration: Table) -> Iterator[str]:
    """Identities hang on the names of sources."""
    sources = configuration.get("sources")
    given = [one.get("name") for one in sources if isinstance(one, dict)] if isinstance(sources, list) else []
    names = [name for name in given if isinstance(name, str)]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        yield f"sources: expected every name once; more than once: {', '.join(twice)}"
