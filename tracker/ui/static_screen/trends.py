"""Trends as they are sent with the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.charts import trends
from tracker.charts.trends_measures import ON_REQUEST
from tracker.store import Diary
from tracker.ui import diary_cache
from tracker.ui.charts import AS_A_TABLE
from tracker.ui.diary_cache import DiaryCache, by_version
from tracker.ui.formatting import capital
from tracker.ui.made_once import made_once
from tracker.ui.navigation import ALL_DAYS, SCORES
from tracker.ui.period_picker import DATES, Period
from tracker.ui.static_screen.chart_places import ChartPlaces, draw, place
from tracker.ui.static_screen.controls import folded, many_of, one_of, ways_on
from tracker.ui.static_screen.screen import part, title
from tracker.ui.trends import (
    ALSO,
    CHART,
    SHOW_ALSO,
    TrendsView,
    comparison_text,
    heading,
    nothing_recorded,
    range_asked,
    spans_to,
    view,
)


def trends_parts(diary: Diary, asked: Mapping[str, str], places: ChartPlaces) -> Iterator[str]:
    """The parts of Trends in their order, as of a first look at them.

    `asked` is what the address asks for. Nothing where that is dates of one's own, which only
    Streamlit's own field shows.
    """
    recorded = diary_cache.read_diary(diary)
    period = range_asked(asked, recorded.today, recorded.first_day)
    if period.span == DATES:
        return
    first, last = period.first, period.last
    spans = spans_to(recorded.today, recorded.first_day)
    names = [words for words, _ in spans.values()] + ["Dates"]
    shown = view(diary, recorded, first, last)
    yield title("Trends")
    chosen = list(spans).index(period.span)
    yield f'<div class="st-key-span">{one_of("range", "Range", names, chosen)}</div>'
    if shown.chart.alt == trends.EMPTY:
        yield part(nothing_recorded(first, last))
    else:
        yield part(heading(shown, first, last))
        yield place(CHART, shown.chart.alt, _svg(recorded, period, places, shown))
        yield folded(f"{CHART}-table", AS_A_TABLE)
        yield many_of(ALSO, SHOW_ALSO, map(capital, ON_REQUEST), [False] * len(ON_REQUEST))
        yield part(comparison_text(shown.comparison, last))
    printed = "" if shown.chart.alt == trends.EMPTY else "trends"
    yield ways_on(("days", ALL_DAYS), printed=printed)
    yield ways_on(("questionnaires", SCORES))


@made_once(lambda recorded, period, places, shown: by_version(recorded, period, places))
def _svg(recorded: DiaryCache, period: Period, places: ChartPlaces, shown: TrendsView) -> str:
    return draw(CHART, shown.chart, trends.spec(places.dark, shown.shown), places)
