"""Minutes of days in a Fitbit export: active minutes, or active zone minutes.

Active zone minutes come with the vigorous ones (cardio, peak) already doubled. They
are halved here, so that a week's active minutes, which double them, are Fitbit's own.
Of each kind of file only what is moderate or vigorous is taken.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.csv_text import numbered_rows
from tracker.files.errors import ForeignFile
from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import (
    day_total,
    local_time,
    number,
    part_of_none,
    totals_of_day,
)
from tracker.importing.sources.json_rows import figure, objects
from tracker.importing.sources.localized_dates import day
from tracker.importing.sources.service_csv import Row, columns, decoded, rows
from tracker.model import Intensity

SOURCE = "Fitbit"
ZONES_SOURCE = "Fitbit zones"  # another count of the same days; the larger is taken
_VALUES = re.compile(
    r'\[\s*\{\s*"dateTime"\s*:\s*"\d\d/\d\d/\d\d \d\d:\d\d:\d\d"\s*,\s*"value"\s*:\s*"?\d'
)
_SECTION = 3  # cells; a row with fewer is the title of a part of the file


def recognises(head: FileHead) -> bool:
    """By titles, also below the title of a part; or by the form of its values."""
    if head.is_json:
        return _VALUES.match(head.text) is not None
    if columns("fitbit-zones").found(head.titles) is not None:
        return True
    wanted = columns("fitbit-days")
    return wanted.may_be_in(head.text) and any(wanted.found(row) is not None for row in head.table)


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """The minutes of each day, as moderate and as vigorous ones."""
    head = FileHead.of(stream)
    if head.is_json:
        yield from _values(stream, file)
    elif columns("fitbit-zones").found(head.titles) is not None:
        yield from _zones(stream, file, zone)
    else:
        yield from _days(stream, file)


def _days(stream: IO[bytes], file: str) -> Iterator[ParsedItem]:
    """The part "Activities" of a CSV that may have others, each with a title and a header."""
    wanted = columns("fitbit-days")
    places = None
    with decoded(stream) as lines:
        for place, cells in numbered_rows(csv.reader(lines)):
            if (found := wanted.found(cells)) is not None:
                places = found
            elif sum(map(bool, cells)) < _SECTION:
                places = None
            elif places is not None:
                yield from _day(Row(place, cells, places), file)


def _day(row: Row, file: str) -> Iterator[ParsedItem]:
    try:
        when = day(row.text("date"))
    except (ValueError, OverflowError):
        yield RejectedRow(file, row.number, f"Its date cannot be read: {row.text('date')[:60]!r}.")
        return
    moderate, vigorous = number(row.text("moderate")), number(row.text("vigorous"))
    said = moderate is not None and vigorous is not None
    minutes = {Intensity.MODERATE: moderate or 0, Intensity.VIGOROUS: vigorous or 0}
    worn = said and number(row.text("steps")) != 0  # in a drawer it counts no steps either
    yield from totals_of_day(file, row.number, day=when, minutes=minutes, source=SOURCE, worn=worn)


def _zones(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Minute by minute, added up by day.

    A file has a month in UTC. West of it the evening of a month's last day is in the next
    file, east of it the first morning in the one before: such a part of a day is an entry
    of its own, so that each file adds its part, whichever are given, and however often.
    """
    totals: dict[tuple[date, str], dict[Intensity, float]]
    totals = defaultdict(lambda: defaultdict(float))
    for row in rows(stream, columns("fitbit-zones")):
        try:
            moment = datetime.fromisoformat(row.text("date"))
            when = local_time(moment, zone).date()
        except (ValueError, OverflowError):
            text = row.text("date")[:60]
            yield RejectedRow(file, row.number, f"Its date cannot be read: {text!r}.")
            continue
        month = "" if moment.month == when.month else f":{moment:%Y-%m}"
        minutes = max(0.0, number(row.text("minutes")) or 0.0)
        match row.text("zone").upper().replace(" ", "_"):
            case "FAT_BURN":
                totals[when, month][Intensity.MODERATE] += minutes
            case "CARDIO" | "PEAK":
                totals[when, month][Intensity.VIGOROUS] += minutes / 2
    for place, ((when, month), by_kind) in enumerate(sorted(totals.items()), start=1):
        for kind, minutes in sorted(by_kind.items()):
            yield from day_total(
                file,
                place,
                day=when,
                minutes=minutes,
                intensity=kind,
                source=ZONES_SOURCE,
                part=month,
            )


def _values(stream: IO[bytes], file: str) -> Iterator[ParsedItem]:
    """A list of numbers by day. What they count only the file's name says.

    That a day had none of a kind is a part of what makes it a day without any: the rest
    stands in other files (:mod:`tracker.importing.sources.day_totals`).
    """
    kind = _kind(file)
    if kind is None:
        raise ForeignFile("Its numbers don't say what they count. Nothing was imported from it.")
    for row, fields in objects(stream):
        try:
            when = datetime.strptime(str(fields.get("dateTime")), "%m/%d/%y %H:%M:%S").date()
        except ValueError:
            yield RejectedRow(file, row, "Its date cannot be read.")
            continue
        minutes = figure(fields.get("value"))
        if minutes == 0 or kind is Intensity.LIGHT:
            if minutes is not None and (minutes == 0) != (kind is Intensity.LIGHT):
                yield part_of_none(file, row, day=when, intensity=kind, source=SOURCE)
        else:
            yield from day_total(
                file, row, day=when, minutes=minutes or 0, intensity=kind, source=SOURCE
            )
    if kind is Intensity.LIGHT:
        yield f"{file}: light minutes count for nothing. They only show that it was worn."


def _kind(file: str) -> Intensity | None:
    name = file.rpartition(": ")[2].lower()
    if "very_active_minutes" in name:
        return Intensity.VIGOROUS
    if "moderately_active_minutes" in name or "fairly_active_minutes" in name:
        return Intensity.MODERATE
    if "lightly_active_minutes" in name:
        return Intensity.LIGHT
    return None
