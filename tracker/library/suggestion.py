"""From the library into a plan: how much to begin with, and which five to begin with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from tracker.library.exercises import Exercise, ExerciseKind
from tracker.model import EARLIEST_DAY, PlanItem

STRENGTHENING = 2  # exercises of a start that strengthen; the others stretch and move
OTHERS = 3
# The texts ask for strengthening on at least two days, and for everything else
# "at least several times a week".
DAYS_A_WEEK = {ExerciseKind.STRENGTHENING: 2, ExerciseKind.STRETCHING: 3, ExerciseKind.MOBILITY: 3}
SECONDS_A_REPETITION = 3  # where a text counts repetitions without a hold


def to_begin_with(exercise: Exercise, starts: date) -> PlanItem:
    """An exercise as a plan takes it up: the lowest figures of its recommended dose."""
    dose = exercise.recommended
    hold = dose.hold_seconds[0] if dose.hold_seconds else None
    reps = dose.reps[0] if dose.reps else None
    if reps is None and hold and dose.total_seconds:
        reps = max(1, dose.total_seconds[0] // hold)
    return PlanItem(
        exercise.name,
        DAYS_A_WEEK[exercise.kind],
        dose.sets[0] if dose.sets else None,
        reps,
        hold,
        starts,
    )


def suggest_start(
    library: Iterable[Exercise], avoided: Collection[str], starts: date
) -> tuple[PlanItem, ...]:
    """A gentle plan of five that makes two strength days a week.

    Only what needs no equipment, has a dose in figures and is not to be avoided
    (names in any case): first what most of the texts name, then what takes least.
    There are fewer than five where the library has no more of them.
    """
    unwanted = {name.lower() for name in avoided}
    suited = [
        exercise
        for exercise in library
        if not exercise.equipment
        and seconds_to_begin_with(exercise) is not None
        and not unwanted & {name.lower() for name in (exercise.name, *exercise.other_names)}
    ]
    suited.sort(key=lambda e: (-len(e.sources), seconds_to_begin_with(e), e.name))
    strengthening = [e for e in suited if e.kind is ExerciseKind.STRENGTHENING][:STRENGTHENING]
    others = [e for e in suited if e.kind is not ExerciseKind.STRENGTHENING][:OTHERS]
    return tuple(to_begin_with(exercise, starts) for exercise in (*others, *strengthening))


def seconds_to_begin_with(exercise: Exercise) -> int | None:
    """How long an exercise takes to begin with; None where no text gives a figure."""
    item = to_begin_with(exercise, EARLIEST_DAY)
    if item.reps is None and item.hold_seconds is None:
        return None
    once = item.hold_seconds or SECONDS_A_REPETITION
    sides = 2 if exercise.recommended.per_side else 1
    return (item.sets or 1) * (item.reps or 1) * once * sides
