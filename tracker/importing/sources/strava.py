"""The list of activities in a Strava archive: activities.csv.

Its titles and dates are in the language of the account, two titles stand in it
twice, and columns come and go: each is found by name. Dates are UTC. The minutes
are those of Moving Time, which is in seconds.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.errors import FileError
from tracker.files.head import FileHead
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import STANDING, number, workout
from tracker.importing.sources.service_csv import Row, columns, read_activities, started_at

SOURCE = "Strava"


def recognises(head: FileHead) -> bool:
    """By its titles."""
    return columns("strava").found(head.titles) is not None


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Each row is an activity, known by Strava's id of it."""
    yield from read_activities(stream, "strava", file, lambda row: _activity(row, file, zone))


def _activity(row: Row, file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    started = started_at(row, zone, written_in=UTC)
    moving = number(row.text("moving"))
    seconds = moving or number(row.text("elapsed"))
    if seconds is None:
        raise FileError("It has no moving time and no elapsed time.")
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
