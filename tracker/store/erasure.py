"""Everything of a person deleted, so that nothing of it is found in any file of ours.

What goes: their rows, the history, the room in the database file and its log
where these were, and the copies that Backbeat made. Where others keep their
diaries in the same database, the person is taken out of the copies that hold others.
Else all of them go, and the log of failures too, though it never holds a word of a diary.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from tracker.log import log_files
from tracker.store.address import file_of
from tracker.store.copies_cleared import clear_copies
from tracker.store.database_files import database_files, file_beside
from tracker.store.database_tables import metadata
from tracker.store.driver_errors import translate_errors
from tracker.store.encryption.cipher import Cipher
from tracker.store.errors import LeftoverFiles, StoreError

_OF_SERVER = (
    "Your rows are deleted. What a server keeps beside them (its write-ahead log, samples of"
    " columns for its planner, its own backups) Backbeat cannot reach. Ask the person who runs it."
)
_NOT_TIDIED = (
    "Your rows are deleted, but the server did not let Backbeat tidy up, so that their bytes stay"
    " in its files until it does so by itself (VACUUM FULL by the owner of the tables)."
)

_LEFT = (
    "These copies of before may still hold it: they are damaged, in use, have another passphrase"
    " or are of an early version. Delete them yourself where nothing shall be left: {files}."
)

_EACH = 600.0  # seconds in which a server writes one table anew

_NOTE = re.compile(rb"([0-9]+)(?: ([0-9a-f-]{36}))?\n")  # a full disk or a power cut may leave less


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted: how many rows, and which files.

    `rewritten` are the copies of several people from which the person was taken out; `remains`
    says what could not be deleted.
    """

    rows: int
    files: tuple[Path, ...]
    rewritten: tuple[Path, ...] = ()
    remains: str = ""


def mark(engine: Engine, person_id: int, identity: UUID | None) -> Path | None:
    """Note beside a database file whose deletion has begun, so that a later start ends it."""
    marker = marker_of(engine)
    if marker is None:
        return None
    try:
        with marker.open("w") as opened:
            opened.write(f"{person_id}\n" if identity is None else f"{person_id} {identity}\n")
            opened.flush()
            os.fsync(opened.fileno())
    except OSError:  # then the deletion says what is wrong
        with suppress(OSError):
            marker.unlink(missing_ok=True)
        return None
    return marker


def marker_of(engine: Engine) -> Path | None:
    """Where that is noted; None for a server."""
    file = file_of(engine.url)
    return None if file is None else file_beside(file, "-erasing")


def marked(marker: Path) -> tuple[int, UUID | None] | None:
    """Whose deletion was noted there; None where the note is not whole, and so says nothing."""
    found = _NOTE.fullmatch(marker.read_bytes())
    if found is None:
        return None
    return int(found[1]), UUID(found[2].decode()) if found[2] else None


def tidy_up(
    engine: Engine, name: str, rows: int, gone: UUID | None, others: bool, cipher: Cipher | None
) -> Erased:
    """Leave nothing of deleted rows: not in the database file, its log, or any copy of it.

    `gone` is the identity of the diary that they were of; `others` says whether there are any
    that stay. Raises :class:`LeftoverFiles` where something could not be deleted.
    """
    file = file_of(engine.url)
    with _nothing_left(name):
        remains = _rewrite_tables(engine) if file is None else _rewrite_file(engine)
        if not others:
            return Erased(rows, tuple(_delete_copies(engine)), (), remains)
        if gone is None:
            return Erased(rows, (), (), remains)
        cleared = clear_copies(engine.url, gone, cipher)
    if cleared.left:
        files = ", ".join(str(path) for path in cleared.left)
        remains = " ".join(filter(None, (remains, _LEFT.format(files=files))))
    return Erased(rows, tuple(cleared.deleted), tuple(cleared.rewritten), remains)


def _rewrite_file(engine: Engine) -> str:
    """Write the database anew without free room, then the log into it."""
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA temp_store = MEMORY")
        driver.execute("PRAGMA secure_delete = ON")
        driver.execute("VACUUM")
        busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise OSError(None, "another program is reading the database")
    return ""


def _rewrite_tables(engine: Engine) -> str:
    """Have the server write our tables anew, as far as it lets us."""
    import psycopg

    refused: list[object] = []
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.add_notice_handler(refused.append)
        driver.each = _EACH
        try:
            for table in metadata.sorted_tables:
                driver.execute(f'VACUUM (FULL) "{table.name}"')
                driver.hear()
        except psycopg.Error:
            return _NOT_TIDIED
        finally:
            driver.remove_notice_handler(refused.append)
    return _NOT_TIDIED if refused else _OF_SERVER


def _delete_copies(engine: Engine) -> Iterator[Path]:
    url = engine.url.render_as_string()
    file = file_of(engine.url)
    in_use = (
        set() if file is None else {file, *(file_beside(file, end) for end in ("-wal", "-shm"))}
    )
    in_vain = 0
    while in_vain < 2:  # a copy that is just being finished changes its name while we look
        in_vain += 1
        for path in [*database_files(url), *log_files()]:
            if path not in in_use and path.is_file():
                in_vain = 0
                with suppress(FileNotFoundError):
                    path.unlink()
                    yield path
    for folder in database_files(url):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


@contextmanager
def _nothing_left(name: str) -> Iterator[None]:
    try:
        with translate_errors(name):
            yield
    except (OSError, StoreError) as error:
        cause = str(error) if isinstance(error, StoreError) else (error.strerror or "no reason")
        raise LeftoverFiles(
            f"Your diary was deleted, but its bytes may still be found in the files of {name} or"
            f" its copies, which could not be cleared: {cause}. Close other programs that use the"
            " database and restart Backbeat: it then clears the rest."
        ) from error
