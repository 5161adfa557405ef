"""Exercises: the plan, and the whole library to look things up in."""

import streamlit as st

from tracker.places import PAGES
from tracker.ui import session
from tracker.ui.exercises.library_view import show_library
from tracker.ui.exercises.plan import plan_editor

st.title("Exercises", anchor=False)
st.header("Your plan", anchor=False)
plan_editor(session.diary())
with st.container(key="to-session"):
    st.page_link(PAGES / "session.py", label="Start a guided session")
show_library()
