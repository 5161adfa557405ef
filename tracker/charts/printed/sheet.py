"""What printed charts share: one time axis across the page, type and lines, the finished spec.

A chart is drawn in points of the paper, at the width it is printed in. Days are
numbers along the axis, counted from its first, so that no time zone can move one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.analysis.weeks import week_of
from tracker.charts.palette import LIGHT
from tracker.charts.timeline import ticks
from tracker.model import WeekStart

FONT = "Source Sans 3"
SIZE = 8
LEFT = 20  # for the figures of an axis
RIGHT = 4
HATCH = "url(#hatch)"
_HATCH = (
    '<defs><pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="3" height="3" fill="#FFFFFF"/>'
    f'<rect width="0.9" height="3" fill="{LIGHT.activity}"/></pattern></defs>'
)
_LETTER = 4.2  # the width of one, at most
_LABEL = 12  # points under a panel for the words of its axis

Layer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """The time axis of a page: whole weeks from `first` to `last`, `width` points long."""

    first: date
    last: date
    width: float

    @classmethod
    def of(cls, first: date, last: date, week_start: WeekStart, width: float) -> Span:
        """The axis for the days from `first` to `last`."""
        return cls(week_of(first, week_start)[0], week_of(last, week_start)[1], width)

    @property
    def days(self) -> int:
        """How many days the axis has."""
        return (self.last - self.first).days + 1

    def at(self, day: date) -> int:
        """Where a day begins: days since the first."""
        return (day - self.first).days

    def x(self, field: str = "x") -> dict[str, Any]:
        """The encoding of a field along the axis."""
        scale = {"domain": [0, self.days], "nice": False, "zero": False}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


@dataclass(frozen=True, slots=True)
class Panel:
    """A stretch of the sheet with its own scale; `top` and `bottom` are points from above."""

    top: float
    bottom: float
    low: float
    high: float

    def y(self, field: str, values: Sequence[float] = ()) -> dict[str, Any]:
        """The encoding of a field up the panel, with lines and figures at `values`."""
        scale = {
            "domain": [self.low, self.high],
            "range": [self.bottom, self.top],
            "nice": False,
            "zero": False,
        }
        axis = {"values": list(values), "title": None, "orient": "left"} if values else None
        return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def layer(rows: Iterable[Mapping[str, Any]], mark: Mapping[str, Any], **encoding: Any) -> Layer:
    """One kind of mark, with the rows it draws."""
    return {
        "data": {"values": list(rows)},
        "mark": {"clip": False, **mark},
        "encoding": {name: value for name, value in encoding.items() if value is not None},
    }


def words(text: str, x: float, y: float, **style: Any) -> Layer:
    """A few words at a place, in points."""
    return layer(
        [{"text": text}],
        {"type": "text", "align": "left", "baseline": "alphabetic", **style},
        x={"value": x},
        y={"value": y},
        text={"field": "text", "type": "nominal"},
    )


def calendar(span: Span, bottom: float) -> list[Layer]:
    """The ticks and words of the time axis, under `bottom`."""
    fitting = [tick for tick in ticks(span.first, span.last) if span.days / tick.room <= span.width]
    named = [(span.at(tick.day), f"{tick.label} {tick.year}".strip()) for tick in fitting]
    rows = [
        {"x": x, "text": text}
        for x, text in named
        if span.width * (1 - x / span.days) + RIGHT >= _LETTER * len(text)
    ]
    line = [{"x": 0, "end": span.days}]
    return [
        layer(
            line,
            {"type": "rule", "color": LIGHT.goal, "strokeWidth": 0.6},
            x=span.x(),
            x2={"field": "end"},
            y={"value": bottom},
        ),
        layer(
            rows,
            {"type": "rule", "color": LIGHT.goal, "strokeWidth": 0.6},
            x=span.x(),
            y={"value": bottom},
            y2={"value": bottom + 3},
        ),
        layer(
            rows,
            {"type": "text", "align": "left", "baseline": "top", "dx": 2},
            x=span.x(),
            y={"value": bottom + 3},
            text={"field": "text", "type": "nominal"},
        ),
    ]


def sheet(layers: Sequence[Layer], width: float, height: float, top: float = 6) -> dict[str, Any]:
    """The finished chart: `width` by `height` points of drawing, and room for its words."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "autosize": {"type": "none"},
        "padding": {"left": LEFT, "right": RIGHT, "top": top, "bottom": _LABEL},
        "background": "transparent",
        "layer": list(layers),
        "resolve": {"scale": {"y": "independent", "x": "shared"}},
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "mark": {"aria": False},
            "text": {"font": FONT, "fontSize": SIZE, "color": LIGHT.secondary},
            "axis": {
                "aria": False,
                "domain": False,
                "ticks": False,
                "gridColor": LIGHT.grid,
                "gridWidth": 0.6,
                "labelFont": FONT,
                "labelFontSize": SIZE,
                "labelColor": LIGHT.secondary,
                "labelPadding": 4,
            },
        },
    }


def width_of(total: float) -> float:
    """How much of a printed width is left to draw in."""
    return total - LEFT - RIGHT


def size(spec: Mapping[str, Any]) -> tuple[float, float]:
    """Width and height of a finished chart with its words, in points."""
    pad = spec["padding"]
    return spec["width"] + pad["left"] + pad["right"], spec["height"] + pad["top"] + pad["bottom"]


def hatched(svg: str) -> str:
    """The drawing with the pattern that stands for unknown, which Vega cannot describe."""
    end = svg.index(">", svg.index("<svg")) + 1
    return svg[:end] + _HATCH + svg[end:]
