"""Week: seven days, two goals, unknown days, the plan, earlier weeks, a year at a glance."""

import streamlit as st

from tracker.places import PAGES
from tracker.ui import diary_cache, session
from tracker.ui.goals import goals_panel
from tracker.ui.navigation import ALL_DAYS
from tracker.ui.print_button import print_button
from tracker.ui.week.earlier import NOTHING_YET, show_earlier_weeks, show_year
from tracker.ui.week.plan_table import PLANNED, plan_table
from tracker.ui.week.seven_days import choose_week, seven_days
from tracker.ui.week.summary import weekly_summary
from tracker.ui.week.unknown_days import settle_unknown_days

diary = diary_cache.read_diary(session.diary())

first, last = choose_week(diary.today, diary.person.week_start)
st.html(seven_days(first, diary.days, diary.today))
first_day = diary.first_day if diary.days else None
rests_on = diary_cache.ending(diary, last)
with st.container(horizontal=True, key="week-so-far"):
    st.html(goals_panel("Goals", diary.week(first), diary.today, first_day, ending=rests_on))
    if in_short := weekly_summary(session.diary(), diary, first):
        st.html(in_short)
settle_unknown_days(session.diary(), diary, first, last)
if plan := plan_table(session.diary(), diary.week(first), diary.today):
    st.header(PLANNED, anchor=False)
    st.html(plan)
if diary.days:
    show_earlier_weeks(diary, last)
    show_year(diary)
else:
    st.text(NOTHING_YET)
with st.container(horizontal=True, vertical_alignment="center", key="to-days"):
    st.page_link(PAGES / "days.py", label=ALL_DAYS)
    print_button("week")
