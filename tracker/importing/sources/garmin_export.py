"""The list of activities in a Garmin data export (summarizedActivities JSON).

Durations are in milliseconds and leave out pauses; times are UTC beside local, so
that each activity has its own offset. The FIT files beside it are the same activities.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import local_time, workout
from tracker.importing.sources.json_rows import Fields, figure, numbered, objects

SOURCE = "Garmin"
_MARK = "summarizedActivitiesExport"


def recognises(head: FileHead) -> bool:
    """By the name of its list."""
    return head.is_json and f'"{_MARK}"' in head.text


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Each activity, known by Garmin's id of it."""
    parts = [part.get(_MARK) for _, part in objects(stream)]
    activities = [activity for part in parts for _, activity in numbered(part)]
    wholes = {activity["parentId"] for activity in activities if _is_id(activity.get("parentId"))}
    for row, activity in enumerate(activities, start=1):
        if _is_id(activity.get("activityId")) and activity["activityId"] in wholes:
            yield f"{file}: several sports in one were taken one by one, not once more as a whole."
        else:
            yield from _activity(activity, row, file, zone)


def _activity(fields: Fields, row: int, file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    began = figure(fields.get("startTimeGmt")) or figure(fields.get("beginTimestamp"))
    length = figure(fields.get("duration")) or figure(fields.get("elapsedDuration"))
    if began is None or length is None:
        yield RejectedRow(file, row, "It doesn't say when it began or how long it was.")
        return
    try:
        started = local_time(
            datetime.fromtimestamp(began / 1000, UTC),
            _zone(figure(fields.get("startTimeLocal")), began) or zone,
        )
    except (ValueError, OverflowError, OSError):
        yield RejectedRow(file, row, "Its date cannot be read.")
        return
    kind = fields.get("activityType")
    word = kind if isinstance(kind, str) else ""
    number, distance = fields.get("activityId"), figure(fields.get("distance"))
    yield from workout(
        file,
        row,
        word=word,
        started=started,
        seconds=length / 1000,
        source=SOURCE,
        external_id=str(number) if isinstance(number, int | str) else "",
        metres=distance / 100 if distance else None,  # written in centimetres
    )


def _is_id(value: object) -> bool:
    return isinstance(value, int | str) and value not in (0, "")


def _zone(clock: float | None, began: float) -> tzinfo | None:
    """The activity's own offset, by its local time; in quarters of an hour, as zones are."""
    if clock is None:
        return None
    offset = timedelta(minutes=15 * round((clock - began) / 900_000))
    return timezone(offset) if abs(offset) <= timedelta(hours=14) else None
