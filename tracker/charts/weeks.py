"""Earlier weeks, newest first: bars of active minutes against the goal, diamonds of strength days.

A week of which not every day is known is open: its bar ends in a hatched mark of one
size, and a hollow diamond follows its days, whatever it may have had. Every week says
its figures and state in words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from tracker.analysis.known_days import Amount
from tracker.analysis.weeks import State, Week
from tracker.charts.amounts import (
    amount_text,
    goal_label,
    known_text,
    mean_text,
    met_text,
    standing_text,
)
from tracker.charts.chart_points import ChartPoint
from tracker.charts.row_frame import row_frame
from tracker.charts.weeks_view import spec
from tracker.formatting import range_text, span_text

__all__ = ["EMPTY", "alt", "points", "rows", "spec", "table", "title"]

EMPTY = "No weeks in this range yet."

_COLUMNS = {
    "kind": "str",
    "at": "str",
    "week": "str",
    "span": "str",
    "minutes": "float64",
    "goal": "float64",
    "open": "bool",
    "place": "float64",
    "done": "bool",
    "said": "str",
    "said_more": "str",
}


def title(weeks: Sequence[Week]) -> str:
    """What the chart shows, for the heading above it; `weeks` are not empty."""
    return f"Weeks against your goals, {range_text(weeks[0].start, weeks[-1].end)}"


def rows(weeks: Sequence[Week]) -> pd.DataFrame:
    """Everything the chart draws for `weeks`, which come oldest first."""
    return row_frame(list(_rows(weeks)), _COLUMNS)


def _rows(weeks: Sequence[Week]) -> Iterator[dict[str, Any]]:
    for week in reversed(weeks):
        shared = {
            "week": week.name,
            "at": week.start.isoformat(),
            "said_more": _standing(week.strength, week.strength_goal, week.strength_state),
        }
        yield shared | {
            "kind": "week",
            "span": span_text(week.start, week.end, year=False),
            "minutes": week.active_minutes,
            "goal": week.minutes_goal,
            "open": not week.minutes.exact,
            "said": _standing(week.minutes, week.minutes_goal, week.minutes_state),
        }
        for place in range(week.strength_days + (not week.strength.exact)):
            yield shared | {
                "kind": "strength",
                "place": place + 0.5,
                "done": place < week.strength_days,
            }
    if weeks:
        yield {
            "kind": "heading",
            "said": goal_label([week.minutes_goal for week in weeks]),
        }


def points(weeks: Sequence[Week]) -> list[ChartPoint]:
    """What the panel says of each of `weeks`, oldest first; each opens its week."""
    return [
        ChartPoint(
            first=week.start,
            title=span_text(week.start, week.end),
            facts=(
                f"Active minutes {_whole(week.minutes, week.minutes_goal, week.minutes_state)}",
                f"Strength days {_whole(week.strength, week.strength_goal, week.strength_state)}",
            ),
            link=f"?week={week.name}",
            around=(
                "No pain rating"
                if week.pain_mean is None
                else f"Pain {mean_text(week.pain_mean, week.pain_days, 7)}",
                f"Activity known on {week.minutes_days_known} of 7 days, "
                f"exercises on {week.strength_days_known}",
            ),
        )
        for week in weeks
    ]


def _whole(amount: Amount, goal: int, state: State) -> str:
    return standing_text(amount, goal, state)


def _standing(amount: Amount, goal: int, state: State) -> str:
    return standing_text(amount, goal, state, short=True)


def alt(weeks: Sequence[Week]) -> str:
    """The chart in one sentence, with its figures."""
    if not weeks:
        return EMPTY
    days = 7 * len(weeks)
    active = sum(week.minutes_days_known for week in weeks)
    exercised = sum(week.strength_days_known for week in weeks)
    return (
        f"{title(weeks)}: "
        f"{met_text([week.minutes_state for week in weeks], 'the goal for active minutes')}; "
        f"{met_text([week.strength_state for week in weeks], 'the goal for strength days')}; "
        f"activity is {known_text(active, days)}, exercises on {exercised:,}."
    )


def table(weeks: Sequence[Week]) -> pd.DataFrame:
    """The weeks in columns for people, newest first."""
    return pd.DataFrame([_cells(week) for week in reversed(weeks)], columns=_TABLE)


_TABLE = [
    "Week",
    "Active minutes",
    "Goal",
    "Minutes",
    "Activity known",
    "Strength days",
    "Strength goal",
    "Strength",
    "Exercises known",
    "Pain on average",
]


def _cells(week: Week) -> dict[str, object]:
    pain = "" if week.pain_mean is None else mean_text(week.pain_mean, week.pain_days, 7)
    cells = (
        span_text(week.start, week.end),
        amount_text(week.minutes),
        week.minutes_goal,
        str(week.minutes_state),
        f"{week.minutes_days_known} of 7 days",
        amount_text(week.strength),
        week.strength_goal,
        str(week.strength_state),
        f"{week.strength_days_known} of 7 days",
        pain,
    )
    return dict(zip(_TABLE, cells, strict=True))
