"""The copies that Backbeat keeps by itself: made each day, and before what cannot be undone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from tracker.store import Store
from tracker.store.address import file_of
from tracker.store.backup.backup_database import backup_of
from tracker.store.backup.backup_info import people_in
from tracker.store.copies import (
    Copy,
    CopyReason,
    are_wanted,
    copies,
    copy_of_today_is_due,
    set_aside,
)
from tracker.store.database_tables import persons
from tracker.store.driver_errors import translate_errors

_FIRST_TWO = select(persons.c.id).limit(2)  # with a thousand people, not all of them


def keep_copy(
    store: Store, why: CopyReason, now: datetime | None = None, person: int | None = None
) -> Copy:
    """Make a copy in the folder beside the database, and let go of those no longer kept.

    Of everybody; or of one person's rows, which is theirs.
    """
    if person is None and is_file(store):
        return set_aside(store.address, why, store.cipher, now=now)
    owner = None if person is None else store.diary(person).identity()

    def write(target: Path) -> None:
        with target.open("r+b") as opened:  # one that was deleted meanwhile is not made again
            opened.write(backup_of(store, None if person is None else [person]))

    return set_aside(store.address, why, now=now, write=write, owner=owner)


def keep_own_copy(store: Store, why: CopyReason, person: int) -> Copy:
    """Make a copy for one person: of the whole database only where nobody else is in it."""
    return keep_copy(store, why, person=None if is_alone(store, person) else person)


def make_daily(store: Store, now: datetime | None = None) -> Copy | None:
    """Make the day's copy of a database in a file; None where it is there, or not wanted.

    Where several keep their diaries in it, each gets a copy of their own, too. A server's keeper
    has its own way of copying.
    """
    now = now or datetime.now(UTC).astimezone()
    if not makes_daily(store):
        return None
    people = [number for number, _ in store.people()]
    for person in people if len(people) > 1 else ():
        owner = store.diary(person).identity()
        if copy_of_today_is_due(store.address, now.date(), owner):
            keep_copy(store, CopyReason.DAILY, now, person)
    if not copy_of_today_is_due(store.address, now.date()):
        return None
    return keep_copy(store, CopyReason.DAILY, now)


def makes_daily(store: Store) -> bool:
    """Whether copies are made each day."""
    return is_file(store) and are_wanted()


def kept_copies(store: Store, person: int) -> list[Copy]:
    """The copies that are one person's to see, newest first.

    Their own, and those of the whole database: where nobody else is in it, all of them; else those
    that hold this person alone, as from before the others came.
    """
    owner = store.diary(person).identity()
    whole = copies(store.address)
    if not is_alone(store, person):
        whole = [
            copy for copy in whole if people_in(copy.file, store.cipher) == frozenset((owner,))
        ]
    own = copies(store.address, owner)
    return sorted([*own, *whole], key=lambda copy: (copy.at, copy.file.name), reverse=True)


def is_alone(store: Store, person: int) -> bool:
    """Whether nobody else keeps a diary in the database."""
    with translate_errors(store.name), store.reading() as connection:
        found = connection.execution_options(person=None).scalars(_FIRST_TWO).all()
    return found == [person]


def is_file(store: Store) -> bool:
    """Whether the diary lies in a file of its own."""
    return file_of(store.address) is not None
