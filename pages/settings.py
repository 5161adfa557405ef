"""Settings: name, time zone, week start, goals from a date on, ways to plan and questionnaires."""

import streamlit as st

from tracker.places import PAGES
from tracker.ui import session
from tracker.ui.problems import show_problem
from tracker.ui.settings.appearance import ask_appearance
from tracker.ui.settings.person_and_goals import (
    PROBLEM,
    ask_goal,
    ask_person,
    point_to_plan,
)
from tracker.ui.settings.reminders import ask_reminders

diary = session.diary()
person = diary.person()

st.title("Settings", anchor=False)
show_problem(PROBLEM)
with st.container(key="form", gap="medium"):
    st.header("You", anchor=False)
    ask_person(diary, person)
    st.header("Weekly goals", anchor=False)
    ask_goal(diary, person)
    st.header("Your plan", anchor=False)
    point_to_plan()
    st.header("Questionnaires", anchor=False)
    with st.container(key="to-questionnaires"):
        st.page_link(
            PAGES / "questionnaires.py", label="Choose, load and set how often they are asked"
        )
    st.header("Breaks and reminders", anchor=False)
    ask_reminders(diary, person)
    st.header("Appearance", anchor=False)
    ask_appearance()
