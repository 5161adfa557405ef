"""Opening a database: made where there is none, upgraded where it is older."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from errno import EDQUOT, ENOSPC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    insert,
    inspect,
    select,
)

from tracker.store.address import default_url, file_of, read_address, shown
from tracker.store.database_files import file_beside, readonly_options
from tracker.store.database_tables import metadata
from tracker.store.driver_errors import translate_errors
from tracker.store.encryption.cipher import PLAIN, Cipher
from tracker.store.encryption.passphrase_sources import cipher_of
from tracker.store.engine import Alone, look_into, make_engine, memory_engine, wait_for_others
from tracker.store.errors import (
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTooNew,
    DatabaseUnreachable,
    DiskFull,
    NotUpgraded,
    StoreError,
    no_diary,
)
from tracker.store.person_scope import require_person
from tracker.store.store import Store
from tracker.store.transactions import LONG

if TYPE_CHECKING:
    from tracker.store.copies import Copy

# Of the migrations, oldest first.
REVISIONS = tuple(f"{number:04}" for number in range(1, 18))
NEWEST = REVISIONS[-1]
REVISION_TABLE = "backbeat_revision"

_TOO_NEW = (
    "The database {name} was written by a newer Backbeat (its revision is “{found}”, this Backbeat"
    " knows up to “{newest}”). It was left as it is. Install the newer Backbeat to open it."
)
_WAY_BACK = (
    "Or go back to how it was on {at:%Y-%m-%d at %H:%M}, before the upgrade; what is there now is"
    " kept beside it: backbeat restore {copy}"
)
_NO_COPY = (
    "The database {name} was not upgraded: no copy of it could be made before. {reason} Everything"
    " is as it was. Make room in the user's data folder; or copy it yourself with “pg_dump"
    " --format=custom --file=backbeat.dump ADDRESS”, and start with BACKBEAT_COPIES=off."
)
_revisions = Table(REVISION_TABLE, MetaData(), Column("version_num", Text))


def open_store(url: str | None = None, *, set_aside: bool = True, make: bool = True) -> Store:
    """Open a database, and bring an older one up to date.

    Parameters
    ----------
    url
        Its address; by default :func:`default_url`.
    set_aside
        Whether a copy is kept before it is upgraded: of a SQLite file beside it, of a PostgreSQL
        database in the user's data folder, unless its keeper switched copies off.
    make
        Whether one that is not there is made, readable for its owner only.

    Returns
    -------
    Store
        The open database.

    Raises
    ------
    NoDiary
        It is not there, and was not to be made; it stays as absent as it was.
    StoreError
        It cannot be used; it is as it was.
    """
    address = read_address(default_url() if url is None else url)
    file = file_of(address)
    name = shown(address)
    cipher = None
    if file is not None:
        with translate_errors(name), _of_file(file):
            cipher = cipher_of(file)
            _look_at(file, cipher)
            if make:
                make_file(file)
            elif _is_absent(file):
                raise no_diary(name)
    engine = make_engine(address, cipher)
    try:
        with translate_errors(name), _of_file(file):
            bring_up_to_date(engine, cipher, name, aside=set_aside, make=make)
    except StoreError:
        engine.dispose()
        raise
    require_person(engine)
    store = Store(engine, cipher)
    store.finish_erasing()
    return store


def empty_store() -> Store:
    """A database without anybody, in memory: gone when it is closed."""
    engine = memory_engine(sqlite3.connect(":memory:", check_same_thread=False))
    bring_up_to_date(engine, None, "in memory", aside=False)
    require_person(engine)
    return Store(engine, None, "in memory")


def _is_absent(file: Path) -> bool:
    """Whether nothing was ever written to a file; its log may hold all there is."""
    return not any(
        part.exists() and part.stat().st_size for part in (file, file_beside(file, "-wal"))
    )


def _look_at(file: Path, cipher: Cipher | None) -> None:
    """Refuse a file that we must not touch, without touching it."""
    try:
        with file.open("rb") as opened:
            start = opened.read(16)
    except FileNotFoundError:
        return
    if not start or file_beside(file, "-journal").exists():  # new, or SQLite has to tidy up first
        return
    if start != PLAIN and cipher is None:
        raise DatabaseDamaged(
            f"The file {file} is damaged, or is not a database. It was left as it is. Restore a"
            " backup to a new file, or choose another database with --database."
        )
    connection = look_into(file, readonly_options(file), cipher)
    try:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if REVISION_TABLE in names:
            found = connection.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchall()  # noqa: S608
            _refuse_newer([row[0] for row in found], str(file), file, cipher)
        elif names:
            raise _of_another_program(str(file))
    finally:
        connection.close()
    if not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK):
        raise DatabaseReadOnly(
            f"The database {file} cannot be written to. It was left as it is. Allow writing to"
            " the file and its folder, or choose another database with --database."
        )


def make_file(file: Path) -> None:
    """Make an empty file, and its folder, that only its owner can read."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def bring_up_to_date(
    engine: Engine, cipher: Cipher | None, name: str, *, aside: bool, make: bool = True
) -> None:
    """Make the tables of an empty database, upgrade an older one; a copy is set `aside` first.

    Without `make` an empty one is refused with :class:`NoDiary`.
    """
    with engine.connect() as connection:
        revision = _revision(connection, name)
    if revision == NEWEST:
        return
    if revision is not None:
        from tracker.store.migrate import upgrade  # imports Alembic

        if aside:
            _copy_before_upgrade(engine, cipher, name, revision)
        upgrade(engine)
        return
    if not make:
        raise no_diary(name)
    with engine.execution_options(writing=True, each=LONG).begin() as connection:
        wait_for_others(connection, Alone.TABLES)
        if _revision(connection, name) is None:  # nobody else was faster
            make_tables(connection)


def _copy_before_upgrade(engine: Engine, cipher: Cipher | None, name: str, revision: str) -> None:
    """Keep a copy of how it is now; of a server unless its keeper switched copies off."""
    from tracker.store.copies import CopyReason, are_wanted, set_aside
    from tracker.store.server_copy import copy_server

    if file_of(engine.url) is not None:
        set_aside(engine.url, CopyReason.UPGRADE, cipher)
    elif are_wanted():
        try:
            set_aside(engine.url, CopyReason.UPGRADE, write=partial(copy_server, engine, revision))
        except (StoreError, OSError) as error:
            raise NotUpgraded(_NO_COPY.format(name=name, reason=error)) from error


def make_tables(connection: Connection) -> None:
    """Make the tables of an empty database, as of the newest revision."""
    metadata.create_all(connection)
    _revisions.create(connection)
    connection.execute(insert(_revisions), {"version_num": NEWEST})


def _revision(connection: Connection, name: str) -> str | None:
    """The revision of a database, None where it is empty."""
    names = set(inspect(connection).get_table_names())
    if REVISION_TABLE in names:
        return _refuse_newer(list(connection.scalars(select(_revisions.c.version_num))), name)
    if names & set(metadata.tables):
        raise _of_another_program(name)
    return None


def _refuse_newer(
    found: list[str], name: str, file: Path | None = None, cipher: Cipher | None = None
) -> str:
    if len(found) != 1:
        raise DatabaseDamaged(
            f"The database {name} does not say which version of Backbeat wrote it: it is damaged."
            " It was left as it is. Restore a backup to a new one."
        )
    if found[0] not in REVISIONS:
        words = _TOO_NEW.format(name=name, found=found[0], newest=NEWEST)
        copy = None if file is None else _copy_that_opens(file, cipher)
        if copy is None:
            raise DatabaseTooNew(words)
        way_back = _WAY_BACK.format(at=copy.at, copy=copy.file)
        raise DatabaseTooNew(f"{words} {way_back}")
    return found[0]


def _copy_that_opens(file: Path, cipher: Cipher | None) -> Copy | None:
    """The newest copy of a file that this version can read."""
    from tracker.store.copies import copies

    for copy in copies(URL.create("sqlite", database=str(file))):
        with suppress(sqlite3.Error, OSError):
            connection = look_into(copy.file, readonly_options(copy.file), cipher)
            with closing(connection):
                asked = connection.execute(f"SELECT version_num FROM {REVISION_TABLE}")  # noqa: S608
                if {row[0] for row in asked} <= set(REVISIONS):
                    return copy
    return None


def _of_another_program(name: str) -> DatabaseUnreachable:
    return DatabaseUnreachable(
        f"The database {name} belongs to another program. It was left as it is. Choose another"
        " database with --database."
    )


@contextmanager
def _of_file(file: Path | None) -> Iterator[None]:
    """Turn what the system says about a file into a :class:`StoreError`."""
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise DiskFull(
                f"There is no room for the database {file}: the disk is full. Nothing was"
                " changed. Make room on the disk, then try again."
            ) from error
        raise DatabaseUnreachable(
            f"The database {file} cannot be opened or made. Nothing was changed. Check that its"
            " folder exists and may be used, or choose another with --database."
        ) from error
