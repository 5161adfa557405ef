"""GPX files: tracks, as apps and services write them.

Each track is a workout. Its minutes are those in which it moved: between two points
of a segment at 1 km/h or more. Pauses, and gaps between segments, don't count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import asin, cos, radians, sin, sqrt
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import STANDING, home_time, number, workout
from tracker.importing.sources.xml_workouts import Workouts, likely_moment, read_workouts

SOURCE = "GPX"
_FIRST_TIME = re.compile(r"<trkpt\b.*?<time>\s*([^<\s]{1,40})\s*</time>", re.DOTALL)
EARTH = 6_371_000  # metres, its radius
# What Strava once wrote for the kind of an activity.
_NUMBERS = {"1": "cycling", "9": "running", "4": "hiking", "10": "walking", "16": "swimming"}


def recognises(head: FileHead) -> bool:
    """By its first element."""
    return head.is_xml and "<gpx" in head.text


def begins(head: FileHead) -> datetime | None:
    """When the first point of a track was passed; None where the first bytes don't say."""
    found = _FIRST_TIME.search(head.text)
    return _moment(found[1]) if found else None


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Each track is a workout; an unfinished last one as far as its points go."""

    def made(track: _Track, place: int) -> Iterator[ParsedItem]:
        return _workout(track, place, file, zone)

    nothing = "That GPX file holds no track. Nothing was imported from it."
    return read_workouts(stream, _Tracks(), made, nothing=nothing)


@dataclass(frozen=True, slots=True)
class _Point:
    at: datetime
    latitude: float
    longitude: float


@dataclass(slots=True)
class _Track:
    """A track as far as it is read: when it began, how long it moved, its last point."""

    kind: str = ""
    started: datetime | None = None
    moved: float = 0.0
    points: int = 0
    last: _Point | None = None

    def add(self, point: _Point) -> None:
        """Go on to the next point of the segment."""
        self.started = self.started or point.at
        if self.last:
            seconds = (point.at - self.last.at).total_seconds()
            if seconds > 0 and _metres(self.last, point) >= STANDING * seconds:
                self.moved += seconds
        self.last = point


class _Tracks(Workouts[_Track]):
    def __init__(self) -> None:
        super().__init__()
        self._place: tuple[float | None, float | None] = (None, None)
        self._at: datetime | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "trk":
            self.current = _Track()
        elif name == "trkpt":
            self._place = (number(attributes.get("lat", "")), number(attributes.get("lon", "")))
            self._at = None

    def hear(self, track: _Track, name: str, around: str, text: str) -> None:
        match name, around:
            case "type", "trk":
                track.kind = text
            case "time", "trkpt":
                self._at = _moment(text)
            case "trkpt", _:
                self._add_point(track)
            case "trkseg", _:
                track.last = None
            case "trk", _:
                self.complete()

    def _add_point(self, track: _Track) -> None:
        latitude, longitude = self._place
        track.points += 1
        if self._at and latitude is not None and longitude is not None:
            track.add(_Point(self._at, latitude, longitude))


def _workout(track: _Track, place: int, file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    if track.started is None:
        yield RejectedRow(file, place, "Its points don't say when they were passed.")
        return
    yield from workout(
        file,
        place,
        word=_NUMBERS.get(track.kind, track.kind),
        started=home_time(track.started, zone),
        seconds=track.moved,
        source=SOURCE,
        metres=STANDING * track.moved,  # at least, as it is counted
    )


def _moment(text: str) -> datetime | None:
    found = likely_moment(text)
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def _metres(one: _Point, other: _Point) -> float:
    """How far two points lie apart, on a sphere."""
    low, high = radians(one.latitude), radians(other.latitude)
    across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    share = sin((high - low) / 2) ** 2 + cos(low) * cos(high) * across
    return 2 * EARTH * asin(sqrt(min(1.0, max(0.0, share))))
