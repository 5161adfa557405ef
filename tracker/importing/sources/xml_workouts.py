"""XML files in which every workout is an element: what GPX and TCX are read by."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import IO, Generic, TypeVar

from tracker.files.errors import FileError, ForeignFile
from tracker.files.xml_stream import walk_xml
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.localized_dates import moment

Workout = TypeVar("Workout")


class Workouts(ABC, Generic[Workout]):
    """The workouts of a file, as the parser goes through it.

    A kind of file says what begins (:meth:`begin`), and what else it hears
    while there is a `current` one (:meth:`hear`). Names come without their prefixes.
    """

    def __init__(self) -> None:
        self.found: list[Workout] = []
        self.current: Workout | None = None
        self._within: list[str] = []

    @abstractmethod
    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins, perhaps a workout: then it is now `current`."""

    @abstractmethod
    def hear(self, workout: Workout, name: str, around: str, text: str) -> None:
        """An element of a workout is over, or the workout itself; `around` is what it was in."""

    def complete(self) -> None:
        """The current workout, if there is one, is found."""
        if self.current is not None:
            self.found.append(self.current)
            self.current = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """What the parser calls where an element begins."""
        name = name.rpartition(":")[2]
        self._within.append(name)
        self.begin(name, attributes)

    def end(self, name: str, text: str) -> None:
        """What the parser calls where an element ends."""
        self._within.pop()
        if self.current is not None:
            around = self._within[-1] if self._within else ""
            self.hear(self.current, name.rpartition(":")[2], around, text)


def read_workouts(
    stream: IO[bytes],
    workouts: Workouts[Workout],
    make: Callable[[Workout, int], Iterator[ParsedItem]],
    *,
    nothing: str,
) -> Iterator[ParsedItem]:
    """What `make` makes of each workout and its place; of an unfinished last one too.

    Raises FileError where the file is damaged, after what stands before; ForeignFile with
    the words of `nothing` where it holds no workout.
    """
    broken = None
    try:
        for _ in walk_xml(stream, workouts.start, workouts.end):
            pass
    except FileError as refused:
        broken = refused
    workouts.complete()
    for place, workout in enumerate(workouts.found, start=1):
        yield from make(workout, place)
    if broken:
        raise broken
    if not workouts.found:
        raise ForeignFile(nothing)


def likely_moment(text: str) -> datetime | None:
    """The date and time that a text says; None where it says none, or one of no diary."""
    try:
        found = moment(text)
    except ValueError:
        return None
    return found if 1900 < found.year < 9999 else None
