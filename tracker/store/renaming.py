"""An exercise of one's own under another name, with all that was ever done or planned of it.

Entries know an exercise by its name. So a new name is written into every one of them, in the same
change: what was done stays one history, and one undo brings all of it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from tracker.model import ExerciseDone, OwnExercise, PlanItem, Reading, Skip
from tracker.store.change_writer import ChangeStep, ChangeWriter
from tracker.store.database_tables import own_exercises
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
from tracker.store.person_scope import PERSON, person_scope

_NAMING = {  # what names an exercise; a reading may name none
    kind: select(kind.table.c.entry, *kind.columns)
    .where(person_scope(kind.table) == PERSON, kind.table.c.exercise != "")
    .order_by(kind.table.c.entry)
    for kind in (PLAN_ITEM, SKIP, EXERCISE_DONE, READING)
}
_RENAMED = select(own_exercises.c.name, own_exercises.c.other_names).where(
    own_exercises.c.person_id == PERSON, own_exercises.c.other_names != ""
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


def names_since(connection: Connection) -> Mapping[str, str]:
    """The names of today by those, in lower case, that exercises of one's own had before."""
    return {
        former.lower(): name
        for name, formers in connection.execute(_RENAMED)
        for former in formers.split("\n")
    }


def under_names_of_today(values: Iterable[Value], names: Mapping[str, str]) -> Iterator[Value]:
    """Entries of the past, each under the name that its exercise has now."""
    for value in values:
        if isinstance(value, ExerciseDone | Skip | Reading | PlanItem):
            yield replace(value, exercise=names.get(value.exercise.lower(), value.exercise))
        else:
            yield value


def _named(connection: Connection, names: set[str]) -> Iterator[tuple[EntryMapper, int, Any]]:
    for kind, statement in _NAMING.items():
        place = 1 + kind.fields.index("exercise")
        for row in fetch(connection, statement, kind):
            if row[place].lower() in names:
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
