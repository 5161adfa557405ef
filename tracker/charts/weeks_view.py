"""How earlier weeks are drawn: one row a week, its words above its bar.

Pixels are those at the usual size of text; where that is too narrow, words take a second line.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from tracker.charts.base_spec import TEXT_SIZE, Layers, base, finish, hatched, only, scaled
from tracker.charts.palette import Palette, palette
from tracker.charts.selection import nearest

_TOP = 24  # above the first row, for the names of the two measures
_ROW = 46
_WORDS = 11  # from the top of a row to the middle of its first line
_LINE = 17  # from there to its second one
_BAR = 21  # from the top of a row to its bar, where it has one line
_TALL = 18  # a bar
_MORE = 11  # pixels of the mark for "at least", whatever may be missing
_SPAN = 92  # pixels for "28 Sep–4 Oct"
_STRENGTH = 102  # pixels for seven diamonds, at the right
_BROKEN = 330  # pixels of a line of words and diamonds
_WIDTH = alt.ExprRef("width")
_RIGHT = alt.ExprRef(f"width - {_STRENGTH} * {TEXT_SIZE}")


@cache
def spec(dark: bool) -> dict[str, Any]:
    """The chart without its data, as wide and as high as its place."""
    colours = palette(dark)
    rows = base()
    weeks = rows.transform_filter(only("week"))
    strength = rows.transform_filter(only("strength"))
    picked = nearest()
    chart = alt.layer(
        weeks.transform_filter(picked)
        .mark_rect(fill=colours.panel, x=0, x2=_WIDTH)
        .encode(y=_y(), y2=alt.Y2("week:O", bandPosition=1)),
        *_headings(rows, colours),
        *_words(weeks, colours),
        _minutes(weeks, colours),
        _diamonds(strength, colours),
        weeks.mark_point(opacity=0, tooltip=None, x=0).encode(y=_y(0.5)).add_params(picked),
    )
    named = {
        "narrow": f"width < {_BROKEN} * {TEXT_SIZE}",
        "second": f"(narrow ? {_LINE} : 0) * {TEXT_SIZE}",
    }
    return finish(chart.resolve_scale(x="independent"), colours, _TOP + 12 * _ROW, named)


def _y(share: float = 0) -> alt.Y:
    scale = alt.Scale(
        paddingInner=0,
        paddingOuter=0,
        range=[alt.ExprRef(f"{_TOP} * {TEXT_SIZE} + second"), alt.ExprRef("height")],
    )
    return alt.Y("week:O", sort=None, axis=None, scale=scale, bandPosition=share)


def _headings(rows: alt.Chart, colours: Palette) -> list[alt.Chart]:
    heading = rows.transform_filter(only("heading"))
    top: dict[str, Any] = {"align": "left", "y": scaled(8)}
    bold = top | {"fontWeight": "bold", "fontSize": scaled(14), "color": colours.text}
    return [
        heading.mark_text(x=0, **bold).encode(text=alt.value("Active minutes")),
        heading.mark_text(
            x=alt.ExprRef(f"narrow ? 0 : 106 * {TEXT_SIZE}"),
            dy=alt.ExprRef("second"),
            color=colours.goal,
            **top,
        ).encode(text="said:N"),
        heading.mark_text(x=_RIGHT, **bold).encode(text=alt.value("Strength days")),
    ]


def _words(weeks: alt.Chart, colours: Palette) -> list[alt.Chart]:
    words = weeks.encode(y=_y())
    first, last = scaled(_WORDS), alt.ExprRef(f"{_WORDS} * {TEXT_SIZE} + second")
    read: dict[str, Any] = {"align": "left", "yOffset": last, "color": colours.text}
    left = alt.ExprRef(f"narrow ? 0 : {_SPAN} * {TEXT_SIZE}")
    return [
        words.mark_text(align="left", x=0, yOffset=first).encode(text="span:N"),
        words.mark_text(x=left, **read).encode(text="said:N"),
        words.mark_text(x=_RIGHT, **read).encode(text="said_more:N"),
    ]


def _minutes(weeks: alt.Chart, colours: Palette) -> Layers:
    longest = alt.ExprRef(f"width - {_STRENGTH + 16} * {TEXT_SIZE}")
    scale = alt.Scale(range=[0, longest], nice=False, zero=True)
    bars = weeks.encode(y=_y(), y2=alt.Y2("week:O", bandPosition=0))
    minutes = alt.X("minutes:Q", scale=scale, axis=None)
    goal = alt.X("goal:Q", scale=scale, axis=None)
    line = bars.encode(x=goal)
    ends: dict[str, Any] = {"yOffset": _below(-2), "y2Offset": _below(_TALL + 3)}
    more: alt.Chart = weeks.transform_filter("datum.open").mark_point(
        shape=hatched(_MORE / _TALL),
        size=alt.ExprRef(f"pow({_TALL} * {TEXT_SIZE}, 2)"),
        xOffset=scaled(_MORE / 2 + 1),
        yOffset=_below(_TALL / 2),
        fill="transparent",
        stroke=colours.activity,
        strokeWidth=1,
        opacity=1,
    )
    return alt.layer(
        more.encode(x=minutes, y=_y()),
        bars.mark_rect(color=colours.activity, yOffset=_below(0), y2Offset=_below(_TALL)).encode(
            x=minutes, x2=alt.datum(0)
        ),
        line.mark_rule(color=colours.page, strokeWidth=4, **ends),
        line.mark_rule(color=colours.goal, strokeWidth=1.5, strokeDash=[5, 3], **ends),
    )


def _below(pixels: float) -> alt.ExprRef:
    """So many pixels below the upper edge of a bar, from the top of its row."""
    return alt.ExprRef(f"{_BAR + pixels:g} * {TEXT_SIZE} + second")


def _diamonds(strength: alt.Chart, colours: Palette) -> alt.Chart:
    scale = alt.Scale(
        domain=[0, 7],
        range=[_RIGHT, _WIDTH],
        nice=False,
    )
    marks: alt.Chart = strength.mark_point(
        shape="diamond",
        size=70,
        color=colours.strength,
        strokeWidth=1.5,
        opacity=1,
        yOffset=_below(_TALL / 2),
    )
    return marks.encode(
        x=alt.X("place:Q", scale=scale, axis=None),
        y=_y(),
        fill=alt.when("datum.done")
        .then(alt.value(colours.strength))
        .otherwise(alt.value("transparent")),
    )
