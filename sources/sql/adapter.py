"""The adapter itself: articles, then comments, then what is gone; and how far it came."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from feeds.errors import SourceError
from feeds.http import Http
from feeds.model import Cursor, Origin, Record
from sources.sql.resume import Progress
from sources.sql.rows import FIELDS, NEEDED, Reader
from sources.sql.settings import Query, Settings, settings


class Sql:
    """The adapter `sql`."""

    name = "sql"

    def __init__(self, origin: Origin) -> None:
        self._settings = settings(origin)

    @staticmethod
    def sniff(head: bytes, name: str) -> float:
        """0: a database has an address, and needs queries."""
        return 0.0

    def read(self, http: Http, since: Cursor | None) -> Iterator[Record]:
        """What the queries give, in their order; with `since`, from where the last run's came. Raises SourceError for a
        query or map that does not fit, FetchError for a database that cannot be reached now."""
        from sources.sql.database import Database  # noqa: PLC0415  SQLAlchemy takes 0.2 s to import

        progress = Progress(self._settings, since, dt.datetime.now(dt.UTC))
        with Database(self._settings) as database:
            for query in self._settings.queries:
                given = {"cursor": progress.begin(query)} if query.cursor else {}
                with database.rows(query, given) as (names, rows):
                    places, cursor = _places(self._settings, query, names)
                    yield from self._records(query, places, _watched(rows, cursor, query, progress))
        if (reached := progress.cursor()) is not None:
            yield reached

    def _records(self, query: Query, places: Mapping[str, int], rows: Iterator[Sequence[object]]) -> Iterator[Record]:
        told = self._settings
        reader = Reader(query.kind, told.source, told.name, told.zone, query.form)
        for number, row in enumerate(rows, 1):
            yield from reader.records({field: row[place] for field, place in places.items()}, number)


def _watched(
    rows: Iterator[Sequence[object]], cursor: int | None, query: Query, progress: Progress
) -> Iterator[Sequence[object]]:
    for row in rows:
        if cursor is not None:
            progress.saw(query, row[cursor])
        yield row


def _places(told: Settings, query: Query, names: Sequence[str]) -> tuple[Mapping[str, int], int | None]:
    """In which column each field stands, and the cursor. A field without an entry in the map is in the column of its
    own name, if there is one. Raises SourceError for a column that there is not."""
    known = {name.lower(): place for place, name in reversed(list(enumerate(names)))}
    there = ", ".join(names)
    for field, column in query.columns.items():
        if column.lower() not in known:
            where = f"{told.name}: options.{query.kind}.columns.{field}"
            raise SourceError(f'{where}: the query gives no column "{column}"; it gives: {there}')
    asked = {field: query.columns.get(field, field).lower() for field in FIELDS[query.kind]}
    if "key" not in query.columns and "key" not in known:
        asked["key"] = "id"
    for field in NEEDED[query.kind]:
        if asked[field] not in known:
            where = f"{told.name}: options.{query.kind}"
            raise SourceError(f"{where}: no column for {field}; name it in columns. The query gives: {there}")
    if query.cursor is not None and query.cursor.lower() not in known:
        where = f"{told.name}: options.{query.kind}.cursor"
        raise SourceError(f'{where}: the query gives no column "{query.cursor}"; it gives: {there}')
    places = {field: known[column] for field, column in asked.items() if column in known}
    return places, None if query.cursor is None else known[query.cursor.lower()]
