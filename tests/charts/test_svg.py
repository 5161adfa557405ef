"""Charts drawn by ourselves: as large as their place, at their days, in the font of the page."""

import re
import subprocess
import sys
from datetime import date, timedelta
from html import unescape
from typing import Any

import altair as alt
import pandas as pd
import pytest

from tracker.analysis.daily import daily_frame
from tracker.charts import heatmap, svg
from tracker.charts.base_spec import FONT, base, finish
from tracker.charts.palette import palette
from tracker.library.regions import formats_of
from tracker.model import WeekStart

DAY = date(2026, 3, 29)  # clocks change in Berlin


def calendar() -> pd.DataFrame:
    frame = daily_frame([], date(2026, 1, 1), date(2026, 12, 31))
    return heatmap.rows(frame, 2026, WeekStart.MONDAY)


def days_and_figures(figures: list[float]) -> tuple[dict[str, Any], pd.DataFrame]:
    """A chart of a figure a day, which writes the moment of each day."""
    days = pd.to_datetime([DAY + timedelta(days=number) for number in range(len(figures))])
    at = base().encode(x=alt.X("start:T"), y=alt.Y("figure:Q", axis=alt.Axis(format=",.1f")))
    moments = at.mark_text().encode(text=alt.Text("start:T", format="%d.%m. %H:%M"))
    rows = pd.DataFrame({"start": days, "figure": figures})
    return finish(alt.layer(moments), palette(False), 100), rows


def written(drawing: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", drawing)]


@pytest.mark.parametrize(("width", "height"), [(288, 400), (358, 356), (928, 356)])
def test_it_is_as_large_as_its_place(width: int, height: int) -> None:
    drawing = svg.svg(heatmap.spec(False), calendar(), width, height)
    assert f'viewBox="0 0 {width} {height}"' in drawing


def test_it_is_in_the_font_of_the_page_and_its_text_as_large() -> None:
    usual = svg.svg(heatmap.spec(False), calendar(), 358, 356)
    larger = svg.svg(heatmap.spec(False), calendar(), 358, 445, text_size=1.25)
    assert set(map(unescape, re.findall(r'font-family="([^"]*)"', usual))) == {FONT}
    assert 'font-size="12px"' in usual
    assert 'font-size="15px"' in larger
    assert 'font-size="12px"' not in larger


@pytest.mark.parametrize("dark", [False, True])
def test_it_has_the_colours_of_the_theme(dark: bool) -> None:
    drawing = svg.svg(heatmap.spec(dark), calendar(), 358, 356)
    colours = palette(dark)
    assert colours.secondary in drawing
    assert palette(not dark).secondary not in drawing


def test_each_day_stands_at_its_midnight_also_where_clocks_change() -> None:
    spec, rows = days_and_figures([1.0, 2.0, 3.0])
    said = written(svg.svg(spec, rows, 358, 200))
    assert [text for text in said if text.endswith("00:00")] == [
        f"{DAY + timedelta(days=number):%d.%m.} 00:00" for number in range(3)
    ]


def test_figures_are_written_as_in_the_region() -> None:
    spec, rows = days_and_figures([0.0, 2000.0])
    assert "2,000.0" in written(svg.svg(spec, rows, 358, 200, formats=formats_of("en-GB")))
    assert "2.000,0" in written(svg.svg(spec, rows, 358, 200, formats=formats_of("de")))


def test_what_draws_is_started_beside_so_that_nobody_waits_for_it() -> None:
    program = """
import time
from tracker.charts import svg
begun = time.monotonic()
assert not svg.ready()
while not svg.ready():
    assert time.monotonic() - begun < 60
    time.sleep(0.05)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
