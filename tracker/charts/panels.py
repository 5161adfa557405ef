"""Panels above one another in one view, each with its share of whatever height there is.

A chart is as high as its place: the browser tells how high that is, so places are
expressions of the view's height, and of the room that headings take: two lines more where the
view is too narrow for the size of its text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import altair as alt

from tracker.charts.base_spec import TEXT_SIZE

_LINE = 17  # pixels from one line of text to the next, at the usual size of text
_HEADING = 44  # above a panel for its name and what its marks mean
_GAP = 18  # below a panel
_LABELS = 40  # at the usual size of text, below the last one, for the time axis
_LEAST = 38  # pixels of a panel with a share of 1, where there is little room


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel's marks are drawn: expressions in pixels from the top."""

    top: str
    bottom: str

    @property
    def middle(self) -> Any:
        """Half-way down."""
        return alt.ExprRef(f"({self.top} + {self.bottom}) / 2")

    @property
    def range(self) -> list[Any]:
        """The range of the panel's scale, from its lowest value up."""
        return [alt.ExprRef(self.bottom), alt.ExprRef(self.top)]


class Panels:
    """Panels by name, from the top, with their shares of the height."""

    def __init__(self, shares: Mapping[str, float], broken: int) -> None:
        """`shares` are set against each other: 2 is twice as high as 1.

        A view that is narrower than `broken` pixels at the usual size of text is narrow.
        """
        self._total = sum(shares.values())
        self._broken = broken
        self._number = {name: number for number, name in enumerate(shares)}
        ends = list(accumulate(shares.values()))
        self._shares = {
            name: (end - share, end)
            for (name, share), end in zip(shares.items(), ends, strict=True)
        }

    @property
    def least(self) -> int:
        """The height in pixels below which panels would be too low to read."""
        count = len(self._number)
        return round((_HEADING + _GAP) * count - _GAP + _LABELS + _LEAST * self._total)

    @property
    def named(self) -> dict[str, str]:
        """What places are made of, by name, as expressions.

        Whether the view is narrow, a line more if so, a heading's height, and what is left.
        """
        count = len(self._number)
        return {
            "narrow": f"width < {self._broken} * {TEXT_SIZE}",
            "line": f"{_LINE} * narrow * {TEXT_SIZE}",
            "heading": f"{_HEADING} * {TEXT_SIZE} + 2 * line",
            "free": f"height - {count} * heading - {_GAP * (count - 1)} - {_LABELS} * {TEXT_SIZE}",
        }

    def place(self, name: str) -> Place:
        """Where the panel's marks are drawn."""
        number = self._number[name]
        return Place(*(self._at(number + 1, number, share) for share in self._shares[name]))

    def heading(self, name: str, line: int = 0) -> Any:
        """The middle of the panel's name, or of so many lines below it."""
        number = self._number[name]
        top = self._at(number, number, self._shares[name][0])
        return alt.ExprRef(f"{top} + {10 + _LINE * line} * {TEXT_SIZE}")

    def end(self, below: int = 0) -> Any:
        """Where the last panel ends, or so many pixels below at the usual size of text."""
        count = len(self._number)
        return alt.ExprRef(f"{self._at(count, count - 1, self._total)} + {below} * {TEXT_SIZE}")

    def _at(self, headings: int, gaps: int, share: float) -> str:
        return f"{headings} * heading + {_GAP * gaps} + {share / self._total:.4f} * free"
