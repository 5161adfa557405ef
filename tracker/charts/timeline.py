"""The labels under a time axis, as rows: where weeks, months or years begin.

Every label knows how many days lie between labels as important as itself, so
the browser can leave out what would not fit: a phone has fewer labels, not
smaller ones. Vega's own ticks know weeks from Sunday only, and no year on a
range within one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tracker.analysis.weeks import Week
from tracker.formatting import PLAIN, Formats

DAYS_DRAWN = 54 * 7
WEEKS_DRAWN = 105
POINTS_DRAWN = 150

LABEL_PIXELS = {"week": 62, "month": 38, "year": 48}
_WEEKS_LABELLED = 26
_YEARS_LABELLED = 3


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at the beginning of `day`; shown where `room` days are worth its pixels.

    `room` is in days per pixel: the label fits when days / width does not exceed it.
    """

    day: date
    label: str
    year: str
    room: float


def weeks_a_point(first: date, last: date) -> int:
    """How many weeks one point of pain and one bar stand for; 0 where pain is drawn by day."""
    days = (last - first).days + 1
    if days <= DAYS_DRAWN:
        return 0
    if days <= 7 * WEEKS_DRAWN:
        return 1
    return next((size for size in (4, 13, 52) if days <= 7 * size * POINTS_DRAWN), 260)


def periods(weeks: Sequence[Week], size: int) -> list[Sequence[Week]]:
    """The weeks, `size` at a time, counted from the newest: the oldest may hold fewer."""
    edges = [0, *range(len(weeks) % size or size, len(weeks) + 1, size)]
    return [weeks[begin:end] for begin, end in pairwise(edges)]


def ticks(first: date, last: date, formats: Formats = PLAIN) -> list[Tick]:
    """Labels from `first` (where a week begins) to `last`: of weeks, months or years."""
    days = (last - first).days + 1
    if days <= 7 * _WEEKS_LABELLED:
        found = list(_week_ticks(first, days // 7, formats))
    elif days <= 366 * _YEARS_LABELLED:
        found = list(_month_ticks(first, last))
    else:
        found = list(_year_ticks(first, last))
    return found


def fitting(found: Iterable[Tick], days: int, width: float) -> list[Tick]:
    """The labels that a plot of so many days has room for on `width` pixels."""
    return [tick for tick in found if days / tick.room <= width]


def _week_ticks(first: date, count: int, formats: Formats) -> Iterator[Tick]:
    for number in range(count):
        every = next(step for step in (32, 16, 8, 4, 2, 1) if number % step == 0)
        day = first + timedelta(weeks=number)
        year = str(day.year) if number == 0 else ""
        yield Tick(
            day, formats.day(day, month="%b", year=False), year, 7 * every / LABEL_PIXELS["week"]
        )


def _month_ticks(first: date, last: date) -> Iterator[Tick]:
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    quarters = [day for day in months if day.month % 3 == 1]
    named = [day for day in quarters if day.month == 1] or quarters[:1]
    for day in months:
        every = 91 if day in quarters else 30
        year = str(day.year) if day in named else ""
        yield Tick(day, f"{day:%b}", year, every / LABEL_PIXELS["month"])


def _year_ticks(first: date, last: date) -> Iterator[Tick]:
    for year in range(first.year + 1, last.year + 1):
        every = next(step for step in (50, 10, 2, 1) if year % step == 0)
        yield Tick(date(year, 1, 1), str(year), "", 365 * every / LABEL_PIXELS["year"])
