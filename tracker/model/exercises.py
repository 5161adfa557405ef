"""An exercise of one's own, as from a physiotherapist, and what every exercise is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
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

OTHER_NAMES_LIMIT = 20


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
    `archived` one is no longer offered; what was done of it stays what it was. `other_names`
    has, one a line, names that it goes by in older files: those it had before.
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
    other_names: LongText = ""

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
        self._check_other_names()

    @property
    def name_lower(self) -> str:
        """What the names of one person's exercises differ by."""
        return self.name.lower()

    def _check_other_names(self) -> None:
        check_text("other_names", self.other_names, NOTE_LIMIT, lines=True)
        names = self.other_name_list
        if len(names) > OTHER_NAMES_LIMIT or "\n".join(names) != self.other_names:
            allowed = f"at most {OTHER_NAMES_LIMIT} names, one a line"
            raise InvalidValue("other_names", self.other_names, allowed)
        for name in names:
            check_text("other_names", name, TERM_LIMIT, required=True)
        if len({self.name_lower, *map(str.lower, names)}) <= len(names):
            raise InvalidValue("other_names", self.other_names, "different names, and not its own")

    @property
    def other_name_list(self) -> tuple[str, ...]:
        """The other names one by one, the latest last."""
        return tuple(self.other_names.split("\n")) if self.other_names else ()

    def renamed(self, name: str) -> OwnExercise:
        """The same exercise under another name, found by the one before as well."""
        return replace(self, name=name, other_names="").with_names(
            (*self.other_name_list, self.name)
        )

    def with_names(self, names: Iterable[str]) -> OwnExercise:
        """The same exercise, found by these names too; of very many, by the latest."""
        known = {name.lower(): name for name in (*self.other_name_list, *names)}
        known.pop(self.name_lower, None)
        latest = list(known.values())[-OTHER_NAMES_LIMIT:]
        return replace(self, other_names="\n".join(latest))

    @property
    def step_lines(self) -> tuple[str, ...]:
        """The steps one by one."""
        return tuple(line.strip() for line in self.steps.splitlines() if line.strip())
