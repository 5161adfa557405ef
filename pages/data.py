"""My data: take everything out, bring entries in, backups, what was changed, delete."""

import streamlit as st

from tracker.ui import session
from tracker.ui.data.backups import show_backups
from tracker.ui.data.changes import show_changes
from tracker.ui.data.day_history import show_day_history
from tracker.ui.data.deletion import ask_what_to_delete
from tracker.ui.data.downloads import offer_downloads
from tracker.ui.data.uploads import ask_for_files
from tracker.ui.data.usual_intensities import show_hardness
from tracker.ui.parts import part
from tracker.ui.period_picker import asked_day

diary = session.diary()
person = diary.person()


def history_of_a_day() -> None:
    """First on the screen where the URL asks for a day."""
    with part("history", "History of a day"):
        show_day_history(diary, person)


st.title("My data", anchor=False)
day_asked_for = asked_day(person.today()) is not None
if day_asked_for:
    history_of_a_day()
with part("out", "Export"):
    offer_downloads(diary, person)
with part("in", "Import"):
    ask_for_files(diary, person)
    show_hardness(diary)
with part("backups", "Backups"):
    show_backups(diary, person)
with part("changes", "Latest changes"):
    show_changes(diary)
if not day_asked_for:
    history_of_a_day()
with part("delete", "Delete"):
    ask_what_to_delete(diary, person)
