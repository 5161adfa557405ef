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


def dose_stretches(done: Iterable[ExerciseDone], exercise: str) -> list[DoseStretch]:
    """The stretches of an exercise, oldest first.

    Days without any figure are left out, as is what was stopped for pain. Names are compared
    without case.
    """
    by_day: dict[date, list[ExerciseDone]] = {}
    for entry in done:
        if entry.exercise.lower() == exercise.lower() and entry.outcome is not Outcome.STOPPED:
            by_day.setdefault(entry.date, []).append(entry)
    amounts = [
        (day, _sum(map(_reps, on)), _sum(map(_held, on))) for day, on in sorted(by_day.items())
    ]
    told = [amount for amount in amounts if amount[1] is not None or amount[2] is not None]
    found = []
    for (repetitions, seconds), group in groupby(told, key=lambda amount: amount[1:]):
        days = [day for day, _, _ in group]
        found.append(DoseStretch(days[0], days[-1], len(days), repetitions, seconds))
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
