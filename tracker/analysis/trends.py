"""Pain and activity day by day, and what can honestly be said of the days together.

Nothing is filled in: what nobody recorded stays missing, a mean comes with the
number of days it is made of, and no days have no mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from tracker.analysis.pain import (
    NOTABLE_POINTS,
    NOTABLE_SHARE,
    ROLLING_DAYS,
    ROLLING_NEEDED,
    PainMean,
    change,
    exact_sum,
)
from tracker.model import Day

__all__ = [
    "NOTABLE_POINTS",
    "NOTABLE_SHARE",
    "ROLLING_DAYS",
    "ROLLING_NEEDED",
    "PainComparison",
    "compare",
    "daily_frame",
    "rolling_pain",
]

_MINUTES = ("light_minutes", "moderate_minutes", "vigorous_minutes", "active_minutes")
_DECIMALS = 6  # of a rating that another program wrote; far below what is shown


@dataclass(frozen=True, slots=True)
class PainComparison:
    """Mean pain of the last `days` days beside that of as many days before them.

    A mean is ``None`` when none of its days is logged; `now_n` and `before_n` are
    the days logged. `change` is now less before, in points, and `percent` the same
    in per cent of before (``None`` when that was 0). `notable` says whether pain
    fell by at least 2 points or 30 per cent, which people with back pain call an
    improvement that matters (Farrar 2001, Ostelo 2008; no figure is agreed on for
    a rise). It is ``None`` unless at least 4 of 7 days are logged in both.
    """

    days: int
    now_mean: float | None
    now_n: int
    before_mean: float | None
    before_n: int
    change: float | None
    percent: float | None
    notable: bool | None


def daily_frame(days: Iterable[Day], first: date, last: date) -> pd.DataFrame:
    """One row a calendar day from `first` to `last`, indexed by "date".

    Columns: pain and the minutes (float, NaN where unknown), flare and strength
    (boolean, NA where unknown), logged (bool: the day has a pain rating). Minutes are
    known together, strength by itself (`Day.minutes_known`, `Day.exercises_known`).
    """
    days = list(days)
    known = [day.minutes_known for day in days]

    def minutes(column: str) -> list[int | None]:
        return [getattr(day, column) if of else None for day, of in zip(days, known, strict=True)]

    frame = pd.DataFrame(
        {
            "pain": [day.pain for day in days],
            "flare": pd.array([day.flare for day in days], dtype="boolean"),
            "logged": [day.logged for day in days],
            "light_minutes": minutes("light_minutes"),
            "moderate_minutes": minutes("moderate_minutes"),
            "vigorous_minutes": minutes("vigorous_minutes"),
            "active_minutes": minutes("active_minutes"),
            "strength": pd.array(
                [day.strength if day.exercises_known else None for day in days], dtype="boolean"
            ),
        },
        index=pd.DatetimeIndex([day.date for day in days]),
    )
    frame = frame.reindex(pd.date_range(first, last, name="date", unit="us"))
    frame["logged"] = frame["logged"].eq(True)
    frame["pain"] = frame["pain"].astype("float64")
    for column in _MINUTES:
        frame[column] = frame[column].astype("float64")
    return frame


def rolling_pain(frame: pd.DataFrame) -> pd.DataFrame:
    """Mean pain of each day and the six before it, where at least 4 of the 7 are logged.

    Takes a :func:`daily_frame`; days before it count as not logged, so let it begin
    six days early. Columns: mean (NaN where there are too few days) and n.
    """
    window = frame["pain"].rolling(ROLLING_DAYS, min_periods=1)
    n = window.count().fillna(0).astype("int64")
    # Rounded, the sum is exact again; a running mean would carry rounding along.
    total = frame["pain"].fillna(0).rolling(ROLLING_DAYS, min_periods=1).sum().round(_DECIMALS)
    return pd.DataFrame({"mean": (total / n).where(n >= ROLLING_NEEDED), "n": n})


def compare(frame: pd.DataFrame, last: date, days: int = 28) -> PainComparison:
    """The `days` days up to `last` beside as many before them; days not in `frame` are unlogged."""
    now = _pain_of(frame, last, days)
    before = _pain_of(frame, last - timedelta(days=days), days)
    changed = change(now, before)
    return PainComparison(
        days=days,
        now_mean=now.mean,
        now_n=now.n,
        before_mean=before.mean,
        before_n=before.n,
        change=changed.points if changed else None,
        percent=changed.percent if changed else None,
        notable=changed.notable if changed else None,
    )


def _pain_of(frame: pd.DataFrame, last: date, days: int) -> PainMean:
    first = last - timedelta(days=days - 1)
    pains = frame.loc[pd.Timestamp(first) : pd.Timestamp(last), "pain"].dropna()
    return PainMean(first, last, exact_sum(pains), len(pains))
