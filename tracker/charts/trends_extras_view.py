"""How events, medicine and measures on request are drawn: a panel and a shape for each."""

from __future__ import annotations

from typing import Any

import altair as alt

from tracker.charts.base_spec import TEXT_SIZE, band_axis, on_time_axis, only, scaled
from tracker.charts.palette import Palette
from tracker.charts.panels import Panels, Place
from tracker.charts.trends_measures import SITES_SHOWN, Shown

SHARES = {
    Shown.EVENTS: 0.35,
    Shown.MEDICINE: 0.25,
    Shown.INTERFERENCE: 1.2,
    Shown.SLEEP: 1.2,
    Shown.READINGS: 1.6,
    Shown.SITES: 1.8,
}
_RATINGS = {Shown.INTERFERENCE: "square", Shown.SLEEP: "triangle-down"}


def worst_layers(rows: alt.Chart, colours: Palette, place: Place) -> list[alt.Chart]:
    """From each average pain a thin line up to the worst."""
    worst = rows.transform_filter(only(Shown.WORST_PAIN)).encode(x="start:T")
    scale = alt.Scale(domain=[0, 10], range=place.range, nice=False)
    y = alt.Y("value:Q", scale=scale, axis=None)
    line: dict[str, Any] = {"color": colours.pain, "opacity": 1, "strokeOpacity": 0.6}
    return [
        worst.mark_rule(strokeWidth=1, **line).encode(y=y, y2="low:Q"),
        worst.mark_point(shape="stroke", size=30, strokeWidth=1.5, **line).encode(y=y),
    ]


def extra_layers(
    shown: Shown, rows: alt.Chart, panels: Panels, colours: Palette
) -> list[alt.Chart]:
    """The marks of one panel."""
    place = panels.place(shown)
    if shown is Shown.EVENTS:
        return _events(rows.transform_filter(only(shown)), place, colours)
    marks = rows.transform_filter(only(shown)).encode(x="start:T")
    if shown is Shown.MEDICINE:
        return [
            marks.mark_point(
                shape="cross", size=45, color=colours.text, filled=True, opacity=1, y=place.middle
            )
        ]
    if shown is Shown.READINGS:
        return [_readings(marks, place, colours)]
    if shown is Shown.SITES:
        return _sites(rows, marks, place, colours)
    scale = alt.Scale(domain=[0, 10], range=place.range, nice=False)
    axis = band_axis(values=[0, 5, 10])
    return [
        marks.mark_point(
            shape=_RATINGS[shown], size=26, color=colours.text, strokeWidth=1, opacity=1
        ).encode(
            y=alt.Y("value:Q", scale=scale, axis=axis),
            fill=alt.when("datum.few")
            .then(alt.value(colours.page))
            .otherwise(alt.value(colours.text)),
        )
    ]


def _events(rows: alt.Chart, place: Place, colours: Palette) -> list[alt.Chart]:
    """A flag a day, a line to where it ended, and its words where there is room for them."""
    marks = rows.encode(x="start:T")
    words = rows.transform_filter(f"datum.room * {TEXT_SIZE} <= width").encode(x=on_time_axis())
    y = place.middle
    text: dict[str, Any] = {"color": colours.text, "y": y}
    return [
        marks.mark_rule(color=colours.goal, strokeWidth=2, y=y).encode(x2="end:T"),
        marks.mark_point(
            shape="triangle-right", size=90, color=colours.text, filled=True, opacity=1, y=y
        ),
        words.transform_filter("!datum.flare")
        .mark_text(align="left", dx=9, **text)
        .encode(text="said:N"),
        words.transform_filter("datum.flare")
        .mark_text(align="right", dx=-9, **text)
        .encode(text="said:N"),
    ]


def _readings(marks: alt.Chart, place: Place, colours: Palette) -> alt.Chart:
    scale = alt.Scale(domain=[24, 0], range=place.range, nice=False)
    axis = band_axis(values=[0, 6, 12, 18, 24])
    size = alt.Scale(domain=[0, 10], range=[12, 160])
    drawn: alt.Chart = marks.mark_point(
        shape="circle", color=colours.pain, strokeWidth=1.2, opacity=1
    )
    return drawn.encode(
        y=alt.Y("value:Q", scale=scale, axis=axis),
        size=alt.Size("low:Q", scale=size, legend=None),
    )


def _sites(rows: alt.Chart, marks: alt.Chart, place: Place, colours: Palette) -> list[alt.Chart]:
    scale = alt.Scale(domain=[SITES_SHOWN, 0], range=place.range, nice=False)
    y = alt.Y("value:Q", scale=scale, axis=None)
    names = rows.transform_filter(only("site name"))
    return [
        names.mark_text(align="left", x=0, dy=scaled(6)).encode(y=y, text="said:N"),
        marks.mark_point(
            shape="stroke",
            angle=90,
            size=60,
            strokeWidth=2,
            color=colours.pain,
            opacity=1,
            yOffset=scaled(19),
        ).encode(y=y),
    ]
