"""The files that belong to a database: its log, the copies of it, what a broken-off step left.

Here is also how SQLite's log goes into the one file that then holds everything.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, closing
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import URL, Engine

from tracker.store.address import default_url, file_of, read_address

LOGS = ("-wal", "-shm", "-journal")
UNFINISHED = "-unfinished"  # ends the name of a file that is being written
REPLACED = "-backbeat-replaced"  # ends the name of one that is to be overwritten and deleted


def database_files(url: str | None = None) -> list[Path]:
    """Every file there is of the database at `url` (by default :func:`default_url`).

    The database itself, its log, copies that were set aside or made each day,
    and what a step that was broken off has left. Folders come last, the one of
    all copies at the very end, so that each is empty when what stands before it
    has gone. A database on a server has only copies here. Nothing is opened or changed.
    """
    address = read_address(default_url() if url is None else url)
    folder = copies_folder(address)
    found: list[Path] = []
    if file := file_of(address):
        found += [file, *(file_beside(file, ending) for ending in LOGS)]
        found += [file_beside(file_beside(file, UNFINISHED), ending) for ending in ("", *LOGS)]
        found += [file_beside(file_beside(file, ending), REPLACED) for ending in ("", *LOGS)]
        for copy in sorted(older_copies(file)):
            found += [copy, file_beside(copy, REPLACED)]
    inside = sorted(folder.rglob("*"), key=lambda path: (path.is_dir(), path))
    return [path for path in [*found, *inside, folder] if path.exists()]


def copies_folder(address: URL, owner: UUID | None = None) -> Path:
    """Where copies of a database lie: beside its file, or in the user's data folder.

    Those of one person's rows alone are in a folder in it, named by the identity of the diary.
    """
    if owner is not None:
        return copies_folder(address) / str(owner)
    if file := file_of(address):
        return file_beside(file, "-backups")
    from platformdirs import user_data_path

    place = f"{address.host}:{address.port}/{address.database}?{sorted(address.query.items())}"
    name = "".join(letter if letter.isalnum() else "_" for letter in address.database or "server")
    folder = f"{name}-{sha256(place.encode()).hexdigest()[:8]}-backups"
    return user_data_path("backbeat", appauthor=False) / folder


def older_copies(file: Path) -> list[Path]:
    """Copies that earlier versions set aside, beside the file itself, before an upgrade."""
    return [
        path
        for path in file.parent.glob("*-before-upgrade-*")
        if path.name.startswith(f"{file.stem}-before-upgrade-") and path.suffix == file.suffix
    ]


def file_beside(file: Path, ending: str) -> Path:
    """The file beside it whose name goes on so."""
    return file.with_name(file.name + ending)


def readonly_options(file: Path) -> str:
    """What to ask SQLite for, to read a file that somebody else may have open.

    With no log beside it nobody has it open, and no log is made by looking.
    """
    alone = not file_beside(file, "-wal").exists()
    return "immutable=1" if alone else "mode=ro"


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
