"""What is in a copy, without opening it as a store: quick, whatever revision it is of."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from tracker.store.driver_errors import is_of_sqlite
from tracker.store.encryption.cipher import Cipher, is_encrypted
from tracker.store.engine import look_into

_TABLES = ("check_ins", "readings", "activities", "exercises_done", "medicines", "events")


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """Of one person in a copy: how many check-ins and entries of days, from when to when."""

    check_ins: int
    entries: int
    first: date | None
    last: date | None


def backup_info(file: Path, person: UUID | None, cipher: Cipher | None) -> BackupInfo | None:
    """What a copy holds of a person, by the identity of their diary (None: of everybody).

    None where it does not open: it is damaged, or has another passphrase.
    """
    try:
        stat = file.stat()
        return _look(file, stat.st_mtime_ns, stat.st_size, person, cipher)
    except OSError:
        return None


def people_in(file: Path, cipher: Cipher | None) -> frozenset[UUID] | None:
    """Whose diaries a copy holds, by their identities.

    None where that cannot be told: it does not open, or is of a version without them.
    """
    try:
        stat = file.stat()
        return _people(file, stat.st_mtime_ns, stat.st_size, cipher)
    except OSError:
        return None


@lru_cache(maxsize=256)  # a copy stays as it is
def _people(file: Path, _: int, __: int, cipher: Cipher | None) -> frozenset[UUID] | None:
    if not is_encrypted(file):
        cipher = None
    elif cipher is None:
        return None
    try:
        with closing(look_into(file, "immutable=1", cipher)) as connection:
            rows = connection.execute("SELECT identity FROM persons").fetchall()
        return frozenset(UUID(identity) for (identity,) in rows)
    except Exception as error:
        if is_of_sqlite(error) or isinstance(error, (ValueError, TypeError, AttributeError)):
            return None
        raise


@lru_cache(maxsize=256)  # a copy stays as it is
def _look(
    file: Path, _: int, __: int, person: UUID | None, cipher: Cipher | None
) -> BackupInfo | None:
    if not is_encrypted(file):
        cipher = None
    elif cipher is None:
        return None
    try:
        with closing(look_into(file, "immutable=1", cipher)) as connection:
            columns = [row[1] for row in connection.execute("PRAGMA table_info(persons)")]
            where = ""
            known: tuple[str, ...] = ()
            if person is not None and "identity" in columns:
                them = "identity IN (?, ?) OR (SELECT count(*) FROM persons) = 1"
                where = f"WHERE person_id IN (SELECT id FROM persons WHERE {them})"  # noqa: S608
                known = (person.hex, str(person))
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            tables = [table for table in _TABLES if table in names]  # an older copy has fewer
            spans = [
                f"SELECT count(*) AS n, min(date) AS a, max(date) AS b FROM {table} {where}"  # noqa: S608
                for table in tables
            ]
            [counted] = connection.execute(
                f"SELECT sum(n), min(a), max(b) FROM ({' UNION ALL '.join(spans)})",  # noqa: S608
                known * len(tables),
            ).fetchall()
            [[check_ins]] = connection.execute(
                f"SELECT count(*) FROM check_ins {where}",  # noqa: S608
                known,
            ).fetchall()
        first, last = (None if day is None else date.fromisoformat(day) for day in counted[1:])
        return BackupInfo(check_ins, counted[0], first, last)
    except Exception as error:
        if is_of_sqlite(error) or isinstance(error, ValueError):
            return None
        raise
