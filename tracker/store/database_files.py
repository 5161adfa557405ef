"""The files that belong to a database: its log, the copies of it, what a broken-off step left."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sqlalchemy import URL

from tracker.store.address import default_url, file_of, read_address

LOGS = ("-wal", "-shm", "-journal")
UNFINISHED = "-unfinished"  # ends the name of a file that is being written
REPLACED = "-backbeat-replaced"  # ends the name of one that is to be overwritten and deleted


def database_files(url: str | None = None) -> list[Path]:
    """Every file there is of the database at `url` (by default :func:`default_url`).

    The database itself, its log, copies that were set aside or made each day,
    and what a step that was broken off has left. The folder of copies comes
    last, so that it is empty when the files before it have gone. A database on
    a server has only copies here. Nothing is opened or changed.
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
    if folder.is_dir():
        found += sorted(path for path in folder.iterdir() if path.is_file())
    return [path for path in [*found, folder] if path.exists()]


def copies_folder(address: URL) -> Path:
    """Where copies of a database lie: beside its file, or in the user's data folder."""
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
