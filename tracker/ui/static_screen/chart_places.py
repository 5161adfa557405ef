"""How large a browser's places for charts are, which it says by a cookie, and a chart for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from tracker.charts import svg
from tracker.ui.charts import Drawn
from tracker.ui.formatting import html
from tracker.ui.regional import formats

COOKIE = "backbeat-charts"
_LARGEST = 4000  # pixels of a place, wide or high
_TEXT_SIZES = (0.5, 4.0)


@dataclass(frozen=True, slots=True)
class ChartPlaces:
    """The places of charts in a browser, by the charts' names, as of its last visit."""

    dark: bool
    text_size: float  # of the page, 1 where it is the usual one
    sizes: tuple[tuple[str, tuple[int, int]], ...]  # width and height in pixels

    def size(self, chart: str) -> tuple[int, int] | None:
        """The width and height of a chart's place; None where it is not known."""
        return dict(self.sizes).get(chart)


UNKNOWN = ChartPlaces(dark=False, text_size=1.0, sizes=())


def read_places(cookie: str) -> ChartPlaces:
    """What a cookie says, as far as charts can be drawn by it."""
    said = dict(parse_qsl(cookie))
    try:
        text_size = float(said.pop("text"))
        dark = said.pop("dark") == "true"
        sizes = tuple((name, _size(size)) for name, size in said.items())
    except (KeyError, ValueError):
        return UNKNOWN
    least, most = _TEXT_SIZES
    return ChartPlaces(dark, text_size, sizes) if least <= text_size <= most else UNKNOWN


def _size(said: str) -> tuple[int, int]:
    width, height = (int(number) for number in said.split("x"))
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise ValueError(said)
    return width, height


def draw(chart: str, drawn: Drawn, spec: dict[str, Any], places: ChartPlaces) -> str:
    """The chart of that name as SVG; empty where its place is not known."""
    size = places.size(chart)
    if size is None:
        return ""
    return svg.svg(spec, drawn.rows.to_pandas(), *size, places.text_size, formats())


def place(chart: str, alt: str, drawing: str) -> str:
    """Where a chart stands, with its drawing or nothing in it yet."""
    return (
        f'<div class="st-key-{chart}-chart"><div class="chart" data-chart="{chart}" role="img" '
        f'aria-label="{html(alt)}">{drawing}</div></div>'
    )
