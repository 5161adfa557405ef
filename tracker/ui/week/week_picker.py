"""Which week the screen shows: this one, or the one in the URL."""

from datetime import date, timedelta

import streamlit as st

from tracker.analysis.weeks import parse_week, week_of
from tracker.formatting import range_text
from tracker.model import WeekStart


def choose_week(today: date, week_start: WeekStart) -> tuple[date, date]:
    """The first and last day of the chosen week, with ways to its neighbours."""
    this_week = week_of(today, week_start)
    first, last = _asked_for(this_week, week_start)
    current = first == this_week[0]
    st.title("This week" if current else "Week", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="weeks"):
        st.button("Earlier", key="earlier", on_click=_go, args=(first - timedelta(7), this_week))
        st.text(range_text(first, last), width="content")
        if not current:
            st.button("Later", key="later", on_click=_go, args=(first + timedelta(7), this_week))
            st.button("This week", key="now", on_click=_go, args=(this_week[0], this_week))
    return first, last


def _asked_for(this_week: tuple[date, date], week_start: WeekStart) -> tuple[date, date]:
    try:
        asked = parse_week(st.query_params.get("week", ""), week_start)
    except ValueError:
        return this_week
    return min(asked, this_week)


def _go(first: date, this_week: tuple[date, date]) -> None:
    if first >= this_week[0]:
        st.query_params.pop("week", None)
    else:
        monday = first + timedelta(days=-first.weekday() % 7)
        year, week, _ = monday.isocalendar()
        st.query_params["week"] = f"{year}-W{week:02}"
