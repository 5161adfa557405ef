"""Pain on paper: days, their 7-day mean, gaps as gaps, flares marked, the windows compared.

Up to 54 weeks each day is a dot; longer periods show the mean of each week, and
beyond two years of every four weeks or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pandas import DataFrame, isna

from tracker.analysis.daily import flares_of_each, pain_of_each, with_rolling_pain
from tracker.analysis.pain import PainMean
from tracker.analysis.report import PainSummary, Summary
from tracker.analysis.weeks import Week
from tracker.charts.palette import LIGHT
from tracker.charts.printed import event_marks
from tracker.charts.printed.sheet import (
    WHITE,
    Layer,
    Panel,
    Span,
    calendar,
    layer,
    sheet,
    words,
)
from tracker.charts.timeline import periods, weeks_a_point
from tracker.formatting import PLAIN, Formats, listed

KEY = "● a day   ▲ a flare day   line: 7-day average, where 4 of 7 days are logged"
KEY_OF_WEEK = "● a week on average, ○ under 4 of 7 days logged   ▲ with a flare day"
KEY_OF_WEEKS = "● {weeks} weeks on average, ○ under 4 of 7 days logged   ▲ with a flare day"
NO_PAIN = "Chart of pain from 0 to 10, {period}: no pain is logged ({n} of {days} logged)"
PAIN = "Chart of pain from 0 to 10, {period}: {mean} on average ({n} of {days} logged)"
MARKED = "{events} marked"
_TOP = 14  # for the names of the windows
_LEAST_WIDE = 24  # points: the names of narrower ones would touch each other


def spec(weeks: Sequence[Week], summary: Summary, span: Span, height: float) -> dict[str, Any]:
    """The chart with its data.

    Parameters
    ----------
    weeks
        The diary's weeks, oldest first.
    summary
        The period's figures; its days are drawn, and the windows it compares.
    span
        The time axis.
    height
        Of the drawing, in points.

    Returns
    -------
    dict
        A Vega spec.
    """
    rows = points(summary.daily, weeks, summary.first, summary.last, span)
    panel = Panel(0, height, 0, 10)
    size = weeks_a_point(summary.first, summary.last)
    area = 9 if span.days > 200 and not size else 16 if span.days > 60 else 26
    known = [row for row in rows if row["pain"] is not None]
    plain = [row for row in known if not row["flare"]]
    dot: dict[str, Any] = {"type": "symbol", "shape": "circle", "size": area}
    full = dot | {"fill": LIGHT.pain, "opacity": 1 if size else 0.5}
    hollow = dot | {"fill": WHITE, "stroke": LIGHT.pain, "strokeWidth": 0.7}
    flare = {"type": "symbol", "shape": "triangle-up", "size": 3 * area + 10}
    line = {"type": "line", "stroke": LIGHT.pain, "strokeWidth": 1.6, "strokeJoin": "round"}
    x, y = span.x(), panel.y("pain")
    layers = [
        *panel.lines((0, 5, 10), span),
        *event_marks.lines(summary.events, span, 0, height),
        layer([row for row in plain if not row["few"]], full, x=x, y=y),
        layer([row for row in plain if row["few"]], hollow, x=x, y=y),
        layer(rows, line, x=x, y=panel.y("mean")),
        layer(
            [row for row in known if row["flare"]],
            flare | {"fill": LIGHT.pain, "stroke": WHITE, "strokeWidth": 0.6},
            x=x,
            y=y,
        ),
        *_windows(summary.pain, span, summary.first),
        *event_marks.numbers(summary.events, span),
        *calendar(span, height),
    ]
    return sheet(layers, span.width, height, top=_TOP)


def points(
    daily: DataFrame, weeks: Sequence[Week], first: date, last: date, span: Span
) -> list[dict[str, Any]]:
    """What is drawn: a day (or some weeks) in a row; `few` where too few days make the mean."""
    size = weeks_a_point(first, last)
    if not size:
        return list(_each_day(daily, first, last, span))
    shown = [week for week in weeks if week.end >= first and week.start <= last]
    stretches = [
        (max(first, period[0].start), min(last, period[-1].end)) for period in periods(shown, size)
    ]
    means, flares = pain_of_each(daily, stretches), flares_of_each(daily, stretches)
    return [_mean_of_weeks(*found, span) for found in zip(means, flares, strict=True)]


def _each_day(daily: DataFrame, first: date, last: date, span: Span) -> Iterator[dict[str, Any]]:
    shown = with_rolling_pain(daily, first, last)
    for at, pain, mean, flare in zip(
        shown.index, shown["pain"], shown["mean"], shown["flare"].fillna(False), strict=True
    ):
        yield {
            "x": span.at(at.date()) + 0.5,
            "pain": None if isna(pain) else pain,
            "mean": None if isna(mean) else mean,
            "flare": bool(flare),
            "few": False,
        }


def _mean_of_weeks(pain: PainMean, flares: int, span: Span) -> dict[str, Any]:
    return {
        "x": (span.at(pain.first) + span.at(pain.last) + 1) / 2,
        "pain": pain.mean,
        "mean": pain.mean if pain.enough else None,
        "flare": flares > 0,
        "few": not pain.enough,
    }


def _windows(pain: PainSummary, span: Span, first: date) -> list[Layer]:
    """A line above the days of each window that is compared, with its name."""
    named: list[tuple[str, PainMean]] = [("before", pain.before), ("last 28 days", pain.now)]
    if (
        pain.since_start is not None
        and pain.start is not None
        and pain.start.last < pain.before.first
    ):
        named.insert(0, ("first", pain.start))
    rows = [
        {
            "x": span.at(window.first) + 0.5,
            "end": span.at(window.last) + 0.5,
            "middle": (span.at(window.first) + span.at(window.last) + 1) / 2,
            "text": name if span.width * window.days / span.days > 44 else name.split()[0],
        }
        for name, window in named
        if window.n
        and span.width * window.days / span.days > _LEAST_WIDE
        and window.first >= max(first, span.first)
        and window.last <= span.last
    ]
    return [
        layer(
            rows,
            {"type": "rule", "stroke": LIGHT.goal, "strokeWidth": 0.8},
            x=span.x(),
            x2=span.x("end"),
            y={"value": -5},
        ),
        words(rows, x=span.x("middle"), y={"value": -7}, align="center", fontSize=7),
    ]


def key(first: date, last: date) -> str:
    """What the marks stand for."""
    size = weeks_a_point(first, last)
    return (KEY_OF_WEEKS if size > 1 else KEY_OF_WEEK if size else KEY).format(weeks=size)


def alt(summary: Summary, formats: Formats = PLAIN) -> str:
    """The chart in one sentence, with its figures."""
    mean = summary.pain.period.mean
    said = [
        (NO_PAIN if mean is None else PAIN).format(
            period=formats.range_text(summary.first, summary.last),
            mean="" if mean is None else formats.number(mean, 1),
            n=formats.number(summary.days_logged),
            days=formats.counted(summary.days_in_all, "day"),
        )
    ]
    if mean is not None and summary.flares.days:
        said.append(formats.counted(summary.flares.days, "flare day"))
    if mean is not None and summary.events:
        said.append(MARKED.format(events=formats.counted(len(summary.events), "event")))
    return f"{listed(said)}."
