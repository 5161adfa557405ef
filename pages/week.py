"""Week: seven days, two goals, earlier weeks, a year at a glance."""

import streamlit as st

from tracker.analysis.weeks import week_of
from tracker.ui import recorded, session
from tracker.ui.goals import days_logged, goals_markup, left_to_do, outcome
from tracker.ui.week.chosen import choose_week
from tracker.ui.week.earlier import show_earlier_weeks, show_year
from tracker.ui.week.seven_days import seven_days

diary = session.diary()
person = diary.person()
today = person.today()

first, last = choose_week(today, person.week_start)
week = recorded.week(diary, person, today, first)
by_date = {day.date: day for day in recorded.days(diary)}
st.html(seven_days(first, by_date, today))
said = left_to_do(week, today) if week_of(today, person.week_start)[0] == first else outcome(week)
st.html(
    f'<section class="bb-panel" aria-label="Goals">{goals_markup(week)}'
    f'<p class="bb-logged">{days_logged(week, today)}</p><p class="bb-left">{said}</p></section>'
)
if by_date:
    show_earlier_weeks(diary, person, today, last)
    show_year(diary, person, today)
else:
    st.text("Your weeks, and a year of days at a glance, fill up here as you check in.")
