"""What chips showed when one of them was tapped: the browser only says which are chosen since.

What it said itself it shows. What the server has drawn otherwise, it shows once that has arrived:
a tap that was on its way then is about what was shown before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

ON_ITS_WAY = 1.0  # seconds from drawing on in which a tap may be about what was shown before


@dataclass(frozen=True, slots=True)
class Chips:
    """Which chips are chosen as the browser said last, and as they were drawn otherwise since.

    `at` is when, in seconds of any clock that goes on.
    """

    said: tuple[str, ...]
    drawn: tuple[str, ...] | None = None
    at: float = 0.0


def draw(chips: Chips | None, chosen: Sequence[str], now: float) -> Chips:
    """What is known once chips are drawn with those chosen; None: for the first time."""
    if chips is None:
        return Chips(tuple(chosen))
    if set(chosen) == set(chips.said):
        return Chips(chips.said)
    if chips.drawn is not None and set(chosen) == set(chips.drawn):
        return chips
    return replace(chips, drawn=tuple(chosen), at=now)


def shown_when_tapped(chips: Chips, selected: Sequence[str], now: float) -> tuple[str, ...]:
    """What they showed when they were tapped, so that `selected` are chosen now.

    Where both can be, it is what leaves the more chosen: nobody is to lose what nobody took away.
    """
    if chips.drawn is None:
        return chips.said
    by_drawn, by_said = (len(set(view) ^ set(selected)) for view in (chips.drawn, chips.said))
    was_on_its_way = now - chips.at < ON_ITS_WAY and 0 < by_said <= by_drawn
    return chips.said if was_on_its_way else chips.drawn
