"""Mean pain of a stretch of days, and what can be said of two of them, as values.

Plain Python; `daily` makes them of a frame of days. A mean knows the days it is made
of, and no days have no mean. Totals are kept whole, so that whether a change reaches
a threshold never hangs on rounding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

ROLLING_DAYS = 7
ROLLING_NEEDED = 4  # of seven logged: fewer days make no mean worth drawing
NOTABLE_POINTS = 2
NOTABLE_SHARE = Fraction(30, 100)


@dataclass(frozen=True, slots=True)
class PainMean:
    """The pain of the days from `first` to `last`: `total` points on `n` logged days."""

    first: date
    last: date
    total: Fraction
    n: int

    @property
    def days(self) -> int:
        """How many calendar days there are, logged or not."""
        return (self.last - self.first).days + 1

    @property
    def mean(self) -> float | None:
        """The mean of the logged days; ``None`` where there are none."""
        return float(self.total / self.n) if self.n else None

    @property
    def enough(self) -> bool:
        """Whether at least 4 of every 7 days are logged."""
        return enough_days(self.n, self.days)


def enough_days(n: int, days: int) -> bool:
    """Whether a rating was given on at least 4 of every 7 days."""
    return n * ROLLING_DAYS >= ROLLING_NEEDED * days


@dataclass(frozen=True, slots=True)
class PainChange:
    """A mean less an earlier one, in points and in per cent of that.

    `two_points` and `thirty_per_cent` say whether pain fell by as much, which
    people with back pain call an improvement that matters (Farrar 2001, Ostelo
    2008; no figure is agreed on for a rise). All but the points are ``None`` unless at
    least 4 of 7 days are logged in both; per cent also where the earlier mean was 0.
    """

    points: float
    percent: float | None
    two_points: bool | None
    thirty_per_cent: bool | None

    @property
    def notable(self) -> bool | None:
        """Whether either was reached."""
        if self.two_points is None:
            return None
        return self.two_points or bool(self.thirty_per_cent)


@dataclass(frozen=True, slots=True)
class PainComparison:
    """The pain of some days beside that of as many days before them.

    `change` is ``None`` where one of them has no logged day.
    """

    now: PainMean
    before: PainMean
    change: PainChange | None

    @property
    def notable(self) -> bool | None:
        """Whether pain fell by 2 points or 30 per cent; ``None`` where too few days can say."""
        return self.change.notable if self.change else None


def exact_sum(ratings: Iterable[float]) -> Fraction:
    """The sum of ratings as they are written: 4.1 is 41/10."""
    ratings = list(ratings)
    whole = sum(rating for rating in ratings if isinstance(rating, int))
    return sum((Fraction(str(one)) for one in ratings if isinstance(one, float)), Fraction(whole))


def change(now: PainMean, before: PainMean) -> PainChange | None:
    """How one mean of pain differs from an earlier one.

    Parameters
    ----------
    now, before
        The means of two stretches of days.

    Returns
    -------
    PainChange or None
        `now` less `before`; ``None`` where either has no logged day. A fall of 2 points
        or 30 per cent matters to people with back pain (Farrar 2001, Ostelo 2008).
    """
    if not now.n or not before.n:
        return None
    mean = before.total / before.n
    points = now.total / now.n - mean
    enough = now.enough and before.enough
    return PainChange(
        points=float(points),
        percent=float(points / mean * 100) if mean and enough else None,
        two_points=points <= -NOTABLE_POINTS if enough else None,
        thirty_per_cent=mean > 0 and points <= -NOTABLE_SHARE * mean if enough else None,
    )
