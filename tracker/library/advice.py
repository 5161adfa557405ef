"""Advice by topic and what to avoid: data/advice.toml and data/avoid.toml as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from tracker.files.toml import Entry, read
from tracker.library.exercises import Exercise, ExerciseKind, read_exercises
from tracker.library.references import Reference, named, read_references
from tracker.places import DATA


class Topic(StrEnum):
    """What a piece of advice is about, in the order it is shown."""

    BEFORE_YOU_START = "before you start"
    STOP_RULES = "stop rules"
    START_SLOWLY = "start slowly"
    WARM_UP = "warm up and cool down"
    FORM = "form and breathing"
    HOW_OFTEN = "how often"
    WHAT_TO_EXPECT = "what to expect"
    ALL_AGES = "all ages"
    EQUIPMENT = "equipment"
    ACUTE_AND_PERSISTENT = "acute and persistent pain"
    WHY_MOVEMENT = "why movement helps"
    DESK = "at the desk"
    BREAKS = "breaks"
    LIFTING = "lifting"
    EVERYDAY_HEALTH = "everyday health"


@dataclass(frozen=True, slots=True)
class Point:
    """One piece of advice, the texts it comes from and the kinds of exercise it stands beside."""

    text: str
    sources: tuple[Reference, ...]
    kinds: tuple[ExerciseKind, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What the texts say on one topic."""

    topic: Topic
    heading: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Avoid:
    """A movement to leave out, why, and what to do instead (exercises of the library)."""

    name: str
    why: str
    instead: str
    exercises: tuple[str, ...]
    sources: tuple[Reference, ...]


@cache
def advice() -> tuple[Advice, ...]:
    """All advice, one entry a topic, in the order of the topics."""
    return read_advice(DATA)


def advice_on(topic: Topic) -> Advice:
    """The advice on one topic; every topic has some."""
    return next(entry for entry in advice() if entry.topic is topic)


@cache
def advice_beside(kind: ExerciseKind) -> tuple[Point, ...]:
    """What is worth saying beside every exercise of a kind."""
    return tuple(point for entry in advice() for point in entry.points if kind in point.kinds)


@cache
def avoid_list() -> tuple[Avoid, ...]:
    """The movements to leave out."""
    return read_avoid_list(DATA)


def read_advice(folder: Path) -> tuple[Advice, ...]:
    """Read sources.toml and advice.toml of a folder; what is wrong raises LibraryError."""
    known = read_references(folder)
    file = read(folder / "advice.toml")
    found = tuple(_advice(entry, known) for entry in file.entries("advice"))
    file.end()
    if [entry.topic for entry in found] != list(Topic):
        raise file.error("advice", f"has to be there for {', '.join(Topic)}, in this order")
    return found


def read_avoid_list(folder: Path) -> tuple[Avoid, ...]:
    """Read avoid.toml and what it refers to; what is wrong raises LibraryError."""
    known = read_references(folder)
    library = {exercise.name: exercise for exercise in read_exercises(folder)}
    file = read(folder / "avoid.toml")
    found = tuple(_avoid(entry, known, library) for entry in file.entries("avoid"))
    file.end()
    return found


def _advice(entry: Entry, known: Mapping[str, Reference]) -> Advice:
    found = Advice(
        topic=entry.choice("topic", Topic),
        heading=entry.text("heading"),
        points=tuple(_point(point, known) for point in entry.entries("point")),
    )
    entry.end()
    if not found.points:
        raise entry.error("point", "is missing")
    return found


def _point(entry: Entry, known: Mapping[str, Reference]) -> Point:
    point = Point(
        text=entry.text("text"),
        sources=tuple(named(entry, "sources", entry.texts("sources"), known)),
        kinds=entry.choices("kinds", ExerciseKind),
    )
    entry.end()
    return point


def _avoid(entry: Entry, known: Mapping[str, Reference], library: Mapping[str, Exercise]) -> Avoid:
    found = Avoid(
        name=entry.text("name"),
        why=entry.text("why"),
        instead=entry.text("instead"),
        exercises=entry.texts("exercises"),
        sources=tuple(named(entry, "sources", entry.texts("sources"), known)),
    )
    entry.end()
    for name in found.exercises:
        if name not in library:
            raise entry.error("exercises", f"names {name!r}, which exercises.toml doesn't hold")
    return found
