"""A backup: a database of its own in one file, and how it is opened again.

It has our own tables, so that it can also be used as a diary as it is. A plain
one never lies in a temporary file: it is made and read in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import URL, Engine

from tracker.store.address import file_of
from tracker.store.database_copy import begin_reading, connect, copy_database, is_same, is_whole
from tracker.store.database_files import readonly_options
from tracker.store.driver_errors import translate_errors
from tracker.store.encryption.cipher import PLAIN, Cipher, looks_encrypted
from tracker.store.engine import look_into, make_engine, memory_engine
from tracker.store.errors import (
    DatabaseDamaged,
    DatabaseUnreachable,
    PassphraseNeeded,
    WrongPassphrase,
)
from tracker.store.opening import REVISION_TABLE, bring_up_to_date
from tracker.store.person_scope import require_person
from tracker.store.schema import is_our_schema
from tracker.store.store import Store
from tracker.store.transfer import copy_people

_FORMATS = slice(18, 20)  # bytes of a file that say whether its log is written ahead


def backup_of(store: Store, people: Collection[int] | None = None, *, plain: bool = False) -> bytes:
    """A backup of a database, or of some of its people, as the bytes of a file.

    Encrypted with the passphrase of the database, where it has one, unless it
    shall be `plain`. Raises a :class:`StoreError` where it cannot be read, or
    came out different.
    """
    file = file_of(store.address)
    with translate_errors(store.name):
        if plain and store.cipher is not None:
            return _copied_to_memory(store, people)
        if people is None and file is not None:
            return _copied_online(file, store.cipher)
        if store.cipher is None:
            return _copied_to_memory(store, people)
        with TemporaryDirectory(prefix="backbeat-") as folder:
            target = Path(folder, "backup.db")
            target.touch(0o600)
            cipher = store.cipher.like(file) if file else store.cipher
            engine = make_engine(_url(target), cipher)
            try:
                _copy_people(store, engine, people)
            finally:
                engine.dispose()
            return _as_one_file(target, store.cipher)


@contextmanager
def opened(source: bytes | Path, name: str, cipher: Cipher | None = None) -> Iterator[Store]:
    """A backup as a store, brought up to date; what is done to it is lost at the end.

    `cipher` opens an encrypted one. Raises :class:`DatabaseDamaged`,
    :class:`DatabaseTooNew`, :class:`PassphraseNeeded` and others for what is no
    backup that this Backbeat can read.
    """
    data = source if isinstance(source, bytes) else _start_of(source)
    with translate_errors(name), TemporaryDirectory(prefix="backbeat-") as folder:
        if data.startswith(PLAIN):
            engine = memory_engine(_in_memory(source, name))
            cipher = None
        elif looks_encrypted(data):
            engine = make_engine(_url(_in_folder(source, Path(folder), name, cipher)), cipher)
        else:
            raise _damaged(name)
        try:
            _prepare(engine, name)
            yield Store(engine, cipher, name)
        finally:
            engine.dispose()


def is_backup(file: Path, cipher: Cipher | None = None) -> bool:
    """Whether a file is a backup, or a diary, of Backbeat; an encrypted one as far as it shows."""
    start = _start_of(file)
    if not start.startswith(PLAIN):
        return looks_encrypted(start)
    try:
        with closing(look_into(file, "immutable=1")) as connection:
            known = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
            [[found]] = connection.execute(known, (REVISION_TABLE,)).fetchall()
    except sqlite3.Error:
        return False
    return bool(found)


# -- writing


def _copied_online(file: Path, cipher: Cipher | None) -> bytes:
    if cipher is not None:
        with TemporaryDirectory(prefix="backbeat-") as folder:
            target = Path(folder, "backup.db")
            target.touch(0o600)
            copy_database(file, target, cipher)
            return target.read_bytes()
    with closing(connect(file, None)) as source, closing(sqlite3.connect(":memory:")) as copy:
        begin_reading(source)
        source.backup(copy)
        if not is_whole(copy) or not is_same(copy, source):
            raise _damaged(str(file))
        return _without_log(copy.serialize())


def _copied_to_memory(store: Store, people: Collection[int] | None) -> bytes:
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as connection:
        _copy_people(store, memory_engine(connection), people)
        return connection.serialize()


def _copy_people(store: Store, engine: Engine, people: Collection[int] | None) -> None:
    bring_up_to_date(engine, None, "of the backup", aside=False)
    require_person(engine)
    copy_people(store, Store(engine, None, "of the backup"), people)


def _as_one_file(file: Path, cipher: Cipher) -> bytes:
    with closing(cipher.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return file.read_bytes()


# -- reading


def _start_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(4096)


def _in_memory(source: bytes | Path, name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        if isinstance(source, bytes):
            connection.deserialize(_without_log(source))
        else:
            with closing(look_into(source, readonly_options(source))) as file:
                file.backup(connection)
    except sqlite3.Error as error:
        connection.close()
        raise _damaged(name) from error
    return connection


def _in_folder(source: bytes | Path, folder: Path, name: str, cipher: Cipher | None) -> Path:
    """A copy of an encrypted backup, as encrypted as it is, that may be written to."""
    file = folder / "backup.db"
    file.touch(0o600)
    file.write_bytes(source if isinstance(source, bytes) else source.read_bytes())
    if cipher is None:
        raise PassphraseNeeded(
            f"{name} is encrypted, or damaged. Nothing was changed. Give the passphrase that it"
            " was made with."
        )
    if not cipher.opens(file):
        raise WrongPassphrase(
            f"The passphrase does not open {name}. Nothing was changed. Give the one that the"
            " diary had when the backup was made; if that is what you gave, it is damaged."
        )
    return file


def _prepare(engine: Engine, name: str) -> None:
    try:
        _look_at(engine, name)
        with translate_errors(name):
            bring_up_to_date(engine, None, name, aside=False)
    except (DatabaseDamaged, DatabaseUnreachable) as error:
        raise _damaged(name) from error
    require_person(engine)


def _look_at(engine: Engine, name: str) -> None:
    """Refuse what is damaged, or consists of anything else than our own tables: it could act."""
    with translate_errors(name), engine.connect() as pooled:
        connection: Any = pooled.connection.dbapi_connection
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        if not is_our_schema(connection):
            raise _damaged(name)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken or not is_whole(connection):
            raise _damaged(name)


def _without_log(data: bytes) -> bytes:
    """The same database, saying that its log is not written ahead: it has none."""
    if data[_FORMATS] == b"\2\2":
        return data[: _FORMATS.start] + b"\1\1" + data[_FORMATS.stop :]
    return data


def _url(file: Path) -> URL:
    return URL.create("sqlite+pysqlite", database=str(file))


def _damaged(name: str) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"{name} is damaged, or is no backup of Backbeat. Nothing was changed. Choose another"
        " backup."
    )
