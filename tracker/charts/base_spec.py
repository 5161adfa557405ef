"""What all charts share: type, axes, and a spec without data that is ready to draw.

A chart is one view of layers. Streamlit fits one view to its column's width, and
again when the column changes; panels above one another are layers whose scales
end at different heights. Concatenated views would not fit a phone.

Words are as large as the page's: what a person chose in Settings, or the browser has, reaches
a chart through an element of the page (tracker/web/theme.js), whether it is drawn or drawn
already. What makes room for words is as many times as large.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import altair as alt
import pandas as pd

from tracker.charts.palette import Palette
from tracker.formatting import PLAIN, Formats

Layers: TypeAlias = alt.LayerChart | alt.FacetChart  # what `alt.layer` gives

ROWS = "rows"
FONT = '"Source Sans", sans-serif'
TEXT_SIZE = "text_size"  # of the page, 1 where it is the usual one


def scaled(pixels: float) -> alt.ExprRef:
    """So many pixels where text has its usual size, and more where it is larger."""
    return alt.ExprRef(f"{pixels:g} * {TEXT_SIZE}")


def band_axis(**changes: Any) -> alt.Axis:
    """The y axis of one panel: a few horizontal lines and their figures."""
    return alt.Axis(
        **{"title": None, "orient": "left", "domain": False, "ticks": False, "grid": True} | changes
    )


def base() -> alt.Chart:
    """What every layer is made from: the rows, by name."""
    return alt.Chart(alt.NamedData(ROWS))


def only(kind: str) -> str:
    """A filter that keeps the rows of one kind."""
    return f"datum.kind == '{kind}'"


def on_time_axis() -> Any:
    """Where on the time axis a mark is that the axis need not be made for.

    For rows that may be none: as an encoding they would be part of the axis's domain, and Vega
    warns of an empty part.
    """
    return alt.value(alt.ExprRef("scale('x', datum.start)"))


def hatched(half: float | str = 1) -> Any:
    """The shape of a point that stands for what is unknown: a frame with slanting lines in it.

    Twice `half` is its width for a height of 2, or an expression that gives it. Drawn as
    lines: a gradient is found by the page's whole address, and lost once that changes.
    """
    path = "M{left},-1H{right}V1H{left}ZM{left},1L{right},-1M{left},0L0,-1M0,1L{right},0"
    if not isinstance(half, str):
        return path.format(left=-half, right=half)
    parts = re.split(r"(\{left\}|\{right\})", path)
    sides = {"{left}": f"(-({half}))", "{right}": f"({half})"}
    return alt.ExprRef(" + ".join(sides.get(part) or f"'{part}'" for part in parts))


def filled(spec: dict[str, Any], rows: pd.DataFrame, formats: Formats = PLAIN) -> dict[str, Any]:
    """A spec with its rows, for ``st.vega_lite_chart(filled(spec, rows), theme=None)``.

    Named rows reach the browser with the spec, so the chart is drawn once. Given as
    ``st.vega_lite_chart(rows, spec)`` it is drawn empty first, with warnings.

    Parameters
    ----------
    spec
        A chart without data, as `finish` makes it.
    rows
        What its marks are drawn from.
    formats
        How the figures along its axes are written.
    """
    numbers = {
        "decimal": formats.decimal,
        "thousands": formats.thousands,
        "grouping": [3, 2, 2, 2] if formats.hundreds else [3],
        "currency": ["", ""],
    }
    return {
        **spec,
        "data": {"name": ROWS},
        "datasets": {ROWS: rows},
        "config": {**spec["config"], "locale": {"number": numbers}},
    }


def finish(
    chart: Layers, colours: Palette, least: int, named: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The chart's spec, without data, as wide and as high as its place.

    Parameters
    ----------
    chart
        What is drawn.
    colours
        The colours of its words and lines.
    least
        Its height in pixels until it is put in its place.
    named
        Expressions by the names that the chart has for them.
    """
    text = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": scaled(12),
        "titleFontSize": scaled(12),
        "labelColor": colours.secondary,
        "titleColor": colours.secondary,
    }
    chart = chart.properties(
        background="transparent",
        autosize={"type": "fit", "contains": "padding"},
        height=least,
        padding={"left": 0, "right": 4, "top": 4, "bottom": 4},
        config={
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                **text,
                "aria": False,
                "gridColor": colours.grid,
                "tickColor": colours.goal,
                "labelPadding": 6,
            },
            "legend": text,
            # A reader gets the sentence and the table, not hundreds of marks.
            "mark": {"aria": False, "tooltip": None},
            "text": {"font": FONT, "fontSize": scaled(12), "color": colours.secondary},
        },
        usermeta={"embedOptions": {"renderer": "svg"}},
    )
    spec = chart.to_dict()
    del spec["data"]
    of_the_page = {"name": TEXT_SIZE, "value": 1, "bind": {"element": "#text-size"}}
    expressions = [{"name": name, "expr": expr} for name, expr in (named or {}).items()]
    spec["params"] = [of_the_page, *expressions, *spec.get("params", [])]
    return spec
