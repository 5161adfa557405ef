"""Taking any group of changes back by its version, also long after it was made.

Only entries that were not changed since take part: what came later is never
touched. Taking back what took something back brings that about again.

Of each entry the changes that hold, those that are neither an undo nor undone,
follow on one another: each begins with what the one before has made. Only the
last of them can be taken back, so that this stays true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from tracker.store.change_writer import ChangeStep, ChangeWriter, Stored, find_many
from tracker.store.database_tables import changes
from tracker.store.entry_mappers import BY_NAME, EntryMapper, fetch
from tracker.store.field_merge import first_difference
from tracker.store.history import COLUMNS, Change, UndoCounts, as_undone, change_of, either
from tracker.store.person_scope import PERSON


@dataclass(frozen=True, slots=True)
class RevertPlan:
    """What taking a group of changes back would do; nothing is written yet.

    `changes` would be taken back, `left` would stay because of what came later.
    """

    version: int
    at: datetime
    by: str
    changes: tuple[Change, ...]
    left: tuple[UndoCounts, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A change that holds, its entry and its place in the group, and the entry as stored."""

    change: Change
    entry: int
    place: int
    kind: EntryMapper
    stored: Stored | None
    free: bool  # to be taken back: nothing came later


_MINE = changes.c.person_id == PERSON
_OF_VERSION = _MINE & (changes.c.version == bindparam("version"))
_GROUP = (
    select(changes.c.place, *COLUMNS)
    .where(_OF_VERSION, changes.c.undone_in.is_(None))
    .order_by(changes.c.place)
)
_ORIGIN = select(changes.c.undoes).where(_OF_VERSION).limit(1)
_LATER = select(changes.c.entry).where(
    _MINE,
    changes.c.version > bindparam("version"),
    changes.c.undoes.is_(None),
    changes.c.undone_in.is_(None),
)
_UNDONE_BY = select(changes.c.entry, changes.c.place).where(
    _OF_VERSION, changes.c.undone_in == bindparam("taker")
)
_MARK = update(changes).where(
    _MINE, changes.c.version == bindparam("marked"), changes.c.place == bindparam("at_place")
)


def plan_revert(connection: Connection, version: int) -> RevertPlan | None:
    """What taking this version back would do; None where there is nothing to take back."""
    rows = _rows(connection, version)
    if not rows:
        return None
    first = rows[0].change
    return RevertPlan(version, first.at, first.by, _taken(rows), _left(rows))


def revert(
    connection: Connection, writing: ChangeWriter, version: int
) -> tuple[tuple[Change, ...], tuple[UndoCounts, ...]]:
    """Take back what nothing came after; returns those changes, and those that were left."""
    rows = _rows(connection, version)
    free = [row for row in rows if row.free]
    writing.write([_step(row) for row in free], undoes=version)
    now = writing.version + 1
    _mark(connection, version, (row.place for row in free), now)
    origin = free[0].change.undoes if free else None
    if origin is not None:  # what had been taken back holds again
        undone = connection.execute(_UNDONE_BY, {"version": origin, "taker": version})
        places = {entry: place for entry, place in undone}  # noqa: C416 - mypy knows no dict(rows)
        _mark(connection, origin, (places[row.entry] for row in free), None)
    return tuple(map(as_undone, _taken(rows))), _left(rows)


def _mark(connection: Connection, version: int, places: Any, undone_in: int | None) -> None:
    marks = [{"marked": version, "at_place": p, "undone_in": undone_in} for p in places]
    if marks:
        connection.execute(_MARK, marks)


def _rows(connection: Connection, version: int) -> list[_Row]:
    """The changes of a version that hold, in their order."""
    found = fetch(connection, _GROUP, "history", version=version)
    since = version
    if found and (origin := change_of(found[0][1:]).undoes) is not None:
        if connection.scalar(_ORIGIN, {"version": origin}) is not None:
            return []  # it brought something about again: that itself can be taken back
        since = origin
    later = set(connection.scalars(_LATER, {"version": since}))
    by_kind: dict[str, list[tuple[int, int, Change]]] = {}
    for place, *row in found:
        change = change_of(row)
        by_kind.setdefault(change.kind, []).append((place, row[-1], change))
    rows = [
        row
        for name, own in by_kind.items()
        for row in _of_kind(connection, BY_NAME[name], own, later)
    ]
    return sorted(rows, key=lambda row: row.place)


def _of_kind(
    connection: Connection,
    kind: EntryMapper,
    own: Sequence[tuple[int, int, Change]],
    later: set[int],
) -> list[_Row]:
    identities = [kind.identity_of(either(change)) for _, _, change in own]
    stored = find_many(connection, kind, identities)
    return [
        _Row(
            change,
            entry,
            place,
            kind,
            there,
            entry not in later and _is_as_made(kind, change, there),
        )
        for (place, entry, change), identity in zip(own, identities, strict=True)
        for there in [stored.get(identity)]
    ]


def _is_as_made(kind: EntryMapper, change: Change, stored: Stored | None) -> bool:
    if change.after is None or stored is None:
        return change.after is None and stored is None
    return first_difference(kind, change.after, stored.value) is None


def _step(row: _Row) -> ChangeStep:
    before = None if row.stored is None else row.stored.value
    return ChangeStep(row.kind, row.entry, before, row.change.before)


def _taken(rows: Sequence[_Row]) -> tuple[Change, ...]:
    return tuple(row.change for row in rows if row.free)


def _left(rows: Sequence[_Row]) -> tuple[UndoCounts, ...]:
    return tuple(
        UndoCounts(row.change, None if row.stored is None else row.stored.value)
        for row in rows
        if not row.free
    )
