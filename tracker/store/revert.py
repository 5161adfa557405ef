"""Taking changes back: the newest, or any group by its version, also long after it was made.

Only entries that were not changed since take part: what came later is never
touched. Taking back what took something back brings that about again. An entry
comes back under the name that its exercise has now.

Of each entry the changes that hold, those that are neither an undo nor undone,
follow on one another: each begins with what the one before has made, or has left
where a "none" was taken back because of another entry. Only the last of them can
be taken back, so that this stays true. The same holds for entries that had the same
place one after the other, as a day's check-in that was removed and entered again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Executable, bindparam, func, select, update

from tracker.model import OwnExercise
from tracker.store.change_writer import ChangeStep, ChangeWriter, Stored, find_many
from tracker.store.database_tables import changes
from tracker.store.entry_mappers import BY_NAME, EntryMapper, Identity, Value, fetch, unreadable
from tracker.store.errors import Conflict
from tracker.store.field_merge import conflict, first_difference, removed
from tracker.store.history import (
    COLUMNS,
    Change,
    UndoCounts,
    as_undone,
    change_of,
    last_version,
)
from tracker.store.none_ticks import as_left
from tracker.store.person_scope import PERSON
from tracker.store.renaming import entries_of, names_since, under_name_of_today


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
    """A change that holds, its entry, the entry as it is stored, and what it would be again.

    `holder` is another entry that has its place by now.
    """

    change: Change
    entry: int
    kind: EntryMapper
    stored: Stored | None
    again: Value | None
    holder: Stored | None
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
_LATER_OF_OTHERS = select(*COLUMNS).where(
    _MINE,
    changes.c.version > bindparam("version"),
    changes.c.kind == bindparam("of_kind"),
    changes.c.undoes.is_(None),
    changes.c.undone_in.is_(None),
)
_UNDONE_BY = select(changes.c.entry, changes.c.place).where(
    _OF_VERSION, changes.c.undone_in == bindparam("taker")
)
_MARK_ALL = update(changes).where(
    _MINE, changes.c.version == bindparam("marked"), changes.c.undone_in.is_(None)
)
_MARK = _MARK_ALL.where(changes.c.place == bindparam("at_place"))
_HOLDS = update(changes).where(
    _MINE, changes.c.version == bindparam("marked"), changes.c.undone_in == bindparam("taker")
)
_HOLDS_AT = _HOLDS.where(changes.c.place == bindparam("at_place"))


def plan_revert(connection: Connection, version: int) -> RevertPlan | None:
    """What taking this version back would do; None where there is nothing to take back."""
    rows = _group(connection, version).rows
    if not rows:
        return None
    first = rows[0].change
    return RevertPlan(version, first.at, first.by, _taken(rows), _left(rows))


def undo(connection: Connection, writing: ChangeWriter) -> tuple[Change, ...] | None:
    """Take the newest changes back that have not been; None where there are none.

    Raises :class:`Conflict` where an entry is no longer what they made of it.
    """
    version = last_version(connection)
    if version is None:
        return None
    group = _group(connection, version)
    if not all(row.free for row in group.rows):
        raise _conflict(group.rows)
    return _take_back(connection, writing, version, group)


def revert(
    connection: Connection, writing: ChangeWriter, version: int
) -> tuple[tuple[Change, ...], tuple[UndoCounts, ...]]:
    """Take back what nothing came after; returns those changes, and those that were left."""
    group = _group(connection, version)
    free = any(row.free for row in group.rows)
    taken = _take_back(connection, writing, version, group) if free else ()
    return taken, _left(group.rows)


def _take_back(
    connection: Connection, writing: ChangeWriter, version: int, group: _Group
) -> tuple[Change, ...]:
    """Take back what nothing came after; returns those changes."""
    free = [row for row in group.rows if row.free]
    writing.write([_step(row) for row in free], undoes=version)
    left = {row.entry for row in group.rows if not row.free}
    taken_back = {"marked": version, "undone_in": writing.version + 1}
    _mark(connection, (_MARK_ALL, _MARK), taken_back, group.places, left)
    if group.origin is not None:  # what had been taken back holds again
        holds = {"marked": group.origin, "taker": version, "undone_in": None}
        _mark(connection, (_HOLDS, _HOLDS_AT), holds, group.undone, left)
    return tuple(map(as_undone, _taken(free)))


def _mark(
    connection: Connection,
    marking: tuple[Executable, Executable],
    how: Mapping[str, object],
    places: Mapping[int, Sequence[int]],
    left: set[int],
) -> None:
    """Mark all changes of a version but those of the entries that are left.

    `marking` marks all at once, or one at its place.
    """
    all_at_once, one = marking
    if not left:
        connection.execute(all_at_once, how)
        return
    marks = [
        {**how, "at_place": place}
        for entry, own in places.items()
        if entry not in left
        for place in own
    ]
    if marks:
        connection.execute(one, marks)


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
    last = connection.execute(_LATER, {"version": since}).all()
    later = {entry for entry, at in last if at > version or entry in undone}
    by_kind: dict[str, dict[int, Change]] = {}
    whole = _by_entry(made)
    for entry, change in whole.items():
        by_kind.setdefault(change.kind, {})[entry] = change
    names = names_since(connection, version)
    others = {entry for entry, _ in last} - whole.keys()
    held = {
        row.entry: row
        for name, own in by_kind.items()
        for row in _of_kind(connection, BY_NAME[name], own, later, names, since if others else None)
    }
    places: dict[int, list[int]] = {}
    for place, *row in found:
        places.setdefault(row[-1], []).append(place)
    rows = [held[entry] for entry in whole]
    if not _takes_all_entries(connection, rows):
        rows = [replace(row, free=False) for row in rows]
    return _Group(rows, places, origin, undone)


def _by_entry(made: Iterable[tuple[Change, int]]) -> dict[int, Change]:
    """The changes of a version by their entries: from what an entry was to what it became.

    The history of an earlier Backbeat may have two of one entry. What they brought about is one
    change, or none.
    """
    whole: dict[int, Change] = {}
    for change, entry in made:
        if entry not in whole:
            whole[entry] = change
        elif change.after == whole[entry].before:
            del whole[entry]
        else:
            whole[entry] = replace(change, before=whole[entry].before)
    return whole


def _takes_all_entries(connection: Connection, rows: Sequence[_Row]) -> bool:
    """Whether no entry of an exercise would stay, or come, under a name that it doesn't have."""
    free = {row.entry for row in rows if row.free}
    return all(
        row.free and entries_of(connection, renamed.name) <= free
        for row in rows
        if (renamed := _renamed(row.change)) is not None
    )


def _renamed(change: Change) -> OwnExercise | None:
    """The exercise of one's own that a change gave another name."""
    before, after = change.before, change.after
    if not (isinstance(before, OwnExercise) and isinstance(after, OwnExercise)):
        return None
    return after if before.name_lower != after.name_lower else None


def _of_kind(
    connection: Connection,
    kind: EntryMapper,
    own: Mapping[int, Change],
    later: set[int],
    names: Mapping[str, str],
    others_since: int | None,
) -> Iterator[_Row]:
    again = {
        entry: None if change.before is None else under_name_of_today(change.before, names)
        for entry, change in own.items()
    }
    made = {entry: _either(change, again[entry]) for entry, change in own.items()}
    places = {kind.identity_of(value) for value in (*made.values(), *again.values()) if value}
    stored = find_many(connection, kind, list(places))
    taken: set[Identity] = set()
    if others_since is not None and any(again.values()):
        taken = _places_of_others(connection, kind, own, names, others_since)
    for entry, change in own.items():
        there = stored.get(kind.identity_of(made[entry]))
        if change.after is not None and there is not None and there.entry != entry:
            there = None  # another entry, which has its place by now
        value = again[entry]
        place = None if value is None else kind.identity_of(value)
        holder = None if place is None else stored.get(place)
        if holder is not None and holder.entry == entry:
            holder = None
        free = (
            entry not in later
            and _is_as_made(kind, change, there)
            and holder is None
            and place not in taken
        )
        if free and place is not None:
            taken.add(place)
        yield _Row(change, entry, kind, there, value, holder, free)


def _places_of_others(
    connection: Connection,
    kind: EntryMapper,
    own: Mapping[int, Change],
    names: Mapping[str, str],
    since: int,
) -> set[Identity]:
    """Where other entries have been since."""
    rows = fetch(connection, _LATER_OF_OTHERS, "history", version=since, of_kind=kind.name)
    return {
        kind.identity_of(under_name_of_today(value, names))
        for change in (change_of(row) for row in rows if row.entry not in own)
        for value in (change.before, change.after)
        if value is not None
    }


def _either(change: Change, again: Value | None) -> Value:
    """What the changed entry became or, where it was removed, what it would be again."""
    value = again if change.after is None else change.after
    if value is None:
        raise unreadable("history", change.at)
    return value


def _is_as_made(kind: EntryMapper, change: Change, stored: Stored | None) -> bool:
    there = None if stored is None else stored.value
    made = as_left(change.after, there)
    if made is None or there is None:
        return made is None and there is None
    return first_difference(kind, made, there) is None


def _step(row: _Row) -> ChangeStep:
    before = None if row.stored is None else row.stored.value
    return ChangeStep(row.kind, row.entry, before, row.again)


def _taken(rows: Sequence[_Row]) -> tuple[Change, ...]:
    return tuple(row.change for row in rows if row.free)


def _left(rows: Sequence[_Row]) -> tuple[UndoCounts, ...]:
    return tuple(
        UndoCounts(row.change, None if row.stored is None else row.stored.value)
        for row in rows
        if not row.free
    )


def _conflict(rows: Sequence[_Row]) -> Conflict:
    """Why not all of these can be taken back."""
    for row in rows:
        kind = row.kind
        there = None if row.stored is None else row.stored.value
        made = as_left(row.change.after, there)
        holder = row.holder.value if row.holder else there if made is None else None
        if holder is not None:
            return _came_back(kind, row.change, holder)
        if made is None:
            continue
        if there is None:
            return removed(kind, made)
        field = first_difference(kind, made, there)
        if field is not None:
            return conflict(kind, field, made, there)
    own, change = next((own, row.change) for row in rows if (own := _renamed(row.change)))
    return Conflict(
        f"“{own.name}” has entries that it did not have when it got that name. Nothing was"
        " undone; rename it if it should have the name before.",
        field="name",
        theirs=own.name,
        mine=getattr(change.before, "name", ""),
        stored=own,
    )


def _came_back(kind: EntryMapper, change: Change, stored: Value) -> Conflict:
    field = kind.edited[0]
    return Conflict(
        f"The {kind.name} that this would bring back has been entered again in the meantime."
        " Nothing was undone; remove the new one first if the old one should be back.",
        field=field,
        theirs=getattr(stored, field),
        mine=getattr(change.before, field),
        stored=stored,
    )
