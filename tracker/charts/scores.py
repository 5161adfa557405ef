"""The scores of one questionnaire over time: a square each, on the range the score can have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

import pandas as pd

from tracker.analysis.scores import Scored
from tracker.charts.scores_view import spec
from tracker.charts.timeline import ticks
from tracker.formatting import PLAIN, Formats
from tracker.model import Scoring
from tracker.questionnaires.formatting import figure

__all__ = ["EMPTY", "Scored", "alt", "rows", "spec", "table", "title"]

EMPTY = "No scores yet."
TITLE = "{name}, {days}"
ONE = "{title}: one score, {last}."
ALT = "{title}: {scores}, the first {first}, the last {last}, the lowest {low}, the highest {high}."
TICKED, SCORE, RANGE = (
    "Number ticked or answered yes",
    "Score ({scoring})",
    "{what}, {low} to {high}",
)
_LEAST_WEEKS = 4
_MANY = 60  # scores whose squares would hide each other on a phone
_COLUMNS = {
    "kind": "str",
    "start": "datetime64[ms]",
    "score": "float64",
    "many": "bool",
    "when": "str",
    "said": "str",
    "said_more": "str",
    "room": "float64",
}


def title(name: str, scored: Sequence[Scored], formats: Formats = PLAIN) -> str:
    """What the chart shows, for the heading above it; `scored` come by date and are not empty."""
    return TITLE.format(name=name, days=formats.range_text(scored[0].date, scored[-1].date))


def rows(
    scored: Sequence[Scored],
    scoring: Scoring,
    bounds: tuple[float, float] | None,
    formats: Formats = PLAIN,
) -> pd.DataFrame:
    """Everything the chart draws.

    Parameters
    ----------
    scored
        The scores by date.
    scoring
        How they are made, for the words of the axis.
    bounds
        The least and the most a score can be; ``None`` where that is not known.
    formats
        How days and numbers are written.

    Returns
    -------
    pandas.DataFrame
        A row for each mark, of a "kind".
    """
    records: list[dict[str, Any]] = []
    if scored:
        first = scored[0].date - timedelta(days=scored[0].date.weekday())
        weeks = max(_LEAST_WEEKS, (scored[-1].date - first).days // 7 + 1)
        last = first + timedelta(days=7 * weeks - 1)
        for one in scored:
            records.append(_score(one, scoring, len(scored) > _MANY, formats))
        for day in (first, last):
            records.append(_row("end", start=datetime.combine(day, time(12))))
        for bound in bounds or ():
            records.append(_row("bound", score=bound))
        for tick in ticks(first, last, formats):
            start = datetime.combine(tick.day, time())
            room = 7 * weeks / tick.room
            records.append(
                _row("tick", start=start, said=tick.label, said_more=tick.year, room=room)
            )
        records.append(_row("heading", said=_heading(scoring, bounds, formats)))
    return pd.DataFrame.from_records(records, columns=list(_COLUMNS)).astype(_COLUMNS)


def alt(name: str, scored: Sequence[Scored], scoring: Scoring, formats: Formats = PLAIN) -> str:
    """The chart in one sentence, with its figures."""
    if not scored:
        return EMPTY
    lowest, highest = (end(one.score for one in scored) for end in (min, max))
    figures = {"first": scored[0].score, "last": scored[-1].score, "low": lowest, "high": highest}
    return (ONE if len(scored) == 1 else ALT).format(
        title=title(name, scored, formats),
        scores=formats.counted(len(scored), "score"),
        **{which: figure(score, scoring, formats) for which, score in figures.items()},
    )


def table(scored: Sequence[Scored], scoring: Scoring, formats: Formats = PLAIN) -> pd.DataFrame:
    """The scores in columns for people, newest first."""
    return pd.DataFrame(
        [
            {"Day": formats.day_text(one.date), "Score": figure(one.score, scoring, formats)}
            for one in reversed(scored)
        ],
        columns=["Day", "Score"],
    )


def _score(one: Scored, scoring: Scoring, many: bool, formats: Formats) -> dict[str, Any]:
    return _row(
        "score",
        start=datetime.combine(one.date, time(12)),
        score=one.score,
        many=many,
        when=formats.day_text(one.date),
        said=figure(one.score, scoring, formats),
    )


def _heading(scoring: Scoring, bounds: tuple[float, float] | None, formats: Formats) -> str:
    what = TICKED if scoring is Scoring.COUNT else SCORE.format(scoring=scoring)
    if bounds is None:
        return what
    low, high = (figure(bound, Scoring.SUM, formats) for bound in bounds)
    return RANGE.format(what=what, low=low, high=high)


def _row(kind: str, **values: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {
        name: False if dtype == "bool" else "" if dtype == "str" else None
        for name, dtype in _COLUMNS.items()
    }
    return blank | {"kind": kind} | values
