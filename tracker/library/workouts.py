"""Workouts that strengthen without naming exercises: data/workouts.toml as values."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.files.toml import key, read
from tracker.places import DATA


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
