"""How far a query came: the greatest value of its cursor column, from one run to the next."""

import datetime as dt
import decimal
import hashlib
import json

from feeds.errors import SourceError
from feeds.model import Cursor
from sources._shared.dates import parse_when
from sources.sql.settings import Mark, Query, Settings

_WIDEST = dt.timedelta(hours=14)  # a time without a zone may be so far ahead of UTC


class Progress:
    """The cursors of all queries. What another query, another map of columns or another release left is not used:
    everything is read again."""

    def __init__(self, settings: Settings, since: Cursor | None, now: dt.datetime) -> None:
        self._now = now
        self._zone = settings.zone
        self._made_by = {query.kind: _digest(settings, query) for query in settings.queries}
        self._before = _decoded(since)
        self._reached: dict[str, Mark] = {}
        for kind, made_by in self._made_by.items():
            if (mark := self._before.get(kind)) is not None and mark[0] == made_by:
                self._reached[kind] = mark[1]

    def begin(self, query: Query) -> Mark:
        """What :cursor is in this run: a little before the greatest value, for what was written late."""
        reached = self._reached.get(query.kind)
        if reached is None:
            return query.start
        if isinstance(reached, dt.datetime):
            return reached - dt.timedelta(seconds=query.overlap)
        return reached - query.overlap if isinstance(reached, int) else reached

    def saw(self, query: Query, value: object) -> None:
        """A row's value came by. One in the future does not count, or nothing would be new until then."""
        if value is None or (mark := self._mark(query, value)) is None:
            return
        reached = self._reached.get(query.kind)
        if reached is None or (type(reached) is type(mark) and mark > reached):  # type: ignore[operator]
            self._reached[query.kind] = mark

    def cursor(self) -> Cursor | None:
        """What the next run is to be given; None if no query has a cursor."""
        marks = {kind: (self._made_by[kind], *_encoded(mark)) for kind, mark in sorted(self._reached.items())}
        return Cursor(json.dumps(marks)) if marks else None

    def _mark(self, query: Query, value: object) -> Mark | None:
        if isinstance(value, decimal.Decimal) and value == value.to_integral_value():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int | str | dt.date):
            what = f"options.{query.kind}.cursor: {query.cursor}"
            raise SourceError(f"{what}: expected a column of times, whole numbers or texts")
        when = parse_when(value) if isinstance(value, str) else value
        if isinstance(value, str) and when is None and not isinstance(query.start, str):  # "infinity" among times
            return None
        return None if isinstance(when, dt.date) and self._ahead(when) else value

    def _ahead(self, when: dt.date) -> bool:
        if not isinstance(when, dt.datetime):
            return when > (self._now + _WIDEST).date()
        if when.tzinfo is None and self._zone is None:
            return when.replace(tzinfo=dt.UTC) > self._now + _WIDEST
        return (when if when.tzinfo else when.replace(tzinfo=self._zone)) > self._now


def _encoded(mark: Mark) -> tuple[str, str]:
    if isinstance(mark, dt.date):
        return ("time" if isinstance(mark, dt.datetime) else "day"), mark.isoformat()
    return ("text" if isinstance(mark, str) else "number"), str(mark)


def _decoded(since: Cursor | None) -> dict[str, tuple[str, Mark]]:
    """The cursors by kind; none for the state of another release."""
    try:
        state = json.loads(since.state) if since else {}
        return {kind: (made_by, _mark(how, text)) for kind, (made_by, how, text) in state.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _mark(how: str, text: str) -> Mark:
    match how:
        case "time":
            return dt.datetime.fromisoformat(text)
        case "day":
            return dt.date.fromisoformat(text)
        case "number":
            return int(text)
        case _:
            return text


def _digest(settings: Settings, query: Query) -> str:
    text = repr((settings.url, str(settings.zone), query.sql, sorted(query.columns.items()), query.cursor, query.form))
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
