"""Connections to a database, set up so that what is saved stays saved."""

from __future__ import annotations

import sqlite3
from enum import IntEnum
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import orjson
from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, func, select
from sqlalchemy.exc import DisconnectionError, InvalidatePoolError, NoSuchModuleError

from tracker.store.address import file_of
from tracker.store.encryption.cipher import Cipher
from tracker.store.errors import DatabaseUnreachable

PATIENCE = 5.0  # seconds to wait for somebody else's write
_CONNECTIONS = 10  # at once; an operation holds one for about a millisecond
_MORE_CONNECTIONS = 20


class Alone(IntEnum):
    """What only one may do at a time, by the number of its lock on a server.

    All wait in one order, so that no two wait for each other: for tables or tries, then for the
    rows of people by their numbers, then for who there is and what they are called.
    """

    TABLES = 0x6261636B
    PEOPLE = TABLES + 1
    TRIES = TABLES + 2


_TURNS = {what: select(func.pg_advisory_xact_lock(int(what))) for what in Alone}


def as_json(value: object) -> str:
    """A value as the JSON that is stored."""
    return orjson.dumps(value).decode()


_JSON: dict[str, Any] = {"json_serializer": as_json, "json_deserializer": orjson.loads}


def make_engine(url: URL, cipher: Cipher | None = None) -> Engine:
    """An engine for `url` that has not connected yet; `cipher` opens an encrypted file.

    Transactions with the option ``writing`` take SQLite's write lock at their
    start, so that they never find on their way that somebody else wrote first.
    """
    is_sqlite = url.get_backend_name() == "sqlite"
    wait: dict[str, object] = {"timeout": PATIENCE} if is_sqlite else {"connect_timeout": 3}
    wait = {name: value for name, value in wait.items() if name not in url.query}
    module = {} if cipher is None else {"module": cipher.module}
    try:
        engine = create_engine(
            url,
            **module,
            connect_args=wait,
            hide_parameters=True,  # a log file holds nothing of a diary
            **_JSON,
            pool_size=_CONNECTIONS,
            max_overflow=_MORE_CONNECTIONS,
            pool_timeout=PATIENCE,
            pool_use_lifo=True,  # the one used last, which still has in memory what it read
        )
    except (ImportError, NoSuchModuleError) as error:
        raise DatabaseUnreachable(
            f"The driver for a {url.get_backend_name()} database is not installed. Nothing was"
            " read or written. Install it, or choose another database with --database."
        ) from error
    if (file := file_of(url)) is not None:
        if cipher is not None:
            event.listen(engine, "connect", lambda connection, _: cipher.unlock(connection, file))
        event.listen(engine, "do_connect", partial(_make_no_file, file))
        event.listen(engine, "connect", partial(_note_file, file))
        event.listen(engine, "checkout", partial(_refuse_other_file, file))
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "do_connect", _connect_patiently)
        event.listen(engine, "checkout", _refuse_lost)
        event.listen(engine, "connect", _set_up_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "checkin", _end_postgresql)
    return engine


def memory_engine(connection: sqlite3.Connection) -> Engine:
    """An engine for a database in memory: on this one connection, which threads may share."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
        **_JSON,
    )
    connection.execute("PRAGMA temp_store = MEMORY")
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def look_into(file: Path, access: str, cipher: Cipher | None = None) -> sqlite3.Connection:
    """A connection to a file that is there; `access` is ``mode=ro``, ``immutable=1`` or alike."""
    if cipher is not None:
        connection: sqlite3.Connection = cipher.connect(file, access, PATIENCE)
        return connection
    return sqlite3.connect(f"{file.as_uri()}?{access}", uri=True, timeout=PATIENCE)


def wait_for_others(connection: Connection, what: Alone) -> None:
    """Begin what only one may do at a time, until the transaction ends.

    SQLite has seen to it when a writing transaction began.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_TURNS[what])


def _make_no_file(file: Path, _: Any, __: Any, given: list[Any], options: dict[str, Any]) -> None:
    """Connect to a file that is there: SQLite would begin an empty one."""
    if _identity(file) is None:
        raise _moved(file)
    given[:] = [f"{file.as_uri()}?mode=rw"]
    options["uri"] = True


def _note_file(file: Path, _: Any, record: Any) -> None:
    record.info["file"] = _identity(file)


def _refuse_other_file(file: Path, _: Any, record: Any, __: Any) -> None:
    """Write to no file that was deleted or replaced: it would be lost when we let go of it."""
    identity = _identity(file)
    if identity is None:
        raise _moved(file)
    if identity != record.info["file"]:
        raise DisconnectionError("another file has taken its place: connect to that")


def _moved(file: Path) -> DatabaseUnreachable:
    return DatabaseUnreachable(
        f"The database {file} was moved or deleted while Backbeat was running. Nothing was"
        " saved in this step. Put the file back; started again, Backbeat begins a new diary."
    )


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _set_up_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # no part of a diary lies in other files


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Log writes ahead; SQLite doesn't wait by itself for others who open a new file."""
    end = monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except Exception as error:  # of either driver of SQLite
            code = getattr(error, "sqlite_errorcode", None)
            if code != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
            sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writing")
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _connect_patiently(_: Any, __: Any, given: list[Any], options: dict[str, Any]) -> Any:
    from tracker.store.postgres_pipeline import PipelinedConnection  # imports PostgreSQL's driver

    return PipelinedConnection.connect(*given, **options)


def _refuse_lost(connection: Any, _: Any, __: Any) -> None:
    if not connection.lives():  # the server may have been started anew meanwhile
        raise InvalidatePoolError("the server has closed it: connect again")


def _begin_postgresql(connection: Connection) -> None:
    options = connection.get_execution_options()
    driver: Any = connection.connection.driver_connection
    each = options.get("each")
    driver.begin(
        each,
        writes=bool(options.get("writing")),
        snapshot=bool(options.get("snapshot")),
        alone=bool(options.get("alone")),
        hurried=each is None and "person" in options,
    )


def _end_postgresql(connection: Any, _: Any) -> None:
    if connection is not None:
        connection.end_patience()


def _set_up_postgresql(connection: Any, _: Any) -> None:
    connection.execute(f"SET lock_timeout = {int(PATIENCE * 1000)}")
    connection.commit()
    connection.enter_pipeline()
