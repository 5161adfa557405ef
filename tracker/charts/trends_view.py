"""How trends are drawn: three panels on one time axis, in one view that fits its place."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from tracker.charts.base_spec import Layers, band_axis, base, finish, only
from tracker.charts.palette import Palette, palette

_PAIN = (168, 42)  # where each panel ends and begins, in pixels from the top
_MINUTES = (330, 240)
_STRENGTH = (446, 402)
_HEADINGS = {"pain": 10, "minutes": 204, "strength": 366}
_LABELS = 466
_HEIGHT = 490


@cache
def spec(dark: bool) -> dict[str, Any]:
    """The chart without its data, 490 pixels high and as wide as its place."""
    colours = palette(dark)
    rows = base()
    panels = [_pain(rows, colours), _minutes(rows, colours), _strength(rows, colours)]
    headings = [
        layer
        for panel, top in _HEADINGS.items()
        for layer in _heading_layers(rows, panel, top, colours)
    ]
    chart = alt.layer(*panels, *headings, *_tick_layers(rows, colours)).resolve_scale(
        y="independent"
    )
    return finish(chart, colours, height=_HEIGHT)


def _heading_layers(rows: alt.Chart, panel: str, top: int, colours: Palette) -> list[alt.Chart]:
    heading = rows.transform_filter(only(f"{panel} heading"))
    left = heading.encode(x=alt.value(0))
    title: dict[str, Any] = {
        "align": "left",
        "fontWeight": "bold",
        "fontSize": 14,
        "color": colours.text,
    }
    return [
        left.mark_text(**title).encode(y=alt.value(top), text="said:N"),
        left.mark_text(align="left").encode(y=alt.value(top + 17), text="said_more:N"),
        heading.mark_text(align="right", color=colours.goal).encode(
            x=alt.value("width"), y=alt.value(top), text="said_last:N"
        ),
    ]


def _tick_layers(rows: alt.Chart, colours: Palette) -> list[alt.Chart]:
    fitting = rows.transform_filter(only("tick")).transform_filter("datum.room <= width")
    labels = fitting.encode(x="start:T")
    place: dict[str, Any] = {"align": "left", "dx": 3, "color": colours.secondary}
    return [
        labels.mark_rule(color=colours.goal).encode(
            y=alt.value(_STRENGTH[0]), y2=alt.value(_STRENGTH[0] + 8)
        ),
        labels.mark_text(**place).encode(y=alt.value(_LABELS), text="said:N"),
        labels.mark_text(**place).encode(y=alt.value(_LABELS + 16), text="said_more:N"),
    ]


def _pain(rows: alt.Chart, colours: Palette) -> Layers:
    days = rows.transform_filter(only("pain"))
    x = alt.X("start:T", axis=None, scale=alt.Scale(nice=False))
    scale = alt.Scale(domain=[0, 10], range=list(_PAIN), nice=False)
    axis = band_axis(values=[0, 5, 10])
    tooltip = [
        alt.Tooltip("when:N", title="Day"),
        alt.Tooltip("said:N", title="Pain"),
        alt.Tooltip("said_more:N", title="Average"),
        alt.Tooltip("said_last:N", title="Flare"),
    ]
    line = days.mark_line(
        color=colours.pain, strokeWidth=2.5, strokeCap="round", strokeJoin="round"
    ).encode(x=x, y=alt.Y("mean:Q", scale=scale, axis=axis))
    points = days.mark_point(color=colours.pain, strokeWidth=1, opacity=1).encode(
        x=x,
        y=alt.Y("pain:Q", scale=scale, axis=axis),
        shape=_by("datum.flare", "triangle-up", "circle"),
        size=_by("datum.flare", 55, 22),
        strokeOpacity=_by("datum.flare", 1, 0.6),
        fillOpacity=_by("datum.flare", 1, 0.45),
        fill=_by("datum.few", colours.page, colours.pain),
        tooltip=tooltip,
    )
    return alt.layer(points, line)


def _by(test: str, yes: object, no: object) -> Any:
    """One value where a row passes `test`, another where it does not."""
    return alt.when(test).then(alt.value(yes)).otherwise(alt.value(no))


def _minutes(rows: alt.Chart, colours: Palette) -> Layers:
    weeks = rows.transform_filter(only("week"))
    scale = alt.Scale(range=list(_MINUTES), nice=False, zero=True)
    axis = band_axis(tickCount=3)
    y = alt.Y("minutes:Q", scale=scale, axis=axis)
    tooltip = [
        alt.Tooltip("when:N", title="Week"),
        alt.Tooltip("said:N", title="Active minutes"),
        alt.Tooltip("said_last:N", title="Activity known"),
    ]
    bars = weeks.encode(x="left:T", x2="right:T", tooltip=tooltip)
    recorded = bars.mark_bar(color=colours.activity).encode(y=y, y2=alt.datum(0))
    missing = (
        bars.transform_filter("datum.open")
        .mark_bar(
            filled=True,
            fill=colours.activity,
            fillOpacity=0.08,
            stroke=colours.activity,
            strokeDash=[2, 2],
            strokeWidth=1,
        )
        .encode(y=alt.Y("more:Q", scale=scale, axis=axis), y2="minutes:Q")
    )
    return alt.layer(missing, recorded, *_goal_layers(rows, "goal", scale, axis, colours))


def _strength(rows: alt.Chart, colours: Palette) -> Layers:
    weeks = rows.transform_filter(only("week")).transform_calculate(
        middle="toDate((+datum.start + +datum.end) / 2)"
    )
    scale = alt.Scale(range=list(_STRENGTH), nice=False, zero=True)
    axis = band_axis(tickCount=2, tickMinStep=1)
    y = alt.Y("strength:Q", scale=scale, axis=axis)
    tooltip = [
        alt.Tooltip("when:N", title="Week"),
        alt.Tooltip("said_more:N", title="Strength days"),
        alt.Tooltip("known_more:N", title="Exercises known"),
    ]
    diamonds = weeks.mark_point(
        shape="diamond", size=60, color=colours.strength, strokeWidth=1.5, opacity=1
    ).encode(
        x="middle:T",
        y=y,
        fill=alt.when("datum.strength_open")
        .then(alt.value(colours.page))
        .otherwise(alt.value(colours.strength)),
        tooltip=tooltip,
    )
    return alt.layer(*_goal_layers(rows, "strength_goal", scale, axis, colours), diamonds)


def _goal_layers(
    rows: alt.Chart, goal: str, scale: alt.Scale, axis: alt.Axis, colours: Palette
) -> list[alt.Chart]:
    """The dashed line, its dashes rimmed in the page's colour where bars are behind."""
    steps = rows.transform_filter(only("goal")).encode(
        x="start:T", y=alt.Y(f"{goal}:Q", scale=scale, axis=axis)
    )
    line: dict[str, Any] = {"interpolate": "step-after", "strokeDash": [5, 3]}
    return [
        steps.mark_line(**line, color=colours.page, strokeWidth=4),
        steps.mark_line(**line, color=colours.goal, strokeWidth=1.5),
    ]
