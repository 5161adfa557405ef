"""The whole diary as files; each is built when it is asked for."""

import streamlit as st

from tracker.exchange.exporting import csv_zip, json_file
from tracker.model import Person
from tracker.store import Diary
from tracker.ui.private_files import kept_private


def offer_downloads(diary: Diary, person: Person) -> None:
    """CSV for spreadsheets and other programs, JSON for scripts; both come back in."""
    if diary.first_day() is None:
        st.text("There is nothing to take out yet.")
        return
    name = f"backbeat-{person.today()}"
    mine = kept_private()
    st.text("Everything you entered, in files that open anywhere and can be brought in again.")
    with st.container(horizontal=True):
        st.download_button(
            "Download CSV",
            lambda: mine(csv_zip(diary)),
            f"{name}.zip",
            "application/zip",
            on_click="ignore",
            key="download-csv",
        )
        st.download_button(
            "Download JSON",
            lambda: mine(json_file(diary)),
            f"{name}.json",
            "application/json",
            on_click="ignore",
            key="download-json",
        )
