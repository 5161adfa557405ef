"""Bringing an older database up to date; the one place that needs Alembic."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from tracker.store.engine import wait_for_others
from tracker.store.errors import DatabaseDamaged

_SCRIPTS = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, to run on a connection that is in a transaction."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the missing migrations in one transaction: all of them take, or none."""
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.execution_options(writing=True).connect() as connection:
        if is_sqlite:  # a table that is made anew must not take others' rows with it
            _pragma(connection, "foreign_keys = OFF")
        try:
            with connection.begin():
                wait_for_others(connection)
                command.upgrade(configuration(connection), revision)
                if is_sqlite and _pragma(connection, "foreign_key_check"):
                    raise DatabaseDamaged(
                        "The database could not be upgraded: it holds entries that belong to"
                        " nobody. It was left as it is. Restore a backup to a new one."
                    )
        finally:
            if is_sqlite:
                _pragma(connection, "foreign_keys = ON")


def copy_aside(file: Path, revision: str) -> Path:
    """Copy a SQLite database of `revision` to a file beside it, and return where."""
    today = datetime.now(UTC).astimezone().date()
    name = f"{file.stem}-before-upgrade-{today}-revision-{revision}"
    copy = file.with_name(f"{name}{file.suffix}")
    for number in count(2):
        if not copy.exists():
            break
        copy = file.with_name(f"{name}-{number}{file.suffix}")
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    source, target = sqlite3.connect(file), sqlite3.connect(copy)
    try:
        source.backup(target)
    except sqlite3.Error:
        copy.unlink()
        raise
    finally:
        target.close()
        source.close()
    return copy


def _pragma(connection: Connection, words: str) -> list[object]:
    driver = connection.connection.dbapi_connection
    if driver is None:
        return []
    cursor = driver.cursor()
    cursor.execute(f"PRAGMA {words}")
    return list(cursor.fetchall())
