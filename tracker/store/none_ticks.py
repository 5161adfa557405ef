"""Taking back "none on that day" once something was recorded for the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from tracker.model import Activity, CheckIn, ExerciseDone
from tracker.store.database_tables import activities, check_ins, exercises_done
from tracker.store.entry_mappers import CHECK_IN, Value, fetch
from tracker.store.person_scope import PERSON


def _within(table: Any) -> Any:
    return table.c.date.between(bindparam("first"), bindparam("last"))


def _recorded(table: Any, *conditions: Any) -> Any:
    """Whether the table has a row for the day of a check-in."""
    days = select(table.c.date).where(table.c.person_id == PERSON, _within(table), *conditions)
    return check_ins.c.date.in_(days)


_ACTIVE = check_ins.c.no_activity & _recorded(activities, activities.c.minutes > 0)
_EXERCISED = check_ins.c.no_exercises & _recorded(exercises_done)
_CONTRADICTED = select(
    check_ins.c.entry, _ACTIVE.label("active"), _EXERCISED.label("exercised"), *CHECK_IN.columns
).where(
    check_ins.c.person_id == PERSON,
    _within(check_ins),
    or_(_ACTIVE, _EXERCISED),
)


def day_with_entry(value: Value | None) -> date | None:
    """The day that may say "none" and have something, once `value` is written."""
    match value:
        case Activity() if value.minutes:
            return value.date
        case ExerciseDone():
            return value.date
        case CheckIn() if says_none(value):
            return value.date
    return None


def says_none(value: Value | None) -> bool:
    """Whether it is a check-in that says there was no activity, or no exercise."""
    return isinstance(value, CheckIn) and (value.no_activity or value.no_exercises)


def as_left(made: Value | None, stored: Value | None) -> Value | None:
    """What is left of what was made of an entry, if nothing but ticks was taken back since.

    A check-in has only those that are `stored`; None where nothing else was said.
    """
    if not isinstance(made, CheckIn) or not says_none(made):
        return made
    kept = stored if isinstance(stored, CheckIn) else CheckIn(made.date, None, made.entered_at)
    left = replace(
        made,
        no_activity=made.no_activity and kept.no_activity,
        no_exercises=made.no_exercises and kept.no_exercises,
    )
    return None if left.is_empty else left


def contradicted_ticks(
    connection: Connection, days: Iterable[date]
) -> Iterator[tuple[int, CheckIn, CheckIn]]:
    """The check-ins from the first to the last of `days` that say "none" of what is there.

    Each as its place in the order of entry, as it is, and as it should be.
    """
    days = sorted(days)
    span = {"first": days[0], "last": days[-1]}
    for entry, active, exercised, *row in fetch(connection, _CONTRADICTED, CHECK_IN, **span):
        said: CheckIn = CHECK_IN.from_row(row)
        yield (
            entry,
            said,
            replace(
                said,
                no_activity=said.no_activity and not active,
                no_exercises=said.no_exercises and not exercised,
            ),
        )
