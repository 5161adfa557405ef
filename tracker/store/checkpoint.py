"""Writing SQLite's log into the database file, so that the one file holds everything."""

from __future__ import annotations

from contextlib import AbstractContextManager, closing
from typing import Any

from sqlalchemy import Engine

from tracker.store.address import file_of
from tracker.store.database_files import file_beside


def unwritten(engine: Engine) -> tuple[int, int] | None:
    """What tells the log of a database file from what it was: its size and when it changed.

    None where everything is in the file itself, and for a server.
    """
    file = file_of(engine.url)
    if file is None:
        return None
    try:
        stat = file_beside(file, "-wal").stat()
    except OSError:
        return None
    return (stat.st_size, stat.st_mtime_ns) if stat.st_size else None


def checkpoint(engine: Engine, turn: AbstractContextManager[None]) -> bool:
    """Write the log into the file and empty it; False where somebody still needs the log.

    What takes long, writing and syncing the pages, is done while others write; only
    then the log is emptied, when it is our `turn`, which takes no time.
    """
    with closing(engine.raw_connection()) as pooled:
        driver: Any = pooled.dbapi_connection
        [[patience]] = driver.execute("PRAGMA busy_timeout").fetchall()
        driver.execute("PRAGMA busy_timeout = 0")  # whoever reads or writes is not held up
        try:
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            with turn:
                [[busy, *_]] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            driver.execute(f"PRAGMA busy_timeout = {int(patience)}")
    return not busy
