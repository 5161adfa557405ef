"""An exercise of one's own under another name, with all that was ever done or planned of it.

Entries know an exercise by its name. So a new name is written into every one of them, in the same
change: what was done stays one history, and one undo brings all of it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from tracker.model import ExerciseDone, OwnExercise, PlanItem, Reading, Skip
from tracker.store.change_writer import ChangeStep, ChangeWriter
from tracker.store.database_tables import changes
from tracker.store.entry_mappers import (
    EXERCISE_DONE,
    OWN_EXERCISE,
    PLAN_ITEM,
    READING,
    SKIP,
    EntryMapper,
    Identity,
    Value,
    fetch,
)
from tracker.store.errors import NameTaken, StoreError
from tracker.store.history import COLUMNS, change_of
from tracker.store.person_scope import PERSON, person_scope

_NAMING = (PLAN_ITEM, SKIP, EXERCISE_DONE, READING)  # what names an exercise; a reading may not
_SPELLINGS = {
    kind: select(kind.table.c.exercise).where(person_scope(kind.table) == PERSON).distinct()
    for kind in _NAMING
}
_NAMED = {
    kind: select(kind.table.c.entry, *kind.columns)
    .where(
        person_scope(kind.table) == PERSON,
        kind.table.c.exercise.in_(bindparam("spellings", expanding=True)),
    )
    .order_by(kind.table.c.entry)
    for kind in _NAMING
}
_RENAMED = (
    select(*COLUMNS)
    .where(
        changes.c.person_id == PERSON,
        changes.c.kind == OWN_EXERCISE.name,
        changes.c.version > bindparam("version"),
        changes.c.before.is_not(None),
    )
    .order_by(changes.c.version, changes.c.place)
)


def rename(connection: Connection, writing: ChangeWriter, name: str, new: str) -> None:
    """Give an exercise of one's own another name, in all its entries as well.

    Raises :class:`NameTaken` where the diary has entries under the new name already.
    """
    stored = writing.find(OWN_EXERCISE, (name.lower(),))
    if stored is None:
        raise StoreError(f"There is no exercise “{name}” of yours any more. Nothing was changed.")
    own: OwnExercise = stored.value
    after = own.renamed(new)
    if after == own:
        return
    entries = list(_named(connection, {own.name_lower, after.name_lower}))
    if after.name_lower != own.name_lower and (
        writing.find(OWN_EXERCISE, (after.name_lower,)) is not None
        or any(value.exercise.lower() == after.name_lower for _, _, value in entries)
    ):
        raise NameTaken(f"Your diary has an exercise called “{new}” already. Choose another name.")
    writing.write(
        [ChangeStep(OWN_EXERCISE, stored.entry, own, after), *_steps(entries, after.name)]
    )


def entries_of(connection: Connection, name: str) -> set[int]:
    """The places, in the order of entry, of all that names an exercise."""
    return {entry for _, entry, _ in _named(connection, {name.lower()})}


def names_since(connection: Connection, version: int) -> Mapping[str, str]:
    """The names of today by those, in lower case, that exercises had as of a version.

    The history tells: by now, another exercise may have a name that one had then.
    """
    names: dict[str, str] = {}
    for row in fetch(connection, _RENAMED, "history", version=version):
        change = change_of(row)
        before, after = change.before, change.after
        if isinstance(before, OwnExercise) and isinstance(after, OwnExercise):
            known = [former for former, now in names.items() if now.lower() == before.name_lower]
            if known or before.name_lower not in names:  # else of one that was made since
                names |= dict.fromkeys(known or [before.name_lower], after.name)
    return names


def under_name_of_today(value: Value, names: Mapping[str, str]) -> Value:
    """An entry of the past, under the name that its exercise has now."""
    if isinstance(value, ExerciseDone | Skip | Reading | PlanItem):
        return replace(value, exercise=names.get(value.exercise.lower(), value.exercise))
    return value


def _named(connection: Connection, names: set[str]) -> Iterator[tuple[EntryMapper, int, Any]]:
    """All that names an exercise, by any spelling of these names in lower case."""
    for kind in _NAMING:
        spellings = [
            spelling
            for (spelling,) in connection.execute(_SPELLINGS[kind])
            if spelling.lower() in names
        ]
        for row in fetch(connection, _NAMED[kind], kind, spellings=spellings) if spellings else ():
            yield kind, row[0], kind.from_row(row[1:])


def _steps(entries: Iterable[tuple[EntryMapper, int, Any]], name: str) -> Iterator[ChangeStep]:
    """What puts entries under a name; of two that then are the same one, the first stays."""
    entries = list(entries)
    taken: set[tuple[EntryMapper, Identity]] = {
        (kind, kind.identity_of(value)) for kind, _, value in entries if value.exercise == name
    }
    for kind, entry, before in entries:
        if before.exercise == name:
            continue
        after = replace(before, exercise=name)
        identity = kind, kind.identity_of(after)
        yield ChangeStep(kind, entry, before, None if identity in taken else after)
        taken.add(identity)
