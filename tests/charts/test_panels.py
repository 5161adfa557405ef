from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest

from tracker.charts.panels import Panels

SHARES = {"one": 3.0, "two": 2.0, "three": 1.0}
BROKEN = 300


@dataclass
class View:
    """A chart in the browser: so high and wide, with text of a size."""

    height: float = 500
    width: float = 400
    text_size: float = 1

    def pixels(self, place: Any, panels: Panels) -> float:
        """What an expression of `panels` comes to; what is in it is as true of Python."""
        known: dict[str, Any] = vars(self).copy()
        for name, expression in panels.named.items():
            known[name] = eval(expression, known)  # noqa: S307 - our own
        return float(eval(getattr(place, "expr", place), known))  # noqa: S307


VIEWS = [View(436), View(), View(900), View(700, 250), View(800, 400, 1.25), View(900, 300, 1.25)]


@pytest.fixture(params=VIEWS, ids=str)
def view(request: pytest.FixtureRequest) -> View:
    found: View = request.param
    return found


def test_panels_share_whatever_height_there_is(view: View) -> None:
    panels = Panels(SHARES, BROKEN)
    places = [panels.place(name) for name in SHARES]
    heights = [
        view.pixels(place.bottom, panels) - view.pixels(place.top, panels) for place in places
    ]
    assert heights == pytest.approx([heights[2] * share for share in SHARES.values()], abs=1)
    end = view.pixels(panels.end(), panels)
    assert end == pytest.approx(view.pixels(places[-1].bottom, panels))
    assert view.pixels(panels.end(40), panels) == pytest.approx(view.height)


def test_no_panel_covers_the_heading_of_the_next(view: View) -> None:
    """A name, its goal and two lines of what marks mean, where the view is narrow."""
    panels = Panels(SHARES, BROKEN)
    lines = 3 if view.width < BROKEN * view.text_size else 1
    half = 8 * view.text_size  # of a line
    for one, other in pairwise(SHARES):
        name = view.pixels(panels.heading(other), panels)
        assert view.pixels(panels.place(one).bottom, panels) < name - half
        last = name + lines * 17 * view.text_size
        assert last + half < view.pixels(panels.place(other).top, panels)
    if lines == 1:
        assert last == pytest.approx(view.pixels(panels.heading(other, 1), panels))


def test_a_low_place_still_has_readable_panels() -> None:
    panels = Panels(SHARES, BROKEN)
    view = View(panels.least)
    for name, share in SHARES.items():
        place = panels.place(name)
        high = view.pixels(place.bottom, panels) - view.pixels(place.top, panels)
        assert high >= 37 * share
