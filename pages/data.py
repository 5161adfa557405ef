"""My data: bring entries in, take everything out, see what was changed."""

import streamlit as st

from tracker.ui import session
from tracker.ui.data.changes import show_changes
from tracker.ui.data.downloads import offer_downloads
from tracker.ui.data.uploads import ask_for_files

diary = session.diary()
person = diary.person()

st.title("My data", anchor=False)
st.header("Take out", anchor=False)
offer_downloads(diary, person)
st.header("Bring in", anchor=False)
ask_for_files(diary, person)
st.header("Latest changes", anchor=False)
show_changes(diary)
