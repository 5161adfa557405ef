"""What is known of a stretch of days, measure by measure. Plain Python.

A day is known for a measure where something of it is recorded, where the person said
that there was none, or where a source of whole days has a record of its own. A sum
over other days is at least what it says.
"""

from __future__ import annotations

from collections.abc import Reversible
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.model import Day


class Measure(StrEnum):
    """What a goal counts: active minutes come of activity, strength days of exercises."""

    ACTIVITY = "activity"
    EXERCISES = "exercises"

    def known_on(self, day: Day) -> bool:
        """Whether the day is known for it."""
        return day.minutes_known if self is Measure.ACTIVITY else day.exercises_known

    def recorded_on(self, day: Day) -> bool:
        """Whether the day has a record of it other than that there was none."""
        if self is Measure.EXERCISES:
            return day.strength or day.exercises > 0
        return bool(day.active_minutes or day.light_minutes)


class Bound(StrEnum):
    """What a figure says of what it counts."""

    EXACT = "exact"
    AT_LEAST = "at least"
    UNKNOWN = "unknown"


def bound_of(total: float, *, exact: bool) -> Bound:
    """A figure that is not exact is a lower bound; a lower bound of nothing says nothing."""
    if exact:
        return Bound.EXACT
    return Bound.AT_LEAST if total else Bound.UNKNOWN


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum over `days` days, `days_known` of them known: exact where all are, else a lower bound.

    Of days that are not over, `so_far` says what they came to: exact where any is known.
    """

    total: float
    days_known: int
    days: int
    so_far: bool = False

    @property
    def bound(self) -> Bound:
        """Whether the sum is exact, a lower bound, or says nothing."""
        if self.so_far:
            return Bound.EXACT if self.days_known else Bound.UNKNOWN
        return bound_of(self.total, exact=self.exact)

    @property
    def exact(self) -> bool:
        """Whether every day is known."""
        return self.days_known >= self.days

    @property
    def unknown(self) -> bool:
        """Whether nothing can be said: nothing is recorded, and not every day is known."""
        return self.bound is Bound.UNKNOWN

    @property
    def known_total(self) -> float | None:
        """The sum, or a lower bound of it; ``None`` where nothing can be said."""
        return None if self.unknown else self.total


@dataclass(frozen=True, slots=True)
class Ending:
    """The last known day before a stretch that ends in unknown days.

    `day` is ``None`` where no day is known; `none` says that on it there was none.
    """

    measure: Measure
    day: date | None
    none: bool = False


def unknown_ending(
    days: Reversible[Day], measure: Measure, last: date, today: date
) -> Ending | None:
    """How the days up to `last` end, where that is in unknown ones.

    Parameters
    ----------
    days
        Days with anything recorded, by date.
    measure
        What is to be known of a day.
    last
        The last day of the stretch.
    today
        The person's present day. It is not over: while it is unknown, the days up to
        yesterday count.

    Returns
    -------
    Ending or None
        The last known day; ``None`` where the stretch doesn't end in unknown days.
    """
    last = min(last, today)
    known = (day for day in reversed(days) if day.date <= last and measure.known_on(day))
    day = next(known, None)
    if day is None:
        return Ending(measure, None)
    if day.date >= min(last, today - timedelta(days=1)):
        return None
    return Ending(measure, day.date, none=not measure.recorded_on(day))
