"""What a guided session counts: a dose as steps of known length, one after the other.

An exercise begins with time to get ready. Then come its sets; a set is all its
repetitions on one side and, where the dose is per side, all of them on the other.
A repetition is a hold, or where there is none a calm movement there and back.
Nothing here is advice on how much to do: the dose comes from the plan or the library.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

GET_READY = 10  # seconds to take up the position
REP = 4  # two seconds there, two back
RELEASE = 3  # between two holds of a set
CHANGE_SIDES = 5
REST = 30  # between two sets
OWN_PACE = 30  # of an exercise without any figure


class ExerciseDose(StrEnum):
    """What a person does in a step."""

    READY = "ready"
    HOLD = "hold"
    REP = "rep"
    RELEASE = "release"
    SIDES = "sides"
    REST = "rest"
    OWN_PACE = "own pace"


WORK = frozenset({ExerciseDose.HOLD, ExerciseDose.REP, ExerciseDose.OWN_PACE})


@dataclass(frozen=True, slots=True)
class Work:
    """How much of one exercise: repetitions and seconds are per set and per side."""

    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    per_side: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Some seconds of one thing. `set`, `rep` and `side` count from 1; a side of 0 is both."""

    doing: ExerciseDose
    seconds: int
    set: int = 1
    rep: int = 1
    side: int = 0


def steps(work: Work) -> list[Step]:
    """The steps of one exercise, get-ready first and the last repetition last."""
    sets, sides = work.sets or 1, (1, 2) if work.per_side else (0,)
    found = [Step(ExerciseDose.READY, GET_READY, side=sides[0])]
    for number in range(1, sets + 1):
        if number > 1:
            found.append(Step(ExerciseDose.REST, REST, number, side=sides[0]))
        for side in sides:
            if side == 2:
                found.append(Step(ExerciseDose.SIDES, CHANGE_SIDES, number, side=side))
            found += _repetitions(work, number, side)
    return found


def seconds(some: Iterable[Step]) -> int:
    """How long steps take together."""
    return sum(step.seconds for step in some)


def _repetitions(work: Work, number: int, side: int) -> list[Step]:
    found: list[Step] = []
    for rep in range(1, (work.reps or 1) + 1):
        if work.hold_seconds is None:
            doing, length = (
                (ExerciseDose.REP, REP) if work.reps else (ExerciseDose.OWN_PACE, OWN_PACE)
            )
            found.append(Step(doing, length, number, rep, side))
            continue
        if rep > 1:
            found.append(Step(ExerciseDose.RELEASE, RELEASE, number, rep, side))
        found.append(Step(ExerciseDose.HOLD, work.hold_seconds, number, rep, side))
    return found
