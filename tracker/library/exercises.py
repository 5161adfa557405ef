"""The exercise library: what data/exercises.toml and data/workouts.toml hold, as values."""

from functools import cache
from pathlib import Path

from msgspec import field

from tracker.files.toml import DataTable, LibraryError, Text, Texts, key, read
from tracker.library.references import CitedOnce, Reference, citations
from tracker.model import ExerciseKind, Region
from tracker.places import DATA


class DoseRange(tuple[int, int]):
    """The lowest and the highest; in a data file, one number where they are the same.

    A type of its own: msgspec 0.23 crashes where a union holds a limited number and a pair.
    """

    @staticmethod
    def of(written: object) -> "DoseRange":
        """Make one of what is written; ValueError where it is none."""
        match written if isinstance(written, list) else [written, written]:
            case [int(low), int(high)] if low is not True and high is not True and 1 <= low <= high:
                return DoseRange((low, high))
        raise ValueError(f"is {written!r}; allowed is a whole number or [lowest, highest]")


class Dose(DataTable, frozen=True):
    """How much of an exercise one text asks for; None where it gives no figure.

    Figures are (lowest, highest). Repetitions are per set; seconds are per repetition;
    both are per side where `per_side` says so. `total_seconds` is how long the whole is
    repeated, where a text counts that instead of repetitions. Without any figure,
    `note` says what the text does say, or "no dose given".
    """

    cited: CitedOnce = field(name="source")
    sets: DoseRange | None = None
    reps: DoseRange | None = None
    hold_seconds: DoseRange | None = None
    total_seconds: DoseRange | None = None
    per_side: bool = False
    note: str = ""
    recommended: bool = False

    def __post_init__(self) -> None:
        if not (self.sets or self.reps or self.hold_seconds or self.total_seconds or self.note):
            raise ValueError("note has to say so where a text gives no figure")

    @property
    def source(self) -> Reference:
        """The text that asks for it."""
        return self.cited[0]

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


class Exercise(DataTable, frozen=True):
    """An exercise of the library. `why` is what the texts say of it, no promise of ours.

    One of a person's own has the same shape: it cites no text, and may have neither region
    nor steps.
    """

    name: Text
    other_names: Texts
    kind: ExerciseKind
    region: Region | None
    position: Text
    equipment: Texts
    steps: Texts
    feel: Texts
    mistakes: Texts
    cautions: Texts
    start: Text
    progression: Text
    why: Texts
    doses: tuple[Dose, ...] = field(name="dose", default=())

    def __post_init__(self) -> None:
        if not self.steps and self.sources:
            raise ValueError("steps is empty")
        if [dose.recommended for dose in self.doses].count(True) != 1:
            raise ValueError("dose has to be marked `recommended = true` exactly once")

    @property
    def recommended(self) -> Dose:
        """The dose to start with: the gentlest that a text names."""
        return next(dose for dose in self.doses if dose.recommended)

    @property
    def sources(self) -> tuple[Reference, ...]:
        """The texts that describe this exercise: each has a dose, if only to say there is none."""
        return tuple(dict.fromkeys(text for dose in self.doses for text in dose.cited))

    @property
    def own(self) -> bool:
        """Whether it is one of the person's own."""
        return not self.sources


class _ExercisesFile(DataTable, frozen=True):
    exercise: tuple[Exercise, ...]


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
    custom = {**citations(folder), DoseRange: DoseRange.of}
    found = read(folder / "exercises.toml", _ExercisesFile, custom).exercise
    seen: dict[str, Exercise] = {}
    for exercise in found:
        for name in (exercise.name, *exercise.other_names):
            owner = seen.setdefault(key(name), exercise)
            if owner is not exercise:
                raise LibraryError(
                    f"exercises.toml: exercise {exercise.name}: "
                    f"name {name!r} is already a name of {owner.name!r}"
                )
    return found


@cache
def _by_key() -> dict[str, Exercise]:
    return {
        key(name): exercise
        for exercise in exercises()
        for name in (exercise.name, *exercise.other_names)
    }


def _figure(figure: DoseRange) -> str:
    low, high = figure
    return str(low) if low == high else f"{low} to {high}"


def _count(figure: DoseRange | None, one: str, many: str) -> str:
    return f"{_figure(figure)} {one if figure[1] == 1 else many}" if figure else ""


# -- workouts that strengthen without naming exercises


class Workout(DataTable, frozen=True):
    """A strengthening workout as a watch records it, by its name and other names."""

    name: Text
    other_names: Texts


class _WorkoutsFile(DataTable, frozen=True):
    workout: tuple[Workout, ...]


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
    return read(folder / "workouts.toml", _WorkoutsFile).workout
