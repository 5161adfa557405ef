"""Events on paper: a dotted line at the day of each, numbered in the chart of pain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.charts.palette import LIGHT
from tracker.charts.printed.sheet import WHITE, Layer, Span, layer, words
from tracker.formatting import PLAIN, Formats
from tracker.model import Event

EVENT = "{number} {event}, {day}"

_LINE = {"type": "rule", "stroke": LIGHT.text, "strokeWidth": 0.7, "strokeDash": [1, 2]}
_DOT = {"type": "symbol", "shape": "circle", "size": 66, "fill": LIGHT.text}
_MIDDLE = 3.5  # points under the upper edge: of the number of an event


def lines(events: Sequence[Event], span: Span, top: float, bottom: float) -> list[Layer]:
    """A dotted line at the day of each event, from `top` to `bottom` points from above."""
    rows = [{"x": span.at(event.date) + 0.5} for event in events]
    return [layer(rows, _LINE, x=span.x(), y={"value": top}, y2={"value": bottom})]


def numbers(events: Sequence[Event], span: Span) -> list[Layer]:
    """The number of each event at the upper edge, by which :func:`key` names it."""
    rows = [
        {"x": span.at(event.date) + 0.5, "text": str(number)}
        for number, event in enumerate(events, start=1)
    ]
    style: dict[str, Any] = {"align": "center", "baseline": "middle", "fontSize": 6.5}
    middle = {"value": _MIDDLE}
    return [
        layer(rows, _DOT, x=span.x(), y=middle),
        words(rows, x=span.x(), y=middle, **style, fill=WHITE, fontWeight=600),
    ]


def key(events: Sequence[Event], formats: Formats = PLAIN) -> str:
    """What happened, by its number; with the year where they are of several."""
    of_several = len({event.date.year for event in events}) > 1
    return "   ".join(
        EVENT.format(
            number=number,
            event=event.words,
            day=formats.day(event.date, month="%b", year=of_several),
        )
        for number, event in enumerate(events, start=1)
    )
