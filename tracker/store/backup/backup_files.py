"""Writing a backup to a file, and opening one whatever protects it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tracker.files.atomic import export_file
from tracker.files.errors import FileError
from tracker.store import PassphraseNeeded, Store
from tracker.store.address import file_of
from tracker.store.backup.age_encryption import (
    check_passphrase,
    decrypt_backup,
    encrypt_backup,
    is_age_encrypted,
)
from tracker.store.backup.backup_database import backup_of, is_backup, opened
from tracker.store.database_files import file_beside
from tracker.store.encryption.cipher import Cipher, looks_encrypted

_START = 4096  # bytes that tell what kind of file it is


def backup(
    store: Store, passphrase: str | None = None, people: Collection[int] | None = None
) -> bytes:
    """Diaries as the bytes of one file, a database of Backbeat's own.

    Parameters
    ----------
    store
        Where they are.
    passphrase
        What it is sealed with by age, and then opens it alone; None: it is encrypted as the
        database is.
    people
        Whose diaries; None: everybody's.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    FileError
        The passphrase is guessed too soon, or cannot be typed again.
    StoreError
        The database cannot be read.
    """
    if passphrase is None:
        return backup_of(store, people)
    check_passphrase(passphrase)
    return encrypt_backup(backup_of(store, people, plain=True), passphrase)


def write_backup(
    store: Store,
    path: Path,
    passphrase: str | None = None,
    people: Collection[int] | None = None,
) -> Path:
    """Write a backup to a file, and read it back.

    Parameters
    ----------
    store
        What is backed up.
    path
        The file, or a folder for a new one. An earlier backup there is replaced.
    passphrase, people
        As for :func:`backup`.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    FileError
        The file is something else, or the disk doesn't take it; nothing is changed.
    """
    if path.is_dir():
        path = path / backup_name(sealed=passphrase is not None)
    if path.exists():
        _refuse_foreign(path, store)
    _refuse_in_use(path)
    data = backup(store, passphrase, people)
    export_file(data, path)
    if path.read_bytes() != data:
        raise FileError(f"{path} did not come back as it was written: the disk is damaged.")
    return path


def backup_name(*, sealed: bool, at: datetime | None = None) -> str:
    """What a backup of this moment is called."""
    at = at or datetime.now(UTC).astimezone()
    return f"backbeat-{at:%Y-%m-%d-%H%M}.db{'.age' if sealed else ''}"


def wants_passphrase(source: Path | bytes) -> bool:
    """Whether a file opens with a passphrase only."""
    start = _start_of(source)
    return is_age_encrypted(start) or looks_encrypted(start)


@contextmanager
def open_backup(
    source: Path | bytes, name: str, passphrase: str | None = None, cipher: Cipher | None = None
) -> Iterator[Store]:
    """A backup as a store that is only read: changes to it are lost.

    Parameters
    ----------
    source
        The file, or its bytes.
    name
        What a person knows it by.
    passphrase
        What opens it.
    cipher
        That of a diary which it is a copy of.

    Returns
    -------
    Store
        Open as long as the context lasts.

    Raises
    ------
    StoreError
        It is no backup, is damaged, was made by a newer Backbeat or does not open so.
    """
    if is_age_encrypted(_start_of(source)):
        if passphrase is None:
            raise PassphraseNeeded(
                f"{name} is sealed with a passphrase. Nothing was changed. Give the passphrase"
                " that it was made with."
            )
        data = source if isinstance(source, bytes) else source.read_bytes()
        source = decrypt_backup(data, passphrase, name)
        cipher = cipher or Cipher(passphrase)  # for one that was encrypted before it was sealed
    elif passphrase is not None:
        cipher = Cipher(passphrase)
    with opened(source, name, cipher) as store:
        yield store


def _start_of(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:_START]
    with source.open("rb") as file:
        return file.read(_START)


def _refuse_foreign(path: Path, store: Store) -> None:
    """Refuse to write over the diary itself, or anything that is no backup."""
    database = file_of(store.address)
    if database is not None and path.samefile(database):
        raise FileError(f"{path} is the diary itself. Name another file for its backup.")
    if path.stat().st_size and not (is_age_encrypted(_start_of(path)) or is_backup(path)):
        raise FileError(
            f"{path} is no backup of Backbeat and was left as it is. Name another file."
        )


def _refuse_in_use(path: Path) -> None:
    """Refuse a file with a log beside it, which would be taken for that of the backup."""
    for ending in ("-wal", "-journal"):
        if (log := file_beside(path, ending)).exists():
            raise FileError(
                f"{path} is in use as a diary, or was left by one: there is {log.name}. Nothing"
                " was changed. Name another file."
            )
