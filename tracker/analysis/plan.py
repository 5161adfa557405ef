"""The plan held against what was done, exercise by exercise and week by week.

A week has the plan of its last day: that of its time, and for this week the
present one. What was taken up during a week is planned for no more days than
were left of it. As with the goals, a day is unknown for exercises where none is recorded
and nobody said that there was none, and a week with such a day is never called missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis.weeks import State, Week
from tracker.model import ExerciseDone, Outcome, PlanItem, Skip, SkipReason, plan_on


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """An exercise of a week's plan: days planned, days done, and why not on others.

    `done_days` are those that were recorded: a lower bound where days are
    unknown. `skipped` counts the reasons of days on which it was not done.
    """

    exercise: str
    planned_days: int
    done_days: int
    skipped: Mapping[SkipReason, int]
    state: State


def planned_against_done(
    items: Sequence[PlanItem],
    done: Iterable[ExerciseDone],
    skips: Iterable[Skip],
    week: Week,
    today: date,
) -> list[PlannedExercise]:
    """Each exercise of the week's plan, in the plan's order.

    `items` are all that were ever planned; what was done and skipped on other
    days than the week's does not matter. Names are compared without case.
    """
    days_done = days_by_exercise(done)
    reasons = list(skips)
    dates = [week.start + timedelta(days=number) for number in range(7)]
    plans = [{item.exercise for item in plan_on(items, day)} for day in dates]
    found = []
    for item in plan_on(items, week.end):
        planned = min(item.days_a_week, sum(item.exercise in plan for plan in plans))
        own = days_done.get(item.exercise.lower(), set()) & set(dates)
        skipped = Counter(
            skip.reason
            for skip in reasons
            if skip.exercise.lower() == item.exercise.lower()
            and skip.date in dates
            and skip.date not in own
        )
        state = _state(len(own), planned, week, today)
        found.append(PlannedExercise(item.exercise, planned, len(own), skipped, state))
    return found


def days_by_exercise(done: Iterable[ExerciseDone]) -> dict[str, set[date]]:
    """The days on which each exercise was done, by its name in lower case.

    Partly done is done; stopped for pain is not.
    """
    days: dict[str, set[date]] = {}
    for entry in done:
        if entry.outcome is not Outcome.STOPPED:
            days.setdefault(entry.exercise.lower(), set()).add(entry.date)
    return days


def _state(done_days: int, planned_days: int, week: Week, today: date) -> State:
    if done_days >= planned_days:
        return State.MET
    if week.start <= today <= week.end:
        return State.IN_PROGRESS
    return State.MISSED if week.strength_days_known == 7 else State.UNKNOWN
