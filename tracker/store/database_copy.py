"""A copy of a database file while it is in use, held against the original row by row."""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
from pathlib import Path
from typing import Any

from tracker.store.driver_errors import translate_errors
from tracker.store.encryption.cipher import Cipher
from tracker.store.engine import look_into
from tracker.store.errors import DatabaseDamaged

_PLAIN = 2  # the last version of marshal that writes equal values as the same bytes
SMALL = 64 << 20  # bytes; twice as many are held in memory to compare
_COUNTERS = (  # of a database's header, which a copy has of its own
    slice(18, 20),  # whether its log is written ahead
    slice(24, 28),  # changes
    slice(40, 44),  # changes of the schema
    slice(92, 100),  # changes, and by which SQLite
)


def copy_database(file: Path, target: Path, cipher: Cipher | None) -> None:
    """Copy a database to the empty file `target`, encrypted as it is itself.

    By SQLite's online backup, in one step of one reading transaction: nobody
    who writes waits for it. Raises :class:`DatabaseDamaged` where the copy is
    not whole or does not say what the original says, and the driver's errors.
    Where there is no such file it stays so: none is made.
    """
    with translate_errors(str(file)):
        source = connect(file, cipher)
    try:
        begin_reading(source)
        copy = connect(target, None if cipher is None else cipher.like(file))
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, also on a read-only disk
        finally:
            copy.close()
        refuse_unequal(source, target, cipher)
    finally:
        source.close()


def refuse_unequal(source: Any, target: Path, cipher: Cipher | None) -> None:
    """Read a copy back: raise :class:`DatabaseDamaged` unless it is whole and says the same.

    `source` is a connection to the original, in a transaction.
    """
    copy = connect(target, cipher)
    try:
        if not is_whole(copy) or not is_same(copy, source):
            raise DatabaseDamaged(
                f"The copy {target} does not say what the diary says: the disk or the database is"
                " damaged. The copy was not kept, the diary was left as it is. Check the disk,"
                " and restore an earlier backup to a new database."
            )
    finally:
        copy.close()


def begin_reading(connection: Any) -> None:
    """Begin a transaction that sees the database as it is now until it ends."""
    connection.isolation_level = None
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # only reading begins it


def connect(file: Path, cipher: Cipher | None) -> Any:
    """A connection of the driver's own to a file that is there."""
    return look_into(file, "mode=rw", cipher)


def is_whole(connection: Any) -> bool:
    """Whether SQLite finds every page and index of a database in order."""
    return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def is_same(copy: Any, source: Any) -> bool:
    """Whether a copy that SQLite made page by page holds what its source does.

    Page by page where there are few, and by the rows of a large or an encrypted one.
    """
    if all(map(_is_small, (copy, source))):
        return _pages(copy) == _pages(source)
    return fingerprint(copy) == fingerprint(source)


def _is_small(connection: Any) -> bool:
    [[pages]] = connection.execute("PRAGMA page_count").fetchall()
    [[size]] = connection.execute("PRAGMA page_size").fetchall()
    return isinstance(connection, sqlite3.Connection) and pages * size <= SMALL


def _pages(connection: Any) -> bytearray:
    """All pages of a database, without what counts its changes."""
    content = bytearray(connection.serialize())
    for place in _COUNTERS:
        content[place] = bytes(place.stop - place.start)
    return content


def fingerprint(connection: Any) -> str:
    """A digest of every row of every table, whatever the revision is."""
    digest = hashlib.sha256()
    ours = "name NOT LIKE 'sqlite_%'"
    schema = f"SELECT type, name, sql FROM sqlite_master WHERE {ours} ORDER BY type, name"  # noqa: S608
    connection.text_factory = bytes  # what is no text is copied all the same
    try:
        found = connection.execute(schema).fetchall()
        digest.update(marshal.dumps(found, _PLAIN))
        for kind, name, _ in found:
            if kind == b"table":
                rows = connection.execute(f'SELECT * FROM "{name.decode()}" ORDER BY rowid')  # noqa: S608
                while some := rows.fetchmany(500):
                    digest.update(marshal.dumps(some, _PLAIN))
    finally:
        connection.text_factory = str
    return digest.hexdigest()
