"""A year day by day: active minutes as one hue from few to many, strength as a diamond.

The two halves of the year stand above one another, a column a week, so that a
day can be seen and touched on a phone. A day of which no activity is known is hatched,
and never taken for a day without activity.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from tracker.analysis.daily import DaySums, between, month_sums, sums
from tracker.analysis.weeks import week_of
from tracker.charts.amounts import amount_text, known_text
from tracker.charts.heatmap_view import spec
from tracker.formatting import counted, day_text
from tracker.model import WeekStart

__all__ = ["alt", "rows", "spec", "table", "title"]

BOUNDS = (1, 15, 30, 60)  # minutes at which a deeper colour begins
_KEY = ("0", "1–14", "15–29", "30–59", "60+", "unknown", "strength")
_HALF_ROWS = 9  # seven days, the names of the months, and a gap

_COLUMNS = {
    "kind": "str",
    "column": "float64",
    "row": "float64",
    "level": "str",
    "strength": "bool",
    "label": "str",
    "when": "str",
    "minutes": "str",
    "strengthened": "str",
}


def title(year: int) -> str:
    """What the chart shows, for the heading above it."""
    return f"Active minutes day by day, {year}"


def rows(frame: pd.DataFrame, year: int, week_start: WeekStart) -> pd.DataFrame:
    """Everything the chart draws: days, labels and key.

    Parameters
    ----------
    frame
        A daily frame; of it the days that are in `year` are drawn.
    year
        The year of the calendar.
    week_start
        The day that a column begins with.

    Returns
    -------
    pandas.DataFrame
        A row for each mark, of a "kind".
    """
    records = [*_labels(year, week_start), *_days(frame, year, week_start), *_key()]
    blank: dict[str, Any] = {
        name: False if dtype == "bool" else "" if dtype == "str" else None
        for name, dtype in _COLUMNS.items()
    }
    return pd.DataFrame.from_records(
        [blank | record for record in records], columns=list(_COLUMNS)
    ).astype(_COLUMNS)


def alt(frame: pd.DataFrame, year: int) -> str:
    """The chart in one sentence, with its figures."""
    found = sums(_of_year(frame, year))
    minutes, strength = found.minutes, found.strength
    if not minutes.days_known and not strength.days_known:
        return f"{title(year)}: no activity and no exercise is known in this year yet."
    noun = "strength day" if strength.total == 1 else "strength days"
    return (
        f"{title(year)}: {counted(int(found.active_days.total), 'day')} with active minutes, "
        f"{amount_text(minutes)} minutes in all, {known_text(minutes.days_known, found.days)}; "
        f"{amount_text(strength)} {noun}, {known_text(strength.days_known, found.days)}."
    )


def table(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """The months of `year` in columns for people; what is not known of a month is said so."""
    months = month_sums(_of_year(frame, year))
    return pd.DataFrame([_month(first, found) for first, found in months], columns=_MONTH)


_MONTH = [
    "Month",
    "Days",
    "Activity known",
    "Active minutes",
    "Days with active minutes",
    "Exercises known",
    "Strength days",
]


def _month(first: date, found: DaySums) -> dict[str, object]:
    cells = (
        f"{first:%B}",
        found.days,
        found.minutes.days_known,
        amount_text(found.minutes),
        amount_text(found.active_days),
        found.strength.days_known,
        amount_text(found.strength),
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


def _days(frame: pd.DataFrame, year: int, week_start: WeekStart) -> Iterator[dict[str, Any]]:
    shown = _of_year(frame, year)
    for at, minutes, strength in zip(
        shown.index, shown["active_minutes"], shown["strength"], strict=True
    ):
        column, row = _place(at.date(), week_start)
        done = bool(strength) if not pd.isna(strength) else None
        known = minutes == minutes
        yield {
            "kind": "day",
            "column": column,
            "row": row,
            "level": f"level {sum(minutes >= bound for bound in BOUNDS)}" if known else "unknown",
            "strength": done is True,
            "when": day_text(at),
            "minutes": f"{minutes:.0f}" if known else "unknown",
            "strengthened": {True: "yes", False: "no", None: "unknown"}[done],
        }


def _key() -> Iterator[dict[str, Any]]:
    levels = [*(f"level {number}" for number in range(len(BOUNDS) + 1)), "unknown", ""]
    for number, (label, level) in enumerate(zip(_KEY, levels, strict=True)):
        yield {
            "kind": "key",
            "column": number,
            "level": level,
            "strength": not level,
            "label": label,
        }
