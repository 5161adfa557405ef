"""Days: a month at a glance, its days one by one, and all of them searched as one types."""

from datetime import timedelta

import streamlit as st

from tracker.ui import session
from tracker.ui.day_entries import day_entries, first_day
from tracker.ui.days.listed_days import search_days, show_days
from tracker.ui.days.month_calendar import month_calendar
from tracker.ui.days.month_picker import (
    choose_month,
    choose_year,
    month_after,
    month_text,
    offer_month_before,
)
from tracker.ui.print_button import print_button

diary = session.diary()
person = diary.person()
today = person.today()

st.title("Days", anchor=False)
earliest = first_day(diary)
if earliest is None:
    st.html(
        '<section class="bb-panel" aria-label="No days yet"><h2>No days yet</h2><p>Each day that '
        "you check in appears here, in a calendar and as a list that you can search.</p>"
        '<p><a href="./">Check in</a></p></section>'
    )
    st.stop()
search_days(diary)
with st.container(key="days-month"):
    month = choose_month(today, earliest)
    st.header(month_text(month), anchor=False)
    entries = day_entries(diary, month, month_after(month) - timedelta(days=1))
    notes = {day for day, check_in in entries.check_ins.items() if check_in.note}
    calendar, listed = st.columns([2, 3], gap="large")
    with calendar:
        st.html(month_calendar(month, entries, person.week_start, today, notes))
        choose_year(month, today, earliest)
    with listed:
        if entries.newest_first:
            show_days(month, entries)
        else:
            st.text(f"Nothing was entered in {month_text(month)}.")
        offer_month_before(month, earliest)
print_button("days")
