"""TCX files, Garmin's older format, which many services still write.

Each activity is a workout. Its minutes are the sum of its laps' times, which
leave out pauses. It says when, but not where: the day is that of the person's zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from zoneinfo import ZoneInfo

from tracker.exchange.devices import Item
from tracker.exchange.devices.dates import moment
from tracker.exchange.devices.head import Head
from tracker.exchange.devices.making import at_home, workout
from tracker.exchange.devices.tables import number
from tracker.exchange.devices.xml import walk
from tracker.exchange.entries import Foreign, Refused, Rejected

SOURCE = "TCX"


def recognises(head: Head) -> bool:
    """By its first element."""
    return head.is_xml and "<TrainingCenterDatabase" in head.text


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[Item]:
    """Each activity is a workout, known by its Id; an unfinished last one as far as its laps go."""
    found = _File()
    broken = None
    try:
        for _ in walk(stream, found.start, found.end):
            pass
    except Refused as refused:
        broken = refused
    if found.current:
        found.activities.append(found.current)
    for place, activity in enumerate(found.activities, start=1):
        yield _workout(activity, place, file, zone)
    if broken:
        raise broken
    if not found.activities:
        raise Foreign("That TCX file holds no activity. Nothing was imported from it.")


@dataclass(slots=True)
class _Activity:
    sport: str
    id: str = ""
    started: str = ""
    seconds: float = 0.0


class _File:
    """The activities of a file, as the parser goes through it."""

    def __init__(self) -> None:
        self.activities: list[_Activity] = []
        self.current: _Activity | None = None
        self._within: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._within.append(name)
        if name == "Activity":
            self.current = _Activity(attributes.get("Sport", ""))
        elif name == "Lap" and self.current and not self.current.started:
            self.current.started = attributes.get("StartTime", "")

    def end(self, name: str, text: str) -> None:
        self._within.pop()
        if self.current is None:
            return
        match name.rpartition(":")[2], self._within[-1:]:
            case "Id", ["Activity"]:
                self.current.id = text
            case "TotalTimeSeconds", ["Lap"]:
                self.current.seconds += max(0.0, number(text) or 0.0)
            case "Activity", _:
                self.activities.append(self.current)
                self.current = None


def _workout(activity: _Activity, place: int, file: str, zone: ZoneInfo) -> Item:
    started = _moment(activity.started) or _moment(activity.id)
    if started is None:
        return Rejected(file, place, "It doesn't say when it began.")
    return workout(
        file,
        place,
        word=activity.sport,
        started=at_home(started, zone),
        seconds=activity.seconds,
        source=SOURCE,
        external_id=activity.id,
    )


def _moment(text: str) -> datetime | None:
    try:
        found = moment(text)
        return found if 1900 < found.year < 9999 else None
    except ValueError:
        return None
