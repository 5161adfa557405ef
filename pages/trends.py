"""Trends: pain beside active minutes and strength days, on one time axis."""

import streamlit as st

from tracker.charts import trends
from tracker.ui import session
from tracker.ui.charts import chart
from tracker.ui.trends.chosen import choose_range
from tracker.ui.trends.compared import compared
from tracker.ui.trends.view import view

diary = session.diary()
person = diary.person()
today = person.today()

st.title("Trends", anchor=False)
first, last = choose_range(today, diary.first_day())
shown = view(diary, person, today, first, last)
st.subheader(trends.title(first, last), anchor=False)
if shown.alt == trends.EMPTY:
    st.text(f"{trends.EMPTY} Pain and activity are drawn here from the first check-in on.")
else:
    chart(
        "trends",
        shown.rows,
        trends.spec(session.dark()),
        shown.alt,
        lambda: trends.table(shown.daily, first, last),
    )
    st.html(compared(shown.comparison, last))
