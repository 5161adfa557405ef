"""The diary as a frame of days, and every figure that is made of a stretch of them.

Nothing is filled in: what nobody recorded stays missing, a mean comes with the
number of days it is made of, and no days have no mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pandas as pd

from tracker.analysis.known_days import Amount
from tracker.analysis.pain import (
    ROLLING_DAYS,
    ROLLING_NEEDED,
    PainComparison,
    PainMean,
    change,
    exact_sum,
)
from tracker.model import Day

WINDOW_DAYS = 28  # of pain that is compared with as many days before
ACTIVE_DAYS_WINDOW = 30  # days that FHIR's code for active days asks about

_MINUTES = ("light_minutes", "moderate_minutes", "vigorous_minutes", "active_minutes")
_DECIMALS = 6  # of a rating that another program wrote; far below what is shown


@dataclass(frozen=True, slots=True)
class DaySums:
    """What some days add up to: `flares` marked, of `flares_answered` days that say so.

    `minutes` are active minutes, `active_days` those with any.
    """

    days: int
    days_logged: int
    flares: int
    flares_answered: int
    minutes: Amount
    active_days: Amount
    strength: Amount


@dataclass(frozen=True, slots=True)
class ActiveDays:
    """Days with moderate or vigorous minutes in a stretch of days.

    `mean_minutes` are those of such a day, not doubled; ``None`` without one.
    """

    days: Amount
    mean_minutes: float | None


def daily_frame(days: Iterable[Day], first: date, last: date) -> pd.DataFrame:
    """The days of a diary as a frame, without gaps.

    Parameters
    ----------
    days
        Days with anything recorded, each at most once, in any order; others than
        those from `first` to `last` are left out.
    first, last
        The first and the last row, both included.

    Returns
    -------
    pandas.DataFrame
        One row a calendar day, indexed by "date". Columns: pain (0 to 10) and
        light_minutes, moderate_minutes, vigorous_minutes and active_minutes (float,
        NaN where unknown); flare and strength (boolean, NA where unknown); recorded
        (bool: the day has anything) and logged (bool: it has a pain rating). Minutes
        are known together, strength by itself (`Day.minutes_known`,
        `Day.exercises_known`).

    """
    count, begin = max(0, (last - first).days + 1), first.toordinal()
    found: list[Day | None] = [None] * count
    for day in days:
        place = day.date.toordinal() - begin
        if 0 <= place < count:
            found[place] = day
    pain = np.array([None if day is None else day.pain for day in found], dtype="float64")
    minutes = np.array([_minutes(day) for day in found], dtype="float64").reshape(-1, len(_MINUTES))
    return pd.DataFrame(
        {
            "pain": pain,
            "flare": _answers(None if day is None else day.flare for day in found),
            "recorded": np.array([day is not None for day in found], dtype=bool),
            "logged": ~np.isnan(pain),
            **dict(zip(_MINUTES, minutes.T, strict=True)),
            "strength": _answers(None if day is None else day.strength_day for day in found),
        },
        index=pd.date_range(first, last, name="date", unit="us"),
    )


_UNKNOWN = (None,) * len(_MINUTES)  # becomes NaN


def _minutes(day: Day | None) -> tuple[int | None, ...]:
    if day is None or not day.minutes_known:
        return _UNKNOWN
    return day.light_minutes, day.moderate_minutes, day.vigorous_minutes, day.active_minutes


def _answers(values: Iterable[bool | None]) -> pd.arrays.BooleanArray:
    said = list(values)
    unknown = np.array([value is None for value in said], dtype=bool)
    return pd.arrays.BooleanArray(np.array(said, dtype=bool), unknown)


def between(frame: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """The rows of a daily frame from `first` to `last`, as far as it has them."""
    (days,) = _places(frame, [(first, last)])
    return frame.iloc[days]


def sums(frame: pd.DataFrame) -> DaySums:
    """Everything that the days of a daily frame add up to.

    Parameters
    ----------
    frame
        A daily frame (`daily_frame`), or some of its rows.

    Returns
    -------
    DaySums
        Minutes are active minutes: moderate ones and twice the vigorous ones (WHO 2020).
    """
    days = len(frame)
    minutes, strength, flare = frame["active_minutes"], frame["strength"], frame["flare"]
    known, exercised = int(minutes.notna().sum()), int(strength.notna().sum())
    return DaySums(
        days=days,
        days_logged=int(frame["logged"].sum()),
        flares=int(flare.sum()),
        flares_answered=int(flare.notna().sum()),
        minutes=Amount(float(minutes.sum()), known, days),
        active_days=Amount(int((minutes > 0).sum()), known, days),
        strength=Amount(int(strength.sum()), exercised, days),
    )


def month_sums(frame: pd.DataFrame) -> Iterator[tuple[date, DaySums]]:
    """Each month of a daily frame by its first day, and what its days in the frame add up to."""
    for first in sorted({at.date().replace(day=1) for at in frame.index}):
        following = (first + timedelta(days=31)).replace(day=1)
        yield first, sums(between(frame, first, following - timedelta(days=1)))


def active_days(frame: pd.DataFrame, last: date) -> ActiveDays:
    """Days with moderate or vigorous minutes among the 30 up to `last`.

    Parameters
    ----------
    frame
        A daily frame; days that are not in it are unknown.
    last
        The last of the 30 days.

    Returns
    -------
    ActiveDays
        The days, and the mean minutes of one, as the HL7 Physical Activity guide asks
        for them (LOINC 89555-7 and 68516-4).
    """
    window = between(frame, last - timedelta(days=ACTIVE_DAYS_WINDOW - 1), last)
    minutes = window["moderate_minutes"] + window["vigorous_minutes"]
    active = minutes[minutes > 0]
    return ActiveDays(
        Amount(len(active), int(minutes.notna().sum()), ACTIVE_DAYS_WINDOW),
        float(active.mean()) if len(active) else None,
    )


def longest_gap(frame: pd.DataFrame) -> tuple[date, date] | None:
    """The first and last day of the longest stretch without a pain rating; the latest of equals."""
    unlogged = ~frame["logged"]
    stretch = (unlogged != unlogged.shift()).cumsum()[unlogged]
    if stretch.empty:
        return None
    lengths = stretch.value_counts()
    longest = stretch.index[stretch == lengths[lengths == lengths.max()].index.max()]
    return longest[0].date(), longest[-1].date()


def rolling_pain(frame: pd.DataFrame) -> pd.DataFrame:
    """Mean pain of each day and the six before it, where at least 4 of the 7 are logged.

    Parameters
    ----------
    frame
        A daily frame. Days before it count as not logged: let it begin six days early.

    Returns
    -------
    pandas.DataFrame
        A row for each of the frame. Columns: mean (0 to 10, NaN where there are too few
        days) and n (days logged, 0 to 7).
    """
    window = frame["pain"].rolling(ROLLING_DAYS, min_periods=1)
    n = window.count().fillna(0).astype("int64")
    # Rounded, the sum is exact again; a running mean would carry rounding along.
    total = frame["pain"].fillna(0).rolling(ROLLING_DAYS, min_periods=1).sum().round(_DECIMALS)
    return pd.DataFrame({"mean": (total / n).where(n >= ROLLING_NEEDED), "n": n})


def with_rolling_pain(frame: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """The days from `first` to `last` with the columns of `rolling_pain`, which looks back."""
    return between(frame.join(rolling_pain(frame)), first, last)


def pain_of(frame: pd.DataFrame, first: date, last: date) -> PainMean:
    """The pain of a stretch of days.

    Parameters
    ----------
    frame
        A daily frame; days that are not in it are not logged.
    first, last
        The first and the last day of the stretch.

    Returns
    -------
    PainMean
        With the exact sum of the ratings as they are written, 0 to 10 each.
    """
    (found,) = pain_of_each(frame, [(first, last)])
    return found


def pain_of_each(frame: pd.DataFrame, stretches: Sequence[tuple[date, date]]) -> list[PainMean]:
    """The same of several stretches of days, each by its first and last day."""
    ratings = frame["pain"].to_numpy()
    found = []
    for (first, last), days in zip(stretches, _places(frame, stretches), strict=True):
        pains = ratings[days]
        pains = pains[pains == pains]
        whole = pains == pains.round()
        total = Fraction(int(pains[whole].sum())) + exact_sum(pains[~whole].tolist())
        found.append(PainMean(first, last, total, len(pains)))
    return found


def flares_of_each(frame: pd.DataFrame, stretches: Sequence[tuple[date, date]]) -> list[int]:
    """How many days of each stretch are marked as a flare."""
    flares = frame["flare"].fillna(False).to_numpy(dtype=bool)
    return [int(flares[days].sum()) for days in _places(frame, stretches)]


def _places(frame: pd.DataFrame, stretches: Iterable[tuple[date, date]]) -> Iterator[slice]:
    """Which rows of a daily frame stretches of days are, as far as it has them."""
    begin = frame.index[0].date() if len(frame) else date.max
    for first, last in stretches:
        yield slice(max(0, (first - begin).days), max(0, (last - begin).days + 1))


def compare(frame: pd.DataFrame, last: date, days: int = WINDOW_DAYS) -> PainComparison:
    """The pain of the days up to `last` beside that of as many days before them.

    Parameters
    ----------
    frame
        A daily frame; days that are not in it are not logged.
    last
        The last day of the later stretch.
    days
        How many days each of the two has.

    Returns
    -------
    PainComparison
        Both means with their n, and the change; see `tracker.analysis.pain.change`.
    """
    window, step = timedelta(days=days - 1), timedelta(days=days)
    now = pain_of(frame, last - window, last)
    before = pain_of(frame, last - window - step, last - step)
    return PainComparison(now, before, change(now, before))
