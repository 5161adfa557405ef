"""The copies that Backbeat keeps of a database by itself, in a folder beside it.

Those of the whole database lie there, those of one person's rows in a folder of their own
in it. Each is a database of its own, encrypted where the diary is, and its name tells
when and why it was made. A copy is there only once it has been read back.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import chain, count
from pathlib import Path
from uuid import UUID

from sqlalchemy import URL

from tracker.files.disk import fsync_file, fsync_folder
from tracker.places import data_folder, make_private
from tracker.store.address import default_url, file_of, read_address
from tracker.store.database_copy import copy_database
from tracker.store.database_files import LOGS, UNFINISHED, copies_folder, file_beside
from tracker.store.driver_errors import translate_errors
from tracker.store.encryption.cipher import Cipher

SWITCH = "BACKBEAT_COPIES"  # "off": the keeper of the database makes the copies
DAYS, WEEKS, MONTHS = 7, 4, 12
ASIDE = 5  # copies that were set aside before a step, of each kind of step
_NAME = re.compile(r"(.+)-(\d{4}-\d\d-\d\d-\d{6})-([a-z-]+?)(?:-\d+)?\.db")
_MOMENT = "%Y-%m-%d-%H%M%S"
_GIVEN_UP = 3600  # seconds after which a copy that is still unfinished was broken off


class CopyReason(StrEnum):
    """Why a copy was made."""

    DAILY = "daily"
    ASKED = "asked-for"
    UPGRADE = "before-upgrade"
    RESTORE = "before-restore"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: when it was made, in this computer's time, why, and the file."""

    at: datetime
    why: CopyReason
    file: Path


def are_wanted() -> bool:
    """Whether copies are made that somebody could make as well; those of a file always are."""
    return os.environ.get(SWITCH, "").lower() != "off"


def copies(url: str | URL, owner: UUID | None = None) -> list[Copy]:
    """The copies of the database at `url`, or of the one diary in it, newest first."""
    address = _address(url)
    folder = copies_folder(address, owner)
    names = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [copy for file in names if (copy := _read_name(file)) is not None]
    mine = [copy for copy in found if copy.file.name.startswith(f"{_stem(address)}-")]
    return sorted(mine, key=lambda copy: (copy.at, copy.file.name), reverse=True)


def set_aside(
    url: str | URL,
    why: CopyReason,
    cipher: Cipher | None = None,
    *,
    now: datetime | None = None,
    write: Callable[[Path], None] | None = None,
    owner: UUID | None = None,
) -> Copy:
    """Make a copy of the database at `url`, then let go of those no longer kept.

    `write` writes it to an empty file; by default it is copied online, which
    only a SQLite file can be. One of a single diary is its `owner`'s. Raises a
    :class:`StoreError` where it cannot be made, and OSError; then there is no new copy
    and all others stay.
    """
    address = _address(url)
    folder = _made_folder(address, owner)
    _clear_away(folder)
    at = (now or datetime.now(UTC).astimezone()).replace(tzinfo=None, microsecond=0)
    target = _free(folder, f"{_stem(address)}-{at.strftime(_MOMENT)}-{why}")
    unfinished = target.with_name(target.name + UNFINISHED)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with translate_errors(f"copy {target}"):
            if write is not None:
                write(unfinished)
            elif file := file_of(address):
                copy_database(file, unfinished, cipher)
            else:
                raise TypeError("a server's database is copied row by row")
        fsync_file(unfinished)
        unfinished.rename(target)
        fsync_folder(folder)
    finally:
        unfinished.unlink(missing_ok=True)
    _let_go(address, owner, at.date())
    return Copy(at, why, target)


def _made_folder(address: URL, owner: UUID | None = None) -> Path:
    """The folder of copies, there and closed to others."""
    if file_of(address) is None:  # then it lies in the user's data folder
        make_private(data_folder())
    if owner is not None:
        make_private(copies_folder(address))
    return make_private(copies_folder(address, owner))


def put_aside(url: str | None, why: str) -> Path | None:
    """Move a file that cannot be opened, with its log, into the folder of copies.

    `why` is in its new name: damaged, or newer. None for a server.
    What is not closed yet may still be in the log: both keep their names' endings.
    """
    address = read_address(default_url() if url is None else url)
    file = file_of(address)
    if file is None:
        return None
    folder = _made_folder(address)
    at = datetime.now(UTC).astimezone()
    target = _free(folder, f"{_stem(address)}-{at.strftime(_MOMENT)}-{why}")
    for ending in (*LOGS, ""):
        if (part := file_beside(file, ending)).exists():
            part.rename(file_beside(target, ending))
    return target


def copy_of_today_is_due(url: str | URL, today: date, owner: UUID | None = None) -> bool:
    """Whether the day's copy is still to be made."""
    made = [copy.at for copy in copies(url, owner) if copy.why == CopyReason.DAILY]
    return is_due(made, today)


def _let_go(address: URL, owner: UUID | None, today: date) -> None:
    """Delete the copies that are no longer kept."""
    there = copies(address, owner)
    keep = kept({c.at for c in there if c.why in (CopyReason.DAILY, CopyReason.ASKED)}, today)
    for why in (CopyReason.UPGRADE, CopyReason.RESTORE):
        keep |= kept_aside({c.at for c in there if c.why == why}, today)
    for copy in there:
        if copy.at not in keep:
            copy.file.unlink(missing_ok=True)


def _address(url: str | URL) -> URL:
    return read_address(url) if isinstance(url, str) else url


def _stem(address: URL) -> str:
    file = file_of(address)
    return file.stem if file is not None else copies_folder(address).name.rpartition("-")[0]


def _read_name(file: Path) -> Copy | None:
    found = _NAME.fullmatch(file.name)
    if found is None:
        return None
    try:
        return Copy(datetime.strptime(found[2], _MOMENT), CopyReason(found[3]), file)
    except ValueError:  # somebody else's file
        return None


def _free(folder: Path, name: str) -> Path:
    """A file of that name that is not there yet, and that nobody is writing."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    paths = (folder / f"{free}.db" for free in names)
    return next(p for p in paths if not p.exists() and not file_beside(p, UNFINISHED).exists())


def _clear_away(folder: Path) -> None:
    """Delete what was broken off earlier, such as by a power cut."""
    for path in folder.glob(f"*{UNFINISHED}*"):
        with suppress(OSError):
            if abs(time.time() - path.stat().st_mtime) > _GIVEN_UP:
                path.unlink()


def is_due(made: Iterable[datetime], today: date) -> bool:
    """Whether the day has no copy yet."""
    return all(at.date() != today for at in made)


def kept(made: Collection[datetime], today: date) -> set[datetime]:
    """Of daily copies made at these moments, those to keep.

    All of today; the newest of each of the seven latest days, four latest weeks
    and twelve latest months *that have a copy*: a computer that was off for a
    year, or whose clock jumps, loses none by that. What is dated after today
    was made by a clock that was ahead, or this one is behind: it is kept, and
    takes no other copy's place.
    """
    ahead = {at for at in made if at.date() > today}
    others = sorted(set(made) - ahead, reverse=True)
    keep = ahead | {at for at in others if at.date() == today}
    for limit, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest: dict[object, datetime] = {}
        for at in others:
            newest.setdefault(period(at), at)
        keep.update(list(newest.values())[:limit])
    return keep


def kept_aside(made: Collection[datetime], today: date) -> set[datetime]:
    """Of the copies set aside before one kind of step, those to keep.

    All of today and later; of earlier ones the five newest, and the first of
    each of the five latest days: of several steps in one sitting, only the
    first found the diary as it was before them.
    """
    earlier = sorted((at for at in set(made) if at.date() < today), reverse=True)
    first = {at.date(): at for at in earlier}
    return set(made) - set(earlier) | set(earlier[:ASIDE]) | set(list(first.values())[:ASIDE])


def _day(at: datetime) -> object:
    return at.date()


def _week(at: datetime) -> object:
    return at.isocalendar()[:2]


def _month(at: datetime) -> object:
    return at.year, at.month
