"""How scores are drawn: squares joined by a thin line, over time."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from tracker.charts.base_spec import TEXT_SIZE, band_axis, base, finish, only, scaled
from tracker.charts.palette import Palette, palette

_SCORES = (176, 32)  # where the panel ends and begins, in pixels from the top
_HEADING = 10
_LABELS = 196
_HEIGHT = 216


@cache
def spec(dark: bool) -> dict[str, Any]:
    """The chart without its data, as wide and as high as its place."""
    colours = palette(dark)
    rows = base()
    scores = rows.transform_filter(only("score"))
    x = alt.X("start:T", axis=None, scale=alt.Scale(nice=False))
    scale = alt.Scale(range=[scaled(end) for end in _SCORES], nice=True, zero=False)
    y = alt.Y("score:Q", scale=scale, axis=band_axis(tickCount=4))
    line = scores.mark_line(color=colours.secondary, strokeWidth=1.5).encode(x=x, y=y)
    squares = scores.mark_point(shape="square", filled=True, color=colours.text, opacity=1).encode(
        size=alt.when("datum.many").then(alt.value(14)).otherwise(alt.value(60)),
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("when:N", title="Day"),
            alt.Tooltip("said:N", title="Score"),
        ],
    )
    unseen: dict[str, Any] = {"opacity": 0, "tooltip": None}
    width = rows.transform_filter(only("end")).mark_point(**unseen).encode(x=x)
    height = rows.transform_filter(only("bound")).mark_point(**unseen).encode(y=y)
    chart = alt.layer(width, height, line, squares, *_words(rows, colours))
    return finish(chart, colours, _HEIGHT)


def _words(rows: alt.Chart, colours: Palette) -> list[alt.Chart]:
    heading = rows.transform_filter(only("heading"))
    fitting = rows.transform_filter(only("tick")).transform_filter(
        f"datum.room * {TEXT_SIZE} <= width"
    )
    labels = fitting.encode(x="start:T")
    place: dict[str, Any] = {"align": "left", "dx": 3, "color": colours.secondary}
    return [
        heading.mark_text(align="left", x=0, y=scaled(_HEADING)).encode(text="said:N"),
        labels.mark_rule(color=colours.goal, y=scaled(_SCORES[0]), y2=scaled(_SCORES[0] + 8)),
        labels.mark_text(y=scaled(_LABELS), **place).encode(text="said:N"),
        labels.mark_text(y=scaled(_LABELS + 14), **place).encode(text="said_more:N"),
    ]
