"""Intensity minutes of days in a Garmin data export (UDSFile JSON).

They are what was counted: Garmin doubles the vigorous ones only where it shows a
total, so they are neither doubled nor halved here.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import totals_of_day
from tracker.importing.sources.json_rows import Fields, figure, objects
from tracker.importing.sources.localized_dates import day
from tracker.model import Intensity

SOURCE = "Garmin"
_FIELDS = {
    "moderateIntensityMinutes": Intensity.MODERATE,
    "vigorousIntensityMinutes": Intensity.VIGOROUS,
}


def recognises(head: FileHead) -> bool:
    """By the names of its fields."""
    return (
        head.is_json
        and '"calendarDate"' in head.text
        and any(f'"{name}"' in head.text for name in _FIELDS)
    )


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """The minutes of each day, as moderate and as vigorous ones."""
    for row, fields in objects(stream):
        counted = {kind: figure(fields.get(name)) for name, kind in _FIELDS.items()}
        worn = _is_worn(fields, counted.values())
        if not worn and not any(counted.values()):
            continue
        when = _day(fields.get("calendarDate"))
        if when is None:
            yield RejectedRow(file, row, "It doesn't say of which day it is.")
            continue
        minutes = {kind: amount or 0 for kind, amount in counted.items()}
        yield from totals_of_day(file, row, day=when, minutes=minutes, source=SOURCE, worn=worn)


def _is_worn(fields: Fields, counted: Iterable[float | None]) -> bool:
    """Whether both figures are there, and nothing says that the watch lay in a drawer."""
    if fields.get("includesWellnessData") is False or figure(fields.get("totalSteps")) == 0:
        return False
    return all(amount is not None for amount in counted)


def _day(value: object) -> date | None:
    """A day, which older exports wrap in an object."""
    if isinstance(value, dict):
        value = value.get("date")
    try:
        return day(value) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        return None
