"""Panels above one another in one view, each with its share of whatever height there is.

A chart is as high as its place: the browser tells how high that is, so places are
expressions of the view's height.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import altair as alt

_HEADING = 44  # pixels above a panel for its name and what its marks mean
_GAP = 18  # below a panel
_LABELS = 40  # below the last one, for the time axis
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

    def __init__(self, shares: Mapping[str, float]) -> None:
        """`shares` are set against each other: 2 is twice as high as 1."""
        self._total = sum(shares.values())
        self._fixed = (_HEADING + _GAP) * len(shares) - _GAP + _LABELS
        self._number = {name: number for number, name in enumerate(shares)}
        ends = list(accumulate(shares.values()))
        self._shares = {
            name: (end - share, end)
            for (name, share), end in zip(shares.items(), ends, strict=True)
        }

    @property
    def least(self) -> int:
        """The height in pixels below which panels would be too low to read."""
        return round(self._fixed + _LEAST * self._total)

    def place(self, name: str) -> Place:
        """Where the panel's marks are drawn."""
        pixels = self._above(name) + _HEADING
        return Place(*(self._at(pixels, share) for share in self._shares[name]))

    def heading(self, name: str, below: int = 0) -> Any:
        """The middle of the panel's name, or so many pixels below it."""
        return alt.ExprRef(self._at(self._above(name) + 10 + below, self._shares[name][0]))

    def end(self, below: int = 0) -> Any:
        """Where the last panel ends, or so many pixels below."""
        return alt.ExprRef(self._at(self._fixed - _LABELS + below, self._total))

    def _above(self, name: str) -> int:
        return (_HEADING + _GAP) * self._number[name]

    def _at(self, pixels: int, share: float) -> str:
        return f"{pixels} + {share / self._total:.4f} * (height - {self._fixed})"
