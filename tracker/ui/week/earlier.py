"""Earlier weeks against their goals, and a year of days at a glance."""

from datetime import date, timedelta
from functools import lru_cache

import streamlit as st
from pandas import DataFrame

from tracker.analysis.daily import daily_frame
from tracker.analysis.weeks import Runs, Week, runs
from tracker.charts import heatmap, weeks
from tracker.formatting import counted
from tracker.ui import session
from tracker.ui.charts import Drawn, chart, drawn
from tracker.ui.diary_cache import DiaryCache, ending

WEEKS_SHOWN = 12


def show_earlier_weeks(recorded: DiaryCache, last: date) -> None:
    """The runs of weeks met, and the weeks up to the one that ends on `last`."""
    st.header("Weeks against your goals", anchor=False)
    st.html(f'<p class="bb-runs">{_runs(recorded)}</p>')
    shown = _weeks_to(recorded, last)
    if shown:
        spec = weeks.spec(session.dark())
        chart("weeks", _drawn_weeks(recorded, last), spec, lambda: weeks.table(shown))


def show_year(recorded: DiaryCache) -> None:
    """A year's calendar: active minutes a day in one hue, strength marked, unknown days hatched."""
    years = list(range(recorded.today.year, recorded.first_day.year - 1, -1))
    year = st.session_state.get("year", recorded.today.year)
    year = year if year in years else recorded.today.year
    st.header(heatmap.title(year), anchor=False)
    if len(years) > 1:
        st.selectbox(
            "Year",
            years,
            key="year",
            persist_state="session",
            label_visibility="collapsed",
            width=120,
        )
    spec = heatmap.spec(session.dark())
    table = heatmap.table
    chart("year", _drawn_year(recorded, year), spec, lambda: table(_daily(recorded, year), year))


def joined(*sentences: str) -> str:
    """Sentences one after another, those that say nothing left out."""
    return " ".join(filter(None, sentences))


def _weeks_to(recorded: DiaryCache, last: date) -> tuple[Week, ...]:
    earliest = last - timedelta(weeks=WEEKS_SHOWN)
    return tuple(week for week in recorded.weeks if earliest < week.end <= last)


@lru_cache(maxsize=8)
def _runs(recorded: DiaryCache) -> str:
    minutes = runs(week.minutes_state for week in recorded.weeks)
    strength = runs(week.strength_state for week in recorded.weeks)
    return (
        f"Active minutes: {_run(minutes)}. Strength days: {_run(strength)}. "
        "Weeks with missing days don’t count. "
        "A hatched end, a hollow diamond or a + means at least that much."
    )


def _run(found: Runs) -> str:
    return f"current run {counted(found.current, 'week')}, best {found.longest:,}"


@lru_cache(maxsize=16)
def _drawn_weeks(recorded: DiaryCache, last: date) -> Drawn:
    shown = _weeks_to(recorded, last)
    return drawn(weeks.rows(shown), joined(weeks.alt(shown), ending(recorded, last)))


@lru_cache(maxsize=16)
def _drawn_year(recorded: DiaryCache, year: int) -> Drawn:
    daily = _daily(recorded, year)
    week_start = recorded.person.week_start
    said = joined(heatmap.alt(daily, year), ending(recorded, date(year, 12, 31)))
    return drawn(heatmap.rows(daily, year, week_start), said)


def _daily(recorded: DiaryCache, year: int) -> DataFrame:
    first = max(date(year, 1, 1), recorded.first_day)
    last = min(recorded.today, date(year, 12, 31))
    return daily_frame(recorded.days.values(), first, last)
