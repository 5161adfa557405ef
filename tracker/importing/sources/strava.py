"""The list of activities in a Strava archive: activities.csv.

Its titles and dates are in the language of the account, two titles stand in it
twice, and columns come and go: each is found by name. Dates are UTC. The minutes
are those of Moving Time, which is in seconds.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import STANDING, local_time, workout
from tracker.importing.sources.localized_dates import moment
from tracker.importing.sources.service_csv import Row, columns, number, rows

SOURCE = "Strava"


def recognises(head: FileHead) -> bool:
    """By its titles."""
    return columns("strava").found(head.titles) is not None


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Each row is an activity, known by Strava's id of it."""
    for row in rows(stream, columns("strava")):
        yield from _activity(row, file, zone)


def _activity(row: Row, file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    try:
        started = moment(row.text("date")).replace(tzinfo=UTC)
        started = local_time(started, zone)
    except (ValueError, OverflowError):
        yield RejectedRow(file, row.number, f"Its date cannot be read: {row.text('date')[:60]!r}.")
        return
    moving = number(row.text("moving"))
    seconds = moving or number(row.text("elapsed"))
    if seconds is None:
        yield RejectedRow(file, row.number, "It has no moving time and no elapsed time.")
        return
    yield from workout(
        file,
        row.number,
        word=row.text("kind"),
        started=started,
        seconds=seconds,
        source=SOURCE,
        external_id=row.text("id"),
        metres=STANDING * moving if moving else None,  # while it moved, as Strava counts it
    )
