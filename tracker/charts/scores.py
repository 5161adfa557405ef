"""The scores of one questionnaire over time: a square each, on the range the score can have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from tracker.charts.scores_view import spec
from tracker.charts.timeline import ticks
from tracker.charts.words import counted, day_text, range_text
from tracker.model import Scoring
from tracker.questionnaires.words import change_words, figure

__all__ = ["EMPTY", "Scored", "alt", "rows", "spec", "table", "title"]

EMPTY = "No scores yet."
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


@dataclass(frozen=True, slots=True)
class Scored:
    """A score and the day that the answers are of."""

    date: date
    score: float


def title(name: str, scored: Sequence[Scored]) -> str:
    """What the chart shows, for the heading above it; `scored` come by date and are not empty."""
    return f"{name}, {range_text(scored[0].date, scored[-1].date)}"


def rows(
    scored: Sequence[Scored], scoring: Scoring, bounds: tuple[float, float] | None
) -> pd.DataFrame:
    """Everything the chart draws; `bounds` are the least and the most a score can be."""
    records: list[dict[str, Any]] = []
    if scored:
        first = scored[0].date - timedelta(days=scored[0].date.weekday())
        weeks = max(_LEAST_WEEKS, (scored[-1].date - first).days // 7 + 1)
        last = first + timedelta(days=7 * weeks - 1)
        for one, before in zip(scored, [None, *scored], strict=False):
            records.append(_score(one, before, scoring, len(scored) > _MANY))
        for day in (first, last):
            records.append(_row("end", start=datetime.combine(day, time(12))))
        for bound in bounds or ():
            records.append(_row("bound", score=bound))
        for tick in ticks(first, last):
            start = datetime.combine(tick.day, time())
            room = 7 * weeks / tick.room
            records.append(
                _row("tick", start=start, said=tick.label, said_more=tick.year, room=room)
            )
        records.append(_row("heading", said=_heading(scoring, bounds)))
    return pd.DataFrame.from_records(records, columns=list(_COLUMNS)).astype(_COLUMNS)


def alt(name: str, scored: Sequence[Scored], scoring: Scoring) -> str:
    """The chart in one sentence, with its figures."""
    if not scored:
        return EMPTY
    first, last = scored[0], scored[-1]
    said = figure(last.score, scoring)
    if len(scored) == 1:
        return f"{title(name, scored)}: one score, {said}."
    low, high = (figure(end(s.score for s in scored), scoring) for end in (min, max))
    return (
        f"{title(name, scored)}: {counted(len(scored), 'score')}, from "
        f"{figure(first.score, scoring)} at first to {said} at last, the lowest {low}, "
        f"the highest {high}."
    )


def table(scored: Sequence[Scored], scoring: Scoring) -> pd.DataFrame:
    """The scores in columns for people, newest first."""
    pairs = zip(scored, [None, *scored], strict=False)
    return pd.DataFrame(
        [
            {
                "Day": day_text(one.date),
                "Score": figure(one.score, scoring),
                "Since the one before": _since(one, before, scoring),
            }
            for one, before in reversed(list(pairs))
        ],
        columns=["Day", "Score", "Since the one before"],
    )


def _score(one: Scored, before: Scored | None, scoring: Scoring, many: bool) -> dict[str, Any]:
    return _row(
        "score",
        start=datetime.combine(one.date, time(12)),
        score=one.score,
        many=many,
        when=day_text(one.date),
        said=figure(one.score, scoring),
        said_more=_since(one, before, scoring),
    )


def _since(one: Scored, before: Scored | None, scoring: Scoring) -> str:
    if before is None:
        return "the first"
    return change_words(one.score, before.score, scoring).removesuffix(" than").removesuffix(" as")


def _heading(scoring: Scoring, bounds: tuple[float, float] | None) -> str:
    what = {Scoring.COUNT: "Number ticked or answered yes"}.get(scoring, f"Score ({scoring})")
    if bounds is None:
        return what
    low, high = (figure(bound, Scoring.SUM) for bound in bounds)
    return f"{what}, {low} to {high}"


def _row(kind: str, **values: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {
        name: False if dtype == "bool" else "" if dtype == "str" else None
        for name, dtype in _COLUMNS.items()
    }
    return blank | {"kind": kind} | values
