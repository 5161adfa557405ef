"""The whole diary as files; each is built when it is asked for."""

import streamlit as st

from tracker.exporting.diary_files import csv_zip, json_file
from tracker.files.named_bytes import ExportFile
from tracker.model import Person
from tracker.store import Diary
from tracker.ui.download_button import download_button, show_download_trouble


def offer_downloads(diary: Diary, person: Person) -> None:
    """CSV for spreadsheets and other programs, JSON for scripts; both come back in."""
    if diary.first_day() is None:
        st.text("Nothing to download yet. You can download everything you enter at any time.")
        return
    name = f"backbeat-{person.today()}"
    show_download_trouble("download-csv", "download-json")
    st.text("Everything you entered, as files that open anywhere and can be imported again.")
    with st.container(horizontal=True):
        download_button(
            "Download CSV",
            lambda: ExportFile(f"{name}.zip", "application/zip", csv_zip(diary)),
            key="download-csv",
        )
        download_button(
            "Download JSON",
            lambda: ExportFile(f"{name}.json", "application/json", json_file(diary)),
            key="download-json",
        )
