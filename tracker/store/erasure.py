"""Everything of a person deleted, so that nothing of it is found in any file of ours.

What goes: their rows, the history, the room in the database file and its log
where these were, and every copy that Backbeat made of the database. The log of
failures goes too, though it never holds a word of a diary.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from tracker.log import log_files
from tracker.store.address import file_of
from tracker.store.database_files import copies_folder, database_files, file_beside
from tracker.store.database_tables import metadata
from tracker.store.driver_errors import translate_errors
from tracker.store.errors import LeftoverFiles, StoreError

_OF_SERVER = (
    "Your rows are deleted. What a server keeps beside them (its write-ahead log, samples of"
    " columns for its planner, its own backups) Backbeat cannot reach. Ask the person who runs it."
)
_NOT_TIDIED = (
    "Your rows are deleted, but the server did not let Backbeat tidy up, so that their bytes stay"
    " in its files until it does so by itself (VACUUM FULL by the owner of the tables)."
)

_EACH = 600.0  # seconds in which a server writes one table anew

_NOTE = re.compile(rb"([0-9]+)\n")  # a full disk or a power cut may leave less


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted: how many rows, and which files; `remains` says what could not be."""

    rows: int
    files: tuple[Path, ...]
    remains: str = ""


def mark(engine: Engine, person_id: int) -> Path | None:
    """Note beside a database file whose deletion has begun, so that a later start ends it."""
    marker = marker_of(engine)
    if marker is None:
        return None
    try:
        with marker.open("w") as opened:
            opened.write(f"{person_id}\n")
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


def marked(marker: Path) -> int | None:
    """Whose deletion was noted there; None where the note is not whole, and so says nothing."""
    found = _NOTE.fullmatch(marker.read_bytes())
    return None if found is None else int(found[1])


def tidy_up(engine: Engine, name: str) -> tuple[tuple[Path, ...], str]:
    """Leave nothing of deleted rows: not in the database file, its log, or any copy of it.

    Returns the files that were deleted and what remains on a server. Raises
    :class:`LeftoverFiles` where something could not be deleted.
    """
    file = file_of(engine.url)
    with _nothing_left(name):
        remains = _rewrite_tables(engine) if file is None else _rewrite_file(engine)
        return tuple(_delete_copies(engine)), remains


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
    folder = copies_folder(engine.url)
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
