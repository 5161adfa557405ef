"""What the tables behind all charts have in common."""

from datetime import date, timedelta

import pandas as pd
import pytest

from tracker.analysis.daily import daily_frame
from tracker.analysis.weeks import weeks
from tracker.charts import heatmap, scores, trends
from tracker.charts import weeks as week_chart
from tracker.charts.scores import Scored
from tracker.model import Day, Scoring, WeekStart

FIRST = date(2026, 10, 1)
LAST = FIRST + timedelta(days=40)


def every_table() -> dict[str, pd.DataFrame]:
    days = [
        Day(FIRST + timedelta(days=n), pain=(3, 4.25)[n % 2], moderate_minutes=10 * (n % 3))
        for n in range(0, 40, 2)
    ]
    frame = daily_frame(days, FIRST, LAST)
    return {
        "weeks": week_chart.table(weeks(days, (), WeekStart.MONDAY, LAST)),
        "trends": trends.table(frame, FIRST, LAST),
        "heatmap": heatmap.table(frame, 2026),
        "scores": scores.table([Scored(FIRST, 19 / 3)], Scoring.MEAN),
    }


@pytest.mark.parametrize("name", ["weeks", "trends", "heatmap", "scores"])
def test_no_table_leaves_decimals_to_the_browser(name: str) -> None:
    """A column of decimal numbers is shown with four places, "4.0000"."""
    table = every_table()[name]
    assert len(table) > 0
    for column in table:
        assert not pd.api.types.is_float_dtype(table[column]), column
        assert not any(isinstance(cell, float) for cell in table[column]), column
