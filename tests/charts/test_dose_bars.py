"""Amounts of an exercise over time: every day a mark as high as its amount, gaps left open."""

from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from tracker.analysis.doses import DoseDay
from tracker.charts.dose_bars import dose_chart

FIRST = date(2026, 3, 2)
LAST = FIRST + timedelta(days=83)


class Read(HTMLParser):
    """The panels of a chart: what each says, and the rectangles in it."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.rects: list[list[dict[str, float]]] = []
        self.words = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "svg":
            self.said.append(found["aria-label"])
            self.rects.append([])
        if tag == "rect":
            self.rects[-1].append({name: float(value) for name, value in found.items()})

    def handle_data(self, data: str) -> None:
        self.words += f"{data}|"


def day(number: int, repetitions: int | None = None, seconds: int | None = None) -> DoseDay:
    return DoseDay(FIRST + timedelta(days=number), repetitions, seconds)


def test_a_day_is_a_bar_as_high_as_its_times_and_other_days_are_left_open() -> None:
    (bars,) = Read(dose_chart([day(0, 8), day(41, 16), day(83, 12)], FIRST, LAST)).rects
    assert [bar["height"] for bar in bars] == [20, 40, 30]
    assert all(bar["y"] + bar["height"] == 40 for bar in bars), "from zero up"
    assert [int(bar["x"]) for bar in bars] == [0, 41, 83]


def test_seconds_held_are_pins_in_a_panel_of_their_own() -> None:
    chart = Read(dose_chart([day(0, 8, 80), day(1, None, 40), day(2, 8)], FIRST, LAST))
    bars, pins = chart.rects
    assert len(bars) == 2
    assert len(pins) == 4, "a stem and a head each"
    assert {bar["width"] for bar in bars} & {pin["width"] for pin in pins} == set()
    assert chart.words == "Times a day, 0 to 8|Seconds held a day, 0 to 80|2 Mar|24 May|"


def test_each_panel_says_its_figures_in_a_sentence() -> None:
    chart = Read(dose_chart([day(0, 8), day(3, 1200), day(9, 12)], FIRST, LAST))
    assert chart.said == [
        "Times a day, 2 March to 24 May 2026: on 3 days, the first 8, the last 12, the lowest 8, "
        "the highest 1,200."
    ]


@pytest.mark.parametrize("amount", [1, 3600])
def test_a_low_day_has_a_head_that_stays_in_the_drawing(amount: int) -> None:
    (pins,) = Read(dose_chart([day(0, None, 3600), day(1, None, amount)], FIRST, LAST)).rects
    assert all(pin["y"] >= 0 and pin["y"] + pin["height"] <= 40.01 for pin in pins)
