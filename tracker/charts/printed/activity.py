"""Active minutes and strength days a week on paper, against the goals of their time.

Above the bar of a week with unknown days is a hatched mark of one height: it has at
least what it shows. Beyond 105 weeks a bar is the mean of several.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.analysis.report import Summary
from tracker.analysis.weeks import Week, mean_of
from tracker.charts.amounts import MINUTES_GOAL, STRENGTH_GOAL, amount_mark, weeks_of_goal_text
from tracker.charts.palette import LIGHT
from tracker.charts.printed import event_marks
from tracker.charts.printed.sheet import (
    HATCH,
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
from tracker.formatting import PLAIN, Formats
from tracker.model import Event

MINUTES, STRENGTH = "Active minutes", "Strength days"
KEY = "dashed line: goal; hatched or hollow: days are unknown, may be more"
KEY_OF_WEEKS = (
    "a bar is the average of {weeks} weeks; dashed line: goal; hatched or hollow: days are "
    "unknown, may be more"
)
NO_WEEK = "Chart of active minutes and strength days, {days}: no whole week lies in the period."
ALT = "Chart of active minutes and strength days a week, {days}: {minutes}; {strength}."
_BETWEEN = 20  # points between the two panels, for the lower one's words
_STRENGTH = 34
_TOP = 12
_WIDEST = 30
_ROOM = 1.05  # of the highest bar
_LABELLED = 17  # bars; more figures than that would touch each other


def spec(
    weeks: Sequence[Week], span: Span, height: float, happened: Sequence[Event] = ()
) -> dict[str, Any]:
    """The chart with its data: minutes above strength days.

    Parameters
    ----------
    weeks
        Weeks, oldest first; those that touch the span are drawn.
    span
        The time axis.
    height
        Of both panels together, in points.
    happened
        Events, each marked at its day.

    Returns
    -------
    dict
        A Vega spec.
    """
    rows = bars(weeks, span)
    bottom = height - _STRENGTH - _BETWEEN
    most = max((max(row["minutes"], row["goal"]) for row in rows), default=150)
    minutes = Panel(0, bottom, 0, most * _ROOM)
    most_days = max((max(row["strength"], row["strength_goal"]) for row in rows), default=2)
    strength = Panel(height - _STRENGTH, height, 0, max(4, most_days))
    bold: dict[str, Any] = {"fontWeight": 600, "fill": LIGHT.text, "x": {"value": 0}}
    return sheet(
        [
            *minutes.lines(_even(most), span),
            *event_marks.lines(happened, span, minutes.top, minutes.bottom),
            *event_marks.lines(happened, span, strength.top, strength.bottom),
            *_minutes(rows, span, minutes),
            *_goal(weeks, span, minutes, "goal"),
            *_labels(rows, span, minutes),
            words([{"text": MINUTES}], y={"value": -4}, **bold),
            words([{"text": STRENGTH}], y={"value": strength.top - 5}, **bold),
            *strength.lines((0, strength.high), span),
            *_goal(weeks, span, strength, "strength_goal"),
            *_strength(rows, span, strength),
            *calendar(span, height),
        ],
        span.width,
        height,
        top=_TOP,
    )


def bars(weeks: Sequence[Week], span: Span) -> list[dict[str, Any]]:
    """A week, or the mean of some, in a row; `hatched` where more may have been done."""
    shown = [week for week in weeks if week.end >= span.first and week.start <= span.last]
    size = weeks_a_point(span.first, span.last)
    return [_row(period, span) for period in periods(shown, max(1, size))]


def _row(period: Sequence[Week], span: Span) -> dict[str, Any]:
    mean = mean_of(period)
    left, right = span.at(period[0].start), span.at(period[-1].end) + 1
    middle = (left + right) / 2
    half = min((right - left) * 0.42, _WIDEST / 2 * span.days / span.width)
    return {
        "left": middle - half,
        "right": middle + half,
        "x": middle,
        "minutes": mean.minutes.total,
        "goal": mean.minutes_goal,
        "strength": mean.strength.total,
        "strength_goal": mean.strength_goal,
        "hatched": not mean.minutes.exact,
        "hollow": not mean.strength.exact,
        "text": amount_mark(mean.minutes, formats=span.formats),
    }


def _even(most: float) -> tuple[float, ...]:
    """Two or three round figures up to `most`."""
    step = next((step for step in (25, 50, 75, 100, 150, 300, 600) if most / step < 4), 0)
    if not step:
        step = 1000 * max(1, round(most / 3000))
    return tuple(float(step * number) for number in range(int(most / step) + 1))


def _minutes(rows: Sequence[dict[str, Any]], span: Span, panel: Panel) -> list[Layer]:
    x, x2 = span.x("left"), span.x("right")
    hatch = {"type": "rect", "fill": HATCH, "stroke": LIGHT.activity, "strokeWidth": 0.5}
    least = panel.high - panel.high / _ROOM  # a mark: how much is missing is not known
    return [
        layer(
            [row | {"more": row["minutes"] + least} for row in rows if row["hatched"]],
            hatch | {"strokeDash": [1.5, 1.5]},
            x=x,
            x2=x2,
            y=panel.y("more"),
            y2=panel.y("minutes"),
        ),
        layer(
            rows,
            {"type": "rect", "fill": LIGHT.activity},
            x=x,
            x2=x2,
            y=panel.y("minutes"),
            y2={"value": panel.bottom},
        ),
    ]


def _labels(rows: Sequence[dict[str, Any]], span: Span, panel: Panel) -> list[Layer]:
    """What a bar comes to: in white at its foot, or above a low one."""
    if len(rows) > _LABELLED:
        return []
    tall = [row for row in rows if row["minutes"] > panel.high * 0.25]
    low = [row for row in rows if row["minutes"] <= panel.high * 0.25]
    style: dict[str, Any] = {"align": "center", "baseline": "bottom", "dy": -2, "fontWeight": 600}
    above = {"x": span.x(), "y": panel.y("minutes")}
    return [
        words(tall, x=span.x(), y={"value": panel.bottom}, **style, fill=WHITE),
        words(low, **above, **style, fill=WHITE, stroke=WHITE, strokeWidth=2.5),
        words(low, **above, **style, fill=LIGHT.activity),
    ]


def _strength(rows: Sequence[dict[str, Any]], span: Span, panel: Panel) -> list[Layer]:
    mark: dict[str, Any] = {
        "type": "symbol",
        "shape": "diamond",
        "size": 26 if len(rows) > 30 else 44,
        "stroke": LIGHT.strength,
        "strokeWidth": 0.9,
    }
    hollow = [row for row in rows if row["hollow"]]
    known = [row for row in rows if not row["hollow"]]
    return [
        layer(known, mark | {"fill": LIGHT.strength}, x=span.x(), y=panel.y("strength")),
        layer(hollow, mark | {"fill": WHITE}, x=span.x(), y=panel.y("strength")),
    ]


def _goal(weeks: Sequence[Week], span: Span, panel: Panel, field: str) -> list[Layer]:
    """The dashed line of the goal, and what it was at its end."""
    shown = [week for week in weeks if week.end >= span.first and week.start <= span.last]
    if not shown:
        return []
    goals = [week.minutes_goal if field == "goal" else week.strength_goal for week in shown]
    rows = [
        {"x": span.at(week.start), "goal": goal} for week, goal in zip(shown, goals, strict=True)
    ]
    rows.append({"x": span.at(shown[-1].end) + 1, "goal": goals[-1]})
    line: dict[str, Any] = {"type": "line", "interpolate": "step-after"}
    dashed = line | {"stroke": LIGHT.goal, "strokeWidth": 1, "strokeDash": [4, 2.5]}
    x, y = span.x(), panel.y("goal")
    return [
        layer(rows, line | {"stroke": WHITE, "strokeWidth": 2.2}, x=x, y=y),
        layer(rows, dashed, x=x, y=y),
    ]


def key(weeks: Sequence[Week], span: Span) -> str:
    """What the marks stand for."""
    size = weeks_a_point(span.first, span.last)
    return (KEY_OF_WEEKS if size > 1 else KEY).format(weeks=size)


def alt(summary: Summary, formats: Formats = PLAIN) -> str:
    """The chart in one sentence, with its figures."""
    if not summary.weeks:
        return NO_WEEK.format(days=formats.range_text(summary.first, summary.last))
    return ALT.format(
        days=formats.range_text(summary.weeks[0].start, summary.weeks[-1].end),
        minutes=weeks_of_goal_text(summary.minutes, MINUTES_GOAL, formats=formats),
        strength=weeks_of_goal_text(summary.strength, STRENGTH_GOAL, formats=formats),
    )
