"""Reading without a store: what `feedhouse extract` prints."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from feeds import clean
from feeds.errors import FeedhouseError, SourceError
from feeds.http import Response
from feeds.ingest import Adapter
from feeds.ingest.choosing import is_asset, named, surest
from feeds.ingest.files import File, find
from feeds.ingest.run import stream
from feeds.model import Article, Comment, Origin, Record, Skipped


class _NoNetwork:
    """Files are read without fetching."""

    def get(self, url: str, *, accept: str = "*/*", found: bool = False, renew: bool = False) -> Response:
        raise SourceError(f"{url} is not fetched here ({accept})")


def records(
    paths: Iterable[Path], adapters: Mapping[str, Adapter], adapter: str | None
) -> Iterator[tuple[Path, Record]]:
    """See `feeds.ingest.read`."""
    only = named(adapters, adapter) if adapter else None
    for path in paths:
        try:
            files = find(Path(), str(path))
        except SourceError as error:
            yield path, Skipped(where=str(path), why=str(error))
            continue
        for file in files:
            for record in _read(file, only, adapters):
                yield file.path, record


def _read(file: File, only: Adapter | None, adapters: Mapping[str, Adapter]) -> Iterator[Record]:
    name = str(file.path)
    try:
        adapter = only or surest(adapters, file.path, file.name)
        if adapter is None:
            if not is_asset(file.name):
                yield Skipped(where=name, why=f"no adapter knows this file; there are: {', '.join(sorted(adapters))}")
            return
        origin = Origin(source="extract", name=name, key=file.key, path=file.path)
        yield from _cleaned(stream(adapter, origin, _NoNetwork(), None))
    except (FeedhouseError, OSError) as error:
        yield Skipped(where=name, why=str(error).removeprefix(f"{name}: "))


def _cleaned(found: Iterator[Record]) -> Iterator[Record]:
    base: str | None = None
    for record in found:
        if isinstance(record, Article):
            article = clean.article(record)
            base = article.url or article.base
            yield article
        elif isinstance(record, Comment):
            yield clean.comment(record, base)
        else:
            yield record
