"""Which stretch of time the trends show, and what of it: made once for every diary version."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pandas import DataFrame

from tracker.analysis.trends import ROLLING_DAYS, PainComparison, compare, daily_frame
from tracker.charts import trends
from tracker.ui.charts import Drawn, drawn
from tracker.ui.diary_cache import DiaryCache, ending
from tracker.ui.period_picker import choose_period

SPANS = {
    "4w": ("4 weeks", 28),
    "12w": ("12 weeks", 84),
    "6m": ("6 months", 182),
    "1y": ("1 year", 365),
}
USUAL = "12w"
COMPARED_DAYS = 28


@dataclass(frozen=True, slots=True)
class TrendsView:
    """The chart, the daily figures behind it, what its end rests on, and pain compared before."""

    chart: Drawn
    daily: DataFrame
    ending: str
    comparison: PainComparison


def choose_range(today: date, first_day: date) -> tuple[date, date]:
    """The first and last day to show, both included."""
    spans = {
        name: (words, today - timedelta(days=days - 1)) for name, (words, days) in SPANS.items()
    }
    return choose_period(today, spans | {"all": ("All", first_day)}, USUAL)


@lru_cache(maxsize=16)
def view(recorded: DiaryCache, first: date, last: date) -> TrendsView:
    """The trends from `first` to `last`; shared between sessions, read it only."""
    earliest = min(
        first - timedelta(days=ROLLING_DAYS - 1), last - timedelta(days=2 * COMPARED_DAYS - 1)
    )
    days = (day for day in recorded.days.values() if earliest <= day.date <= last)
    daily = daily_frame(days, earliest, last)
    rests_on = ending(recorded, last)
    said = trends.alt(daily, recorded.weeks, first, last)
    if rests_on and said != trends.EMPTY:
        said = f"{said} {rests_on}"
    return TrendsView(
        chart=drawn(trends.rows(daily, recorded.weeks, first, last), said),
        daily=daily,
        ending=rests_on,
        comparison=compare(daily, last, COMPARED_DAYS),
    )
