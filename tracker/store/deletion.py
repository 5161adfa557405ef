"""Deleting: the entries of a period, which can be undone, or all there is, which cannot."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, delete, func, select

from tracker.model import EARLIEST_DAY, LATEST_DAY
from tracker.store.bulk_save import apply
from tracker.store.change_writer import ChangeWriter
from tracker.store.database_tables import ended_devices, metadata, persons
from tracker.store.ended_devices import end_devices
from tracker.store.entries import OF_DAYS, between
from tracker.store.entry_mappers import ENTRIES, EntryMapper, Identity, Value
from tracker.store.person_scope import PERSON, person_scope

_ALL = {
    kind: select(func.count(kind.table.c.entry)).where(kind.table.c.person_id == PERSON)
    for kind in ENTRIES
}
_BETWEEN = {
    kind: _ALL[kind].where(kind.table.c.date.between(bindparam("first"), bindparam("last")))
    for kind in OF_DAYS
}
_LOCK = select(persons.c.id).where(persons.c.id == PERSON).with_for_update()
_EVERYTHING = [  # what belongs to a person goes before the person
    delete(table).where(person_scope(table) == PERSON)
    for table in reversed(metadata.sorted_tables)
    if table is not ended_devices  # it has their browsers forget the diary, too
]


def count(connection: Connection, first: date | None, last: date | None) -> dict[str, int]:
    """How many entries there are by the name of their kind, where there are any.

    Of the days from `first` to `last`; with neither, also what belongs to no day.
    """
    if first is None and last is None:
        counted = {kind: connection.scalar(asked) for kind, asked in _ALL.items()}
    else:
        span = {"first": first or EARLIEST_DAY, "last": last or LATEST_DAY}
        counted = {kind: connection.scalar(asked, span) for kind, asked in _BETWEEN.items()}
    return {kind.name: number for kind, number in counted.items() if number}


def remove_days(
    connection: Connection, writing: ChangeWriter, first: date | None, last: date | None
) -> None:
    """Remove what was entered about the days from `first` to `last`."""
    wanted: dict[tuple[EntryMapper, Identity], Value | None] = {
        (kind, kind.identity_of(value)): None
        for kind in OF_DAYS
        for value in between(connection, kind, first, last)
    }
    apply(writing, wanted, None, None)


def erase(connection: Connection) -> int:
    """Remove the person with everything of theirs, history included; returns how many rows."""
    connection.execute(_LOCK)  # nobody adds to what is going
    ended = end_devices(connection)
    return ended + sum(connection.execute(statement).rowcount for statement in _EVERYTHING)
