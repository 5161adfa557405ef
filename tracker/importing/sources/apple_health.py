"""Apple Health's export.xml, which may have several gigabytes.

How the few elements that matter are found among millions, `apple_health_xml` tells. A
day's exercise minutes include its workouts and are taken only for days without any; that
there were none is taken where the watch was worn.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.errors import FileError
from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.apple_health_xml import (
    TIME_ZONE,
    HealthRecords,
    UnreadableElement,
    parse,
    scan,
)
from tracker.importing.sources.candidates import number, totals_of_day, workout
from tracker.model import Intensity, at_offset

SOURCE = "Apple Health"
_SECONDS = {"min": 60.0, "s": 1.0, "sec": 1.0, "hr": 3600.0, "h": 3600.0}  # min where it isn't said
_METRES = {"km": 1000.0, "m": 1.0, "mi": 1609.344, "yd": 0.9144}


def recognises(head: FileHead) -> bool:
    """By its document type or its first element."""
    return head.is_xml and ("<HealthData" in head.text or "<!DOCTYPE HealthData" in head.text)


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Workouts, in the order of the file, then the exercise minutes of days."""
    found = HealthRecords()
    broken = None
    try:
        scan(stream, found)
    except UnreadableElement:
        stream.seek(0)
        found = HealthRecords()
        try:
            parse(stream, found)
        except FileError as refused:
            broken = refused
    for place, attributes in enumerate(found.workouts, start=1):
        yield from _workout(file, place, attributes)
    yield from _days(file, found)
    if broken:
        raise broken


def _workout(file: str, place: int, attributes: Mapping[str, str]) -> Iterator[ParsedItem]:
    try:
        started = _moment(attributes.get("startDate", ""))
        ended = attributes.get("endDate")
        seconds = _duration(attributes)
        if seconds is None:
            seconds = (_moment(ended or "") - started).total_seconds()
        instant = started.astimezone(UTC)
        if zone := _zone(attributes.get(TIME_ZONE, "")):
            started = started.astimezone(zone)
    except (ValueError, OverflowError):
        yield RejectedRow(file, place, "Its dates cannot be read.")
        return
    word = attributes.get("workoutActivityType", "")
    kind = word.removeprefix("HKWorkoutActivityType")
    yield from workout(
        file,
        place,
        word=word,
        started=started,
        seconds=seconds,
        source=SOURCE,
        external_id=f"{instant:%Y%m%dT%H%M%SZ}-{kind}",
        metres=_metres(attributes),
    )


def _duration(attributes: Mapping[str, str]) -> float | None:
    """Seconds, without pauses; None where the workout only says when it began and ended."""
    duration = number(attributes.get("duration", ""))
    unit = _SECONDS.get(attributes.get("durationUnit", "min").lower())
    return duration * unit if duration is not None and unit else None


def _metres(attributes: Mapping[str, str]) -> float | None:
    """How far it went; None where the workout doesn't say. An indoor one says 0."""
    distance = number(attributes.get("totalDistance", ""))
    unit = _METRES.get(attributes.get("totalDistanceUnit", "").lower())
    return distance * unit if distance and unit else None


def _moment(text: str) -> datetime:
    """A moment such as "2023-10-24 07:18:48 +0200"; ValueError where it has no offset."""
    moment = datetime.fromisoformat("".join(text.rsplit(" ", 1)) if text.count(" ") > 1 else text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return at_offset(moment)


def _zone(name: str) -> ZoneInfo | None:
    """The zone that a workout was recorded in, else None: an export has today's zone in all."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _days(file: str, found: HealthRecords) -> Iterator[ParsedItem]:
    """The exercise minutes of each day: its summary, or else of one device, never of several."""
    totals = {day: number(minutes) or 0 for day, minutes in found.summaries.items()}
    for text, sources in found.minutes.items():
        if text not in totals:
            totals[text] = max(sources.values())
    for place, (text, minutes) in enumerate(sorted(totals.items()), start=1):
        if minutes < 0 or (minutes == 0 and text not in found.worn):
            continue
        try:
            day = date.fromisoformat(text)
        except ValueError:
            yield RejectedRow(file, None, f"A day's exercise minutes have no date: {text[:20]!r}.")
            continue
        counted = {Intensity.MODERATE: minutes}
        worn = text in found.worn
        yield from totals_of_day(file, place, day=day, minutes=counted, source=SOURCE, worn=worn)
