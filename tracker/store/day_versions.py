"""What the diary has said about a day, from one change to the next, and going back to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection, bindparam, select

from tracker.store.bulk_save import apply
from tracker.store.change_writer import ChangeWriter
from tracker.store.database_tables import changes
from tracker.store.entries import OF_DAYS, between
from tracker.store.entry_mappers import (
    BY_NAME,
    EntryMapper,
    Identity,
    Value,
    fetch,
    mapper_for,
)
from tracker.store.history import COLUMNS, Change, change_of
from tracker.store.person_scope import PERSON
from tracker.store.renaming import names_since, under_name_of_today


@dataclass(frozen=True, slots=True)
class DayVersion:
    """What a day said from a change on: `changes` are those of its entries, `values` all it said.

    `undoes` is the version that was taken back by it, if it is an undo.
    """

    version: int
    at: datetime
    by: str
    changes: tuple[Change, ...]
    values: tuple[Value, ...]
    undoes: int | None = None


_BEEN_THERE = changes.alias()  # an entry may have moved to another day since
_CHANGES = (
    select(*COLUMNS)
    .where(
        changes.c.person_id == PERSON,
        changes.c.entry.in_(
            select(_BEEN_THERE.c.entry).where(
                _BEEN_THERE.c.person_id == PERSON,
                _BEEN_THERE.c.day == bindparam("day"),
                _BEEN_THERE.c.kind.in_([kind.name for kind in OF_DAYS]),
            )
        ),
    )
    .order_by(changes.c.version, changes.c.place)
)

_MANY = 200  # changes, above which reading every day anew is as quick
_SINCE = (
    select(*COLUMNS)
    .where(changes.c.person_id == PERSON, changes.c.version > bindparam("version"))
    .order_by(changes.c.version, changes.c.place)
    .limit(bindparam("limit"))
)


def versions(connection: Connection, day: date) -> list[DayVersion]:
    """All that a day has said, newest first."""
    held: dict[int, Value] = {}  # by their places in the order of entry
    found = []
    rows = fetch(connection, _CHANGES, "history", day=day)
    made = ((row.entry, change_of(row)) for row in rows)
    for version, group in groupby(made, key=lambda one: one[1].version):
        concerned = [(entry, change) for entry, change in group if _concerns(change, day)]
        for entry, change in concerned:
            _replay(entry, change, held, day)
        together = tuple(change for _, change in concerned)
        if together:
            first = together[0]
            found.append(
                DayVersion(version, first.at, first.by, together, _in_order(held), first.undoes)
            )
    return found[::-1]


def changed_days(connection: Connection, since: int, now: int) -> set[date] | None:
    """The days whose entries were changed after version `since`, up to the present one, `now`.

    ``None`` where that doesn't tell all: something that belongs to no day was changed, very
    much was, or the history of a change is gone.
    """
    rows = fetch(connection, _SINCE, "history", version=since, limit=_MANY + 1)
    made = [change_of(row) for row in rows]
    if len(made) > _MANY or len({change.version for change in made}) != now - since:
        return None
    days: set[date] = set()
    for change in made:
        kind = BY_NAME[change.kind]
        if kind not in OF_DAYS:
            return None
        days |= {
            day
            for value in (change.before, change.after)
            if value is not None and (day := kind.day_of(value)) is not None
        }
    return days


def restore(connection: Connection, writing: ChangeWriter, day: date, version: int) -> None:
    """Let the day say again what it said as of a version of the diary."""
    past = next((one for one in versions(connection, day) if one.version <= version), None)
    wanted: dict[tuple[EntryMapper, Identity], Value | None] = dict.fromkeys(
        (kind, kind.identity_of(value))
        for kind in OF_DAYS
        for value in between(connection, kind, day, day)
    )
    if past is not None:
        names = names_since(connection, version)
        for said in past.values:
            value = under_name_of_today(said, names)
            kind = mapper_for(value)
            wanted[kind, kind.identity_of(value)] = value
    apply(writing, wanted, None, None)


def _concerns(change: Change, day: date) -> bool:
    kind = BY_NAME[change.kind]
    either = (change.before, change.after)
    return any(value is not None and kind.day_of(value) == day for value in either)


def _replay(entry: int, change: Change, held: dict[int, Value], day: date) -> None:
    if change.after is not None and BY_NAME[change.kind].day_of(change.after) == day:
        held[entry] = change.after
    else:
        held.pop(entry, None)


def _in_order(held: dict[int, Value]) -> tuple[Value, ...]:
    return tuple(value for kind in OF_DAYS for value in held.values() if mapper_for(value) is kind)
