"""Exercises in a Fitbit export from Google Takeout (exercise-*.json).

Times are UTC, as in everything that Fitbit exports minute by minute. The minutes
are those of the active duration, without pauses.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO
from zoneinfo import ZoneInfo

from tracker.exchange.devices import Item
from tracker.exchange.devices.dates import moment
from tracker.exchange.devices.head import Head
from tracker.exchange.devices.json import Fields, figure, objects
from tracker.exchange.devices.making import at_home, workout
from tracker.exchange.entries import Rejected

SOURCE = "Fitbit"


def recognises(head: Head) -> bool:
    """By the names of its fields."""
    return head.is_json and '"logId"' in head.text and '"activityName"' in head.text


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[Item]:
    """Each exercise, known by Fitbit's id of it."""
    for row, fields in objects(stream):
        yield from _exercise(fields, row, file, zone)


def _exercise(fields: Fields, row: int, file: str, zone: ZoneInfo) -> Iterator[Item]:
    length = figure(fields.get("activeDuration")) or figure(fields.get("duration"))
    if length is None:
        yield Rejected(file, row, "It has no duration.")
        return
    try:
        started = at_home(_moment(str(fields.get("startTime", ""))), zone)
    except (ValueError, OverflowError):
        yield Rejected(file, row, "Its date cannot be read.")
        return
    number = fields.get("logId")
    yield from workout(
        file,
        row,
        word=str(fields.get("activityName") or ""),
        started=started,
        seconds=length / 1000,
        source=SOURCE,
        external_id=str(number) if isinstance(number, int | str) else "",
    )


def _moment(text: str) -> datetime:
    """A moment such as "01/31/20 17:33:21", month first; others as they say themselves."""
    try:
        return datetime.strptime(text, "%m/%d/%y %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        found = moment(text)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
