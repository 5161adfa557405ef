"""The copies that Backbeat keeps by itself: made each day, and before what cannot be undone."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from tracker.store import Store
from tracker.store.address import file_of
from tracker.store.backup.backup_database import backup_of
from tracker.store.copies import Copy, CopyReason, copies, copy_of_today_is_due, set_aside

SWITCH = "BACKBEAT_COPIES"  # "off": no daily copies


def keep_copy(store: Store, why: CopyReason, now: datetime | None = None) -> Copy:
    """Make a copy in the folder beside the database, and let go of those no longer kept."""
    if is_file(store):
        return set_aside(store.address, why, store.cipher, now=now)

    def write(target: Path) -> None:
        with target.open("r+b") as opened:  # one that was deleted meanwhile is not made again
            opened.write(backup_of(store))

    return set_aside(store.address, why, now=now, write=write)


def make_daily(store: Store, now: datetime | None = None) -> Copy | None:
    """Make the day's copy of a diary in a file; None where it is there, or not wanted.

    A server's keeper has its own way of copying, and more diaries than one.
    """
    now = now or datetime.now(UTC).astimezone()
    if not makes_daily(store) or not copy_of_today_is_due(store.address, now.date()):
        return None
    return keep_copy(store, CopyReason.DAILY, now)


def makes_daily(store: Store) -> bool:
    """Whether copies are made each day."""
    return is_file(store) and os.environ.get(SWITCH, "").lower() != "off"


def kept_copies(store: Store) -> list[Copy]:
    """The copies there are, newest first."""
    return copies(store.address)


def is_file(store: Store) -> bool:
    """Whether the diary lies in a file of its own."""
    return file_of(store.address) is not None
