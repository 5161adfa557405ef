"""Earlier weeks against their goals, and a year of days at a glance."""

from datetime import date, timedelta

import streamlit as st
from pandas import DataFrame

from tracker.analysis.daily import daily_frame
from tracker.analysis.weeks import Runs, Week, runs
from tracker.charts import heatmap, weeks
from tracker.charts.heatmap_view import CALENDAR
from tracker.ui import session
from tracker.ui.chart_panel import DAYS, WEEKS, ChartPanel, follow, panel
from tracker.ui.charts import Drawn, chart, drawn
from tracker.ui.diary_cache import DiaryCache, by_version, ending
from tracker.ui.made_once import made_once
from tracker.ui.regional import counted, formats, number_text

WEEKS_SHOWN = 12
TITLE = "Weeks against your goals"
NOTHING_YET = "Your weeks, and a year of days at a glance, fill up here as you check in."
MEASURE = "year-measure"
CHOICES = MINUTES, PAIN = "Active minutes", "Pain"  # what the year can show


def show_earlier_weeks(recorded: DiaryCache, last: date) -> None:
    """The runs of weeks met, and the weeks up to the one that ends on `last`."""
    st.html(weeks_heading(recorded, last))
    if shown := weeks_up_to(recorded, last):
        spec = weeks.spec(session.dark())
        chart("weeks", drawn_weeks(recorded, last), spec, lambda: weeks.table(shown, formats()))
        follow("weeks", weeks_panel(recorded, last))


def weeks_heading(recorded: DiaryCache, last: date) -> str:
    """The runs of weeks met and, where there is a chart, the panel of its weeks, as markup."""
    head = f'<h2 class="bb-chart-title">{TITLE}</h2><p class="bb-runs">{_runs(recorded)}</p>'
    shown = weeks_up_to(recorded, last)
    if not shown:
        return head
    # For trends.css: the chart's place.
    room = f"<style>:root, :host {{ --bb-weeks: {len(shown)}; }}</style>"
    return head + weeks_panel(recorded, last).markup + room


def show_year(recorded: DiaryCache) -> None:
    """A year's calendar: minutes or pain in one hue, strength marked, unknown days hatched."""
    years = years_of(recorded)
    year = st.session_state.get("year", recorded.today.year)
    year = year if year in years else recorded.today.year
    pain = st.session_state.get(MEASURE) == PAIN
    found = year_panel(recorded, year)
    st.html(f'<h2 class="bb-chart-title">{heatmap.title(year, pain)}</h2>')
    with st.container(horizontal=True, vertical_alignment="center", key="year-choices"):
        st.segmented_control(
            "Show",
            CHOICES,
            default=None if MEASURE in st.session_state else MINUTES,
            required=True,
            key=MEASURE,
            persist_state="session",
            label_visibility="collapsed",
        )
        if len(years) > 1:
            st.selectbox(
                "Year",
                years,
                key="year",
                persist_state="session",
                label_visibility="collapsed",
                width=120,
            )
    st.html(found.markup)
    chart(
        "year",
        drawn_year(recorded, year, pain),
        heatmap.spec(session.dark(), pain),
        lambda: heatmap.table(_daily(recorded, year), year, formats()),
    )
    follow("year", found)


def years_of(recorded: DiaryCache) -> list[int]:
    """The years of the diary, this one first."""
    return list(range(recorded.today.year, recorded.first_day.year - 1, -1))


def _and_ending(said: str, recorded: DiaryCache, last: date) -> str:
    """What a chart says, and what its end rests on."""
    return " ".join(filter(None, (said, ending(recorded, last))))


def weeks_up_to(recorded: DiaryCache, last: date) -> tuple[Week, ...]:
    """The weeks that the chart up to the one that ends on `last` shows."""
    earliest = last - timedelta(weeks=WEEKS_SHOWN)
    return tuple(week for week in recorded.weeks if earliest < week.end <= last)


@made_once(by_version)
def _runs(recorded: DiaryCache) -> str:
    minutes = runs(week.minutes_state for week in recorded.weeks)
    strength = runs(week.strength_state for week in recorded.weeks)
    return (
        f"Active minutes: {_run(minutes)}. Strength days: {_run(strength)}. "
        "Weeks with missing days don’t count. "
        "A hatched end, a hollow diamond or a + means at least that much."
    )


def _run(found: Runs) -> str:
    return f"current run {counted(found.current, 'week')}, best {number_text(found.longest)}"


@made_once(by_version)
def drawn_weeks(recorded: DiaryCache, last: date) -> Drawn:
    """The chart of the weeks up to the one that ends on `last`."""
    shown = weeks_up_to(recorded, last)
    return drawn(
        weeks.rows(shown, formats()), _and_ending(weeks.alt(shown, formats()), recorded, last)
    )


@made_once(by_version)
def drawn_year(recorded: DiaryCache, year: int, pain: bool) -> Drawn:
    """The calendar of a year: of minutes, or of `pain`."""
    daily = _daily(recorded, year)
    week_start = recorded.person.week_start
    said = _and_ending(heatmap.alt(daily, year, pain, formats()), recorded, date(year, 12, 31))
    return drawn(heatmap.rows(daily, year, week_start, pain), said)


@made_once(by_version)
def weeks_panel(recorded: DiaryCache, last: date) -> ChartPanel:
    """What is said of each of the weeks up to the one that ends on `last`."""
    points = weeks.points(weeks_up_to(recorded, last), formats())
    return panel("weeks", points, WEEKS, len(points) - 1, notes=False)


@made_once(by_version)
def year_panel(recorded: DiaryCache, year: int) -> ChartPanel:
    """What is said of each day of a year."""
    points = heatmap.points(recorded.days, *_days_of(recorded, year), formats())
    return panel("year", points, DAYS, len(points) - 1, high=CALENDAR, notes=False)


def _days_of(recorded: DiaryCache, year: int) -> tuple[date, date]:
    """The days of a year from the diary's first one to today."""
    return (
        max(date(year, 1, 1), recorded.first_day),
        min(recorded.today, date(year, 12, 31)),
    )


def _daily(recorded: DiaryCache, year: int) -> DataFrame:
    first, last = _days_of(recorded, year)
    return daily_frame(recorded.between(first, last), first, last)
