"""The list of activities that Garmin Connect's website exports as CSV.

Titles, kinds and decimals are in the language of the account, times are local
without a zone, and "--" stands for nothing. The minutes are those of Time, which
leaves out pauses. The list holds no ids.
"""

import re
from collections.abc import Iterator
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.errors import FileError
from tracker.files.head import FileHead
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import DAY, STANDING, workout
from tracker.importing.sources.service_csv import Row, columns, read_activities, started_at

SOURCE = "Garmin"
_DURATION = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,]\d+)?|(\d{1,5})[.,]\d+")


def recognises(head: FileHead) -> bool:
    """By its titles."""
    return columns("garmin").found(head.titles) is not None


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Each row is an activity."""
    yield from read_activities(stream, "garmin", file, lambda row: _activity(row, file, zone))


def _activity(row: Row, file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    started = started_at(row, zone)
    texts = [row.text(meaning) for meaning in ("time", "moving", "elapsed")]
    lengths = [seconds for seconds in map(duration, texts) if seconds]
    if not lengths:
        raise FileError("It has no duration.")
    seconds, metres = lengths[0], None
    if seconds > DAY and (moving := duration(row.text("moving"))):
        # The distance has no unit; that it moved all of this time says as much.
        seconds, metres = moving, STANDING * moving
    yield from workout(
        file,
        row.number,
        word=row.text("kind"),
        started=started,
        seconds=seconds,
        source=SOURCE,
        metres=metres,
    )


def duration(text: str) -> float | None:
    """Seconds of a text such as "1:02:03", "45:12.3" or "12,5"; None where it is none."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    if found[4]:
        return float(text.strip().replace(",", "."))
    return 3600.0 * int(found[1] or 0) + 60 * int(found[2]) + int(found[3])
