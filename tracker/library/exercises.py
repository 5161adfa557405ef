"""The exercise library: what data/exercises.toml and data/workouts.toml hold, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from tracker.files.toml import Entry, Range, key, read
from tracker.library.references import Reference, named, read_references
from tracker.places import DATA


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
class Dose:
    """How much of an exercise one text asks for; None where it gives no figure.

    Figures are (lowest, highest). Repetitions are per set; seconds are per repetition;
    both are per side where `per_side` says so. `total_seconds` is how long the whole is
    repeated, where a text counts that instead of repetitions. Without any figure,
    `note` says what the text does say, or "no dose given".
    """

    source: Reference
    sets: Range | None
    reps: Range | None
    hold_seconds: Range | None
    total_seconds: Range | None
    per_side: bool
    note: str
    recommended: bool

    @property
    def words(self) -> str:
        """The dose in words, such as "3 sets, hold 20 to 30 seconds"."""
        if self.sets and self.reps:
            count = f"{_count(self.sets, 'set', 'sets')} of {_figure(self.reps)}"
        else:
            count = _count(self.sets, "set", "sets") or _count(self.reps, "time", "times")
        held = _count(self.hold_seconds, "second", "seconds")
        total = _count(self.total_seconds, "second", "seconds")
        parts = [
            count,
            f"hold {held}" if held else "",
            "each side" if self.per_side else "",
            f"{total} in all" if total else "",
            self.note,
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise of the library. `why` is what the texts say of it, no promise of ours."""

    name: str
    other_names: tuple[str, ...]
    kind: ExerciseKind
    region: Region
    position: str
    equipment: tuple[str, ...]
    steps: tuple[str, ...]
    feel: tuple[str, ...]
    mistakes: tuple[str, ...]
    cautions: tuple[str, ...]
    start: str
    progression: str
    why: tuple[str, ...]
    doses: tuple[Dose, ...]

    @property
    def recommended(self) -> Dose:
        """The dose to start with: the gentlest that a text names."""
        return next(dose for dose in self.doses if dose.recommended)

    @property
    def sources(self) -> tuple[Reference, ...]:
        """The texts that describe this exercise: each has a dose, if only to say there is none."""
        return tuple(dict.fromkeys(dose.source for dose in self.doses))


@cache
def exercises() -> tuple[Exercise, ...]:
    """All exercises of the library, in the order of the file."""
    return read_exercises(DATA)


def find_exercise(name: str) -> Exercise | None:
    """The exercise of this standard or other name; case and hyphens don't matter."""
    return _by_key().get(key(name))


@cache
def strengthening() -> frozenset[str]:
    """The names and other names, in lower case, of what counts to the strength days."""
    named = [(e.name, *e.other_names) for e in exercises() if e.kind is ExerciseKind.STRENGTHENING]
    named += [(workout.name, *workout.other_names) for workout in workouts()]
    return frozenset(name.lower() for names in named for name in names)


def read_exercises(folder: Path) -> tuple[Exercise, ...]:
    """Read sources.toml and exercises.toml of a folder; what is wrong raises LibraryError."""
    known = read_references(folder)
    file = read(folder / "exercises.toml")
    seen: dict[str, str] = {}
    found: list[Exercise] = []
    for entry in file.entries("exercise"):
        exercise = _exercise(entry, known)
        for name in (exercise.name, *exercise.other_names):
            owner = seen.setdefault(key(name), exercise.name)
            if owner != exercise.name or exercise.name in (e.name for e in found):
                raise entry.error("name", f"{name!r} is already a name of {owner!r}")
        found.append(exercise)
    file.end()
    return tuple(found)


@cache
def _by_key() -> dict[str, Exercise]:
    return {
        key(name): exercise
        for exercise in exercises()
        for name in (exercise.name, *exercise.other_names)
    }


def _exercise(entry: Entry, known: Mapping[str, Reference]) -> Exercise:
    exercise = Exercise(
        name=entry.text("name"),
        other_names=entry.texts("other_names"),
        kind=entry.choice("kind", ExerciseKind),
        region=entry.choice("region", Region),
        position=entry.text("position"),
        equipment=entry.texts("equipment"),
        steps=entry.texts("steps"),
        feel=entry.texts("feel"),
        mistakes=entry.texts("mistakes"),
        cautions=entry.texts("cautions"),
        start=entry.text("start"),
        progression=entry.text("progression"),
        why=entry.texts("why"),
        doses=tuple(_dose(dose, known) for dose in entry.entries("dose")),
    )
    entry.end()
    if not exercise.steps:
        raise entry.error("steps", "is empty")
    if [dose.recommended for dose in exercise.doses].count(True) != 1:
        raise entry.error("dose", "has to be marked `recommended = true` exactly once")
    return exercise


def _dose(entry: Entry, known: Mapping[str, Reference]) -> Dose:
    dose = Dose(
        source=named(entry, "source", [entry.text("source")], known)[0],
        sets=entry.range("sets"),
        reps=entry.range("reps"),
        hold_seconds=entry.range("hold_seconds"),
        total_seconds=entry.range("total_seconds"),
        per_side=entry.flag("per_side"),
        note=entry.text("note", default=""),
        recommended=entry.flag("recommended"),
    )
    entry.end()
    if not (dose.sets or dose.reps or dose.hold_seconds or dose.total_seconds or dose.note):
        raise entry.error("note", "has to say so where a text gives no figure")
    return dose


def _figure(figure: Range) -> str:
    low, high = figure
    return str(low) if low == high else f"{low} to {high}"


def _count(figure: Range | None, one: str, many: str) -> str:
    return f"{_figure(figure)} {one if figure[1] == 1 else many}" if figure else ""


# -- workouts that strengthen without naming exercises


@dataclass(frozen=True, slots=True)
class Workout:
    """A strengthening workout as a watch records it, by its name and other names."""

    name: str
    other_names: tuple[str, ...]


@cache
def workouts() -> tuple[Workout, ...]:
    """All of them; a day with any is a strength day."""
    return read_workouts(DATA)


def find_workout(name: str) -> Workout | None:
    """The workout of this name or other name; case and hyphens don't matter."""
    wanted = key(name)
    for workout in workouts():
        if wanted in map(key, (workout.name, *workout.other_names)):
            return workout
    return None


def read_workouts(folder: Path) -> tuple[Workout, ...]:
    """Read workouts.toml of a folder; raise LibraryError where it's wrong."""
    file = read(folder / "workouts.toml")
    found = []
    for entry in file.entries("workout"):
        found.append(Workout(entry.text("name"), entry.texts("other_names")))
        entry.end()
    file.end()
    return tuple(found)
