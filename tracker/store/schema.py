"""What stands in the schema of a SQLite database, held against what Backbeat itself makes.

A schema can act: checks, defaults, generated columns, indexes on expressions, views and
triggers are run by whoever reads or writes. So each clause of a foreign database has to be
one that some version of Backbeat wrote, word for word, before anything of it is run.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from tracker.store.database_tables import metadata
from tracker.store.engine import memory_engine
from tracker.store.opening import REVISION_TABLE, REVISIONS, make_tables

TABLES = frozenset({*metadata.tables, REVISION_TABLE})
_SEQUENCE = "sqlite_sequence"  # SQLite's own, where a table counts
_TABLE = re.compile(r"CREATE TABLE (\w+) ?\((.*)\)", re.DOTALL)
_QUOTED = re.compile(r'"([a-z_][a-z0-9_]*)"')

Clauses = Mapping[str, frozenset[str]]  # by table; those of indexes under ""


def is_our_schema(connection: Any) -> bool:
    """Whether all that a database consists of is what some version of Backbeat makes.

    Reads nothing but the list of tables. `connection` is one of SQLite's, of either driver.
    """
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    if not found or not all(_has_place(*thing) for thing in found):
        return False
    clauses = [pair for _, name, _, sql in found if sql for pair in _clauses(name, sql)]
    if _are_known(clauses, _new()):
        return True
    return _are_known(clauses, _of_every_version())


def _has_place(kind: str, name: str, table: str, sql: str | None) -> bool:
    """Whether a thing may stand in one of our databases, whatever it says."""
    if kind == "index":
        return table in TABLES and (sql is not None or name.startswith("sqlite_autoindex_"))
    return kind == "table" and name == table and sql is not None and name in {*TABLES, _SEQUENCE}


def _are_known(clauses: Iterable[tuple[str, str]], known: Clauses) -> bool:
    return all(clause in known.get(table, ()) for table, clause in clauses)


def _clauses(name: str, sql: str) -> Iterator[tuple[str, str]]:
    """The clauses of one statement with the table they are of; "" for an index."""
    plain = _QUOTED.sub(r"\1", " ".join(sql.split()))
    table = _TABLE.fullmatch(plain)
    if table is None or table[1] != name:
        yield "", plain
        return
    yield from ((name, clause) for clause in _parts(table[2]))


def _parts(text: str) -> Iterator[str]:
    """The parts between commas that stand in no brackets and in no quotation marks."""
    depth, start, quote = 0, 0, ""
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"`":
            quote = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "," and depth == 0:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


def _gathered(connection: sqlite3.Connection) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE sql <> ''"):
        for table, clause in _clauses(name, sql):
            found[table].add(clause)
    return found


@cache
def _new() -> Clauses:
    """What a new database consists of."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    engine = memory_engine(connection)
    with engine.begin() as making:
        make_tables(making)
    found = {table: frozenset(clauses) for table, clauses in _gathered(connection).items()}
    engine.dispose()
    connection.close()
    return found


@cache
def _of_every_version() -> Clauses:
    """What databases consist of that were made by any version, and upgraded to any later one."""
    from tracker.store.migrate import upgrade  # imports Alembic

    found: defaultdict[str, set[str]] = defaultdict(set)
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    engine = memory_engine(connection)
    for revision in REVISIONS:
        upgrade(engine, revision)
        for table, clauses in _gathered(connection).items():
            found[table].update(clauses)
    engine.dispose()
    connection.close()
    for table, known in _new().items():
        found[table].update(known)
    return {table: frozenset(clauses) for table, clauses in found.items()}
