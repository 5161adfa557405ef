"""What a chart says of one of its points, in the panel beside it: a day, or a stretch of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import orjson

NOTE_SHOWN = 120  # characters of a note


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """The days from `first` to `last` as a chart's panel says them.

    `facts` are short, in their order; `around` is what they stand in, such as the week;
    `note` the first words of the day's note, `link` where the point opens.
    """

    first: date
    title: str
    facts: tuple[str, ...]
    link: str
    around: tuple[str, ...] = ()
    note: str = ""


def in_line(facts: Iterable[str]) -> str:
    """Facts in one line."""
    return " · ".join(facts)


def encoded(points: Iterable[ChartPoint]) -> str:
    """Points as the browser reads them: JSON of [day, title, facts, around, note, link] each."""
    rows = [
        [
            point.first.isoformat(),
            point.title,
            in_line(point.facts),
            in_line(point.around),
            point.note,
            point.link,
        ]
        for point in points
    ]
    return orjson.dumps(rows).decode()


def first_words(note: str) -> str:
    """A note in one line, cut between words where it is long."""
    line = " ".join(note.split())
    if len(line) <= NOTE_SHOWN:
        return line
    return f"{line[:NOTE_SHOWN].rsplit(' ', 1)[0]}…"


def day_link(day: date) -> str:
    """Where a day is opened."""
    return f"./?day={day}"
