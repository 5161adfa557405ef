"""Exercises: the whole library to look things up in."""

import streamlit as st

from tracker.places import PAGES
from tracker.ui.library.view import show_library

st.title("Exercises", anchor=False)
with st.container(key="to-session"):
    st.page_link(PAGES / "session.py", label="Start a guided session")
show_library()
