"""What a database refuses, in words: what may pass, what will not, and what to do."""

import re

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from feeds.errors import DiskError, StoreError, TemporaryError

_PASSING = re.compile(r"08|40|53|57|55P03")
"""PostgreSQL's classes of errors (its appendix A) that the next run may not see: the connection, conflicts, resources,
a server that is being stopped or that ended a query, a lock that somebody else holds."""
_FULL = "53100"
_STARTING = re.compile(r"starting up|shutting down|recovery mode|not accepting connections|too many|connection slots")


def translated(name: str, error: DBAPIError) -> StoreError | TemporaryError:
    """The error of ours that a database's is, with the store's `name`."""
    reason = " ".join(str(error.orig).split()) or type(error.orig).__name__
    return _of_sqlite(name, error, reason) if name.startswith("sqlite") else _of_postgresql(name, error, reason)


def _of_sqlite(name: str, error: DBAPIError, reason: str) -> StoreError | TemporaryError:
    if "database is locked" in reason:
        return TemporaryError(f"store {name}: another program has it locked; try again later")
    if "disk is full" in reason or "disk I/O error" in reason:
        return DiskError(f"store {name}: {reason}; make room and try again")
    if "unable to open database file" in reason:
        return StoreError(f"store {name}: cannot be opened or made; does its folder exist, and may it be written?")
    if "readonly database" in reason:
        who = "let the user who runs feedhouse write it, those beside it (-wal, -shm) and its folder"
        return StoreError(f"store {name}: may not be written; {who}")
    if isinstance(error, DatabaseError):
        return StoreError(f"store {name}: {reason}; restore it from a backup, or move it away to start anew")
    return StoreError(f"store {name}: cannot be used: {reason}")


def _of_postgresql(name: str, error: DBAPIError, reason: str) -> StoreError | TemporaryError:
    state = getattr(error.orig, "sqlstate", None) or ""
    if state == _FULL or "No space left" in reason:
        return DiskError(f"store {name}: {reason}; make room and try again")
    if _PASSING.match(state):
        return TemporaryError(f"store {name}: not now: {reason}")
    refused = "FATAL:" in reason and not _STARTING.search(reason)  # by a server that runs: the role, the database
    if isinstance(error, OperationalError) and not state and not refused:
        return TemporaryError(f"store {name}: its server cannot be reached: {reason}")
    return StoreError(f"store {name}: cannot be used: {reason}")
