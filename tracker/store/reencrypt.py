"""Encrypting a database and its copies, taking that back, and changing the passphrase."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.files.disk import fsync_file, fsync_folder
from tracker.store.address import default_url, file_of, read_address
from tracker.store.database_copy import fingerprint, is_whole
from tracker.store.database_files import LOGS, REPLACED, UNFINISHED, database_files, file_beside
from tracker.store.driver_errors import translate_errors
from tracker.store.encryption.cipher import PLAIN, SALT, Cipher, driver, is_encrypted
from tracker.store.encryption.passphrase_sources import cipher_of
from tracker.store.errors import DatabaseBusy, DatabaseDamaged, DatabaseUnreachable, StoreError
from tracker.store.opening import open_store

_ZEROS = bytes(1 << 20)


@dataclass(frozen=True, slots=True)
class Reencrypted:
    """What was rewritten: the database (unless it was as wanted already) and copies of it.

    `left` are the copies that were not, because they are damaged or have
    another passphrase, and logs of such copies.
    """

    file: Path
    database: bool
    copies: tuple[Path, ...]
    left: tuple[Path, ...]


def reencrypt(url: str | None, passphrase: str | None) -> Reencrypted:
    """Encrypt a database with a passphrase, or make it readable for everybody.

    The file is written anew, held against the old one row by row and then put into its place;
    so are its copies. What was readable is overwritten before it goes.

    Parameters
    ----------
    url
        Its address; None: :func:`default_url`.
    passphrase
        What opens it from now on; None: nothing is needed.

    Returns
    -------
    Reencrypted
        The files that were written anew, and those that could not be.

    Raises
    ------
    StoreError
        It is in use, or cannot be opened as it is (see
        :mod:`tracker.store.encryption.passphrase_sources`); it is as it was.
    """
    file = file_of(read_address(default_url() if url is None else url))
    if file is None:
        raise DatabaseUnreachable(
            "Only a diary in a file can be encrypted by Backbeat. Nothing was changed. A database"
            " server encrypts what it keeps itself, or the disk it lies on does."
        )
    if not file.exists():
        raise DatabaseUnreachable(
            f"There is no diary at {file}. Nothing was changed. Check its name, or begin it with"
            " “backbeat run”."
        )
    old = cipher_of(file)
    _overwrite_replaced(url, file)
    if old is None and passphrase is not None:
        _keep_log(file)
    open_store(url).close()  # refuses what is not ours, or is newer than we are
    new = None if passphrase is None else Cipher(passphrase, os.urandom(SALT))
    with translate_errors(str(file)):
        as_wanted = (old is None) if new is None else (old is not None and new.opens(file))
        # Broken off in between, it is finished by doing it once more: while the database is
        # encrypted, it has the passphrase that opens its copies.
        if new is None:
            open_alone(file, old).close()  # refuses one that is in use, before anything is changed
            done, left = _convert_others(url, file, old, None)
        if not as_wanted:
            replace_database(file, old, new)
        elif new is not None:
            new = new.like(file)
        if new is not None:
            done, left = _convert_others(url, file, old, new)
            left += [log for log in _others(url, file) if _is_readable_log(log)]
    _overwrite_replaced(url, file)
    return Reencrypted(file, not as_wanted, tuple(done), tuple(left))


def _convert_others(
    url: str | None, file: Path, old: Cipher | None, new: Cipher | None
) -> tuple[list[Path], list[Path]]:
    """Rewrite the copies of a diary: those that were, and those that could not be."""
    done, left = [], []
    for copy in _others(url, file):
        try:
            if copy.name.endswith(REPLACED):
                continue
            if UNFINISHED in copy.name:
                if new is not None and _is_readable_rest(copy):
                    discard(copy)
            elif _is_database(copy, file) and _convert_copy(copy, old, new):
                done.append(copy)
        except (StoreError, sqlite3.Error, driver().Error, OSError):
            left.append(copy)
    return done, left


def _others(url: str | None, file: Path) -> list[Path]:
    """The files that belong to a diary, but for the diary itself and its log."""
    own = {file, *(file_beside(file, ending) for ending in LOGS)}
    return [path for path in database_files(url) if path not in own and path.is_file()]


def _is_database(copy: Path, file: Path) -> bool:
    """Whether a file is called as copies are, or begins as a database anybody can read."""
    if copy.suffix in (".db", file.suffix):
        return True
    with copy.open("rb") as opened:
        return opened.read(len(PLAIN)) == PLAIN


def _is_readable_rest(rest: Path) -> bool:
    """Whether a file that was never finished, or its log, is not encrypted.

    The first page of a database is written last, so that one does not begin as such.
    """
    main = rest.with_name(rest.name.partition(UNFINISHED)[0] + UNFINISHED)
    return rest.stat().st_size > 0 and not is_encrypted(main)


def _is_readable_log(log: Path) -> bool:
    """Whether it is the log of a copy that is not encrypted; ``-shm`` holds no contents."""
    for ending in LOGS:
        if log.name.endswith(ending) and ending != "-shm":
            main = log.with_name(log.name.removesuffix(ending))
            return log.stat().st_size > 0 and not is_encrypted(main)
    return False


def _convert_copy(copy: Path, old: Cipher | None, new: Cipher | None) -> bool:
    """Rewrite one copy; False where it is as wanted already."""
    present = None
    if is_encrypted(copy):
        if new is not None and new.opens(copy):
            return False
        present = old
        if present is None or not present.opens(copy):
            raise DatabaseDamaged(f"{copy} has another passphrase.")
    elif new is None:
        return False
    replace_database(copy, present, new)
    return True


def replace_database(file: Path, old: Cipher | None, new: Cipher | None) -> None:
    """Put a file that is the same but for its encryption into the place of `file`."""
    file = file.resolve()  # a link stays a link, and what it names is replaced
    target = file_beside(file, UNFINISHED)
    discard(target)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(open_alone(file, old)) as source:
            export_to(source, target, new)
            refuse_unequal(source, target, new)
            if os.name == "nt":  # which replaces no file that is open
                source.close()
            _put_in_place(target, file)
    finally:
        discard(target)


def _put_in_place(target: Path, file: Path) -> None:
    """Replace a file by another; what it was keeps a name until it is overwritten.

    Killed in between, the next conversion finds it by that.
    """
    old = file_beside(file, REPLACED)
    old.unlink(missing_ok=True)
    try:
        os.link(file, old)
    except OSError:  # a file system where a file has one name only
        with file.open("r+b") as replaced:
            target.replace(file)
            fsync_folder(file.parent)
            wipe(replaced)
        return
    fsync_folder(file.parent)
    target.replace(file)
    fsync_folder(file.parent)
    discard(old)


def _overwrite_replaced(url: str | None, file: Path) -> None:
    """Overwrite and delete what a conversion that was killed had replaced already."""
    found = {path for path in database_files(url) if path.name.endswith(REPLACED)} - {file}
    for old in [*found, file_beside(file.resolve(), REPLACED)]:
        main = old.with_name(old.name.removesuffix(REPLACED))
        if main.exists() and old.exists() and old.samefile(main):
            old.unlink()  # killed before the new one took its place
        else:
            discard(old)


def _keep_log(file: Path) -> None:
    """Give the log of a diary a second name: SQLite deletes it as it stands, readable."""
    log = file_beside(file.resolve(), "-wal")
    with suppress(OSError):  # there is none, or the file system has one name for a file only
        os.link(log, file_beside(log, REPLACED))


def open_alone(file: Path, cipher: Cipher | None) -> Any:
    """A connection to a file that nobody else has open, without a log beside it."""
    connection = driver().connect(str(file), timeout=1, isolation_level=None)
    try:
        if cipher is not None:
            cipher.unlock(connection, file)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA journal_mode = DELETE")  # takes the log in; alone only
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # and yet the lock stays until it is closed
    except driver().OperationalError as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise DatabaseBusy(
                f"The diary {file} is open in another program, maybe in Backbeat itself. Nothing"
                " was changed. End it (Ctrl+C where it was started), then try again."
            ) from error
        raise
    except Exception:
        connection.close()
        raise
    return connection


def export_to(source: Any, target: Path, cipher: Cipher | None) -> None:
    """Write an open database to a new file, encrypted where there is a cipher for it."""
    key = "" if cipher is None else cipher.key_for(target)
    source.execute("ATTACH DATABASE ? AS made KEY ?", (str(target), key))
    source.execute("SELECT sqlcipher_export('made')")
    source.execute("DETACH DATABASE made")


def refuse_unequal(source: Any, target: Path, cipher: Cipher | None) -> None:
    """Raise a :class:`StoreError` where a new file does not hold what the open one does."""
    connect = sqlite3.connect if cipher is None else cipher.connect
    with closing(connect(target)) as made:
        whole = is_whole(made) and is_encrypted(target) == (cipher is not None)
        if cipher is not None:
            whole = whole and not made.execute("PRAGMA cipher_integrity_check").fetchall()
        if not whole or fingerprint(made) != fingerprint(source):
            raise DatabaseDamaged(
                "What was written did not come back the same: the disk or the database is"
                " damaged. Nothing was changed. Check the disk, then try again."
            )
    fsync_file(target)


def wipe(file: Any) -> None:
    """Overwrite a file that has lost its name with zeros."""
    left = file.seek(0, os.SEEK_END)
    file.seek(0)
    while left > 0:
        left -= file.write(_ZEROS[:left])
    file.flush()
    os.fsync(file.fileno())


def discard(file: Path) -> None:
    """Delete a file that a broken-off step left, overwritten first."""
    try:
        with file.open("r+b") as left:
            wipe(left)
    except FileNotFoundError:
        return
    finally:
        file.unlink(missing_ok=True)
