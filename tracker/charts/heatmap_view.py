"""How a year of days is drawn: two half-years of cells, 17 pixels high, and a key.

Pixels are those at the usual size of text; the key has a second row where that is too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from tracker.charts.base_spec import TEXT_SIZE, Layers, base, finish, hatched, only, scaled
from tracker.charts.palette import Palette, palette
from tracker.charts.selection import nearest

_COLUMNS = 28  # weeks that half a year can touch
_ROWS = 18
_CELL = 17
_LEFT = 32  # pixels for the names of the days
CALENDAR = _ROWS * _CELL  # pixels from the top to where the key begins
_KEY = 7  # entries
_KEY_BROKEN = 5  # entries before its second row
_KEY_HEIGHT = 44
_LEVELS = [f"level {number}" for number in range(5)]


@cache
def spec(dark: bool, pain: bool = False) -> dict[str, Any]:
    """The chart without its data, as wide and as high as its place.

    It shows active minutes, or `pain`.
    """
    colours = palette(dark)
    steps = colours.pain_steps if pain else colours.steps
    rows = base()
    chart = alt.layer(_calendar(rows, colours, steps), _key(rows, colours, steps))
    named = {
        "narrow": f"width < 340 * {TEXT_SIZE}",
        "key": f"min(width, 480 * {TEXT_SIZE}) / (narrow ? {_KEY_BROKEN} : {_KEY})",
    }
    both = chart.resolve_scale(x="independent", y="independent")
    return finish(both, colours, CALENDAR + _KEY_HEIGHT, named)


def _calendar(rows: alt.Chart, colours: Palette, steps: Sequence[str]) -> Layers:
    x_scale = alt.Scale(
        domain=[0, _COLUMNS], range=[scaled(_LEFT), alt.ExprRef("width")], nice=False, zero=False
    )
    y_scale = alt.Scale(domain=[0, _ROWS], range=[0, scaled(CALENDAR)], nice=False, zero=False)

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
    wide = f"((width / {TEXT_SIZE} - {_LEFT}) / {_COLUMNS} / {_CELL})"
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
    second = f"narrow && datum.column >= {_KEY_BROKEN}"
    entries = rows.transform_filter(only("key")).transform_calculate(
        middle=f"key * ({second} ? 1.5 * datum.column - 6.9 : datum.column + 0.5)",
        top=f"({CALENDAR + 11} + ({second} ? {_KEY_HEIGHT} : 0)) * {TEXT_SIZE}",
        below=f"datum.top + 21 * {TEXT_SIZE}",
    )
    x = alt.X("middle:Q", scale=None, axis=None)
    y = alt.Y("top:Q", scale=None, axis=None)
    size: dict[str, Any] = {"width": scaled(14), "height": scaled(15)}
    placed = entries.encode(x=x, y=y)
    return alt.layer(
        _cells(placed, colours, steps, **size),
        _unknown(placed, colours, hatched()),
        _diamond(placed, colours),
        entries.mark_text().encode(x=x, y=alt.Y("below:Q", scale=None, axis=None), text="label:N"),
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
        size=alt.ExprRef(f"pow({0.88 * _CELL:g} * {TEXT_SIZE}, 2)"),
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
