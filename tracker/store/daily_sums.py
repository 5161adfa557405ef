"""What a diary says about each day, added up in the database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, or_, select, union_all

from tracker.model import EARLIEST_DAY, LATEST_DAY, Day, ExerciseKind, Intensity, Outcome
from tracker.store.database_tables import (
    activities,
    answers,
    check_ins,
    exercises_done,
    medicines,
    own_exercises,
    readings,
    skips,
)
from tracker.store.entry_mappers import ACTIVITY, CHECK_IN, EXERCISE_DONE, ask, unreadable
from tracker.store.person_scope import PERSON

_NOTHING_SAID = (None, None, False, False)
_NO_MINUTES = (0, 0, 0, 0)
_NO_EXERCISES = (0, False, 0, 0)


def _between(table: Any) -> tuple[Any, Any]:
    within = table.c.date.between(bindparam("first"), bindparam("last"))
    return table.c.person_id == PERSON, within


def _minutes(intensity: Intensity) -> Any:
    return func.sum(activities.c.minutes).filter(activities.c.intensity == intensity)


_CHECK_INS = select(
    check_ins.c.date,
    check_ins.c.pain,
    check_ins.c.flare,
    check_ins.c.no_activity,
    check_ins.c.no_exercises,
).where(*_between(check_ins))
_ACTIVITIES = (
    select(
        activities.c.date,
        *(_minutes(intensity) for intensity in Intensity),
        func.count(activities.c.date),
    )
    .where(*_between(activities))
    .group_by(activities.c.date)
)
_OWN = select(own_exercises.c.name_lower).where(
    own_exercises.c.person_id == PERSON, own_exercises.c.kind == ExerciseKind.STRENGTHENING
)
_STRENGTH = or_(
    exercises_done.c.exercise_lower.in_(bindparam("strengthening", expanding=True)),
    exercises_done.c.exercise_lower.in_(_OWN),
) & exercises_done.c.outcome.in_(("done", "partly"))


def _ended(outcome: Outcome) -> Any:
    return func.count(exercises_done.c.date).filter(exercises_done.c.outcome == outcome)


_EXERCISES = (
    select(
        exercises_done.c.date,
        func.count(exercises_done.c.date),
        func.max(case((_STRENGTH, 1), else_=0)),
        _ended(Outcome.PARTLY),
        _ended(Outcome.STOPPED),
    )
    .where(*_between(exercises_done))
    .group_by(exercises_done.c.date)
)
_FIRST_DAYS = union_all(
    *(
        select(func.min(table.c.date)).where(table.c.person_id == PERSON)
        for table in (check_ins, activities, exercises_done, readings, skips, medicines, answers)
    )
)


def ask_days(
    connection: Connection, first: date | None, last: date | None, strengthening: Collection[str]
) -> Callable[[], list[Day]]:
    """Ask for the days from `first` to `last` with a check-in, an activity or an exercise, by date.

    `strengthening` holds the names, in lower case, of the library's exercises that make a
    strength day; the person's own ones are known here.
    """
    span = {"first": first or EARLIEST_DAY, "last": last or LATEST_DAY}
    said = ask(connection, _CHECK_INS, CHECK_IN, **span)
    active = ask(connection, _ACTIVITIES, ACTIVITY, **span)
    names = sorted(strengthening)
    exercised = ask(connection, _EXERCISES, EXERCISE_DONE, strengthening=names, **span)
    return lambda: _days(said(), active(), exercised())


def _days(check_ins: Sequence[Any], active: Sequence[Any], exercised: Sequence[Any]) -> list[Day]:
    said = {day: rest for day, *rest in check_ins}
    minutes = {
        day: (light or 0, moderate or 0, vigorous or 0, count)
        for day, light, moderate, vigorous, count in active
    }
    exercises = {
        day: (count, strength > 0, partly, stopped)
        for day, count, strength, partly, stopped in exercised
    }
    found = []
    for day in sorted(said.keys() | minutes.keys() | exercises.keys()):
        pain, flare, no_activity, no_exercises = said.get(day, _NOTHING_SAID)
        if pain is not None and not (isinstance(pain, (int, float)) and 0 <= pain <= 10):
            raise unreadable(CHECK_IN.name, day)
        light, moderate, vigorous, bouts = minutes.get(day, _NO_MINUTES)
        count, strength, partly, stopped = exercises.get(day, _NO_EXERCISES)
        found.append(
            Day(
                day,
                pain,
                flare,
                light,
                moderate,
                vigorous,
                count,
                strength,
                bouts,
                no_activity,
                no_exercises,
                partly,
                stopped,
            )
        )
    return found


def ask_first_day(connection: Connection) -> Callable[[], date | None]:
    """Ask for the earliest day with anything recorded."""
    rows = ask(connection, _FIRST_DAYS, CHECK_IN)
    return lambda: min((day for (day,) in rows() if day is not None), default=None)
