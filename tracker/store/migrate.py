"""Bringing an older database up to date; the one place that needs Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from tracker.store.engine import Alone, wait_for_others
from tracker.store.errors import DatabaseDamaged

_EACH = 3600.0  # seconds for a statement, which may rewrite a table of everybody's
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
    with engine.execution_options(writing=True, each=_EACH).connect() as connection:
        if is_sqlite:  # a table that is made anew must not take others' rows with it
            _pragma(connection, "foreign_keys = OFF")
        try:
            with connection.begin():
                wait_for_others(connection, Alone.TABLES)
                command.upgrade(configuration(connection), revision)
                if is_sqlite and _pragma(connection, "foreign_key_check"):
                    raise DatabaseDamaged(
                        "The database could not be upgraded: it holds entries that belong to"
                        " nobody. It was left as it is. Restore a backup to a new one."
                    )
        finally:
            if is_sqlite:
                _pragma(connection, "foreign_keys = ON")


def _pragma(connection: Connection, words: str) -> list[object]:
    driver = connection.connection.dbapi_connection
    if driver is None:
        return []
    cursor = driver.cursor()
    cursor.execute(f"PRAGMA {words}")
    return list(cursor.fetchall())
