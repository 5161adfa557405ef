"""Advice by topic and what to avoid: data/advice.toml and data/avoid.toml as values."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from msgspec import field

from tracker.files.toml import DataTable, LibraryError, Text, Texts, read
from tracker.library.exercises import read_exercises
from tracker.library.references import Cited, citations
from tracker.model import ExerciseKind
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


class Point(DataTable, frozen=True):
    """One piece of advice, the texts it comes from and the kinds of exercise it stands beside."""

    text: Text
    sources: Cited
    kinds: tuple[ExerciseKind, ...] = ()


class Advice(DataTable, frozen=True):
    """What the texts say on one topic."""

    topic: Topic
    heading: Text
    points: tuple[Point, ...] = field(name="point")

    def __post_init__(self) -> None:
        if not self.points:
            raise ValueError("point is empty")


class _AdviceFile(DataTable, frozen=True):
    advice: tuple[Advice, ...]


class Avoid(DataTable, frozen=True):
    """A movement to leave out, why, and what to do instead (exercises of the library)."""

    name: Text
    why: Text
    instead: Text
    exercises: Texts
    sources: Cited


class _AvoidFile(DataTable, frozen=True):
    avoid: tuple[Avoid, ...]


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
    found = read(folder / "advice.toml", _AdviceFile, citations(folder)).advice
    if [entry.topic for entry in found] != list(Topic):
        raise LibraryError(
            f"advice.toml: the file: advice has to be there for {', '.join(Topic)}, in this order"
        )
    return found


def read_avoid_list(folder: Path) -> tuple[Avoid, ...]:
    """Read avoid.toml and what it refers to; what is wrong raises LibraryError."""
    library = {exercise.name for exercise in read_exercises(folder)}
    found = read(folder / "avoid.toml", _AvoidFile, citations(folder)).avoid
    for entry in found:
        for name in entry.exercises:
            if name not in library:
                raise LibraryError(
                    f"avoid.toml: avoid {entry.name}: exercises names {name!r}, "
                    "which exercises.toml doesn't hold"
                )
    return found
