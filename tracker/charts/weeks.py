"""Earlier weeks, newest first: bars of active minutes against the goal, diamonds of strength days.

A week of which not every day is known is open: its bar ends in a hatched mark of one
size, and a hollow diamond follows its days, whatever it may have had. Every week says
its figures and state in words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from tracker.analysis.known_days import Amount
from tracker.analysis.weeks import State, Week
from tracker.charts.amounts import (
    MINUTES_GOAL,
    STRENGTH_GOAL,
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
from tracker.formatting import PLAIN, Formats

__all__ = ["EMPTY", "alt", "points", "rows", "spec", "table", "title"]

EMPTY = "No weeks in this range yet."
TITLE = "Weeks against your goals, {days}"
ALT = "{title}: {minutes}; {strength}; activity is {known}, exercises on {exercised}."
MINUTES, STRENGTH = "Active minutes {standing}", "Strength days {standing}"
PAIN, NO_PAIN = "Pain {mean}", "No pain rating"
KNOWN = "Activity known on {minutes} of 7 days, exercises on {strength}"
OF_DAYS = "{n} of 7 days"
_KEPT = 4096  # weeks, asked again after every save, which changes one; some 10 MB

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


def title(weeks: Sequence[Week], formats: Formats = PLAIN) -> str:
    """What the chart shows, for the heading above it; `weeks` are not empty."""
    return TITLE.format(days=formats.range_text(weeks[0].start, weeks[-1].end))


def rows(weeks: Sequence[Week], formats: Formats = PLAIN) -> pd.DataFrame:
    """Everything the chart draws for `weeks`, which come oldest first."""
    return row_frame(list(_rows(weeks, formats)), _COLUMNS)


def _rows(weeks: Sequence[Week], formats: Formats) -> Iterator[Mapping[str, Any]]:
    for week in reversed(weeks):
        yield from _rows_of(week, formats)
    if weeks:
        yield {
            "kind": "heading",
            "said": goal_label([week.minutes_goal for week in weeks], formats=formats),
        }


@lru_cache(maxsize=_KEPT)
def _rows_of(week: Week, formats: Formats) -> Sequence[Mapping[str, Any]]:
    shared = {
        "week": week.name,
        "at": week.start.isoformat(),
        "said_more": _standing(week.strength, week.strength_goal, week.strength_state, formats),
    }
    bar = {
        "kind": "week",
        "span": formats.span_text(week.start, week.end, year=False),
        "minutes": week.active_minutes,
        "goal": week.minutes_goal,
        "open": not week.minutes.exact,
        "said": _standing(week.minutes, week.minutes_goal, week.minutes_state, formats),
    }
    diamonds = [
        {"kind": "strength", "place": place + 0.5, "done": place < week.strength_days}
        for place in range(week.strength_days + (not week.strength.exact))
    ]
    return [shared | row for row in (bar, *diamonds)]


def points(weeks: Sequence[Week], formats: Formats = PLAIN) -> list[ChartPoint]:
    """What the panel says of each of `weeks`, oldest first; each opens its week."""
    return [_point(week, formats) for week in weeks]


@lru_cache(maxsize=_KEPT)
def _point(week: Week, formats: Formats) -> ChartPoint:
    minutes = standing_text(week.minutes, week.minutes_goal, week.minutes_state, formats=formats)
    strength = standing_text(
        week.strength, week.strength_goal, week.strength_state, formats=formats
    )
    return ChartPoint(
        first=week.start,
        title=formats.span_text(week.start, week.end),
        facts=(MINUTES.format(standing=minutes), STRENGTH.format(standing=strength)),
        link=f"?week={week.name}",
        around=(
            PAIN.format(mean=_pain(week, formats)) if week.pain_mean is not None else NO_PAIN,
            KNOWN.format(minutes=week.minutes_days_known, strength=week.strength_days_known),
        ),
    )


def _pain(week: Week, formats: Formats) -> str:
    if week.pain_mean is None:
        return ""
    return mean_text(week.pain_mean, week.pain_days, 7, formats=formats)


def _standing(amount: Amount, goal: int, state: State, formats: Formats) -> str:
    return standing_text(amount, goal, state, short=True, formats=formats)


def alt(weeks: Sequence[Week], formats: Formats = PLAIN) -> str:
    """The chart in one sentence, with its figures."""
    if not weeks:
        return EMPTY
    days = 7 * len(weeks)
    active = sum(week.minutes_days_known for week in weeks)
    exercised = sum(week.strength_days_known for week in weeks)
    return ALT.format(
        title=title(weeks, formats),
        minutes=met_text([week.minutes_state for week in weeks], MINUTES_GOAL, formats=formats),
        strength=met_text([week.strength_state for week in weeks], STRENGTH_GOAL, formats=formats),
        known=known_text(active, days, formats=formats),
        exercised=formats.number(exercised),
    )


def table(weeks: Sequence[Week], formats: Formats = PLAIN) -> pd.DataFrame:
    """The weeks in columns for people, newest first."""
    return pd.DataFrame([_cells(week, formats) for week in reversed(weeks)], columns=_TABLE)


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


def _cells(week: Week, formats: Formats) -> dict[str, object]:
    cells = (
        formats.span_text(week.start, week.end),
        amount_text(week.minutes, formats=formats),
        week.minutes_goal,
        str(week.minutes_state),
        OF_DAYS.format(n=week.minutes_days_known),
        amount_text(week.strength, formats=formats),
        week.strength_goal,
        str(week.strength_state),
        OF_DAYS.format(n=week.strength_days_known),
        _pain(week, formats),
    )
    return dict(zip(_TABLE, cells, strict=True))
