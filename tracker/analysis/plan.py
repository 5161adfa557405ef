"""The plan held against what was done, exercise by exercise and week by week.

A week has the plan of its last day: that of its time, and for this week the
present one. What was taken up during a week is planned for no more days than
were left of it. As with the goals, a day is unknown for exercises where none is recorded
and nobody said that there was none, and a week with such a day is never called missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis.known_days import Amount, Bound
from tracker.analysis.weeks import State, Week, goal_state
from tracker.model import ExerciseDone, Outcome, PlanItem, Skip, SkipReason, plan_on


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """An exercise of a week's plan: days planned, days done, and why not on others.

    `done_days` are those that were recorded: a lower bound where days are
    unknown. An exercise partly done counts; one that was stopped for pain does not.
    `partly_days` are those done days on which it was never done in full, `stopped_days`
    all on which it was stopped for pain, also where it was done at another time of the
    day. `skipped` counts the reasons of days on which it was not done.
    """

    exercise: str
    planned_days: int
    done_days: int
    skipped: Mapping[SkipReason, int]
    state: State
    partly_days: int
    stopped_days: int

    @property
    def exact(self) -> bool:
        """Whether what is recorded is said as it is, and not as a lower bound."""
        return self.state is not State.UNKNOWN

    @property
    def done_of_planned(self) -> int:
        """Days done, at most as many as planned: more of one exercise makes up for no other."""
        return min(self.done_days, self.planned_days)


@dataclass(frozen=True, slots=True)
class WholePlan:
    """All exercises of a week's plan together: days done of days planned, one by one."""

    done: Amount
    planned: int

    @property
    def bound(self) -> Bound:
        """How to say what was done: a plan that is met is known, whatever other days were."""
        return Bound.EXACT if self.done.total == self.planned else self.done.bound


def whole_plan(rows: Iterable[PlannedExercise], week: Week) -> WholePlan:
    """What `planned_against_done` found of a week, added up."""
    found = list(rows)
    return WholePlan(
        Amount(sum(row.done_of_planned for row in found), week.strength_days_known, 7),
        sum(row.planned_days for row in found),
    )


def planned_against_done(
    items: Sequence[PlanItem],
    done: Iterable[ExerciseDone],
    skips: Iterable[Skip],
    week: Week,
    today: date,
) -> list[PlannedExercise]:
    """Each exercise of a week's plan, held against what was done.

    Parameters
    ----------
    items
        All that was ever planned.
    done, skips
        What was done, and why not on other days; days outside of the week don't matter.
    week
        The week; it has the plan of its last day.
    today
        The person's present day: a week that is not over misses nothing.

    Returns
    -------
    list of PlannedExercise
        In the plan's order. Names of exercises are compared without case.
    """
    entries = list(done)
    days_done = days_by_exercise(entries)
    days_full = _days(entries, Outcome.DONE)
    days_stopped = _days(entries, Outcome.STOPPED)
    reasons = list(skips)
    dates = [week.start + timedelta(days=number) for number in range(7)]
    plans = [{item.exercise for item in plan_on(items, day)} for day in dates]
    found = []
    for item in plan_on(items, week.end):
        planned = min(item.days_a_week, sum(item.exercise in plan for plan in plans))
        name = item.exercise.lower()
        own = days_done.get(name, set()) & set(dates)
        skipped = Counter(
            skip.reason
            for skip in reasons
            if skip.exercise.lower() == name and skip.date in dates and skip.date not in own
        )
        done_days = Amount(len(own), week.strength_days_known, 7)
        state = goal_state(done_days, planned, (week.start, week.end), today)
        found.append(
            PlannedExercise(
                item.exercise,
                planned,
                len(own),
                skipped,
                state,
                partly_days=len(own - days_full.get(name, set())),
                stopped_days=len(days_stopped.get(name, set()) & set(dates)),
            )
        )
    return found


def outcomes_by_day(done: Iterable[ExerciseDone], exercise: str) -> dict[date, Outcome]:
    """How an exercise ended on each day with an entry of it: the most that was done of it.

    Of a day on which it was done once and stopped at another time, it says that it was done.
    """
    found: dict[date, Outcome] = {}
    order = list(Outcome)  # from done in full to stopped
    for entry in done:
        if entry.exercise.lower() == exercise.lower():
            before = found.get(entry.date, entry.outcome)
            found[entry.date] = min(before, entry.outcome, key=order.index)
    return found


def least_strength_days(items: Iterable[PlanItem], strengthening: Collection[str]) -> int:
    """How many strength days a week a plan makes at the least, should all of it be done.

    Exercises may fall on the same days or on others: the one planned most often makes the
    least that there can be. `strengthening` holds names in lower case.
    """
    return max((i.days_a_week for i in items if i.exercise.lower() in strengthening), default=0)


def days_by_exercise(done: Iterable[ExerciseDone]) -> dict[str, set[date]]:
    """The days on which each exercise was done or partly done, by its name in lower case."""
    return _days(done, Outcome.DONE, Outcome.PARTLY)


def _days(done: Iterable[ExerciseDone], *outcomes: Outcome) -> dict[str, set[date]]:
    days: dict[str, set[date]] = {}
    for entry in done:
        if entry.outcome in outcomes:
            days.setdefault(entry.exercise.lower(), set()).add(entry.date)
    return days
