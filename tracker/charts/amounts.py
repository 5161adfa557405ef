"""Amounts of which not every day is known, in words: the same on every screen and in every file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.analysis.known_days import Amount, Bound, Ending, Measure, bound_of
from tracker.analysis.weeks import State
from tracker.formatting import counted

if TYPE_CHECKING:
    from tracker.analysis.report import WeeksOfGoal

UNKNOWN = "unknown"
_RECORDED = {Measure.ACTIVITY: "activity", Measure.EXERCISES: "exercise"}


def amount_text(amount: Amount, places: int = 0) -> str:
    """In a sentence: "60", "at least 60" where days are unknown, or "unknown"."""
    if amount.unknown:
        return UNKNOWN
    return f"{'at least ' if amount.bound is Bound.AT_LEAST else ''}{_figure(amount.total, places)}"


def amount_mark(amount: Amount, places: int = 0) -> str:
    """Where there is little room: "60", "60+" where days are unknown, or nothing."""
    return _mark(amount.total, amount.bound, places)


def count_mark(number: int, *, exact: bool) -> str:
    """A count that may be a lower bound: "4", "4+", or nothing for a bound that says nothing."""
    return _mark(number, bound_of(number, exact=exact), 0)


def mean_text(mean: float, n: int, days: int) -> str:
    """A mean with what it is made of: "4.1 (5 of 7 days)"."""
    return f"{mean:.1f} ({n} of {days} days)"


def standing_text(amount: Amount, goal: int, state: State, *, short: bool = False) -> str:
    """A week against its goal, in words.

    Parameters
    ----------
    amount
        What was done.
    goal, state
        How much was to be done, and how that stands.
    short
        Where there is little room, a lower bound has a +: "60+ of 150, unknown".

    Returns
    -------
    str
        "160 of 150, met", "at least 60 of 150, unknown", "30 of 90 so far" or "unknown".
    """
    if state is State.IN_PROGRESS:
        return f"{_figure(amount.total)} of {goal:,} so far"
    if amount.unknown:
        return UNKNOWN
    return f"{amount_mark(amount) if short else amount_text(amount)} of {goal:,}, {state}"


def known_text(known: int, days: int) -> str:
    """How many days a figure rests on: "known on 5 of 7 days"."""
    return f"known on {known:,} of {days:,} {'day' if days == 1 else 'days'}"


def unknown_days_text(amount: Amount) -> str:
    """What is missing of an amount: "2 of 7 days are unknown", or nothing where all are known."""
    missing = amount.days - amount.days_known
    if missing <= 0:
        return ""
    return f"{missing:,} of {amount.days:,} days {'is' if missing == 1 else 'are'} unknown"


def ending_text(ending: Ending, year: int) -> str:
    """What the last days rest on: "last activity recorded 30 October".

    The year is written where it is not `year`.
    """
    name = _RECORDED[ending.measure]
    if ending.day is None:
        return f"no {name} recorded"
    day = _day(ending.day, year)
    if ending.none:
        return f"no {ending.measure} on {day}, nothing recorded since"
    return f"last {name} recorded {day}"


def endings_text(endings: Iterable[Ending], year: int) -> str:
    """The same of all measures, as one sentence; empty where no stretch ends in unknown days."""
    said = "; ".join(ending_text(ending, year) for ending in endings)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _day(day: date, year: int) -> str:
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != year else "")


def _mark(total: float, bound: Bound, places: int) -> str:
    if bound is Bound.UNKNOWN:
        return ""
    return f"{_figure(total, places)}{'+' if bound is Bound.AT_LEAST else ''}"


def _figure(total: float, places: int = 0) -> str:
    return f"{total:,.{places}f}"


def goal_label(goals: Sequence[int]) -> str:
    """What a dashed line stands for: the last of `goals`, and the one before where it changed."""
    if not goals:
        return ""
    before = next((goal for goal in reversed(goals) if goal != goals[-1]), None)
    return f"– –  goal {goals[-1]}" + (f", before {before}" if before is not None else "")


def met_text(states: Sequence[State], goal: str) -> str:
    """How many weeks met `goal`, and how many cannot be said to have missed it."""
    said = f"{states.count(State.MET)} of {counted(len(states), 'week')} met {goal}"
    for state in (State.UNKNOWN, State.IN_PROGRESS):
        count = states.count(state)
        if count:
            said += f", {count} {'is' if count == 1 else 'are'} {state}"
    return said


def weeks_of_goal_text(weeks: WeeksOfGoal, goal: str) -> str:
    """How many of the weeks met a goal, missed it, or cannot be said to have."""
    said = f"{weeks.met} of {counted(weeks.total, 'week')} met {goal}, {weeks.missed} missed it"
    if weeks.unknown:
        said += f", {weeks.unknown} {'is' if weeks.unknown == 1 else 'are'} unknown"
    if weeks.in_progress:
        said += ", 1 is in progress"
    return said
