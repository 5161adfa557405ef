"""TCX files, Garmin's older format, which many services still write.

Each activity is a workout. Its minutes are the sum of its laps' times, which
leave out pauses. It says when, but not where: the day is that of the person's zone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import home_time, number, workout
from tracker.importing.sources.xml_workouts import Workouts, likely_moment, read_workouts

SOURCE = "TCX"
LEEWAY = 60  # seconds by which laps may be longer than what they are made of
_FIRST_ID = re.compile(r"<Activity\b[^>]*>\s*<Id>\s*([^<\s]{1,40})\s*</Id>")


def recognises(head: FileHead) -> bool:
    """By its first element."""
    return head.is_xml and "<TrainingCenterDatabase" in head.text


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Each activity is a workout, known by its Id; an unfinished last one as far as its laps go."""

    def made(activity: _Activity, place: int) -> Iterator[ParsedItem]:
        return _workout(activity, place, file, zone)

    nothing = "That TCX file holds no activity. Nothing was imported from it."
    return read_workouts(stream, _Activities(), made, nothing=nothing)


def begins(head: FileHead) -> datetime | None:
    """When the first activity began, which is its name; None where it has another."""
    found = _FIRST_ID.search(head.text)
    begun = likely_moment(found[1]) if found else None
    return begun if begun and begun.tzinfo else None


@dataclass(slots=True)
class _Activity:
    """An activity as far as it is read: its laps, and when its last point was passed."""

    sport: str
    id: str = ""
    started: str = ""
    seconds: float = 0.0
    metres: float | None = None
    last: str = ""


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
            case "DistanceMeters", "Lap":
                activity.metres = (activity.metres or 0.0) + max(0.0, number(text) or 0.0)
            case "Time", "Trackpoint":
                activity.last = text
            case "Activity", _:
                self.complete()


def _workout(activity: _Activity, place: int, file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    started = likely_moment(activity.started) or likely_moment(activity.id)
    if started is None:
        yield RejectedRow(file, place, "It doesn't say when it began.")
        return
    seconds = activity.seconds
    took = _took(started, likely_moment(activity.last))
    if took is not None and seconds > took + LEEWAY:
        seconds = took
        yield (
            f"{file}: the parts of a recording were longer than all of it, which was taken: "
            f"{took / 60:.0f} minutes instead of {activity.seconds / 60:.0f}."
        )
    yield from workout(
        file,
        place,
        word=activity.sport,
        started=home_time(started, zone),
        seconds=seconds,
        source=SOURCE,
        external_id=activity.id,
        metres=activity.metres or None,  # indoors it is 0
    )


def _took(started: datetime, last: datetime | None) -> float | None:
    """Seconds from the beginning to the last point; None where no point lies behind it."""
    if last is None or (started.tzinfo is None) != (last.tzinfo is None):
        return None
    seconds = (last - started).total_seconds()
    return seconds if seconds > 0 else None
