"""Exercises in a Fitbit export from Google Takeout (exercise-*.json).

Times are UTC, as in everything that Fitbit exports minute by minute. The minutes
are those of the active duration, without pauses.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import home_time, workout
from tracker.importing.sources.json_rows import Fields, figure, objects
from tracker.importing.sources.localized_dates import moment

SOURCE = "Fitbit"


def recognises(head: FileHead) -> bool:
    """By the names of its fields."""
    return head.is_json and '"logId"' in head.text and '"activityName"' in head.text


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Each exercise, known by Fitbit's id of it."""
    for row, fields in objects(stream):
        yield from _exercise(fields, row, file, zone)


def _exercise(fields: Fields, row: int, file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    length = figure(fields.get("activeDuration")) or figure(fields.get("duration"))
    if length is None:
        yield RejectedRow(file, row, "It has no duration.")
        return
    try:
        started = home_time(_moment(str(fields.get("startTime", ""))), zone)
    except (ValueError, OverflowError):
        yield RejectedRow(file, row, "Its date cannot be read.")
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
