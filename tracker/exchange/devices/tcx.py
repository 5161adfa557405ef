"""TCX files, Garmin's older format, which many services still write.

Each activity is a workout. Its minutes are the sum of its laps' times, which
leave out pauses. It says when, but not where: the day is that of the person's zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from zoneinfo import ZoneInfo

from tracker.exchange.devices import Item
from tracker.exchange.devices.head import Head
from tracker.exchange.devices.making import at_home, workout
from tracker.exchange.devices.tables import number
from tracker.exchange.devices.xml_workouts import Workouts, likely_moment, read_workouts
from tracker.exchange.entries import Rejected

SOURCE = "TCX"


def recognises(head: Head) -> bool:
    """By its first element."""
    return head.is_xml and "<TrainingCenterDatabase" in head.text


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[Item]:
    """Each activity is a workout, known by its Id; an unfinished last one as far as its laps go."""

    def made(activity: _Activity, place: int) -> Item:
        return _workout(activity, place, file, zone)

    nothing = "That TCX file holds no activity. Nothing was imported from it."
    return read_workouts(stream, _Activities(), made, nothing=nothing)


@dataclass(slots=True)
class _Activity:
    sport: str
    id: str = ""
    started: str = ""
    seconds: float = 0.0


class _Activities(Workouts[_Activity]):
    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Activity":
            self.current = _Activity(attributes.get("Sport", ""))
        elif name == "Lap" and self.current and not self.current.started:
            self.current.started = attributes.get("StartTime", "")

    def hear(self, activity: _Activity, name: str, around: str, text: str) -> None:
        match name, around:
            case "Id", "Activity":
                activity.id = text
            case "TotalTimeSeconds", "Lap":
                activity.seconds += max(0.0, number(text) or 0.0)
            case "Activity", _:
                self.complete()


def _workout(activity: _Activity, place: int, file: str, zone: ZoneInfo) -> Item:
    started = likely_moment(activity.started) or likely_moment(activity.id)
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
