"""A day of the diary, added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Day:
    """What a diary says about one local calendar day, added up.

    Minutes and exercises are what was recorded; where nothing was, that is unknown
    rather than zero, unless the person said that there was none. `activities` and
    `exercises` count the records, those of 0 minutes and those stopped for pain too;
    `partly` and `stopped` are how many of the exercises were partly done, and stopped
    for pain.
    """

    date: date
    pain: float | None = None
    flare: bool | None = None
    light_minutes: int = 0
    moderate_minutes: int = 0
    vigorous_minutes: int = 0
    exercises: int = 0
    strength: bool = False
    activities: int = 0
    no_activity: bool = False
    no_exercises: bool = False
    partly: int = 0
    stopped: int = 0

    @property
    def logged(self) -> bool:
        """Whether the day has a pain rating."""
        return self.pain is not None

    @property
    def minutes_known(self) -> bool:
        """Whether the day's minutes are known: some record of them, or the word of the person."""
        recorded = self.activities or self.active_minutes or self.light_minutes
        return self.no_activity or bool(recorded)

    @property
    def exercises_known(self) -> bool:
        """Whether the day's exercises are known: some record, or the word of the person."""
        return self.no_exercises or self.strength or self.exercises > 0

    @property
    def strength_day(self) -> bool | None:
        """Whether it was a strength day; ``None`` where its exercises are unknown."""
        return self.strength if self.exercises_known else None

    @property
    def active_minutes(self) -> int:
        """Moderate minutes and twice the vigorous ones (WHO 2020)."""
        return self.moderate_minutes + 2 * self.vigorous_minutes
