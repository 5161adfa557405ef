"""A year day by day: active minutes or pain as one hue, strength as a diamond.

The two halves of the year stand above one another, a column a week, so that a
day can be seen and touched on a phone. A day of which no activity is known is hatched,
and never taken for a day without activity.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pandas as pd

from tracker.analysis.daily import DaySums, between, month_sums, pain_of, pain_of_each, sums
from tracker.analysis.pain import PainMean
from tracker.analysis.weeks import week_of
from tracker.charts.amounts import amount_text, known_text, mean_text
from tracker.charts.chart_points import ChartPoint, day_link
from tracker.charts.heatmap_view import spec
from tracker.charts.row_frame import row_frame
from tracker.formatting import PLAIN, Formats, plural
from tracker.model import Day, WeekStart

__all__ = ["alt", "points", "rows", "spec", "table", "title"]

MINUTES_TITLE, PAIN_TITLE = "Active minutes day by day, {year}", "Pain day by day, {year}"
NOTHING_KNOWN = "{title}: no activity and no exercise is known in this year yet."
ALT = (
    "{title}: {active_days} with active minutes, {minutes} minutes in all, {minutes_known}; "
    "{strength} strength day, {strength_known}.",
    "{title}: {active_days} with active minutes, {minutes} minutes in all, {minutes_known}; "
    "{strength} strength days, {strength_known}.",
)
NO_PAIN = "{title}: no pain is rated in this year yet."
PAIN = "{title}: {mean} on average ({n} of {days})."
PAIN_AND_FLARES = "{title}: {mean} on average ({n} of {days}), with {flares}."
BOUNDS = (1, 15, 30, 60)  # minutes at which a deeper colour begins
_KEY = ("0", "1–14", "15–29", "30–59", "60+", "unknown", "strength")
PAIN_BOUNDS = (0.5, 2.5, 4.5, 6.5)  # ratings at which a deeper colour begins
_PAIN_KEY = ("0", "1–2", "3–4", "5–6", "7–10", "no rating")
_HALF_ROWS = 9  # seven days, the names of the months, and a gap

_COLUMNS = {
    "kind": "str",
    "column": "float64",
    "row": "float64",
    "level": "str",
    "strength": "bool",
    "label": "str",
    "at": "str",
}


def title(year: int, pain: bool = False) -> str:
    """What the chart shows, for the heading above it."""
    return (PAIN_TITLE if pain else MINUTES_TITLE).format(year=year)


def rows(frame: pd.DataFrame, year: int, week_start: WeekStart, pain: bool = False) -> pd.DataFrame:
    """Everything the chart draws: days, labels and key.

    Parameters
    ----------
    frame
        A daily frame; of it the days that are in `year` are drawn.
    year
        The year of the calendar.
    week_start
        The day that a column begins with.
    pain
        Pain is shown rather than active minutes and strength.

    Returns
    -------
    pandas.DataFrame
        A row for each mark, of a "kind".
    """
    days = _days(frame, year, week_start, pain)
    return row_frame([*_labels(year, week_start), *days, *_key(pain)], _COLUMNS)


def points(
    days: Mapping[date, Day], first: date, last: date, formats: Formats = PLAIN
) -> list[ChartPoint]:
    """What the panel says of each day from `first` to `last`; each opens its day."""
    dates = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [_point(days.get(date_) or Day(date_), formats) for date_ in dates]


@lru_cache(maxsize=16_384)  # asked again after every save, which changes a day; some 10 MB
def _point(day: Day, formats: Formats) -> ChartPoint:
    minutes = "Activity unknown"
    if day.minutes_known:
        minutes = formats.counted(day.active_minutes, "active minute")
    facts = (
        "No pain rating" if day.pain is None else f"Pain {formats.rating(day.pain)}",
        minutes,
        _STRENGTH[day.strength_day],
    )
    return ChartPoint(day.date, formats.day_text(day.date), facts, day_link(day.date))


_STRENGTH = {True: "Strength", False: "No strength", None: "Exercises unknown"}


def alt(frame: pd.DataFrame, year: int, pain: bool = False, formats: Formats = PLAIN) -> str:
    """The chart in one sentence, with its figures."""
    if pain:
        return _pain_alt(frame, year, formats)
    found = sums(_of_year(frame, year))
    minutes, strength = found.minutes, found.strength
    if not minutes.days_known and not strength.days_known:
        return NOTHING_KNOWN.format(title=title(year))
    days = found.days
    return plural(int(strength.total), *ALT).format(
        title=title(year),
        active_days=formats.counted(int(found.active_days.total), "day"),
        minutes=amount_text(minutes, formats=formats),
        minutes_known=known_text(minutes.days_known, days, formats=formats),
        strength=amount_text(strength, formats=formats),
        strength_known=known_text(strength.days_known, days, formats=formats),
    )


def _pain_alt(frame: pd.DataFrame, year: int, formats: Formats) -> str:
    shown = _of_year(frame, year)
    nothing = NO_PAIN.format(title=title(year, pain=True))
    if shown.empty:
        return nothing
    mean = pain_of(shown, shown.index[0].date(), shown.index[-1].date())
    if mean.mean is None:
        return nothing
    flares = sums(shown).flares
    return (PAIN_AND_FLARES if flares else PAIN).format(
        title=title(year, pain=True),
        mean=formats.number(mean.mean, 1),
        n=formats.number(mean.n),
        days=formats.counted(mean.days, "day"),
        flares=formats.counted(flares, "flare day"),
    )


def table(frame: pd.DataFrame, year: int, formats: Formats = PLAIN) -> pd.DataFrame:
    """The months of `year` in columns for people; what is not known of a month is said so."""
    months = list(month_sums(_of_year(frame, year)))
    spans = [(first, (first + timedelta(days=31)).replace(day=1) - ONE) for first, _ in months]
    pains = pain_of_each(frame, spans)
    return pd.DataFrame(
        [
            _month(first, found, pain, formats)
            for (first, found), pain in zip(months, pains, strict=True)
        ],
        columns=_MONTH,
    )


ONE = timedelta(days=1)


_MONTH = [
    "Month",
    "Days",
    "Activity known",
    "Active minutes",
    "Days with active minutes",
    "Exercises known",
    "Strength days",
    "Pain on average",
]


def _month(first: date, found: DaySums, pain: PainMean, formats: Formats) -> dict[str, object]:
    cells = (
        f"{first:%B}",
        found.days,
        found.minutes.days_known,
        amount_text(found.minutes, formats=formats),
        amount_text(found.active_days, formats=formats),
        found.strength.days_known,
        amount_text(found.strength, formats=formats),
        "" if pain.mean is None else mean_text(pain.mean, pain.n, found.days, formats=formats),
    )
    return dict(zip(_MONTH, cells, strict=True))


def _of_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    return between(frame, date(year, 1, 1), date(year, 12, 31))


def _place(day: date, week_start: WeekStart) -> tuple[int, int]:
    """The column and row of a day: weeks from the first of its half-year on."""
    second_half = day.month > 6
    origin = week_of(date(day.year, 7 if second_half else 1, 1), week_start)[0]
    column, weekday = divmod((day - origin).days, 7)
    return column, 1 + weekday + _HALF_ROWS * second_half


def _labels(year: int, week_start: WeekStart) -> Iterator[dict[str, Any]]:
    for month in range(1, 13):
        first = date(year, month, 1)
        column, row = _place(first, week_start)
        top = _HALF_ROWS * (month > 6)
        # Where the month begins below the first row, its first whole week bears the name.
        begins = column + (row - top > 1 and month not in (1, 7))
        yield {"kind": "month", "column": begins, "row": top, "label": f"{first:%b}"}
    for number in range(7):
        day = week_of(date(year, 1, 1), week_start)[0] + timedelta(days=number)
        for top in (0, _HALF_ROWS):
            yield {"kind": "weekday", "column": 0, "row": 1 + number + top, "label": f"{day:%a}"}


def _days(
    frame: pd.DataFrame, year: int, week_start: WeekStart, pain: bool
) -> Iterator[Mapping[str, Any]]:
    shown = _of_year(frame, year)
    amounts = shown["pain"] if pain else shown["active_minutes"]
    strengths = shown["strength"].to_numpy(dtype=bool, na_value=False)
    bounds = PAIN_BOUNDS if pain else BOUNDS
    days = pd.DatetimeIndex(shown.index).date
    for day, amount, strength in zip(days, amounts.tolist(), strengths.tolist(), strict=True):
        level = f"level {bisect_right(bounds, amount)}" if amount == amount else "unknown"
        yield _day(day, week_start, level, strength and not pain)


@lru_cache(maxsize=16_384)  # asked again after every save; the same for everybody
def _day(day: date, week_start: WeekStart, level: str, strength: bool) -> Mapping[str, Any]:
    column, row = _place(day, week_start)
    return {
        "kind": "day",
        "column": column,
        "row": row,
        "level": level,
        "strength": strength,
        "at": day.isoformat(),
    }


def _key(pain: bool) -> Iterator[dict[str, Any]]:
    levels = [*(f"level {number}" for number in range(len(BOUNDS) + 1)), "unknown", ""]
    labels = _PAIN_KEY if pain else _KEY
    for number, (label, level) in enumerate(zip(labels, levels, strict=False)):
        yield {
            "kind": "key",
            "column": number,
            "level": level,
            "strength": not level,
            "label": label,
        }
