"""Weeks held against two goals: active minutes and strength days.

Plain Python, so that the check-in screen shows its week without pandas. A day
on which nothing was recorded, and nobody said that there was nothing, is unknown: a
week with such a day has at least the minutes it shows, and is never called missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.analysis.known_days import Amount
from tracker.model import EARLIEST_DAY, LATEST_DAY, Day, Goal, WeekStart


class State(StrEnum):
    """How a week stands against one of its goals."""

    MET = "met"
    IN_PROGRESS = "in progress"
    MISSED = "missed"
    UNKNOWN = "unknown"

    @property
    def is_open(self) -> bool:
        """Whether more may have been done, or may still be, than is recorded."""
        return self in (State.UNKNOWN, State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days added up, and the goals that held on the first of them.

    Minutes are what was recorded: a lower bound where `minutes_days_known` is below
    seven; so are strength days and `strength_days_known`. `pain_mean` is over
    `pain_days` days, ``None`` when there are none.
    """

    start: date
    end: date
    days_logged: int
    light_minutes: int
    moderate_minutes: int
    vigorous_minutes: int
    minutes_goal: int
    minutes_state: State
    minutes_days_known: int
    strength_days: int
    strength_goal: int
    strength_state: State
    strength_days_known: int
    pain_mean: float | None
    pain_days: int

    @property
    def active_minutes(self) -> int:
        """Moderate minutes and twice the vigorous ones (WHO 2020)."""
        return self.moderate_minutes + 2 * self.vigorous_minutes

    @property
    def minutes(self) -> Amount:
        """The active minutes, with how many of the days are known."""
        return self.amount(self.active_minutes)

    def amount(self, minutes: int) -> Amount:
        """Some of the week's minutes, such as the light ones: known together with the others."""
        return Amount(minutes, self.minutes_days_known, 7)

    @property
    def strength(self) -> Amount:
        """The strength days, with how many of the days are known."""
        return Amount(self.strength_days, self.strength_days_known, 7)

    @property
    def name(self) -> str:
        """The ISO week of the week's Monday: "2026-W47"."""
        monday = self.start + timedelta(days=-self.start.weekday() % 7)
        year, week, _ = monday.isocalendar()
        return f"{year}-W{week:02}"


@dataclass(frozen=True, slots=True)
class WeeksMean:
    """The means of one week or more that follow each other, and how many met each goal.

    The amounts are exact where every day of the weeks is known. A mean may reach the
    goal and still be a lower bound.
    """

    weeks: int
    minutes: Amount
    minutes_goal: float
    minutes_met: int
    strength: Amount
    strength_goal: float
    strength_met: int


@dataclass(frozen=True, slots=True)
class Runs:
    """Weeks met one after another: the run that still lasts, and the longest."""

    current: int
    longest: int


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a week still needs, and how many of its days are left (today included).

    `minutes_a_day` spreads the minutes over the days left, rounded up; ``None``
    when no day is left.
    """

    minutes_left: int
    strength_days_left: int
    days_left: int
    minutes_a_day: int | None


def week_of(day: date, week_start: WeekStart) -> tuple[date, date]:
    """The first and last day of the week that `day` is in."""
    days_in = (day.weekday() + (week_start is WeekStart.SUNDAY)) % 7
    first = day - timedelta(days=days_in)
    return first, first + timedelta(days=6)


def parse_week(name: str, week_start: WeekStart) -> tuple[date, date]:
    """The first and last day of a week written as "2026-W47" (see `Week.name`).

    Parameters
    ----------
    name
        The ISO week of the week's Monday.
    week_start
        The day that the person's weeks begin on.

    Raises
    ------
    ValueError
        With a sentence that says what is wrong.
    """
    written = re.fullmatch(r"(\d{4})-W(\d{2})", name, re.ASCII)
    if not written:
        raise ValueError(f"{name!r} is no week. Write it as 2026-W47.")
    year, week = int(written[1]), int(written[2])
    if not EARLIEST_DAY.year <= year <= LATEST_DAY.year:
        raise ValueError(f"{name} is outside {EARLIEST_DAY.year} to {LATEST_DAY.year}.")
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        weeks_in_year = date(year, 12, 28).isocalendar().week
        raise ValueError(f"{year} has weeks W01 to W{weeks_in_year}, no W{week:02}.") from None
    return week_of(monday, week_start)


def goal_for(goals: Iterable[Goal], first_day_of_week: date) -> Goal:
    """The latest goal that had started on the week's first day, or the usual one."""
    started = (goal for goal in goals if goal.starts <= first_day_of_week)
    return max(started, key=lambda goal: goal.starts, default=Goal(EARLIEST_DAY))


def weeks(
    days: Iterable[Day],
    goals: Sequence[Goal],
    week_start: WeekStart,
    today: date,
    first: date | None = None,
    last: date | None = None,
) -> list[Week]:
    """Every week from that of `first` to that of `last`, none left out, oldest first.

    Weeks are whole: `first` and `last` choose weeks, they do not cut them.

    Parameters
    ----------
    days
        Each date at most once, in any order; one that is missing has nothing recorded.
    goals
        All goals there ever were.
    week_start
        The day that weeks begin on.
    today
        The person's present day.
    first
        A day of the first week; without it that of the first of `days`, or today.
    last
        A day of the last week; without it today.
    """
    days = list(days)
    begin = first or min([today, *(day.date for day in days)])
    start = week_of(begin, week_start)[0]
    count = ((last or today) - start).days // 7 + 1
    in_weeks: list[list[Day]] = [[] for _ in range(count)]
    origin = start.toordinal()
    for day in days:
        index = (day.date.toordinal() - origin) // 7
        if 0 <= index < count:
            in_weeks[index].append(day)
    starts = (start + timedelta(weeks=index) for index in range(count))
    return [
        _week(first_day, in_week, goal_for(goals, first_day), today)
        for first_day, in_week in zip(starts, in_weeks, strict=True)
    ]


def mean_of(some: Sequence[Week]) -> WeeksMean:
    """The means of some weeks and how many of them met each goal.

    Parameters
    ----------
    some
        One week or more, one after another.
    """
    count = len(some)
    minutes = sum(week.active_minutes for week in some) / count
    strength = sum(week.strength_days for week in some) / count
    return WeeksMean(
        weeks=count,
        minutes=Amount(minutes, sum(week.minutes_days_known for week in some), 7 * count),
        minutes_goal=sum(week.minutes_goal for week in some) / count,
        minutes_met=sum(week.minutes_state is State.MET for week in some),
        strength=Amount(strength, sum(week.strength_days_known for week in some), 7 * count),
        strength_goal=sum(week.strength_goal for week in some) / count,
        strength_met=sum(week.strength_state is State.MET for week in some),
    )


def goal_state(amount: Amount, goal: int, week: tuple[date, date], today: date) -> State:
    """How what was done in a week stands against what was to be done.

    Parameters
    ----------
    amount
        What was done, with how many days are known.
    goal
        How much was to be done.
    week
        The week's first and last day.
    today
        The person's present day.

    Returns
    -------
    State
        Met once the goal is reached, missed only where all days are known.
    """
    if amount.total >= goal:
        return State.MET
    if week[0] <= today <= week[1]:
        return State.IN_PROGRESS
    return State.MISSED if amount.exact else State.UNKNOWN


def runs(states: Iterable[State]) -> Runs:
    """Runs of weeks met, oldest week first: missed breaks one, unknown neither breaks nor extends.

    A week in progress counts like an unknown one.
    """
    current = longest = 0
    for state in states:
        if state is State.MET:
            current += 1
            longest = max(longest, current)
        elif state is State.MISSED:
            current = 0
    return Runs(current, longest)


def remaining(week: Week, today: date) -> Remaining:
    """What a week still needs for its goals.

    Parameters
    ----------
    week
        A week; nothing can be done in one that is over.
    today
        The person's present day, which counts as left.
    """
    minutes_left = max(0, week.minutes_goal - week.active_minutes)
    days_left = min(7, max(0, (week.end - today).days + 1))
    return Remaining(
        minutes_left=minutes_left,
        strength_days_left=max(0, week.strength_goal - week.strength_days),
        days_left=days_left,
        minutes_a_day=-(-minutes_left // days_left) if days_left else None,
    )


def _week(start: date, days: Sequence[Day], goal: Goal, today: date) -> Week:
    end = start + timedelta(days=6)
    pains = [day.pain for day in days if day.pain is not None]
    moderate = sum(day.moderate_minutes for day in days)
    vigorous = sum(day.vigorous_minutes for day in days)
    minutes = Amount(moderate + 2 * vigorous, sum(day.minutes_known for day in days), 7)
    strength_days = sum(day.strength for day in days)
    strength = Amount(strength_days, sum(day.exercises_known for day in days), 7)
    return Week(
        start=start,
        end=end,
        days_logged=len(pains),
        light_minutes=sum(day.light_minutes for day in days),
        moderate_minutes=moderate,
        vigorous_minutes=vigorous,
        minutes_goal=goal.active_minutes,
        minutes_state=goal_state(minutes, goal.active_minutes, (start, end), today),
        minutes_days_known=minutes.days_known,
        strength_days=strength_days,
        strength_goal=goal.strength_days,
        strength_state=goal_state(strength, goal.strength_days, (start, end), today),
        strength_days_known=strength.days_known,
        pain_mean=sum(pains) / len(pains) if pains else None,
        pain_days=len(pains),
    )
