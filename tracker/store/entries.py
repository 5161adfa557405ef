"""The entries of a diary as values, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, null, select

from tracker.model import EARLIEST_DAY, LATEST_DAY, Activity, MedicineTaken, OwnExercise
from tracker.store.database_tables import activities, medicines, own_exercises
from tracker.store.entry_mappers import (
    ACTIVITY,
    ANSWERS,
    APPOINTMENT,
    CHECK_IN,
    EVENT,
    EXERCISE_DONE,
    EXPORT,
    FILE_MAPPING,
    GOAL,
    LEFT_OUT,
    MEDICINE,
    OWN_EXERCISE,
    PLAN_ITEM,
    QUESTIONNAIRE,
    READING,
    REMINDER,
    SKIP,
    USUAL_INTENSITY,
    EntryMapper,
    ask,
    fetch,
)
from tracker.store.person_scope import PERSON

_NO_TIME = datetime.max.replace(tzinfo=UTC)  # those without a time come after those with one
_WINDOW = 100


def _all(kind: EntryMapper) -> Select[Any]:
    table = kind.table
    return (
        select(*kind.columns)
        .where(table.c.person_id == PERSON)
        .order_by(table.c.date, table.c.entry)
    )


def _between(kind: EntryMapper) -> Select[Any]:
    return _all(kind).where(kind.table.c.date.between(bindparam("first"), bindparam("last")))


OF_DAYS = (  # what belongs to a day, in the order in which a day is told
    CHECK_IN,
    ACTIVITY,
    EXERCISE_DONE,
    SKIP,
    READING,
    MEDICINE,
    EVENT,
    ANSWERS,
)
_ALL = {kind: _all(kind) for kind in OF_DAYS}
_BETWEEN = {kind: _between(kind) for kind in _ALL}
_ORDERED = {  # of what belongs to no one day: by these columns
    kind: select(*kind.columns)
    .where(kind.table.c.person_id == PERSON)
    .order_by(*(kind.table.c[name] for name in order))
    for kind, order in (
        (GOAL, ("starts",)),
        (PLAN_ITEM, ("starts", "entry")),
        (REMINDER, ("occasion",)),
        (QUESTIONNAIRE, ("entry",)),
        (APPOINTMENT, ("entry",)),
        (OWN_EXERCISE, ("entry",)),
        (LEFT_OUT, ("entry",)),
        (USUAL_INTENSITY, ("entry",)),
        (FILE_MAPPING, ("entry",)),
    )
}
_EXPORTS = select(*EXPORT.columns).where(EXPORT.table.c.person_id == PERSON)
_NEWEST_FIRST = (activities.c.date.desc(), activities.c.entry.desc())
_NEWEST = (
    select(*ACTIVITY.columns)
    .where(activities.c.person_id == PERSON, activities.c.minutes != 0)
    .order_by(*_NEWEST_FIRST)
    .limit(_WINDOW)
)
_RANKED = (
    select(
        *ACTIVITY.columns,
        activities.c.entry,
        func.row_number()
        .over(
            partition_by=(activities.c.activity, activities.c.minutes, activities.c.intensity),
            order_by=_NEWEST_FIRST,
        )
        .label("rank"),
    )
    .where(activities.c.person_id == PERSON, activities.c.minutes != 0)
    .subquery()
)
_LATEST_OF_EACH = (
    select(*(_RANKED.c[name] for name in ACTIVITY.fields))
    .where(_RANKED.c.rank == 1)
    .order_by(_RANKED.c.date.desc(), _RANKED.c.entry.desc())
    .limit(bindparam("limit"))
)

_MEDICINES_RANKED = (
    select(
        *MEDICINE.columns,
        medicines.c.entry,
        func.row_number()
        .over(
            partition_by=(medicines.c.medicine, medicines.c.amount, medicines.c.kind),
            order_by=(medicines.c.date.desc(), medicines.c.entry.desc()),
        )
        .label("rank"),
    )
    .where(medicines.c.person_id == PERSON)
    .subquery()
)
_LATEST_MEDICINES = (
    select(*(_MEDICINES_RANKED.c[name] for name in MEDICINE.fields))
    .where(_MEDICINES_RANKED.c.rank == 1)
    .order_by(_MEDICINES_RANKED.c.date.desc(), _MEDICINES_RANKED.c.entry.desc())
    .limit(bindparam("limit"))
)
_WITHOUT_PICTURES = (
    select(*(null() if c is own_exercises.c.picture else c for c in OWN_EXERCISE.columns))
    .where(own_exercises.c.person_id == PERSON)
    .order_by(own_exercises.c.entry)
)


def ask_between(
    connection: Connection, kind: EntryMapper, first: date | None, last: date | None
) -> Callable[[], list[Any]]:
    """Ask for the entries of a kind from `first` to `last`, by date, then in the order of entry."""
    if first is None and last is None:  # also what is damaged so that it lies on no day
        rows = ask(connection, _ALL[kind], kind)
    else:
        span = {"first": first or EARLIEST_DAY, "last": last or LATEST_DAY}
        rows = ask(connection, _BETWEEN[kind], kind, **span)
    return lambda: list(map(kind.from_row, rows()))


def between(
    connection: Connection, kind: EntryMapper, first: date | None, last: date | None
) -> list[Any]:
    """The entries of a kind from `first` to `last`, by date, then in the order of entry."""
    return ask_between(connection, kind, first, last)()


def by_time(found: list[Activity]) -> list[Activity]:
    """Activities by date and the time they started at, those without a time last."""
    return sorted(found, key=lambda one: (one.date, one.started_at or _NO_TIME))


def ask_all_of(connection: Connection, kind: EntryMapper) -> Callable[[], list[Any]]:
    """Ask for the entries of a kind of no one day: by when they start, or in order of entry."""
    rows = ask(connection, _ORDERED[kind], kind)
    return lambda: list(map(kind.from_row, rows()))


def all_of(connection: Connection, kind: EntryMapper) -> list[Any]:
    """The entries of a kind that belong to no one day: by when they start, or in order of entry."""
    return ask_all_of(connection, kind)()


def exports(connection: Connection) -> list[Any]:
    """What was exported, newest first."""
    found = map(EXPORT.from_row, fetch(connection, _EXPORTS, EXPORT))
    return sorted(found, key=lambda one: (one.at, str(one.uid)), reverse=True)


def recent_activities(connection: Connection, limit: int) -> list[Activity]:
    """The latest activities that differ in what, how long or how hard, newest first."""
    latest: dict[tuple[Any, ...], Any] = {}
    rows = fetch(connection, _NEWEST, ACTIVITY)
    for row in rows:
        latest.setdefault(tuple(row[1:4]), row)
    if len(latest) < limit and len(rows) == _WINDOW:  # always the same lately: look at all
        found = list(fetch(connection, _LATEST_OF_EACH, ACTIVITY, limit=limit))
    else:
        found = list(latest.values())[:limit]
    return list(map(ACTIVITY.from_row, found))


def recent_medicines(connection: Connection, limit: int) -> list[MedicineTaken]:
    """The latest taken of each medicine, amount and kind, newest first."""
    rows = fetch(connection, _LATEST_MEDICINES, MEDICINE, limit=limit)
    return list(map(MEDICINE.from_row, rows))


def without_pictures(connection: Connection) -> list[OwnExercise]:
    """The person's own exercises in order of entry, as if they had no pictures."""
    return list(map(OWN_EXERCISE.from_row, fetch(connection, _WITHOUT_PICTURES, OWN_EXERCISE)))
