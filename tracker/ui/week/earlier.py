"""Earlier weeks against their goals, and a year of days at a glance."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st
from pandas import DataFrame

from tracker.analysis.trends import daily_frame
from tracker.analysis.weeks import Week, runs
from tracker.charts import heatmap, weeks
from tracker.charts.words import counted
from tracker.model import Person
from tracker.store import Diary
from tracker.ui import recorded, session
from tracker.ui.charts import chart

WEEKS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a chart draws, its alt text, and the figures behind it."""

    rows: DataFrame
    alt: str
    figures: DataFrame


def show_earlier_weeks(diary: Diary, person: Person, today: date, last: date) -> None:
    """The runs of weeks met, and the weeks up to the one that ends on `last`."""
    shown = _weeks_shown(diary, person, today, last)
    first = shown[0].start if shown else last
    st.subheader("Weeks against your goals", anchor=False)
    st.html(f'<p class="bb-runs">{_runs(recorded.all_weeks(diary, person, today))}</p>')
    drawn = _drawn_weeks(diary.person_id, diary.version(), first, last, today, shown)
    chart("weeks", drawn.rows, weeks.spec(session.dark()), drawn.alt, lambda: weeks.table(shown))


def show_year(diary: Diary, person: Person, today: date) -> None:
    """A year's calendar: active minutes a day in one hue, strength marked, unknown days open."""
    begun = (diary.first_day() or today).year
    years = list(range(today.year, begun - 1, -1))
    year = st.session_state.get("year", today.year)
    year = year if year in years else today.year
    st.subheader(heatmap.title(year), anchor=False)
    if len(years) > 1:
        st.selectbox(
            "Year",
            years,
            key="year",
            persist_state="session",
            label_visibility="collapsed",
            width=120,
        )
    drawn = _drawn_year(diary.person_id, diary.version(), year, today, diary, person)
    chart(
        "year",
        drawn.rows,
        heatmap.spec(session.dark()),
        drawn.alt,
        lambda: heatmap.table(drawn.figures, year),
    )


def _weeks_shown(diary: Diary, person: Person, today: date, last: date) -> tuple[Week, ...]:
    earliest = last - timedelta(weeks=WEEKS_SHOWN)
    known = recorded.all_weeks(diary, person, today)
    return tuple(week for week in known if earliest < week.end <= last)


def _runs(known: tuple[Week, ...]) -> str:
    minutes = runs(week.minutes_state for week in known)
    strength = runs(week.strength_state for week in known)
    return (
        f"Active minutes met: {counted(minutes.current, 'week')} in a row now, "
        f"{minutes.longest:,} at most. "
        f"Strength days met: {counted(strength.current, 'week')} in a row now, "
        f"{strength.longest:,} at most. Unknown weeks neither break nor extend a run."
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _drawn_weeks(
    person_id: int, version: int, first: date, last: date, today: date, _shown: tuple[Week, ...]
) -> _Shown:
    return _Shown(weeks.rows(_shown), weeks.alt(_shown), DataFrame())


@st.cache_resource(max_entries=16, show_spinner=False)
def _drawn_year(
    person_id: int, version: int, year: int, today: date, _diary: Diary, _person: Person
) -> _Shown:
    first = max(date(year, 1, 1), _diary.first_day() or today)
    last = min(today, date(year, 12, 31))
    days = (day for day in recorded.days(_diary) if first <= day.date <= last)
    daily = daily_frame(days, first, last)
    return _Shown(heatmap.rows(daily, year, _person.week_start), heatmap.alt(daily, year), daily)
