"""An exercise of one's own, as from a physiotherapist, and what every exercise is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.checks import (
    NAME_LIMIT,
    NOTE_LIMIT,
    TERM_LIMIT,
    InvalidValue,
    LongText,
    check_choice,
    check_dose,
    check_picture,
    check_text,
)


class ExerciseKind(StrEnum):
    """What an exercise is for; only strengthening counts to the strength days."""

    STRENGTHENING = "strengthening"
    STRETCHING = "stretching"
    MOBILITY = "mobility"


class Region(StrEnum):
    """The part of the body that an exercise works on first."""

    LOWER_BACK = "lower back"
    UPPER_BACK = "upper back"
    CORE = "core"
    HIPS_AND_LEGS = "hips and legs"


@dataclass(frozen=True, slots=True)
class OwnExercise:
    """An exercise that the library doesn't have; names of one person differ by more than case.

    Its dose is per set, and per side with `each_side`. `steps` has one step a line.
    `picture` is a JPEG or PNG, `picture_text` says what it shows to who can't see it. An
    `archived` one is no longer offered; what was done of it stays what it was.
    """

    name: str
    kind: ExerciseKind
    region: Region | None = None
    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    each_side: bool = False
    steps: LongText = ""
    picture: bytes | None = None
    picture_text: str = ""
    archived: bool = False

    def __post_init__(self) -> None:
        check_text("name", self.name, TERM_LIMIT, required=True)
        check_choice("kind", self.kind, ExerciseKind)
        if self.region is not None:
            check_choice("region", self.region, Region)
        check_dose(self.sets, self.reps, self.hold_seconds)
        for name in ("each_side", "archived"):
            if not isinstance(getattr(self, name), bool):
                raise InvalidValue(name, getattr(self, name), "yes or nothing")
        check_text("steps", self.steps, NOTE_LIMIT, lines=True)
        if self.picture is not None:
            check_picture("picture", self.picture)
        check_text("picture_text", self.picture_text, NAME_LIMIT)

    @property
    def name_lower(self) -> str:
        """What the names of one person's exercises differ by."""
        return self.name.lower()

    @property
    def step_lines(self) -> tuple[str, ...]:
        """The steps one by one."""
        return tuple(line.strip() for line in self.steps.splitlines() if line.strip())
