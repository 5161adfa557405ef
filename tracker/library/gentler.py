"""Gentler exercises than one: of the same region, and asking less by what the library says of it.

The texts don't sort exercises by how hard they are. What the library has of each is its kind
and its position: one that strengthens asks more than one that moves, and that more than one
that stretches; of those that strengthen, one that is done lying down asks less than one
sitting or on hands and knees, and that less than one standing or on forearms and toes.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.library.exercises import Exercise, ExerciseKind
from tracker.library.suggestion import seconds_to_begin_with

_KINDS = (
    ExerciseKind.STRETCHING,
    ExerciseKind.MOBILITY,
    ExerciseKind.STRENGTHENING,
)  # what asks least first
_LYING = "lying"
_LOW = ("sitting", "kneeling", "on hands and knees")


def gentler_than(exercise: Exercise, library: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """The exercises that ask less, the likest first; empty where the library has none.

    Those of its own kind come first, then those with the fewest cautions, then what most
    of the texts name, then what takes least. One without a dose in figures is left out:
    nobody could be guided through it.
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
