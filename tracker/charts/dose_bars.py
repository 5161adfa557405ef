"""How much of an exercise was done, day by day: bars of times, pins of seconds held.

It stands folded beside an exercise, many on a screen. So it is plain markup that costs nothing
until it is opened, with its words beside it: they follow the size of the page's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from tracker.analysis.doses import DoseDay
from tracker.formatting import PLAIN, Formats

TIMES = "Times a day"
SECONDS = "Seconds held a day"
CAPTION = "{name}, 0 to {most}"
ALT = (
    "{name}, {days}: on {counted}, the first {first}, the last {last}, the lowest {low}, "
    "the highest {high}."
)
_HEIGHT = 40  # of the drawing, in its own units; one is as wide as a day
_BAR = 0.7
_STEM = 0.2
_HEAD = 5


def dose_chart(days: Sequence[DoseDay], first: date, last: date, formats: Formats = PLAIN) -> str:
    """A panel of times and one of seconds held, where there are any, from `first` to `last`."""
    times = {day.date: day.repetitions for day in days if day.repetitions is not None}
    held = {day.date: day.seconds for day in days if day.seconds is not None}
    panels = [
        _panel(name, style, amounts, (first, last), formats)
        for name, style, amounts in ((TIMES, "bars", times), (SECONDS, "pins", held))
        if amounts
    ]
    ends = "".join(
        f"<span>{formats.day(day, weekday='', month='%b', year=False)}</span>"
        for day in (first, last)
    )
    return f'<div class="bb-doses">{"".join(panels)}<p aria-hidden="true">{ends}</p></div>'


def alt(
    name: str, amounts: dict[date, int], span: tuple[date, date], formats: Formats = PLAIN
) -> str:
    """A panel in one sentence, with its figures."""
    told = [amounts[day] for day in sorted(amounts)]
    return ALT.format(
        name=name,
        days=formats.range_text(*span),
        counted=formats.counted(len(told), "day"),
        first=formats.number(told[0]),
        last=formats.number(told[-1]),
        low=formats.number(min(told)),
        high=formats.number(max(told)),
    )


def _panel(
    name: str, style: str, amounts: dict[date, int], span: tuple[date, date], formats: Formats
) -> str:
    most = max(amounts.values())
    first, last = span
    marks = "".join(
        _mark(style, (day - first).days, _HEIGHT * amount / most)
        for day, amount in sorted(amounts.items())
    )
    caption = CAPTION.format(name=name, most=formats.number(most))
    said = escape(alt(name, amounts, span, formats))
    return (
        f'<figure class="bb-{style}"><figcaption aria-hidden="true">{caption}</figcaption>'
        f'<svg viewBox="0 0 {(last - first).days + 1} {_HEIGHT}" preserveAspectRatio="none" '
        f'role="img" aria-label="{said}">{marks}</svg></figure>'
    )


def _mark(style: str, day: int, high: float) -> str:
    top = _HEIGHT - high
    if style == "bars":
        return _rect(day + (1 - _BAR) / 2, top, _BAR, high)
    head = min(_HEAD, high)
    return _rect(day + 0.5 - _STEM / 2, top, _STEM, high) + _rect(day, top, 1, head)


def _rect(left: float, top: float, wide: float, high: float) -> str:
    return f'<rect x="{left:g}" y="{top:.4g}" width="{wide:g}" height="{high:.4g}"/>'
