"""Google Fit's "Daily activity metrics" from Google Takeout.

Heart points are a moderate minute each and two a vigorous minute, so they tell
with the heart minutes how many were which. Where a day has none of them (they
began in 2018, and some phones stopped counting them), the time walked, cycled and so on
is taken, if it is plausible beside the minutes moved: a phone's walks may run on for
23 hours. Move minutes themselves, which light movement gives too, are only the measure.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.errors import ForeignFile
from tracker.files.head import FileHead
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.activity_names import lookup_activity
from tracker.importing.sources.candidates import day_total, number, strength_of_day, totals_of_day
from tracker.importing.sources.localized_dates import day
from tracker.importing.sources.service_csv import Row, columns, normalized_title, rows
from tracker.model import Intensity

SOURCE = "Google Fit"
MOST = 720  # minutes that somebody may move in a day
MORE, LEEWAY = 1.25, 10  # what was done may be a quarter, or ten minutes, more than was moved
NEAR = 7  # days
WALKING = "walking"
_DURATION = re.compile(r"(.+?)(?: duration|dauer)? \(ms\)", re.IGNORECASE)
_NO_EXERCISE = ("sleep", "awake", "inactive", "still", "vehicle", "paused", "schlaf")


def recognises(head: FileHead) -> bool:
    """By its titles."""
    return columns("google-fit").found(head.titles) is not None


def read(stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
    """Each row is a day."""
    titles = FileHead.of(stream).titles
    wanted = columns("google-fit")
    found = wanted.found(titles)
    if found is None or not found["date"]:
        raise ForeignFile(
            "Its rows are quarters of an hour of a day that it doesn't name. Import "
            "'Daily activity metrics.csv' instead, which has the days in rows."
        )
    kinds = _kinds(titles)
    wanted = replace(wanted, names={**wanted.names, **{title: (title,) for title in kinds}})
    days = []
    for row in rows(stream, wanted):
        try:
            days.append(_read_day(row, kinds))
        except (ValueError, OverflowError):
            text = row.text("date")[:60]
            yield RejectedRow(file, row.number, f"Its date cannot be read: {text!r}.")
    yield from _told(days, file)


@dataclass(frozen=True, slots=True)
class _Day:
    """What a row says of a day, in minutes; None where it says nothing."""

    row: int
    day: date
    lasted: Mapping[str, float]
    points: float | None
    minutes: float | None
    moved: float | None


def _read_day(row: Row, kinds: Mapping[str, str]) -> _Day:
    lasted = {word: (number(row.text(title)) or 0) / 60_000 for title, word in kinds.items()}
    return _Day(
        row.number,
        day(row.text("date")),
        {word: minutes for word, minutes in lasted.items() if minutes > 0},
        number(row.text("points")),
        number(row.text("minutes")),
        number(row.text("moved")),
    )


def _told(days: Sequence[_Day], file: str) -> Iterator[ParsedItem]:
    counting = sorted(told.day.toordinal() for told in days if told.points is not None)
    cut: list[_Day] = []
    light: list[_Day] = []
    for told in days:
        for word, minutes in told.lasted.items():
            if lookup_activity(word).strengthens and minutes >= 1:
                yield strength_of_day(file, told.row, day=told.day, word=word, source=SOURCE)
        if told.points is not None:
            yield from _by_heart(told, told.points, file)
            continue
        lasted = {w: m for w, m in told.lasted.items() if not lookup_activity(w).strengthens}
        share = _plausible_share(sum(lasted.values()), told.moved)
        if share is None:
            yield RejectedRow(file, told.row, _absurd(lasted, told.day))
            continue
        if share < 1:
            cut.append(told)
        walked_lightly = _is_near(told.day, counting)
        for word, minutes in lasted.items():
            is_light = walked_lightly and lookup_activity(word).name == WALKING
            if is_light and (not light or light[-1] is not told):
                light.append(told)
            yield from day_total(
                file,
                told.row,
                day=told.day,
                minutes=share * minutes,
                word=word,
                intensity=Intensity.LIGHT if is_light else None,
                source=SOURCE,
            )
    if cut:
        yield (
            f"{file}: {_days(cut)} the time walked, cycled and so on was longer than the minutes "
            "moved or than anybody moves in a day. The minutes moved were taken."
        )
    if light:
        yield (
            f"{file}: {_days(light)} you walked and no heart points were counted, as they were on "
            "days about then. The walks were taken as light."
        )


def _plausible_share(lasted: float, moved: float | None) -> float | None:
    """How much of the time that something was done is plausible; None where nothing tells."""
    if moved is None:
        return 1.0 if lasted <= MOST else None
    if lasted <= min(MOST, MORE * moved + LEEWAY):
        return 1.0
    return moved / lasted if moved <= MOST else None


def _absurd(lasted: Mapping[str, float], day: date) -> str:
    told = ", ".join(f"{lookup_activity(w).name} {m:.0f} min" for w, m in lasted.items())
    return (
        f"On {day} it has {told}: more than anybody does in a day, and no other figure of that day "
        "is plausible. Enter by hand what you did."
    )


def _is_near(day: date, counting: Sequence[int]) -> bool:
    """Whether heart points were counted within a week of a day; days are numbered."""
    place = bisect_left(counting, day.toordinal() - NEAR)
    return place < len(counting) and counting[place] <= day.toordinal() + NEAR


def _days(told: Sequence[_Day]) -> str:
    if len(told) == 1:
        return f"on {told[0].day}"
    return f"on {len(told):,} days, the first {min(d.day for d in told)},"


def _by_heart(told: _Day, points: float, file: str) -> Iterator[ParsedItem]:
    """Points = moderate + 2 vigorous, minutes = moderate + vigorous.

    Without the minutes all are taken as moderate: a week's active minutes are the same.
    """
    minutes = told.minutes
    vigorous = 0.0 if minutes is None else min(max(points - minutes, 0.0), minutes)
    moderate = points - 2 * vigorous
    counted = {Intensity.MODERATE: moderate, Intensity.VIGOROUS: vigorous}
    worn = bool(told.moved)  # else the phone lay in a drawer
    yield from totals_of_day(
        file, told.row, day=told.day, minutes=counted, source=SOURCE, worn=worn
    )


def _kinds(titles: list[str]) -> dict[str, str]:
    """The columns that say how long something was done, with what."""
    found = {}
    for title in titles:
        if (match := _DURATION.fullmatch(title)) is None:
            continue
        word = match[1].strip()
        if lookup_activity(word).exercise and not any(
            part in word.lower() for part in _NO_EXERCISE
        ):
            found[normalized_title(title)] = word
    return found
