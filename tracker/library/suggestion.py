"""From the library into a plan: how much to begin with, which five, and what is gentler."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from tracker.library.exercises import Exercise
from tracker.model import EARLIEST_DAY, ExerciseKind, PlanItem

STRENGTHENING = 2  # exercises of a start that strengthen; the others stretch and move
OTHERS = 3
# The texts ask for strengthening on at least two days, and for everything else
# "at least several times a week".
DAYS_A_WEEK = {ExerciseKind.STRENGTHENING: 2, ExerciseKind.STRETCHING: 3, ExerciseKind.MOBILITY: 3}
SECONDS_A_REPETITION = 3  # where a text counts repetitions without a hold
_KINDS = (
    ExerciseKind.STRETCHING,
    ExerciseKind.MOBILITY,
    ExerciseKind.STRENGTHENING,
)  # what asks least first
_LYING = "lying"
_LOW = ("sitting", "kneeling", "on hands and knees")


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
    """A gentle plan of five exercises that makes two strength days a week.

    Parameters
    ----------
    library
        The exercises to choose from. Only those count that need no equipment and have a
        dose in figures: first what most of the texts name, then what takes least.
    avoided
        Names that are not to be in it, in any case of letters.
    starts
        The day from which the plan holds.

    Returns
    -------
    tuple of PlanItem
        Three that stretch or move, then two that strengthen, in their lowest doses; fewer
        where the library has no more of them.
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


# -- gentler exercises than one
#
# The texts don't sort exercises by how hard they are. What the library has of each is its kind
# and its position: one that strengthens asks more than one that moves, and that more than one
# that stretches; of those that strengthen, one that is done lying down asks less than one
# sitting or on hands and knees, and that less than one standing or on forearms and toes.


def gentler_than(exercise: Exercise, library: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """The exercises that ask less of a person than one does, the likest first.

    Parameters
    ----------
    exercise
        The one that was too much.
    library
        The exercises to choose from.

    Returns
    -------
    tuple of Exercise
        Of the same region; those of its own kind first, then those with the fewest
        cautions, then what most of the texts name, then what takes least. One without a
        dose in figures is left out: nobody could be guided through it.
    """
    found = [
        other
        for other in library
        if other.region is exercise.region
        and seconds_to_begin_with(other) is not None
        and _asks(other) < _asks(exercise)
    ]
    found.sort(
        key=lambda other: (
            other.kind is not exercise.kind,
            len(other.cautions),
            -len(other.sources),
            seconds_to_begin_with(other),
            other.name,
        )
    )
    return tuple(found)


def _asks(exercise: Exercise) -> tuple[int, int]:
    if exercise.kind is not ExerciseKind.STRENGTHENING or exercise.position.startswith(_LYING):
        position = 0
    else:
        position = 1 if exercise.position.startswith(_LOW) else 2
    return _KINDS.index(exercise.kind), position
