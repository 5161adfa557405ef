from datetime import date, timedelta
from itertools import pairwise

import pytest

from tracker.charts.timeline import LABEL_PIXELS, Tick, fitting, ticks

MONDAY = date(2025, 11, 24)
RANGES = {
    "4 weeks": 4,
    "12 weeks": 12,
    "26 weeks": 26,
    "9 months": 40,
    "a year": 53,
    "2 years": 104,
    "10 years": 522,
    "40 years": 2088,
}


def shown(weeks: int, width: float) -> list[Tick]:
    """The labels that a plot of so many pixels shows."""
    days = 7 * weeks
    return fitting(ticks(MONDAY, MONDAY + timedelta(days=days - 1)), days, width)


@pytest.mark.parametrize("weeks", RANGES.values(), ids=RANGES)
@pytest.mark.parametrize("width", [310, 620, 900])
def test_labels_do_not_run_into_each_other_and_are_not_few(weeks: int, width: int) -> None:
    found = shown(weeks, width)
    assert 2 <= len(found) <= 26
    kind = "week" if weeks <= 26 else "month" if weeks <= 156 else "year"
    for one, other in pairwise(found):
        pixels = (other.day - one.day).days / (7 * weeks) * width
        assert pixels >= LABEL_PIXELS[kind] * 0.9  # February is short


@pytest.mark.parametrize("weeks", RANGES.values(), ids=RANGES)
@pytest.mark.parametrize("width", [310, 900])
def test_every_axis_names_its_year(weeks: int, width: int) -> None:
    found = shown(weeks, width)
    assert any(tick.year or tick.label.isdecimal() for tick in found)


def test_short_ranges_are_labelled_where_their_weeks_begin() -> None:
    assert [(tick.label, tick.year) for tick in shown(4, 900)] == [
        ("24 Nov", "2025"),
        ("1 Dec", ""),
        ("8 Dec", ""),
        ("15 Dec", ""),
    ]


def test_a_phone_has_fewer_labels() -> None:
    assert [tick.label for tick in shown(53, 310)] == ["Jan", "Apr", "Jul", "Oct"]
    assert len(shown(53, 900)) == 12
