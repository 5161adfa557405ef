"""Intensity minutes of days in a Garmin data export (UDSFile JSON).

They are what was counted: Garmin doubles the vigorous ones only where it shows a
total, so they are neither doubled nor halved here.
"""

from collections.abc import Iterator
from datetime import date
from typing import IO
from zoneinfo import ZoneInfo

from tracker.exchange.devices import Item
from tracker.exchange.devices.dates import day
from tracker.exchange.devices.head import Head
from tracker.exchange.devices.json import figure, objects
from tracker.exchange.devices.making import day_total
from tracker.exchange.entries import Rejected
from tracker.model import Intensity

SOURCE = "Garmin"
_FIELDS = {
    "moderateIntensityMinutes": Intensity.MODERATE,
    "vigorousIntensityMinutes": Intensity.VIGOROUS,
}


def recognises(head: Head) -> bool:
    """By the names of its fields."""
    return (
        head.is_json
        and '"calendarDate"' in head.text
        and any(f'"{name}"' in head.text for name in _FIELDS)
    )


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[Item]:
    """The minutes of each day, as moderate and as vigorous ones."""
    for row, fields in objects(stream):
        counted = {kind: figure(fields.get(name)) for name, kind in _FIELDS.items()}
        if not any(counted.values()):
            continue
        when = _day(fields.get("calendarDate"))
        if when is None:
            yield Rejected(file, row, "It doesn't say of which day it is.")
            continue
        for kind, minutes in counted.items():
            yield from day_total(
                file, row, day=when, minutes=minutes or 0, intensity=kind, source=SOURCE
            )


def _day(value: object) -> date | None:
    """A day, which older exports wrap in an object."""
    if isinstance(value, dict):
        value = value.get("date")
    try:
        return day(value) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        return None
