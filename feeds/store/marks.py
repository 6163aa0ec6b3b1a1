"""A random token for each of the newest revisions. A store that was restored from a backup counts on from there, so its
next revisions bear numbers that an edition in out/ may have seen with another content: by the token it knows."""

import secrets

from sqlalchemy import Connection, insert, select, update

from feeds.store.tables import meta

_KEY = "marks"
_KEPT = 1_000  # revisions: an edition that is further behind is made anew
_LONG = 8  # hexadecimal digits each


def add(connection: Connection, revision: int) -> None:
    """Mark a revision that was just made."""
    tokens = _read(connection, revision - 1) + secrets.token_hex(_LONG // 2)
    value = f"{revision} {tokens[-_KEPT * _LONG :]}"
    if connection.execute(update(meta).where(meta.c.key == _KEY).values(value=value)).rowcount == 0:
        connection.execute(insert(meta).values(key=_KEY, value=value))


def of(connection: Connection, revision: int, newest: int) -> str:
    """The token of a revision, of a store whose newest is given; "" if it is not known."""
    known, after = _read(connection, newest), newest - revision
    end = len(known) - after * _LONG
    return known[end - _LONG : end] if after >= 0 and end >= _LONG else ""


def _read(connection: Connection, newest: int) -> str:
    """The tokens, oldest first, the last one that of `newest`; none if an older release counted on without them."""
    stored = connection.scalar(select(meta.c.value).where(meta.c.key == _KEY)) or ""
    revision, _, tokens = stored.partition(" ")
    return tokens if revision == str(newest) else ""
