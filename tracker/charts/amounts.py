"""Amounts of which not every day is known, in words: the same on every screen and in every file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.analysis.known_days import Amount, Bound, Ending, Measure, bound_of
from tracker.analysis.weeks import State
from tracker.formatting import PLAIN, Formats, listed, plural

if TYPE_CHECKING:
    from tracker.analysis.report import WeeksOfGoal

UNKNOWN, NOTHING = "unknown", "–"
AT_LEAST = "at least {figure}"
MEAN = "{mean} ({days})"
SO_FAR = "{figure} of {goal} so far"
STANDING = "{figure} of {goal}, {state}"
KNOWN = ("known on {known} of {days} day", "known on {known} of {days} days")
UNKNOWN_DAYS = ("{missing} of {days} days is unknown", "{missing} of {days} days are unknown")
NEVER = {Measure.ACTIVITY: "no activity recorded", Measure.EXERCISES: "no exercise recorded"}
LAST = {
    Measure.ACTIVITY: "last activity recorded {day}",
    Measure.EXERCISES: "last exercise recorded {day}",
}
NONE_SINCE = {
    Measure.ACTIVITY: "no activity on {day}, nothing recorded since",
    Measure.EXERCISES: "no exercises on {day}, nothing recorded since",
}
GOAL, GOAL_CHANGED = "– –  goal {goal}", "– –  goal {goal}, before {before}"
OF_WEEKS = ("{met} of {weeks} week met {goal}", "{met} of {weeks} weeks met {goal}")
MINUTES_GOAL, STRENGTH_GOAL = "the goal for active minutes", "the goal for strength days"
MISSED = "{n} missed it"
OF_STATE = {
    State.UNKNOWN: ("{n} is unknown", "{n} are unknown"),
    State.IN_PROGRESS: ("{n} is in progress", "{n} are in progress"),
}


def amount_text(amount: Amount, places: int = 0, *, formats: Formats = PLAIN) -> str:
    """In a sentence: "60", "at least 60" where days are unknown, or "unknown"."""
    if amount.unknown:
        return UNKNOWN
    figure = _figure(amount.total, places, formats)
    return AT_LEAST.format(figure=figure) if amount.bound is Bound.AT_LEAST else figure


def amount_mark(amount: Amount, places: int = 0, *, formats: Formats = PLAIN) -> str:
    """Where there is little room: "60", "60+" where days are unknown, or nothing."""
    return _mark(amount.total, amount.bound, places, formats)


def count_mark(number: int, *, exact: bool, formats: Formats = PLAIN) -> str:
    """A count that may be a lower bound: "4", "4+", or nothing for a bound that says nothing."""
    return _mark(number, bound_of(number, exact=exact), 0, formats)


def mean_text(mean: float, n: int, days: int, *, formats: Formats = PLAIN) -> str:
    """A mean with what it is made of: "4.1 (5 of 7 days)"."""
    return MEAN.format(mean=formats.number(mean, 1), days=formats.out_of(n, days, "day"))


def standing_text(
    amount: Amount, goal: int, state: State, *, short: bool = False, formats: Formats = PLAIN
) -> str:
    """A week against its goal, in words.

    Parameters
    ----------
    amount
        What was done.
    goal, state
        How much was to be done, and how that stands.
    short
        Where there is little room, a lower bound has a +: "60+ of 150, unknown".
    formats
        How numbers are written.

    Returns
    -------
    str
        "160 of 150, met", "at least 60 of 150, unknown", "30 of 90 so far" ("–" where no day is
        known yet) or "unknown".
    """
    if state is State.IN_PROGRESS:
        nothing_known = replace(amount, so_far=True).unknown
        figure = NOTHING if nothing_known else _figure(amount.total, 0, formats)
        return SO_FAR.format(figure=figure, goal=formats.number(goal))
    if amount.unknown:
        return UNKNOWN
    figure = (amount_mark if short else amount_text)(amount, formats=formats)
    return STANDING.format(figure=figure, goal=formats.number(goal), state=state)


def known_text(known: int, days: int, *, formats: Formats = PLAIN) -> str:
    """How many days a figure rests on: "known on 5 of 7 days"."""
    return plural(days, *KNOWN).format(known=formats.number(known), days=formats.number(days))


def unknown_days_text(amount: Amount, *, formats: Formats = PLAIN) -> str:
    """What is missing of an amount: "2 of 7 days are unknown", or nothing where all are known."""
    missing = amount.days - amount.days_known
    if missing <= 0:
        return ""
    said = plural(missing, *UNKNOWN_DAYS)
    return said.format(missing=formats.number(missing), days=formats.number(amount.days))


def ending_text(ending: Ending, year: int, *, formats: Formats = PLAIN) -> str:
    """What the last days rest on: "last activity recorded 30 October".

    The year is written where it is not `year`.
    """
    if ending.day is None:
        return NEVER[ending.measure]
    said = NONE_SINCE if ending.none else LAST
    return said[ending.measure].format(day=formats.day(ending.day, year=ending.day.year != year))


def endings_text(endings: Iterable[Ending], year: int, *, formats: Formats = PLAIN) -> str:
    """The same of all measures, as one sentence; empty where no stretch ends in unknown days."""
    said = "; ".join(ending_text(ending, year, formats=formats) for ending in endings)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def goal_label(goals: Sequence[int], *, formats: Formats = PLAIN) -> str:
    """What a dashed line stands for: the last of `goals`, and the one before where it changed."""
    if not goals:
        return ""
    goal = formats.number(goals[-1])
    before = next((one for one in reversed(goals) if one != goals[-1]), None)
    if before is None:
        return GOAL.format(goal=goal)
    return GOAL_CHANGED.format(goal=goal, before=formats.number(before))


def met_text(states: Sequence[State], goal: str, *, formats: Formats = PLAIN) -> str:
    """How many weeks met `goal`, and how many cannot be said to have missed it."""
    said = [_of_weeks(states.count(State.MET), len(states), goal, formats)]
    said += _of_states({state: states.count(state) for state in OF_STATE}, formats)
    return listed(said)


def weeks_of_goal_text(weeks: WeeksOfGoal, goal: str, *, formats: Formats = PLAIN) -> str:
    """How many of the weeks met a goal, missed it, or cannot be said to have."""
    said = [
        _of_weeks(weeks.met, weeks.total, goal, formats),
        MISSED.format(n=formats.number(weeks.missed)),
    ]
    counts = {State.UNKNOWN: weeks.unknown, State.IN_PROGRESS: int(weeks.in_progress)}
    return listed([*said, *_of_states(counts, formats)])


def _of_weeks(met: int, weeks: int, goal: str, formats: Formats) -> str:
    said = plural(weeks, *OF_WEEKS)
    return said.format(met=formats.number(met), weeks=formats.number(weeks), goal=goal)


def _of_states(counts: dict[State, int], formats: Formats) -> Iterable[str]:
    for state, count in counts.items():
        if count:
            yield plural(count, *OF_STATE[state]).format(n=formats.number(count))


def _mark(total: float, bound: Bound, places: int, formats: Formats) -> str:
    if bound is Bound.UNKNOWN:
        return ""
    return f"{_figure(total, places, formats)}{'+' if bound is Bound.AT_LEAST else ''}"


def _figure(total: float, places: int, formats: Formats) -> str:
    return formats.number(float(total), places)
