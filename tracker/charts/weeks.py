"""Earlier weeks, newest first: bars of active minutes against the goal, diamonds of strength days.

A week that is not met and not wholly logged is open: a dashed box reaches from
what is recorded to the goal, and hollow diamonds stand for the days it may have
had. Every week says its figures and state in words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from tracker.analysis.weeks import State, Week
from tracker.charts.weeks_view import spec
from tracker.charts.words import counted, goal_label, met_text, range_text, span_text

__all__ = ["EMPTY", "alt", "rows", "spec", "table", "title"]

EMPTY = "No weeks in this range yet."

_COLUMNS = {
    "kind": "str",
    "week": "str",
    "span": "str",
    "when": "str",
    "minutes": "float64",
    "goal": "float64",
    "open": "bool",
    "place": "float64",
    "done": "bool",
    "said": "str",
    "said_more": "str",
    "logged": "str",
}


def title(weeks: Sequence[Week]) -> str:
    """What the chart shows, for the heading above it; `weeks` are not empty."""
    return f"Weeks against your goals, {range_text(weeks[0].start, weeks[-1].end)}"


def rows(weeks: Sequence[Week]) -> pd.DataFrame:
    """Everything the chart draws for `weeks`, which come oldest first."""
    records = list(_rows(weeks))
    return pd.DataFrame.from_records(records, columns=list(_COLUMNS)).astype(_COLUMNS)


def _rows(weeks: Sequence[Week]) -> Iterator[dict[str, Any]]:
    blank: dict[str, Any] = {
        name: False if dtype == "bool" else "" if dtype == "str" else None
        for name, dtype in _COLUMNS.items()
    }
    for week in reversed(weeks):
        logged = f"{week.days_logged} of 7 days"
        shared = blank | {"week": week.name, "when": span_text(week.start, week.end)}
        shared |= {"logged": logged}
        yield shared | {
            "kind": "week",
            "span": span_text(week.start, week.end, year=False),
            "minutes": week.active_minutes,
            "goal": week.minutes_goal,
            "open": week.minutes_state.is_open,
            "said": _standing(week.active_minutes, week.minutes_goal, week.minutes_state),
            "said_more": _standing(week.strength_days, week.strength_goal, week.strength_state),
        }
        is_open = week.strength_state.is_open
        for place in range(week.strength_goal if is_open else week.strength_days):
            yield shared | {
                "kind": "strength",
                "place": place + 0.5,
                "done": place < week.strength_days,
                "said_more": _standing(week.strength_days, week.strength_goal, week.strength_state),
            }
    if weeks:
        yield blank | {
            "kind": "heading",
            "said": goal_label([week.minutes_goal for week in weeks]),
        }


def _standing(total: int, goal: int, state: State) -> str:
    match state:
        case State.IN_PROGRESS:
            return f"{total} of {goal} so far"
        case State.UNKNOWN:
            return f"{total}+ of {goal}, unknown"
        case _:
            return f"{total} of {goal}, {state}"


def alt(weeks: Sequence[Week]) -> str:
    """The chart in one sentence, with its figures."""
    if not weeks:
        return EMPTY
    logged = sum(week.days_logged for week in weeks)
    return (
        f"{title(weeks)}: "
        f"{met_text([week.minutes_state for week in weeks], 'the goal for active minutes')}; "
        f"{met_text([week.strength_state for week in weeks], 'the goal for strength days')}; "
        f"{logged:,} of {counted(7 * len(weeks), 'day')} are logged."
    )


def table(weeks: Sequence[Week]) -> pd.DataFrame:
    """The weeks in columns for people, newest first."""
    return pd.DataFrame(
        [
            {
                "Week": span_text(week.start, week.end),
                "Days logged": week.days_logged,
                "Active minutes": week.active_minutes,
                "Goal": week.minutes_goal,
                "Minutes": str(week.minutes_state),
                "Strength days": week.strength_days,
                "Strength goal": week.strength_goal,
                "Strength": str(week.strength_state),
                "Pain on average": None if week.pain_mean is None else round(week.pain_mean, 1),
            }
            for week in reversed(weeks)
        ],
        columns=[
            "Week",
            "Days logged",
            "Active minutes",
            "Goal",
            "Minutes",
            "Strength days",
            "Strength goal",
            "Strength",
            "Pain on average",
        ],
    )
