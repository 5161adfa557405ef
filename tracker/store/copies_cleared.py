"""One person taken out of the copies of a database in which others stay.

Their own copies go, and those that hold nobody else. Of the others their rows go: each is written
anew without them, and then takes the place of the one it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import URL

from tracker.files.disk import fsync_file, fsync_folder
from tracker.store.address import file_of
from tracker.store.database_copy import connect, is_whole
from tracker.store.database_files import (
    LOGS,
    REPLACED,
    UNFINISHED,
    copies_folder,
    database_files,
    file_beside,
)
from tracker.store.driver_errors import is_of_sqlite
from tracker.store.encryption.cipher import Cipher, is_encrypted


@dataclass(slots=True)
class ClearedCopies:
    """What became of copies: those deleted, those written anew, those that could not be read."""

    deleted: list[Path] = field(default_factory=list)
    rewritten: list[Path] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)


class _Unknown(Exception):
    """Whose rows a copy holds cannot be told."""


def clear_copies(address: URL, owner: UUID, cipher: Cipher | None) -> ClearedCopies:
    """Take the person whose diary has that identity out of all copies of a database."""
    cleared, seen = ClearedCopies(), set[Path]()
    in_vain = 0
    while in_vain < 2:  # a copy that is just being finished changes its name while we look
        in_vain += 1
        for copy in _of_several(address, owner):
            if copy in seen or not copy.is_file():
                continue
            in_vain = 0
            seen.add(copy)
            _clear(copy, address, owner, cipher, cleared)
    own = copies_folder(address, owner)
    if own.is_dir() and not any(own.iterdir()):
        own.rmdir()
    return cleared


def _of_several(address: URL, owner: UUID) -> Iterator[Path]:
    """The files of a database that may hold a person, but for the database itself."""
    file = file_of(address)
    in_use = set() if file is None else {file, *(file_beside(file, end) for end in LOGS)}
    folder, own = copies_folder(address), copies_folder(address, owner)
    for path in database_files(address.render_as_string()):
        among_others = path.parent.parent == folder and path.parent != own
        if path not in in_use and not among_others:
            yield path


def _clear(
    copy: Path, address: URL, owner: UUID, cipher: Cipher | None, cleared: ClearedCopies
) -> None:
    broken_off = UNFINISHED in copy.name or copy.name.endswith(REPLACED)
    if broken_off or copy.parent == copies_folder(address, owner):
        copy.unlink(missing_ok=True)
        cleared.deleted.append(copy)
        return
    try:
        others = _write_without(copy, owner, cipher)
    except FileNotFoundError:  # let go of meanwhile
        return
    except _Unknown:
        cleared.left.append(copy)
        return
    except Exception as error:
        if not is_of_sqlite(error):
            raise
        cleared.left.append(copy)
        return
    if others is None:
        return
    if others:
        cleared.rewritten.append(copy)
    else:
        copy.unlink(missing_ok=True)
        cleared.deleted.append(copy)


def _write_without(copy: Path, owner: UUID, cipher: Cipher | None) -> bool | None:
    """Write a copy anew without a person, unless it holds nobody else; whether it does.

    None where the person is not in it, and it is left as it is.
    """
    opens = cipher if is_encrypted(copy) else None
    if is_encrypted(copy) and opens is None:
        raise _Unknown
    if any(file_beside(copy, log).exists() for log in LOGS):
        raise _Unknown  # part of it is in there
    with closing(connect(copy, opens)) as connection:
        number, others = _find(connection, owner)
    if number is None or not others:
        return None if number is None else False
    target = file_beside(copy, UNFINISHED)
    try:
        target.touch(0o600)
        shutil.copyfile(copy, target)
        with closing(connect(target, opens)) as connection:
            _remove(connection, number)
            if not is_whole(connection):
                raise _Unknown
        fsync_file(target)
        target.replace(copy)
        fsync_folder(copy.parent)
    finally:
        target.unlink(missing_ok=True)
    return True


def _find(connection: Any, owner: UUID) -> tuple[int | None, bool]:
    """The number of a person in a copy, None where they are not in it; whether others are."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(persons)")}
    if "identity" not in columns:  # of a version that knew none
        raise _Unknown
    rows = connection.execute("SELECT id, identity FROM persons").fetchall()
    known = {owner.hex, str(owner)}
    mine = [number for number, identity in rows if identity in known]
    return (mine[0] if mine else None), len(rows) > len(mine)


def _remove(connection: Any, number: int) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("BEGIN")
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
        if "person_id" in columns:
            connection.execute(f'DELETE FROM "{name}" WHERE person_id = ?', (number,))  # noqa: S608
    connection.execute("DELETE FROM persons WHERE id = ?", (number,))
    connection.execute("COMMIT")
    connection.execute("VACUUM")
