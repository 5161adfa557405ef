"""Where a database is: reading its address, and naming it without a password."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tracker.store.errors import DatabaseUnreachable

_PASSWORD_PATIENCE = 5  # seconds
VARIABLE = "BACKBEAT_DATABASE_URL"
_EXAMPLES = "sqlite:////home/me/diary.db or postgresql://me@localhost/backbeat"
_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def default_url() -> str:
    """The address in BACKBEAT_DATABASE_URL, or of a file in the user's data folder."""
    if given := os.environ.get(VARIABLE):
        return given
    from platformdirs import user_data_path

    path = user_data_path("backbeat", appauthor=False) / "backbeat.db"
    return URL.create("sqlite", database=str(path)).render_as_string()


def read_address(text: str) -> URL:
    """The address with the driver we use and, for a file, its whole path.

    Raises :class:`DatabaseUnreachable` where it is no address of a database that
    Backbeat knows.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # its message would hold the password
        raise _wrong("The address of the database cannot be understood.") from None
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise _wrong(f"Backbeat has no driver for a “{url.drivername}” database.")
    url = url.set(drivername=driver)
    if url.get_backend_name() != "sqlite":
        return url
    if url.database in (None, "", ":memory:") or str(url.database).startswith("file:"):
        raise _wrong("The address names no file: a diary in memory would be lost.")
    if others := sorted(url.query.keys() - {"timeout"}):  # the driver would pass over them
        raise _wrong(f"A SQLite address takes no option “{others[0]}”.")
    return url.set(database=str(Path(str(url.database)).expanduser().absolute()))


def file_of(url: URL) -> Path | None:
    """The file that a SQLite database lies in; None for a server, and for one in memory."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    return Path(str(url.database)) if is_file else None


def shown(url: URL) -> str:
    """The database's name for a person, without user, password and options."""
    if file := file_of(url):
        return str(file)
    port = f":{url.port}" if url.port else ""
    return f"{url.database or 'the default database'} on {url.host or 'this computer'}{port}"


def _wrong(what: str) -> DatabaseUnreachable:
    return DatabaseUnreachable(
        f"{what} Nothing was read or written. Addresses look like {_EXAMPLES}; set the right one"
        f" with --database or {VARIABLE}."
    )


def wants_password(address: str) -> bool:
    """Whether the server at an address asks for a password and finds none.

    False for anything else that is wrong with it: opening the database says that.
    """
    url = read_address(address)
    if url.get_backend_name() != "postgresql":
        return False
    import psycopg

    text = url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        psycopg.connect(text, connect_timeout=_PASSWORD_PATIENCE).close()
    except psycopg.OperationalError as error:
        return error.pgconn is not None and error.pgconn.needs_password
    except psycopg.Error:
        return False
    return False
