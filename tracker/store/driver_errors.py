"""What the drivers report, in words for people: the one place that knows their codes."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from tracker.store.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DiskFull,
    StoreError,
)

_KEPT = "Nothing of this step was saved; everything saved before is kept."

_BUSY = (
    DatabaseBusy,
    "is in use by another program, which did not let go of it in time.",
    "Close the other program or wait until it has finished, then try again.",
)
_DAMAGED = (
    DatabaseDamaged,
    "is damaged, or is not a database.",
    "Leave the file as it is, and restore a backup to a new one.",
)
_READ_ONLY = (
    DatabaseReadOnly,
    "cannot be written to.",
    "Allow writing to the database and its folder, or choose another with --database.",
)
_FULL = (
    DiskFull,
    "cannot grow: the disk is full.",
    "Make room on the disk, then try again.",
)
_NOT_OPENED = (
    DatabaseUnreachable,
    "cannot be opened.",
    "Check that its folder exists and may be used, or choose another with --database.",
)
_DISK_ERROR = (
    DatabaseUnreachable,
    "cannot be reached: the disk reported an error.",
    "Check the disk and the room on it, then try again.",
)
_NO_ANSWER = (
    DatabaseUnreachable,
    "does not answer.",
    "Check that the server runs and that the address is right, then try again.",
)
_NOT_LET_IN = (
    DatabaseUnreachable,
    "refuses the user name or password.",
    "Correct them in the address of the database.",
)
_NO_DATABASE = (
    DatabaseUnreachable,
    "does not exist on the server.",
    "Create it there, or correct the address of the database.",
)
_WRONG_ADDRESS = (
    DatabaseUnreachable,
    "has an address that cannot be understood.",
    "Correct the address with --database or BACKBEAT_DATABASE_URL.",
)
_OTHER = (
    StoreError,
    "reported an error.",
    "Try again; the log file has the details.",
)

_OF_SQLITE = {
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _DISK_ERROR,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: _NOT_OPENED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
_OF_POSTGRESQL = {
    "08": _NO_ANSWER,
    "25006": _READ_ONLY,
    "28": _NOT_LET_IN,
    "3D000": _NO_DATABASE,
    "40": _BUSY,
    "42501": _READ_ONLY,
    "53100": _FULL,
    "53": _BUSY,
    "55P03": _BUSY,
    "57014": _BUSY,
    "57P": _NO_ANSWER,
    "58": _DISK_ERROR,
    "XX": _DAMAGED,
}


@contextmanager
def translate_errors(database: str) -> Iterator[None]:
    """Turn what the driver raises into a :class:`StoreError` about `database`."""
    try:
        yield
    except (exc.DBAPIError, exc.TimeoutError) as error:
        raise _explain(database, error) from error
    except Exception as error:
        if not (is_of_sqlite(error) or _is_of_postgresql(error)):
            raise
        raise _explain(database, error) from error


def is_of_sqlite(error: BaseException | None) -> bool:
    """Whether SQLite reports it, by its own driver or by that of encrypted files.

    What it says of a file whose schema is spoilt may be no text, which Python reports instead.
    """
    return isinstance(error, (sqlite3.Error, UnicodeDecodeError)) or (
        error is not None and type(error).__module__ == "sqlcipher3.dbapi2"
    )


def _is_of_postgresql(error: BaseException) -> bool:
    """Whether PostgreSQL's driver reports it itself, as where a transaction begins."""
    driver = sys.modules.get("psycopg")  # who never used it has no error of it
    return driver is not None and isinstance(error, driver.Error)


def _explain(database: str, error: Exception) -> StoreError:
    made, what, remedy = _cause(error)
    return made(f"The database {database} {what} {_KEPT} {remedy}")


def _cause(error: Exception) -> tuple[type[StoreError], str, str]:
    if isinstance(error, exc.TimeoutError):  # every connection is taken
        return _BUSY
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    if is_of_sqlite(cause):
        if isinstance(cause, UnicodeDecodeError) or "decode to UTF-8" in str(cause):
            return _DAMAGED
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        return _OF_SQLITE.get(code, _DAMAGED if _lacks_a_table(cause) else _OTHER)
    code = getattr(cause, "sqlstate", None) or ""
    for start in (code, code[:3], code[:2]):
        if start in _OF_POSTGRESQL:
            return _OF_POSTGRESQL[start]
    refused = (exc.OperationalError, exc.ProgrammingError)
    if not code and (cause is error or isinstance(error, refused)):
        return _of_refused_connection(str(cause))
    return _OTHER


def _lacks_a_table(cause: BaseException | None) -> bool:
    return "no such table" in str(cause) or "no such column" in str(cause)


def _of_refused_connection(message: str) -> tuple[type[StoreError], str, str]:
    """The cause where the server refused to talk at all, and so gave no code."""
    if "password" in message or "role" in message or "pg_hba" in message:
        return _NOT_LET_IN
    if "does not exist" in message:
        return _NO_DATABASE
    if "invalid" in message:
        return _WRONG_ADDRESS
    return _NO_ANSWER
