"""What the trends show of a stretch of time, made once for every version of the diary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st
from pandas import DataFrame

from tracker.analysis.trends import ROLLING_DAYS, Comparison, compare, daily_frame
from tracker.analysis.weeks import Week
from tracker.charts import trends
from tracker.model import Day, Person
from tracker.store import Diary
from tracker.ui import recorded

COMPARED_DAYS = 28


@dataclass(frozen=True, slots=True)
class View:
    """The rows that the chart draws, its alt text, and the daily figures behind it."""

    rows: DataFrame
    alt: str
    daily: DataFrame
    comparison: Comparison


def view(diary: Diary, person: Person, today: date, first: date, last: date) -> View:
    """The trends from `first` to `last`; shared between sessions, read it only."""
    days = recorded.days(diary)
    weeks = recorded.all_weeks(diary, person, today)
    return _view(diary.person_id, diary.version(), today, first, last, days, weeks)


@st.cache_resource(max_entries=32, show_spinner=False)
def _view(
    person_id: int,
    version: int,
    today: date,
    first: date,
    last: date,
    _days: Sequence[Day],
    _weeks: Sequence[Week],
) -> View:
    earlier = min(
        first - timedelta(days=ROLLING_DAYS - 1), last - timedelta(days=2 * COMPARED_DAYS - 1)
    )
    daily = daily_frame((day for day in _days if earlier <= day.date <= last), earlier, last)
    return View(
        rows=trends.rows(daily, _weeks, first, last),
        alt=trends.alt(daily, _weeks, first, last),
        daily=daily,
        comparison=compare(daily, last, COMPARED_DAYS),
    )
