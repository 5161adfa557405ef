"""How trends are drawn: panels on one time axis, in one view that fits its place.

The day under finger or pointer is a selection of the browser: a rule through all panels and
a ring show it, without the server. What is drawn of it in words stands beside the chart.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from tracker.charts.base_spec import TEXT_SIZE, Layers, band_axis, base, finish, only, scaled
from tracker.charts.palette import Palette, palette
from tracker.charts.panels import Panels, Place
from tracker.charts.selection import dragged, nearest, picked_layers
from tracker.charts.trends_extras_view import SHARES, extra_layers, worst_layers
from tracker.charts.trends_measures import Shown

_BROKEN = 300  # pixels of the widest heading, and of the one that also names the worst pain
_BROKEN_WITH_WORST = 350
_SHARES = {"pain": 3.0, "minutes": 2.0, "strength": 1.0}  # of the height, among the panels


@cache
def spec(dark: bool, shown: tuple[Shown, ...] = ()) -> dict[str, Any]:
    """The chart without its data, as wide and as high as its place.

    `shown` has what is drawn beside the three measures, in the order of `Shown`.
    """
    colours = palette(dark)
    rows = base()
    own = [one for one in shown if one in SHARES]
    shares = {"pain": _SHARES["pain"]} | {one: SHARES[one] for one in own} | _SHARES
    panels = Panels(shares, _BROKEN_WITH_WORST if Shown.WORST_PAIN in shown else _BROKEN)
    drawn: list[Layers | alt.Chart] = [
        _pain(rows, colours, panels.place("pain")),
        _minutes(rows, colours, panels.place("minutes")),
        _strength(rows, colours, panels.place("strength")),
    ]
    for one in own:
        drawn += extra_layers(one, rows, panels, colours)
    if Shown.WORST_PAIN in shown:
        drawn += worst_layers(rows, colours, panels.place("pain"))
    headings = [_headings(rows, name, panels, colours) for name in shares]
    points = rows.transform_filter(only("pain"))
    day = nearest()
    chart = alt.layer(
        *drawn,
        *headings,
        *_tick_layers(rows, panels, colours),
        *picked_layers(points, day, panels, colours),
        points.mark_point(opacity=0, y=0, tooltip=None).encode(x="start:T").add_params(day),
    )
    return finish(chart.resolve_scale(y="independent"), colours, panels.least, panels.named)


_WIDTH = alt.ExprRef("width")
_X = alt.X("start:T", axis=None, scale=alt.Scale(nice=False))


def _headings(rows: alt.Chart, name: str, panels: Panels, colours: Palette) -> Layers:
    """A panel's name, its goal beside it, what its marks mean below; where narrow, one by one."""
    title: dict[str, Any] = {"fontWeight": "bold", "fontSize": scaled(14), "color": colours.text}
    lines: dict[str, Any] = {"x": 0, "align": "left", "lineBreak": "\n", "lineHeight": scaled(17)}
    goal: dict[str, Any] = {
        "x": alt.ExprRef("narrow ? 0 : width"),
        "align": alt.ExprRef("narrow ? 'left' : 'right'"),
        "dy": alt.ExprRef("line"),
        "color": colours.goal,
    }
    broken = f"datum.room * {TEXT_SIZE} > width"
    below = alt.ExprRef(f"datum.said_last || {broken} ? line : 0")
    heading = alt.Chart()
    return (
        alt.layer(
            heading.mark_text(y=panels.heading(name), **title, **lines).encode(text="name:N"),
            heading.mark_text(y=panels.heading(name), **goal).encode(text="said_last:N"),
            heading.mark_text(y=panels.heading(name, 1), dy=below, limit=_WIDTH, **lines).encode(
                text="marks:N"
            ),
            data=rows.data,
        )
        .transform_filter(only(f"{name} heading"))
        .transform_calculate(
            name=_lines("datum.said", broken),
            marks=_lines("datum.said_more", "narrow"),
        )
    )


def _lines(words: str, broken: str) -> str:
    """An expression of words that go on in a new line, where they say so, if `broken` is true."""
    return f"{broken} ? {words} : replace({words}, '\\n', ' ')"


def _tick_layers(rows: alt.Chart, panels: Panels, colours: Palette) -> list[alt.Chart]:
    fitting = rows.transform_filter(only("tick")).transform_filter(
        f"datum.room * {TEXT_SIZE} <= width"
    )
    labels = fitting.encode(x="start:T")
    place: dict[str, Any] = {"align": "left", "dx": 3, "color": colours.secondary}
    return [
        labels.mark_rule(color=colours.goal, y=panels.end(), y2=panels.end(8)),
        labels.mark_text(y=panels.end(20), **place).encode(text="said:N"),
        labels.mark_text(y=panels.end(36), **place).encode(text="said_more:N"),
    ]


def _pain(rows: alt.Chart, colours: Palette, place: Place) -> Layers:
    days = rows.transform_filter(only("pain"))
    scale = alt.Scale(domain=[0, 10], range=place.range, nice=False)
    axis = band_axis(values=[0, 5, 10])
    line = days.mark_line(
        color=colours.pain, strokeWidth=2.5, strokeCap="round", strokeJoin="round"
    ).encode(x=_X, y=alt.Y("mean:Q", scale=scale, axis=axis))
    points = days.mark_point(color=colours.pain, strokeWidth=1, opacity=1).encode(
        x=_X,
        y=alt.Y("pain:Q", scale=scale, axis=axis),
        shape=_by("datum.flare", "triangle-up", "circle"),
        size=_by("datum.flare", 55, 22),
        strokeOpacity=_by("datum.flare", 1, 0.6),
        fillOpacity=_by("datum.flare", 1, 0.45),
        fill=_by("datum.few", colours.page, colours.pain),
    )
    return alt.layer(points.add_params(dragged()), line)


def _by(test: str, yes: object, no: object) -> Any:
    """One value where a row passes `test`, another where it does not."""
    return alt.when(test).then(alt.value(yes)).otherwise(alt.value(no))


def _minutes(rows: alt.Chart, colours: Palette, place: Place) -> Layers:
    weeks = rows.transform_filter(only("week"))
    scale = alt.Scale(range=place.range, nice=False, zero=True)
    axis = band_axis(tickCount=3)
    y = alt.Y("minutes:Q", scale=scale, axis=axis)
    bars = weeks.encode(x="left:T", x2="right:T")
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


def _strength(rows: alt.Chart, colours: Palette, place: Place) -> Layers:
    weeks = rows.transform_filter(only("week")).transform_calculate(
        middle="toDate((+datum.start + +datum.end) / 2)"
    )
    scale = alt.Scale(range=place.range, nice=False, zero=True)
    axis = band_axis(tickCount=2, tickMinStep=1)
    y = alt.Y("strength:Q", scale=scale, axis=axis)
    diamonds = weeks.mark_point(
        shape="diamond", size=60, color=colours.strength, strokeWidth=1.5, opacity=1
    ).encode(
        x="middle:T",
        y=y,
        fill=alt.when("datum.strength_open")
        .then(alt.value(colours.page))
        .otherwise(alt.value(colours.strength)),
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
