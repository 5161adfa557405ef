"""How much of an exercise was done, over time: stretches of days with the same amount."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.model import ExerciseDone, Outcome


@dataclass(frozen=True, slots=True)
class DoseStretch:
    """Days on which as much of an exercise was done each day, one after the other.

    `days` are those with an entry. `repetitions` and `seconds` (held) are of one day, all sets
    together; None where nobody said.
    """

    first: date
    last: date
    days: int
    repetitions: int | None
    seconds: int | None


@dataclass(frozen=True, slots=True)
class DoseDay:
    """How much of an exercise was done on a day, all sets together; None where nobody said."""

    date: date
    repetitions: int | None
    seconds: int | None


def dose_days(done: Iterable[ExerciseDone], exercise: str) -> list[DoseDay]:
    """The days of an exercise with a figure, by date.

    What was stopped for pain is left out. Names are compared without case.
    """
    by_day: dict[date, list[ExerciseDone]] = {}
    for entry in done:
        if entry.exercise.lower() == exercise.lower() and entry.outcome is not Outcome.STOPPED:
            by_day.setdefault(entry.date, []).append(entry)
    days = (DoseDay(day, _sum(map(_reps, on)), _sum(map(_held, on))) for day, on in by_day.items())
    told = (day for day in days if day.repetitions is not None or day.seconds is not None)
    return sorted(told, key=lambda day: day.date)


def dose_stretches(days: Iterable[DoseDay]) -> list[DoseStretch]:
    """The stretches of days with the same amounts, oldest first; `days` come by date."""
    found = []
    for (repetitions, seconds), group in groupby(days, key=lambda d: (d.repetitions, d.seconds)):
        same = [day.date for day in group]
        found.append(DoseStretch(same[0], same[-1], len(same), repetitions, seconds))
    return found


def _reps(entry: ExerciseDone) -> int | None:
    return None if entry.reps is None else (entry.sets or 1) * entry.reps


def _held(entry: ExerciseDone) -> int | None:
    if entry.hold_seconds is None:
        return None
    return (entry.sets or 1) * (entry.reps or 1) * entry.hold_seconds


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
