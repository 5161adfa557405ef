"""What one bar stands for: a week, or the mean of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.analysis.weeks import Week


@dataclass(frozen=True, slots=True)
class Average:
    """Means of a period's weeks; open where not every day of them is known: at least so much.

    A mean may reach the goal and still be open.
    """

    minutes: float
    minutes_goal: float
    minutes_open: bool
    strength: float
    strength_goal: float
    strength_open: bool

    @classmethod
    def of(cls, period: Sequence[Week]) -> Average:
        """The average of one week or more."""
        count = len(period)
        return cls(
            minutes=sum(week.active_minutes for week in period) / count,
            minutes_goal=sum(week.minutes_goal for week in period) / count,
            minutes_open=not all(week.minutes.exact for week in period),
            strength=sum(week.strength_days for week in period) / count,
            strength_goal=sum(week.strength_goal for week in period) / count,
            strength_open=not all(week.strength.exact for week in period),
        )
