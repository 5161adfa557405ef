"""Which stretch of time the trends show, and what of it: made once for every diary version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from sys import getsizeof

import streamlit as st
from pandas import DataFrame

from tracker.analysis.daily import WINDOW_DAYS, compare, daily_frame
from tracker.analysis.pain import (
    NOTABLE_POINTS,
    NOTABLE_SHARE,
    ROLLING_DAYS,
    PainChange,
    PainComparison,
    PainMean,
)
from tracker.analysis.weeks import week_of
from tracker.charts import trends
from tracker.charts.trends_measures import ON_REQUEST, DayRecords, RangeRecords, Shown
from tracker.charts.trends_points import day_points, stretch_points
from tracker.model import EARLIEST_DAY
from tracker.store import Diary
from tracker.ui.chart_panel import DAYS, STRETCHES, ChartPanel, panel
from tracker.ui.charts import Drawn, drawn
from tracker.ui.day_entries import day_entries, read_entries, read_marks
from tracker.ui.diary_cache import DiaryCache, by_version, ending
from tracker.ui.formatting import capital, short_day
from tracker.ui.made_once import made_once
from tracker.ui.period_picker import Period, choose_period, period_asked, show_dates
from tracker.ui.regional import formats, number_text

SPANS = {
    "4w": ("4 weeks", 28),
    "12w": ("12 weeks", 84),
    "6m": ("6 months", 182),
    "1y": ("1 year", 365),
}
USUAL = "12w"
CHART = "trends"
ALSO = "trends-also"
SHOW_ALSO = "Show also"
LEAST_DRAG = 1 / 128  # of the days shown: some 7 pixels on a desktop
HIGHER = {  # pixels that a panel makes the chart higher by, at the usual size of text
    Shown.EVENTS: 80,
    Shown.MEDICINE: 80,
    Shown.INTERFERENCE: 120,
    Shown.SLEEP: 120,
    Shown.READINGS: 160,
    Shown.SITES: 200,
}


@dataclass(frozen=True, slots=True)
class TrendsView:
    """The chart, its panel and the days behind it; what its end rests on; pain compared."""

    chart: Drawn
    shown: tuple[Shown, ...]
    panel: ChartPanel
    daily: DataFrame
    ending: str
    comparison: PainComparison

    def __sizeof__(self) -> int:
        """Bytes, with those of what is drawn and of the days."""
        held = (self.chart, self.panel, self.daily, self.ending)
        return object.__sizeof__(self) + sum(map(getsizeof, held))


def choose_range(today: date, first_day: date) -> tuple[date, date]:
    """The first and last day to show, both included."""
    return choose_period(today, spans_to(today, first_day), USUAL)


def range_asked(asked: Mapping[str, str], today: date, first_day: date) -> Period:
    """The days that an address asks for."""
    return period_asked(asked, today, spans_to(today, first_day), USUAL)


def spans_to(today: date, first_day: date) -> dict[str, tuple[str, date]]:
    """What can be chosen, by its name in an address: what it is called, and its first day."""
    spans = {
        name: (words, today - timedelta(days=days - 1)) for name, (words, days) in SPANS.items()
    }
    return spans | {"all": ("All", first_day)}


@made_once(lambda diary, *asked: by_version(*asked))
def view(
    diary: Diary, recorded: DiaryCache, first: date, last: date, also: tuple[Shown, ...] = ()
) -> TrendsView:
    """The trends from `first` to `last`, with what was asked for; shared, read it only."""
    earliest = min(
        first - timedelta(days=ROLLING_DAYS - 1), last - timedelta(days=2 * WINDOW_DAYS - 1)
    )
    latest = week_of(last, recorded.person.week_start)[1]
    daily = daily_frame(recorded.between(earliest, latest), earliest, latest)
    rests_on = ending(recorded, last)
    said = trends.alt(daily, recorded.weeks, first, last, formats())
    if rests_on and said != trends.EMPTY:
        said = f"{said} {rests_on}"
    records = _records(diary, first, last, also)
    shown = (*records.marks, *also)
    rows = trends.rows(daily, recorded.weeks, first, last, shown, records, formats())
    return TrendsView(
        chart=drawn(trends.marks(rows), said),
        shown=shown,
        panel=_panel(recorded, rows, records, first, last),
        daily=daily,
        ending=rests_on,
        comparison=compare(daily, last),
    )


def nothing_recorded(first: date, last: date) -> str:
    """What stands in a chart's place where nothing was recorded."""
    title = trends.title(first, last, formats())
    return (
        f'<section class="bb-panel"><h2>{title}</h2><p>{trends.EMPTY}</p>'
        "<p>Pain and activity are drawn here from the first check-in on.</p>"
        '<p><a href="./">Check in</a></p></section>'
    )


def heading(shown: TrendsView, first: date, last: date) -> str:
    """What the chart shows, what its end rests on, and the panel of its days, as markup."""
    ending = f'<p class="bb-note">{shown.ending}</p>' if shown.ending else ""
    title = trends.title(first, last, formats())
    higher = sum(HIGHER.get(one, 0) for one in shown.shown)
    # For trends.css: the chart's place.
    room = f"<style>:root, :host {{ --bb-higher: {higher / 16:g}rem; }}</style>"
    return f'<h2 class="bb-chart-title">{title}</h2>{ending}{shown.panel.markup}{room}'


def zoom(begin: date, end: date, shown: tuple[date, date], today: date) -> None:
    """Show the days that were dragged over; a click by an unsteady hand is no drag.

    `shown` are the first and last day of the chart, whose axis may go on after `today`.
    """
    first, last = max(begin, EARLIEST_DAY), min(end, today)
    if (last - first).days >= max(1, ((shown[1] - shown[0]).days + 1) * LEAST_DRAG):
        show_dates(first, last)


def _panel(
    recorded: DiaryCache, rows: DataFrame, records: RangeRecords, first: date, last: date
) -> ChartPanel:
    """The panel, with the latest day of which anything is recorded."""
    if trends.weeks_a_point(first, last):
        points = stretch_points(rows, last)
        return panel(CHART, points, STRETCHES, len(points) - 1)
    weeks = [week for week in recorded.weeks if week.end >= first and week.start <= last]
    points = day_points(rows, recorded.days, records, weeks, formats())
    known = {*records.days, *(event.date for event in records.events)}
    latest = [
        number
        for number, point in enumerate(points)
        if point.first in recorded.days or point.first in known
    ]
    return panel(CHART, points, DAYS, latest[-1] if latest else len(points) - 1)


def _records(diary: Diary, first: date, last: date, also: tuple[Shown, ...]) -> RangeRecords:
    """What is recorded beside sums; of years only what has marks, unless it is asked for."""
    if not trends.weeks_a_point(first, last):
        found = day_entries(diary, first, last)
    elif also:
        found = read_entries(diary, first, last)
    else:
        found = read_marks(diary, first, last)
    days = found.check_ins.keys() | found.exercises.keys() | found.medicines.keys()
    return RangeRecords(
        {
            day: DayRecords(
                found.check_ins.get(day),
                tuple(found.exercises.get(day, ())),
                tuple(found.medicines.get(day, ())),
            )
            for day in days
        },
        tuple(chain.from_iterable(found.events.values())),
        tuple(chain.from_iterable(found.readings.values())),
    )


def ask_also() -> None:
    """What is shown beside the three measures that always are."""
    st.pills(
        SHOW_ALSO,
        ON_REQUEST,
        selection_mode="multi",
        format_func=capital,
        key=ALSO,
        persist_state="session",
        wrap=True,
    )


def asked_also() -> tuple[Shown, ...]:
    """What was asked for last, in the order of the panels."""
    asked = st.session_state.get(ALSO) or ()
    return tuple(one for one in ON_REQUEST if one in asked)


# -- the last 28 days of pain beside the 28 before: stated, not judged


def comparison_text(comparison: PainComparison, last: date) -> str:
    """Both averages with how many days they are made of, and the change where there is one."""
    days = comparison.now.days
    now, before = _mean(comparison.now), _mean(comparison.before)
    return (
        f'<section class="bb-panel" aria-label="Pain compared"><h2>Pain, {days} days compared</h2>'
        f'<dl class="bb-figures"><div><dt>{days} days to {short_day(last)}</dt><dd>{now}</dd></div>'
        f"<div><dt>{days} days before</dt><dd>{before}</dd></div>"
        f"<div><dt>Change</dt><dd>{_change(comparison.change)}</dd></div></dl>"
        f"<p>{_remark(comparison)}</p></section>"
    )


def _mean(pain: PainMean) -> str:
    mean = "–" if pain.mean is None else number_text(pain.mean, 1)
    return f"<strong>{mean}</strong> <small>{pain.n} of {pain.days} days</small>"


def _change(change: PainChange | None) -> str:
    if change is None:
        return "<strong>–</strong>"
    signed = formats().signed
    percent = ""
    if change.percent is not None:
        percent = f" <small>{signed(change.percent, 0)}&nbsp;%</small>"
    return f"<strong>{signed(change.points, 1)}</strong>{percent}"


def _remark(comparison: PainComparison) -> str:
    measure = f"{number_text(NOTABLE_POINTS)} points or {int(NOTABLE_SHARE * 100)}&nbsp;%"
    match comparison.notable:
        case None:
            return "With more logged days in both periods the two averages can be compared."
        case True:
            return (
                f"This reaches the fall of {measure} that studies of back pain count as a clear "
                "improvement. Discuss with your clinician what it means for you."
            )
        case False if comparison.change is not None and comparison.change.points > 0:
            return (
                f"Pain rose. Studies of back pain count a fall of {measure} as a clear improvement."
            )
        case False:
            return (
                f"Studies of back pain count a fall of {measure} as a clear improvement; "
                "this does not reach it."
            )
