"""Exercises of one's own beside the library's, in the same shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.library.exercises import (
    Dose,
    DoseRange,
    Exercise,
    exercises,
    find_exercise,
    find_workout,
)
from tracker.library.references import CitedOnce
from tracker.model import OwnExercise


def as_exercise(own: OwnExercise) -> Exercise:
    """An exercise of one's own in the shape of the library's; no text is cited for it."""
    dose = Dose(
        cited=CitedOnce(),
        sets=_exactly(own.sets),
        reps=_exactly(own.reps),
        hold_seconds=_exactly(own.hold_seconds),
        per_side=own.each_side,
        note="" if own.sets or own.reps or own.hold_seconds else "no dose given",
        recommended=True,
    )
    return Exercise(
        name=own.name,
        other_names=own.other_name_list,
        kind=own.kind,
        region=own.region,
        position="",
        equipment=(),
        steps=own.step_lines,
        feel=(),
        mistakes=(),
        cautions=(),
        start="",
        progression="",
        why=(),
        doses=(dose,),
    )


def exercises_with(own: Iterable[OwnExercise]) -> tuple[Exercise, ...]:
    """All exercises that can be chosen: the person's own, without archived ones, then the library.

    Where both have one of a name, the person's own stands for it.
    """
    mine = [as_exercise(one) for one in own if not one.archived]
    taken = {exercise.name.lower() for exercise in mine}
    return (*mine, *(e for e in exercises() if e.name.lower() not in taken))


def find_exercise_with(own: Iterable[OwnExercise], name: str) -> Exercise | None:
    """The exercise of this name among the person's own, archived ones too, and the library's."""
    mine = next((one for one in own if one.name_lower == name.lower()), None)
    return find_exercise(name) if mine is None else as_exercise(mine)


def names_before(own: Iterable[OwnExercise]) -> dict[str, str]:
    """The names now of exercises of one's own, by those, in lower case, that they had before.

    A name that one of them has now is that one's.
    """
    own = tuple(own)
    named = {one.name_lower for one in own}
    others = {other.lower(): one.name for one in own for other in one.other_name_list}
    return {other: name for other, name in others.items() if other not in named}


def is_name_of_library(name: str) -> bool:
    """Whether an exercise of one's own cannot have this name: the library has it already."""
    return find_exercise(name) is not None or find_workout(name) is not None


class ExerciseNames:
    """The names that exercises go by: the person's own, the library's, or as they are written.

    `others` are the names, in lower case, that the person's own had before, with what each means
    now; None: those that they say themselves.
    """

    def __init__(
        self, own: Iterable[OwnExercise] = (), others: Mapping[str, str] | None = None
    ) -> None:
        own = tuple(own)
        self._own = {one.name_lower: one.name for one in own}
        self._others = names_before(own) if others is None else others

    def standard(self, name: str) -> str:
        """The one name of an exercise or workout that has several; else the name as it is."""
        if mine := self._own.get(name.lower()):
            return mine
        found = find_exercise(name) or find_workout(name)
        return found.name if found else self._others.get(name.lower(), name)

    def of_today(self, name: str) -> str:
        """The name now of one of the person's own that has got another; else the name as it is."""
        known = name.lower() in self._own or is_name_of_library(name)
        return name if known else self._others.get(name.lower(), name)

    def renamed(self) -> dict[str, str]:
        """The names now of the person's own, by those, in lower case, that they had before."""
        return {name: now for name, now in self._others.items() if self.of_today(name) == now}

    def is_known(self, name: str) -> bool:
        """Whether it is an exercise or workout of the library, or one of the person's own."""
        return name.lower() in self._own or is_name_of_library(name)


def _exactly(number: int | None) -> DoseRange | None:
    return None if number is None else DoseRange((number, number))
