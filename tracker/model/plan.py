"""What a person means to do: goals, a plan of exercises, reminders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from tracker.model.checks import (
    EARLIEST_DAY,
    TERM_LIMIT,
    InvalidValue,
    check_choice,
    check_clock,
    check_dose,
    check_start,
    check_text,
    check_whole,
)


class Occasion(StrEnum):
    """What a person wants to be reminded of."""

    BREAK = "break"
    EXERCISE = "exercise"
    CHECK_IN = "check-in"


@dataclass(frozen=True, slots=True)
class Goal:
    """Active minutes and strength days a week, from a day on.

    A week is judged by the latest goal that had started on the week's first day.
    The defaults are those of WHO's 2020 guidelines for adults.
    """

    starts: date
    active_minutes: int = 150
    strength_days: int = 2

    def __post_init__(self) -> None:
        check_start("starts", self.starts)
        check_whole("active_minutes", self.active_minutes, 1, 7 * 1440)
        check_whole("strength_days", self.strength_days, 1, 7)


@dataclass(frozen=True, slots=True)
class PlanItem:
    """An exercise that a person chose, with its dose and days a week, from a day on.

    For each exercise the latest item that has started holds, so that the plan of
    a past day stays known; one of 0 days a week ends what was planned before.
    """

    exercise: str
    days_a_week: int = 7
    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    starts: date = EARLIEST_DAY

    def __post_init__(self) -> None:
        check_text("exercise", self.exercise, TERM_LIMIT, required=True)
        check_whole("days_a_week", self.days_a_week, 0, 7)
        check_dose(self.sets, self.reps, self.hold_seconds)
        check_start("starts", self.starts)


def plan_on(items: Iterable[PlanItem], day: date) -> list[PlanItem]:
    """The plan of a day out of all that was ever planned, in the order chosen."""
    held: dict[str, PlanItem] = {}
    for item in sorted(items, key=lambda item: item.starts):
        if item.starts > day:
            break
        if item.days_a_week:
            held[item.exercise] = item  # a changed one keeps its place
        else:
            held.pop(item.exercise, None)
    return list(held.values())


@dataclass(frozen=True, slots=True)
class Reminder:
    """When a person wants to be reminded of something, on their own clock; one per occasion.

    Weekdays count from Monday, 0. A break comes every so many minutes from
    `begins` to `ends`; anything else once, at `begins`.
    """

    occasion: Occasion
    begins: time
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    ends: time | None = None
    every_minutes: int | None = None

    def __post_init__(self) -> None:
        check_choice("occasion", self.occasion, Occasion)
        check_clock("begins", self.begins)
        if not isinstance(self.weekdays, tuple) or not self.weekdays:
            raise InvalidValue("weekdays", self.weekdays, "one day of the week or more")
        for weekday in self.weekdays:
            check_whole("weekdays", weekday, 0, 6)
        if list(self.weekdays) != sorted(set(self.weekdays)):
            raise InvalidValue("weekdays", self.weekdays, "each day of the week once, in order")
        if self.occasion is not Occasion.BREAK:
            for name in ("ends", "every_minutes"):
                if getattr(self, name) is not None:
                    raise InvalidValue(name, getattr(self, name), "nothing but for breaks")
            return
        check_clock("ends", self.ends)
        if self.ends is None or self.ends <= self.begins:
            raise InvalidValue("ends", self.ends, f"a time after {self.begins:%H:%M}")
        check_whole("every_minutes", self.every_minutes, 10, 240)
