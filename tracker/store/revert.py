"""Taking any group of changes back by its version, also long after it was made.

Only entries that were not changed since take part: what came later is never
touched. Taking back what took something back brings that about again.

Of each entry the changes that hold, those that are neither an undo nor undone,
follow on one another: each begins with what the one before has made, or has left
where a "none" was taken back because of another entry. Only the last of them can
be taken back, so that this stays true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from tracker.model import OwnExercise
from tracker.store.change_writer import ChangeStep, ChangeWriter, Stored, find_many
from tracker.store.database_tables import changes
from tracker.store.entry_mappers import BY_NAME, EntryMapper, fetch
from tracker.store.field_merge import first_difference
from tracker.store.history import (
    COLUMNS,
    Change,
    UndoCounts,
    as_undone,
    by_entry,
    change_of,
    either,
)
from tracker.store.none_ticks import as_left
from tracker.store.person_scope import PERSON
from tracker.store.renaming import entries_of


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
    """A change that holds, its entry, and the entry as it is stored."""

    change: Change
    entry: int
    kind: EntryMapper
    stored: Stored | None
    free: bool  # to be taken back: nothing came later


@dataclass(frozen=True, slots=True)
class _Group:
    """The changes of a version that hold, in their order; `places` has all of theirs by entry.

    `origin` is the version that it took back, `undone` has the places there by entry.
    """

    rows: list[_Row]
    places: Mapping[int, Sequence[int]]
    origin: int | None
    undone: Mapping[int, Sequence[int]]


_MINE = changes.c.person_id == PERSON
_OF_VERSION = _MINE & (changes.c.version == bindparam("version"))
_GROUP = (
    select(changes.c.place, *COLUMNS)
    .where(_OF_VERSION, changes.c.undone_in.is_(None))
    .order_by(changes.c.place)
)
_ORIGIN = select(changes.c.undoes).where(_OF_VERSION).limit(1)
_LATER = (
    select(changes.c.entry, func.max(changes.c.version))
    .where(
        _MINE,
        changes.c.version > bindparam("version"),
        changes.c.undoes.is_(None),
        changes.c.undone_in.is_(None),
    )
    .group_by(changes.c.entry)
)
_UNDONE_BY = select(changes.c.entry, changes.c.place).where(
    _OF_VERSION, changes.c.undone_in == bindparam("taker")
)
_MARK = update(changes).where(
    _MINE, changes.c.version == bindparam("marked"), changes.c.place == bindparam("at_place")
)


def plan_revert(connection: Connection, version: int) -> RevertPlan | None:
    """What taking this version back would do; None where there is nothing to take back."""
    rows = _group(connection, version).rows
    if not rows:
        return None
    first = rows[0].change
    return RevertPlan(version, first.at, first.by, _taken(rows), _left(rows))


def revert(
    connection: Connection, writing: ChangeWriter, version: int
) -> tuple[tuple[Change, ...], tuple[UndoCounts, ...]]:
    """Take back what nothing came after; returns those changes, and those that were left."""
    group = _group(connection, version)
    free = [row for row in group.rows if row.free]
    if free:
        writing.write([_step(row) for row in free], undoes=version)
        left = {row.entry for row in group.rows if not row.free}
        _mark(connection, version, group.places, left, writing.version + 1)
        if group.origin is not None:  # what had been taken back holds again
            _mark(connection, group.origin, group.undone, left, None)
    return tuple(map(as_undone, _taken(free))), _left(group.rows)


def _mark(
    connection: Connection,
    version: int,
    places: Mapping[int, Sequence[int]],
    left: set[int],
    undone_in: int | None,
) -> None:
    """Mark all changes of a version but those of the entries that are left."""
    marks = [
        {"marked": version, "at_place": place, "undone_in": undone_in}
        for entry, own in places.items()
        if entry not in left
        for place in own
    ]
    if marks:
        connection.execute(_MARK, marks)


def _group(connection: Connection, version: int) -> _Group:
    found = fetch(connection, _GROUP, "history", version=version)
    made = [(change_of(row), row[-1]) for _, *row in found]
    origin = made[0][0].undoes if made else None
    undone: dict[int, list[int]] = {}
    since = version
    if origin is not None:
        if connection.scalar(_ORIGIN, {"version": origin}) is not None:
            made = []  # it brought something about again: that itself can be taken back
        taken = connection.execute(_UNDONE_BY, {"version": origin, "taker": version})
        for entry, place in taken:
            undone.setdefault(entry, []).append(place)
        since = origin
    last = connection.execute(_LATER, {"version": since})
    later = {entry for entry, at in last if at > version or entry in undone}
    by_kind: dict[str, dict[int, Change]] = {}
    whole = by_entry(made)
    for entry, change in whole.items():
        by_kind.setdefault(change.kind, {})[entry] = change
    held = {
        row.entry: row
        for name, own in by_kind.items()
        for row in _of_kind(connection, BY_NAME[name], own, later)
    }
    places: dict[int, list[int]] = {}
    for place, *row in found:
        places.setdefault(row[-1], []).append(place)
    rows = [held[entry] for entry in whole]
    if not _takes_all_entries(connection, rows):
        rows = [replace(row, free=False) for row in rows]
    return _Group(rows, places, origin, undone)


def _takes_all_entries(connection: Connection, rows: Sequence[_Row]) -> bool:
    """Whether no entry of an exercise would stay under a name that it no longer had."""
    for row in rows:
        before, after = row.change.before, row.change.after
        if isinstance(before, OwnExercise) and isinstance(after, OwnExercise):
            if before.name_lower == after.name_lower:
                continue
            return entries_of(connection, after.name) <= {row.entry for row in rows if row.free}
    return True


def _of_kind(
    connection: Connection, kind: EntryMapper, own: Mapping[int, Change], later: set[int]
) -> Iterator[_Row]:
    identities = [kind.identity_of(either(change)) for change in own.values()]
    stored = find_many(connection, kind, identities)
    for (entry, change), identity in zip(own.items(), identities, strict=True):
        there = stored.get(identity)
        free = entry not in later and _is_as_made(kind, change, there)
        yield _Row(change, entry, kind, there, free)


def _is_as_made(kind: EntryMapper, change: Change, stored: Stored | None) -> bool:
    there = None if stored is None else stored.value
    made = as_left(change.after, there)
    if made is None or there is None:
        return made is None and there is None
    return first_difference(kind, made, there) is None


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
