"""What a finger or pointer on a chart selects, drawn by the browser alone.

`nearest` is the point nearest to it in time: it moves with every pointer, and stays when the
pointer has left. Its value is bound to a hidden field inside the chart, by which the panel
beside the chart (tracker/ui/chart_panel.js) reads it and steps from day to day.
"""

from __future__ import annotations

import altair as alt

from tracker.charts.base_spec import on_time_axis
from tracker.charts.palette import Palette
from tracker.charts.panels import Panels

FIELD = "at"  # the column by which points are told apart
ZOOM = "zoom"  # the stretch that is dragged over, the only thing that the server hears of


def nearest() -> alt.Parameter:
    """The point nearest to finger or pointer, and none before the first touch."""
    return alt.selection_point(
        name="picked",
        fields=[FIELD],
        nearest=True,
        on="pointermove, pointerdown",
        clear=False,
        empty=False,
        toggle=False,
        bind=alt.binding(input="hidden"),
    )


def dragged() -> alt.Parameter:
    """The stretch of time that a mouse or pen is dragged over; a finger drags the page."""
    return alt.selection_interval(
        name=ZOOM,
        encodings=["x"],
        on="[pointerdown[event.pointerType != 'touch'], window:pointerup] > window:pointermove",
        clear=False,
        translate=False,
        zoom=False,
    )


def picked_layers(
    points: alt.Chart, picked: alt.Parameter, panels: Panels, colours: Palette
) -> list[alt.Chart]:
    """A rule through all panels, and a ring around the point of pain that is picked."""
    one = points.transform_filter(picked).encode(x=on_time_axis())
    place = panels.place("pain")
    scale = alt.Scale(domain=[0, 10], range=place.range, nice=False)
    return [
        one.mark_rule(color=colours.text, strokeWidth=1, y=alt.ExprRef(place.top), y2=panels.end()),
        one.mark_point(color=colours.text, size=170, strokeWidth=2, opacity=1, filled=False).encode(
            y=alt.Y("pain:Q", scale=scale, axis=None)
        ),
    ]
