"""A day of the diary, added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Day:
    """What a diary says about one local calendar day, added up.

    Minutes and exercises are what was recorded: on a day that is not logged
    they are a lower bound, and "nothing recorded" is unknown rather than zero.
    """

    date: date
    pain: int | None = None
    flare: bool | None = None
    light_minutes: int = 0
    moderate_minutes: int = 0
    vigorous_minutes: int = 0
    exercises: int = 0
    strength: bool = False

    @property
    def logged(self) -> bool:
        """Whether the day has a check-in."""
        return self.pain is not None

    @property
    def active_minutes(self) -> int:
        """Moderate minutes and twice the vigorous ones (WHO 2020)."""
        return self.moderate_minutes + 2 * self.vigorous_minutes
