"""Google Fit's "Daily activity metrics" from Google Takeout.

Heart points are a moderate minute each and two a vigorous minute, so they tell
with the heart minutes how many were which. Where a day has none of them (they
began in 2018), the time walked, cycled and so on is taken. Move minutes, which
light movement gives too, are not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import IO
from zoneinfo import ZoneInfo

from tracker.exchange.devices import Item
from tracker.exchange.devices.dates import day
from tracker.exchange.devices.head import Head
from tracker.exchange.devices.making import day_total, strength_of_day
from tracker.exchange.devices.tables import Row, columns, number, plainly, rows
from tracker.exchange.devices.words import meaning
from tracker.exchange.entries import Foreign, Rejected
from tracker.model import Intensity

SOURCE = "Google Fit"
_DURATION = re.compile(r"(.+?)(?: duration|dauer)? \(ms\)", re.IGNORECASE)
_NO_EXERCISE = ("sleep", "awake", "inactive", "still", "vehicle", "paused", "schlaf")


def recognises(head: Head) -> bool:
    """By its titles."""
    return columns("google-fit").found(head.titles) is not None


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[Item]:
    """Each row is a day."""
    titles = Head.of(stream).titles
    wanted = columns("google-fit")
    found = wanted.found(titles)
    if found is None or not found["date"]:
        raise Foreign(
            "Its rows are quarters of an hour of a day that it doesn't name. Bring in "
            "'Daily activity metrics.csv' instead, which has the days in rows."
        )
    kinds = _kinds(titles)
    wanted = replace(wanted, names={**wanted.names, **{title: (title,) for title in kinds}})
    for row in rows(stream, wanted):
        yield from _day(row, kinds, file)


def _day(row: Row, kinds: Mapping[str, str], file: str) -> Iterator[Item]:
    try:
        when = day(row.text("date"))
    except (ValueError, OverflowError):
        yield Rejected(file, row.number, f"Its date cannot be read: {row.text('date')[:60]!r}.")
        return
    lasted = {word: (number(row.text(title)) or 0) / 60_000 for title, word in kinds.items()}
    for word, minutes in lasted.items():
        if meaning(word).strengthens and minutes >= 1:
            yield strength_of_day(file, row.number, day=when, word=word, source=SOURCE)
    points = number(row.text("points"))
    if points is not None:
        yield from _by_heart(row, points, when, file)
        return
    for word, minutes in lasted.items():
        if not meaning(word).strengthens:
            yield from day_total(
                file, row.number, day=when, minutes=minutes, word=word, source=SOURCE
            )


def _by_heart(row: Row, points: float, when: date, file: str) -> Iterator[Item]:
    """Points = moderate + 2 vigorous, minutes = moderate + vigorous.

    Without the minutes all are taken as moderate: a week's active minutes are the same.
    """
    minutes = number(row.text("minutes"))
    vigorous = 0.0 if minutes is None else min(max(points - minutes, 0.0), minutes)
    moderate = points - 2 * vigorous
    for kind, amount in ((Intensity.MODERATE, moderate), (Intensity.VIGOROUS, vigorous)):
        yield from day_total(
            file, row.number, day=when, minutes=amount, intensity=kind, source=SOURCE
        )


def _kinds(titles: list[str]) -> dict[str, str]:
    """The columns that say how long something was done, with what."""
    found = {}
    for title in titles:
        if (match := _DURATION.fullmatch(title)) is None:
            continue
        word = match[1].strip()
        if meaning(word).exercise and not any(part in word.lower() for part in _NO_EXERCISE):
            found[plainly(title)] = word
    return found
