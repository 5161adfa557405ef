"""What printed charts share: one time axis across the page, type and lines, the finished spec.

A chart is drawn in points of the paper, at the width it is printed in. Days are
numbers along the axis, counted from its first, so that no time zone can move one.
It is Vega, and not the specs of the screen: Altair, their making and Vega-Lite would take
0.7 s and more of a process's first report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.analysis.weeks import week_of
from tracker.charts.palette import LIGHT
from tracker.charts.timeline import fitting, ticks
from tracker.formatting import PLAIN, Formats
from tracker.model import WeekStart

FONT = "Source Sans 3"
SIZE = 8
LEFT = 20  # for the figures of an axis
RIGHT = 4
HATCH = "url(#hatch)"
WHITE = "#FFFFFF"
_HATCH = (
    '<defs><pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect width="3" height="3" fill="{WHITE}"/>'
    f'<rect width="0.9" height="3" fill="{LIGHT.activity}"/></pattern></defs>'
)
_LETTER = 4.2  # the width of one, at most
_LABEL = 12  # points under a panel for the words of its axis

Encoding = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high`, drawn from `begin` to `end`, in points."""

    low: float
    high: float
    begin: float
    end: float

    def of(self, field: str) -> Encoding:
        """A field of the rows, along this scale."""
        return {"field": field, "scale": self}


@dataclass(frozen=True, slots=True)
class Span:
    """The time axis of a page: whole weeks from `first` to `last`, `width` points long.

    `formats` is how the days and numbers of its charts are written.
    """

    first: date
    last: date
    width: float
    formats: Formats = PLAIN

    @classmethod
    def of(
        cls,
        first: date,
        last: date,
        week_start: WeekStart,
        width: float,
        formats: Formats = PLAIN,
    ) -> Span:
        """The axis for the days from `first` to `last`."""
        begin, end = week_of(first, week_start)[0], week_of(last, week_start)[1]
        return cls(begin, end, width, formats)

    @property
    def days(self) -> int:
        """How many days the axis has."""
        return (self.last - self.first).days + 1

    def at(self, day: date) -> int:
        """Where a day begins: days since the first."""
        return (day - self.first).days

    def x(self, field: str = "x") -> Encoding:
        """A field along the axis."""
        return Scale(0, self.days, 0, self.width).of(field)


@dataclass(frozen=True, slots=True)
class Panel:
    """A stretch of the sheet with its own scale; `top` and `bottom` are points from above."""

    top: float
    bottom: float
    low: float
    high: float

    def y(self, field: str) -> Encoding:
        """A field up the panel."""
        return Scale(self.low, self.high, self.bottom, self.top).of(field)

    def lines(self, values: Iterable[float], span: Span) -> list[Layer]:
        """Lines across the panel at `values`, with their figures."""
        rows = [{"value": value, "text": span.formats.number(value)} for value in values]
        return [
            layer(
                rows,
                {"type": "rule", "stroke": LIGHT.grid, "strokeWidth": 0.6},
                x={"value": 0},
                x2={"value": span.width},
                y=self.y("value"),
            ),
            words(rows, x={"value": -4}, y=self.y("value"), align="right", baseline="middle"),
        ]


@dataclass(frozen=True, slots=True)
class Layer:
    """Marks of one kind, and the rows that they draw; a row without a place has no mark."""

    rows: tuple[Mapping[str, Any], ...]
    mark: Mapping[str, Any]
    places: Mapping[str, Encoding]


def layer(rows: Iterable[Mapping[str, Any]], mark: Mapping[str, Any], **places: Encoding) -> Layer:
    """Marks for some rows: Vega's `type` and properties, and where x, y, x2 and y2 come from."""
    return Layer(tuple(rows), mark, places)


def words(rows: Iterable[Mapping[str, Any]], *, x: Encoding, y: Encoding, **style: Any) -> Layer:
    """The `text` of each row at its place."""
    mark = {
        "type": "text",
        "font": FONT,
        "fontSize": SIZE,
        "fill": LIGHT.secondary,
        "align": "left",
        "baseline": "alphabetic",
    }
    return layer(rows, mark | style, x=x, y=y, text={"field": "text"})


def calendar(span: Span, bottom: float) -> list[Layer]:
    """The ticks and words of the time axis, under `bottom`."""
    labels = fitting(ticks(span.first, span.last, span.formats), span.days, span.width)
    named = [(span.at(tick.day), f"{tick.label} {tick.year}".strip()) for tick in labels]
    rows = [
        {"x": x, "text": text}
        for x, text in named
        if span.width * (1 - x / span.days) + RIGHT >= _LETTER * len(text)
    ]
    rule = {"type": "rule", "stroke": LIGHT.goal, "strokeWidth": 0.6}
    return [
        layer([{}], rule, x={"value": 0}, x2={"value": span.width}, y={"value": bottom}),
        layer(rows, rule, x=span.x(), y={"value": bottom}, y2={"value": bottom + 3}),
        words(rows, x=span.x(), y={"value": bottom + 3}, baseline="top", dx=2),
    ]


def sheet(layers: Sequence[Layer], width: float, height: float, top: float = 6) -> dict[str, Any]:
    """The finished chart: `width` by `height` points of drawing, and room for its words."""
    found = {
        place["scale"]: "" for each in layers for place in each.places.values() if "scale" in place
    }
    names = {scale: f"scale {number}" for number, scale in enumerate(found)}
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": width,
        "height": height,
        "autosize": "none",
        "padding": {"left": LEFT, "right": RIGHT, "top": top, "bottom": _LABEL},
        "scales": [
            {
                "name": name,
                "type": "linear",
                "domain": [scale.low, scale.high],
                "range": [scale.begin, scale.end],
                "zero": False,
            }
            for scale, name in names.items()
        ],
        "data": [
            {"name": f"rows {number}", "values": list(each.rows)}
            for number, each in enumerate(layers)
        ],
        "marks": [_mark(each, f"rows {number}", names) for number, each in enumerate(layers)],
    }


def _mark(each: Layer, rows: str, names: Mapping[Scale, str]) -> dict[str, Any]:
    style = {name: {"value": value} for name, value in each.mark.items() if name != "type"}
    places = {
        channel: {**place, "scale": names[place["scale"]]} if "scale" in place else dict(place)
        for channel, place in each.places.items()
    }
    if each.mark["type"] == "line":  # without a value the line has a gap
        style["defined"] = {"signal": f"isValid(datum.{each.places['y']['field']})"}
    return {
        "type": each.mark["type"],
        "from": {"data": rows},
        "aria": False,
        "encode": {"enter": style | places},
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
