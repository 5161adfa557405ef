"""A server's database copied to a file, as it is stored: what it holds before an upgrade.

The file is a database of Backbeat's own, of the same revision, as any backup is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, MetaData, Row, Table, insert, inspect, select

from tracker.store.address import shown
from tracker.store.engine import make_engine
from tracker.store.errors import DatabaseDamaged
from tracker.store.migrate import upgrade
from tracker.store.transactions import LONG

_AT_A_TIME = 2000  # rows in one statement


def copy_server(engine: Engine, revision: str, target: Path) -> None:
    """Copy a server's database, which has that revision, to the empty file `target`.

    Person by person, of one moment; each is read back. Raises :class:`DatabaseDamaged` where what
    arrived is not what was sent, and the drivers' errors.
    """
    copy = make_engine(URL.create("sqlite+pysqlite", database=str(target)))
    try:
        upgrade(copy, revision)
        with (
            engine.execution_options(snapshot=True, each=LONG).connect() as source,
            source.begin(),
            copy.execution_options(writing=True).begin() as writing,
        ):
            found = MetaData()
            found.reflect(source, only=inspect(writing).get_table_names())
            persons = found.tables["persons"]
            owned = [table for table in found.sorted_tables if "person_id" in table.c]
            _copy(source, writing, persons, None)
            for person in source.scalars(select(persons.c.id)).all():
                for table in owned:
                    _copy(source, writing, table, person)
        with copy.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    finally:
        copy.dispose()


def _copy(source: Connection, writing: Connection, table: Table[Any], person: int | None) -> None:
    """Copy a table's rows, or those of a person."""
    asked = select(table) if person is None else select(table).where(table.c.person_id == person)
    rows = source.execute(asked).all()
    for start in range(0, len(rows), _AT_A_TIME):
        some = rows[start : start + _AT_A_TIME]
        writing.execute(insert(table), [dict(row._mapping) for row in some])
    if _in_order(rows) != _in_order(writing.execute(asked).all()):
        raise DatabaseDamaged(
            f"The copy of {shown(source.engine.url)} does not say what the database says. It was"
            " not kept, and nothing was upgraded. Check the disk, then try again."
        )


def _in_order(rows: Iterable[Row[Any]]) -> list[str]:
    return sorted(repr(tuple(row)) for row in rows)
