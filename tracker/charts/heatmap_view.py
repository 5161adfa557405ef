"""How a year of days is drawn: two half-years of cells, 17 pixels high, and a key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from tracker.charts.base_spec import Layers, base, finish, hatched, only
from tracker.charts.palette import Palette, palette
from tracker.charts.selection import nearest

_COLUMNS = 28  # weeks that half a year can touch
_ROWS = 18
_CELL = 17
_LEFT = 32  # pixels for the names of the days
CALENDAR = _ROWS * _CELL  # pixels from the top to where the key begins
_KEY = 7  # entries
_LEVELS = [f"level {number}" for number in range(5)]


@cache
def spec(dark: bool, pain: bool = False) -> dict[str, Any]:
    """The chart without its data, 350 pixels high and as wide as its place.

    It shows active minutes, or `pain`.
    """
    colours = palette(dark)
    steps = colours.pain_steps if pain else colours.steps
    rows = base()
    chart = alt.layer(_calendar(rows, colours, steps), _key(rows, colours, steps))
    return finish(
        chart.resolve_scale(x="independent", y="independent"), colours, height=CALENDAR + 44
    )


def _calendar(rows: alt.Chart, colours: Palette, steps: Sequence[str]) -> Layers:
    x_scale = alt.Scale(
        domain=[0, _COLUMNS], range=[_LEFT, alt.ExprRef("width")], nice=False, zero=False
    )
    y_scale = alt.Scale(domain=[0, _ROWS], range=[0, CALENDAR], nice=False, zero=False)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=None)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=None)

    days = rows.transform_filter(only("day")).transform_calculate(
        left="datum.column + 0.06",
        right="datum.column + 0.94",
        top="datum.row + 0.06",
        bottom="datum.row + 0.94",
        middle="datum.column + 0.5",
        centre="datum.row + 0.5",
    )
    cells = days.encode(x=x("left"), x2="right:Q", y=y("top"), y2="bottom:Q")
    months = rows.transform_filter(only("month")).transform_calculate(centre="datum.row + 0.5")
    weekdays = rows.transform_filter(only("weekday")).transform_calculate(centre="datum.row + 0.5")
    centres = days.encode(x=x("middle"), y=y("centre"))
    picked = nearest()
    wide = f"((width - {_LEFT}) / {_COLUMNS} / {_CELL})"
    return alt.layer(
        _cells(cells, colours, steps),
        _unknown(centres, colours, hatched(wide)),
        _diamond(centres, colours),
        cells.transform_filter(picked).mark_rect(
            filled=False, stroke=colours.text, strokeWidth=2.5, opacity=1
        ),
        months.mark_text(align="left").encode(x=x("column"), y=y("centre"), text="label:N"),
        weekdays.mark_text(align="left", x=0).encode(y=y("centre"), text="label:N"),
        centres.mark_point(opacity=0, tooltip=None).add_params(picked),
    )


def _key(rows: alt.Chart, colours: Palette, steps: Sequence[str]) -> Layers:
    entries = rows.transform_filter(only("key")).transform_calculate(middle="datum.column + 0.5")
    scale = alt.Scale(
        domain=[0, _KEY], range=[0, alt.ExprRef("min(width, 480)")], nice=False, zero=False
    )
    x = alt.X("middle:Q", scale=scale, axis=None)
    top = CALENDAR + 4
    size: dict[str, Any] = {"width": 14, "height": 15}
    cells = entries.encode(x=x, y=alt.value(top + 7))
    return alt.layer(
        _cells(cells, colours, steps, **size),
        _unknown(cells, colours, hatched()),
        _diamond(entries, colours).encode(x=x, y=alt.value(top + 7)),
        entries.mark_text().encode(x=x, y=alt.value(top + 28), text="label:N"),
    )


def _cells(cells: alt.Chart, colours: Palette, steps: Sequence[str], **size: Any) -> alt.Chart:
    """Known days, framed and filled by level."""
    known = cells.transform_filter("datum.level && datum.level != 'unknown'").encode(
        fill=alt.Fill(
            "level:N",
            scale=alt.Scale(domain=_LEVELS, range=[colours.page, *steps]),
            legend=None,
        )
    )
    marks: alt.Chart = known.mark_rect(stroke=colours.cell, strokeWidth=1, **size)
    return marks


def _unknown(cells: alt.Chart, colours: Palette, shape: Any) -> alt.Chart:
    marks: alt.Chart = cells.transform_filter("datum.level == 'unknown'").mark_point(
        shape=shape,
        size=(0.88 * _CELL) ** 2,
        fill=colours.page,
        stroke=colours.cell,
        strokeWidth=1,
        opacity=1,
    )
    return marks


def _diamond(days: alt.Chart, colours: Palette) -> alt.Chart:
    marks: alt.Chart = days.transform_filter("datum.strength").mark_point(
        shape="diamond",
        size=64,
        fill=colours.strength,
        stroke=colours.page,
        strokeWidth=1.5,
        opacity=1,
    )
    return marks
