"""Exercises: the plan, and the whole library to look things up in."""

import streamlit as st

from tracker.places import PAGES
from tracker.ui import session
from tracker.ui.exercises.library_view import show_library
from tracker.ui.exercises.plan import plan_editor

with st.container(horizontal=True, vertical_alignment="center", key="start-session"):
    st.title("Exercises", anchor=False, width="content")
    st.page_link(PAGES / "session.py", label="Start session")
plan_editor(session.diary())
show_library()
