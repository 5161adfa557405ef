"""The drawing of the body and the list beside it name the same places."""

import re
from itertools import chain
from pathlib import Path

from tests.pages.builders import BERLIN
from tracker.model import SITE_LIMIT, CheckIn
from tracker.ui import check_in
from tracker.ui.check_in.body_map import PARTS, SITES

DRAWING = (Path(check_in.__path__[0]) / "body_map.svg").read_text(encoding="utf-8")


def drawn(view: str) -> list[str]:
    return re.findall(
        'data-site="([^"]+)"', DRAWING.split(f'data-view="{view}"')[1].split("</g>")[0]
    )


def test_every_place_is_drawn_and_every_drawn_place_is_in_the_list() -> None:
    assert {*drawn("back"), *drawn("front")} == set(SITES)


def test_no_view_has_a_place_twice() -> None:
    for view in ("back", "front"):
        assert len(drawn(view)) == len(set(drawn(view)))


def test_left_is_on_the_left_from_behind_and_on_the_right_from_the_front() -> None:
    for view, left in (("back", "-"), ("front", "")):
        part = DRAWING.split(f'data-view="{view}"')[1]
        found = re.search(r'data-site="left arm" d="M(-?)\d', part)
        assert found
        assert found[1] == left


def test_what_an_earlier_list_called_a_leg_is_drawn_by_its_parts() -> None:
    assert set(chain(*PARTS.values())) <= set(SITES)
    assert not set(PARTS) & set(SITES)
    assert all("leg" in part for part in chain(*PARTS.values()))


def test_a_day_can_hold_any_of_them() -> None:
    now = BERLIN.now()
    assert max(map(len, SITES)) <= SITE_LIMIT
    for site in SITES:
        assert CheckIn(now.date(), None, now, sites=(site,)).sites == (site,)
