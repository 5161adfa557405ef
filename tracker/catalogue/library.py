"""The exercise library: what data/exercises.toml holds, as values."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from tracker.places import DATA
from tracker.toml_file import CatalogueError, Entry, Range, key, read


class Kind(StrEnum):
    """What an exercise is for; only strengthening counts to the strength days."""

    STRENGTHENING = "strengthening"
    STRETCHING = "stretching"
    MOBILITY = "mobility"


class Region(StrEnum):
    """The part of the body that an exercise works on first."""

    BACK = "back"
    LOWER_BACK = "lower back"
    CORE = "core"
    LEGS = "legs"


@dataclass(frozen=True, slots=True)
class Source:
    """A text that facts of the library come from."""

    id: str
    title: str
    site: str


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise one source names; None where it gives no figure.

    Figures are (lowest, highest). Repetitions and seconds are per set, and per
    side where `per_side` says so.
    """

    source: Source
    sets: Range | None
    reps: Range | None
    hold_seconds: Range | None
    per_side: bool
    note: str

    @property
    def words(self) -> str:
        """The dose in words, such as "3 sets, hold 20 to 30 seconds"."""
        parts = [
            _count(self.sets, "set", "sets"),
            _count(self.reps, "time", "times"),
            "hold " + _count(self.hold_seconds, "second", "seconds") if self.hold_seconds else "",
            "each side" if self.per_side else "",
            self.note,
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise of the library."""

    name: str
    other_names: tuple[str, ...]
    kind: Kind
    region: Region
    position: str
    equipment: tuple[str, ...]
    steps: tuple[str, ...]
    doses: tuple[Dose, ...]
    cautions: tuple[str, ...]
    progression: str
    sources: tuple[Source, ...]


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
    return frozenset(
        name.lower()
        for exercise in exercises()
        if exercise.kind is Kind.STRENGTHENING
        for name in (exercise.name, *exercise.other_names)
    )


def read_exercises(folder: Path) -> tuple[Exercise, ...]:
    """Read sources.toml and exercises.toml of a folder; what is wrong raises CatalogueError."""
    sources = _read_sources(folder / "sources.toml")
    file = read(folder / "exercises.toml")
    found = tuple(_exercise(entry, sources) for entry in file.entries("exercise"))
    file.end()
    seen: dict[str, str] = {}
    for exercise in found:
        for name in (exercise.name, *exercise.other_names):
            if seen.setdefault(key(name), exercise.name) != exercise.name:
                raise CatalogueError(
                    f"exercises.toml: exercise {exercise.name}: "
                    f"{name!r} is already a name of {seen[key(name)]!r}"
                )
    return found


@cache
def _by_key() -> dict[str, Exercise]:
    return {
        key(name): exercise
        for exercise in exercises()
        for name in (exercise.name, *exercise.other_names)
    }


def _read_sources(path: Path) -> dict[str, Source]:
    file = read(path)
    sources = {}
    for entry in file.entries("source"):
        source = Source(entry.text("id"), entry.text("title"), entry.text("site", default=""))
        entry.end()
        if source.id in sources:
            raise entry.error("id", "is used twice")
        sources[source.id] = source
    file.end()
    return sources


def _exercise(entry: Entry, sources: dict[str, Source]) -> Exercise:
    exercise = Exercise(
        name=entry.text("name"),
        other_names=entry.texts("other_names"),
        kind=entry.choice("kind", Kind),
        region=entry.choice("region", Region),
        position=entry.text("position"),
        equipment=entry.texts("equipment"),
        steps=entry.texts("steps"),
        doses=tuple(_dose(dose, sources) for dose in entry.entries("dose")),
        cautions=entry.texts("cautions"),
        progression=entry.text("progression", default=""),
        sources=tuple(_source(entry, "sources", i, sources) for i in entry.texts("sources")),
    )
    entry.end()
    if not exercise.steps:
        raise entry.error("steps", "is empty")
    for dose in exercise.doses:
        if dose.source not in exercise.sources:
            raise entry.error("sources", f"lacks {dose.source.id!r}, which a dose comes from")
    return exercise


def _dose(entry: Entry, sources: dict[str, Source]) -> Dose:
    dose = Dose(
        source=_source(entry, "source", entry.text("source"), sources),
        sets=entry.range("sets"),
        reps=entry.range("reps"),
        hold_seconds=entry.range("hold_seconds"),
        per_side=entry.flag("per_side"),
        note=entry.text("note", default=""),
    )
    entry.end()
    if not (dose.sets or dose.reps or dose.hold_seconds):
        raise entry.error("sets, reps or hold_seconds", "has to be there")
    return dose


def _source(entry: Entry, field: str, source_id: str, sources: dict[str, Source]) -> Source:
    if source_id not in sources:
        raise entry.error(field, f"is {source_id!r}, which sources.toml doesn't hold")
    return sources[source_id]


def _count(figure: Range | None, one: str, many: str) -> str:
    if figure is None:
        return ""
    low, high = figure
    number = str(low) if low == high else f"{low} to {high}"
    return f"{number} {one if high == 1 else many}"
