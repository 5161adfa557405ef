import re
from itertools import pairwise
from typing import Any

import pytest

from tracker.charts.panels import Panels

SHARES = {"one": 3.0, "two": 2.0, "three": 1.0}


def pixels(place: Any, height: int) -> float:
    """What the browser makes of an expression at a height."""
    parts = re.fullmatch(r"(\d+) \+ ([\d.]+) \* \(height - (\d+)\)", getattr(place, "expr", place))
    assert parts
    fixed, share, below = parts.groups()
    return int(fixed) + float(share) * (height - int(below))


@pytest.mark.parametrize("height", [436, 500, 900])
def test_panels_share_whatever_height_there_is(height: int) -> None:
    panels = Panels(SHARES)
    places = [panels.place(name) for name in SHARES]
    heights = [pixels(place.bottom, height) - pixels(place.top, height) for place in places]
    assert heights == pytest.approx([heights[2] * share for share in SHARES.values()], abs=1)
    assert pixels(panels.end(), height) == pytest.approx(pixels(places[-1].bottom, height))
    assert pixels(panels.end(40), height) == pytest.approx(height)


def test_no_panel_covers_the_heading_of_the_next() -> None:
    panels = Panels(SHARES)
    for one, other in pairwise(SHARES):
        assert pixels(panels.place(one).bottom, 500) < pixels(panels.heading(other), 500)
        assert pixels(panels.heading(other, 17), 500) < pixels(panels.place(other).top, 500)


def test_a_low_place_still_has_readable_panels() -> None:
    panels = Panels(SHARES)
    for name, share in SHARES.items():
        place = panels.place(name)
        high = pixels(place.bottom, panels.least) - pixels(place.top, panels.least)
        assert high >= 37 * share
