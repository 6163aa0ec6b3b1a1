"""What the configuration says of a database: its address, its password's place, its queries and their columns."""

import datetime as dt
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feeds.errors import SourceError
from feeds.model import Origin
from sources._shared.options import Options
from sources.sql.rows import FIELDS, Form

FORMS = ("auto", "html", "text", "markdown")

Mark = int | str | dt.datetime | dt.date
"""A value of a cursor column."""

_OPTIONS = {"articles", "comments", "gone", "password_env", "password_file", "timezone", "seconds"}
_QUERY = {"query", "columns", "cursor", "start", "overlap", "format", "separator"}
_CURSOR = re.compile(r"(?<![:\w\\]):cursor(?![:\w])")
_SECRET = re.compile(r"[?&](?:password|passwd|pwd|sslpassword)=", re.IGNORECASE)
_PRIVATE = re.compile(r"(?:^|[^a-z])(?:e?mail|ip|remote[^a-z]?addr)(?:$|[^a-z])|e_?mail|ip_?addr", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One query: `kind` is "articles", "comments" or "gone"; `columns` names the column of a field where it has another
    name. `cursor` is the column whose greatest value begins the next run, `start` that of the first run, and `overlap`
    how far before the greatest value a run begins (seconds for times)."""

    kind: str
    sql: str
    columns: Mapping[str, str]
    form: Form
    cursor: str | None = None
    start: Mark = 0
    overlap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One database: its address without password, the password, the zone of times without one (None: the site's), the
    seconds within which it has to answer, and its queries in the order in which they are asked."""

    name: str
    source: str
    url: str
    password: str | None
    zone: ZoneInfo | None
    seconds: int
    queries: tuple[Query, ...]


def settings(origin: Origin) -> Settings:
    """The settings of an origin, checked. Raises SourceError that names the option and what is expected."""
    url = origin.url
    if url is None:
        raise SourceError(f"{origin.name}: a database is named by its address: url, not path (sqlite:///cms.db)")
    if has_password(url):
        where = f"{shown(url)}: a password has no place in feedhouse.toml"
        raise SourceError(f"{where}: options.password_env or options.password_file tells where it is")
    origin = replace(origin, name=shown(url))
    options = Options(origin, _OPTIONS)
    queries = tuple(found for kind in FIELDS if (found := _query(options, kind)) is not None)
    if not any(query.kind != "gone" for query in queries):
        raise options.fault("articles", "a table with a query, here or under options.comments")
    return Settings(
        name=origin.name,
        source=origin.source,
        url=url,
        password=_password(options),
        zone=_zone(options),
        seconds=options.count("seconds", 300, least=1, most=86_400),
        queries=queries,
    )


def has_password(url: str) -> bool:
    """Whether an address carries a password, before its host or among its parameters."""
    return bool(re.match(r"[^:/?]+://[^/@?]*:[^@/]*@", url) or _SECRET.search(url))


def shown(url: str) -> str:
    """An address as messages and the store have it: without password and parameters."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1@", url).partition("?")[0]


def _query(options: Options, kind: str) -> Query | None:
    table = options.table(kind, _QUERY)
    if table is None:
        return None
    sql, cursor = (table.text("query") or "").strip(), table.text("cursor")
    if not sql:
        raise table.fault("query", "a SELECT")
    start = table.value("start")
    if _CURSOR.search(sql):
        if cursor is None:
            raise table.fault("cursor", "the name of the column that :cursor is compared with")
        if not isinstance(start, int | str | dt.datetime | dt.date) or isinstance(start, bool):
            raise table.fault("start", "the value of :cursor in the first run, such as 0 or 1970-01-01T00:00:00")
    elif cursor is not None:
        raise table.fault("query", "a condition with :cursor, such as WHERE changed_at >= :cursor")
    return Query(
        kind=kind,
        sql=sql,
        columns=_columns(table, kind),
        form=_form(table),
        cursor=cursor,
        start=start if isinstance(start, int | str | dt.datetime | dt.date) else 0,
        overlap=table.count("overlap", 60, least=0, most=10**9),
    )


def _columns(table: Options, kind: str) -> Mapping[str, str]:
    inner = table.table("columns", FIELDS[kind])
    found = {name: column for name in FIELDS[kind] if inner is not None and (column := inner.text(name))}
    private = [column for column in found.values() if _PRIVATE.search(column)] if kind == "comments" else []
    if inner is not None and private:
        field = next(name for name, column in found.items() if column == private[0])
        raise inner.fault(field, "no column of e-mail or IP addresses: they are never read")
    return found


def _form(table: Options) -> Form:
    form, separator = table.text("format") or "auto", table.text("separator")
    if form not in FORMS:
        raise table.fault("format", "one of " + ", ".join(FORMS))
    return Form(content=form, separator="," if separator is None else separator)


def _zone(options: Options) -> ZoneInfo | None:
    name = options.text("timezone")
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise options.fault("timezone", 'an IANA time zone, such as "Asia/Kolkata"') from None


def _password(options: Options) -> str | None:
    variable, file = options.text("password_env"), options.text("password_file")
    if variable and file:
        raise options.fault("password_file", "this or password_env, not both")
    if variable:
        if variable not in os.environ:
            raise options.fault("password_env", f"a variable of the environment: there is no {variable}")
        return os.environ[variable]
    if not file:
        return None
    path = Path(file).expanduser()
    if not path.is_absolute():
        raise options.fault("password_file", "an absolute path")
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise options.fault("password_file", f"a file that can be read ({reason})") from None
