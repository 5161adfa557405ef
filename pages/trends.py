"""Trends: pain beside active minutes and strength days, on one time axis."""

import streamlit as st

from tracker.charts import trends
from tracker.places import PAGES
from tracker.ui import diary_cache, session
from tracker.ui.chart_panel import follow
from tracker.ui.charts import chart
from tracker.ui.navigation import ALL_DAYS, SCORES
from tracker.ui.print_button import print_button
from tracker.ui.trends import (
    CHART,
    ask_also,
    asked_also,
    choose_range,
    comparison_text,
    heading,
    nothing_recorded,
    view,
    zoom,
)

whole = session.diary()
diary = diary_cache.read_diary(whole)

st.title("Trends", anchor=False)
first, last = choose_range(diary.today, diary.first_day)
shown = view(whole, diary, first, last, asked_also())
if shown.chart.alt == trends.EMPTY:
    st.html(nothing_recorded(first, last))
else:
    st.html(heading(shown, first, last))
    spec = trends.spec(session.dark(), shown.shown)
    chart(
        CHART,
        shown.chart,
        spec,
        lambda: trends.table(shown.daily, first, last),
        zoomed=lambda begin, end: zoom(begin, end, (first, last), diary.today),
    )
    follow(CHART, shown.panel)
    ask_also()
    st.html(comparison_text(shown.comparison, last))
with st.container(horizontal=True, vertical_alignment="center", key="to-days"):
    st.page_link(PAGES / "days.py", label=ALL_DAYS)
    if shown.chart.alt != trends.EMPTY:
        print_button("trends")
with st.container(key="to-questionnaires"):
    st.page_link(PAGES / "questionnaires.py", label=SCORES)
