"""How earlier weeks are drawn: one row a week, its words above its bar."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from tracker.charts.base_spec import Layers, base, finish, hatched, only
from tracker.charts.palette import Palette, palette
from tracker.charts.selection import nearest

_ROW = 46
_WORDS = 0.24  # where a row's words and its bar stand, as a share of the row
_BAR = (0.46, 0.84)
_TALL = (_BAR[1] - _BAR[0]) * _ROW  # pixels that a bar is high
_MORE = 11  # pixels of the mark for "at least", whatever may be missing
_SPAN = 92  # pixels for "28 Sep–4 Oct"
_WIDTH = alt.ExprRef("width")
_STRENGTH = 102  # pixels for seven diamonds, at the right


@cache
def spec(dark: bool) -> dict[str, Any]:
    """The chart without its data, 46 pixels high for every week and as wide as its place."""
    colours = palette(dark)
    rows = base()
    weeks = rows.transform_filter(only("week"))
    strength = rows.transform_filter(only("strength"))
    picked = nearest()
    chart = alt.layer(
        weeks.transform_filter(picked)
        .mark_rect(fill=colours.panel, x=0, x2=_WIDTH)
        .encode(y=_y(0), y2=alt.Y2("week:O", bandPosition=1)),
        *_headings(rows, colours),
        *_words(weeks, colours),
        _minutes(weeks, colours),
        _diamonds(strength, colours),
        weeks.mark_point(opacity=0, tooltip=None, x=0).encode(y=_y(0.5)).add_params(picked),
    )
    return finish(chart.resolve_scale(x="independent"), colours, height=alt.Step(_ROW))


def _y(share: float) -> alt.Y:
    scale = alt.Scale(paddingInner=0, paddingOuter=0)
    return alt.Y("week:O", sort=None, axis=None, scale=scale, bandPosition=share)


def _headings(rows: alt.Chart, colours: Palette) -> list[alt.Chart]:
    heading = rows.transform_filter(only("heading")).encode(y=alt.value(-16))
    bold: dict[str, Any] = {"fontWeight": "bold", "fontSize": 14, "color": colours.text}
    right = alt.ExprRef(f"width - {_STRENGTH}")
    return [
        heading.mark_text(align="left", **bold).encode(
            x=alt.value(0), text=alt.value("Active minutes")
        ),
        heading.mark_text(align="left", dx=106, color=colours.goal).encode(
            x=alt.value(0), text="said:N"
        ),
        heading.mark_text(align="left", x=right, **bold).encode(text=alt.value("Strength days")),
    ]


def _words(weeks: alt.Chart, colours: Palette) -> list[alt.Chart]:
    words = weeks.encode(y=_y(_WORDS))
    read: dict[str, Any] = {"align": "left", "color": colours.text}
    room = alt.ExprRef(f"width - {_STRENGTH + _SPAN + 4}")
    right = alt.ExprRef(f"width - {_STRENGTH}")
    return [
        words.mark_text(align="left", x=0).encode(text="span:N"),
        words.mark_text(x=_SPAN, limit=room, **read).encode(text="said:N"),
        words.mark_text(x=right, **read).encode(text="said_more:N"),
    ]


def _minutes(weeks: alt.Chart, colours: Palette) -> Layers:
    scale = alt.Scale(range=[0, alt.ExprRef(f"width - {_STRENGTH + 16}")], nice=False, zero=True)
    bars = weeks.encode(y=_y(_BAR[0]), y2=alt.Y2("week:O", bandPosition=_BAR[1]))
    minutes = alt.X("minutes:Q", scale=scale, axis=None)
    goal = alt.X("goal:Q", scale=scale, axis=None)
    line = weeks.encode(
        x=goal, y=_y(_BAR[0] - 0.04), y2=alt.Y2("week:O", bandPosition=_BAR[1] + 0.08)
    )
    more: alt.Chart = weeks.transform_filter("datum.open").mark_point(
        shape=hatched(_MORE / _TALL),
        size=_TALL**2,
        xOffset=_MORE / 2 + 1,
        fill="transparent",
        stroke=colours.activity,
        strokeWidth=1,
        opacity=1,
    )
    return alt.layer(
        more.encode(x=minutes, y=_y((_BAR[0] + _BAR[1]) / 2)),
        bars.mark_rect(color=colours.activity).encode(x=minutes, x2=alt.datum(0)),
        line.mark_rule(color=colours.page, strokeWidth=4),
        line.mark_rule(color=colours.goal, strokeWidth=1.5, strokeDash=[5, 3]),
    )


def _diamonds(strength: alt.Chart, colours: Palette) -> alt.Chart:
    scale = alt.Scale(
        domain=[0, 7],
        range=[alt.ExprRef(f"width - {_STRENGTH}"), alt.ExprRef("width")],
        nice=False,
    )
    marks: alt.Chart = strength.mark_point(
        shape="diamond", size=70, color=colours.strength, strokeWidth=1.5, opacity=1
    )
    return marks.encode(
        x=alt.X("place:Q", scale=scale, axis=None),
        y=_y((_BAR[0] + _BAR[1]) / 2),
        fill=alt.when("datum.done")
        .then(alt.value(colours.strength))
        .otherwise(alt.value("transparent")),
    )
