"""What all charts share: type, axes, and a spec without data that is ready to draw.

A chart is one view of layers. Streamlit fits one view to its column's width, and
again when the column changes; panels above one another are layers whose scales
end at different heights. Concatenated views would not fit a phone.
"""

from __future__ import annotations

import re
from typing import Any, Literal, TypeAlias

import altair as alt
import pandas as pd

from tracker.charts.palette import Palette
from tracker.formatting import PLAIN, Formats

Layers: TypeAlias = alt.LayerChart | alt.FacetChart  # what `alt.layer` gives

ROWS = "rows"
FONT = '"Source Sans", sans-serif'


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
    chart: Layers, colours: Palette, *, fit: Literal["fit-x", "fit"] = "fit-x", **size: Any
) -> dict[str, Any]:
    """The chart's spec, without data; by "fit" it is also as high as its place."""
    text = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelColor": colours.secondary,
        "titleColor": colours.secondary,
    }
    chart = chart.properties(
        background="transparent",
        autosize={"type": fit, "contains": "padding"},
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
            "text": {"font": FONT, "fontSize": 12, "color": colours.secondary},
        },
        usermeta={"embedOptions": {"renderer": "svg"}},
        **size,
    )
    spec = chart.to_dict()
    del spec["data"]
    return spec
