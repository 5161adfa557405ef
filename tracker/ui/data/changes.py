"""The latest changes to the diary: when, by what, what it was and became."""

from itertools import groupby

import streamlit as st

from tracker.store import Diary
from tracker.ui.words import html, short_day, told

SHOWN = 30


def show_changes(diary: Diary) -> None:
    """List them, newest first; computed only once the list is opened."""
    changes = st.expander("Show the latest changes", on_change="rerun", key="changes")
    if not changes.open:
        return
    history = diary.history(limit=SHOWN * 4)
    groups = [list(group) for _, group in groupby(history, key=lambda change: change.version)]
    rows = "".join(
        f"<li><small>{short_day(group[0].at.date())} {group[0].at:%H:%M}, {html(group[0].by)}"
        f"{', taken back' if group[0].undone else ''}</small><br>{html(told(group))}</li>"
        for group in groups[:SHOWN]
    )
    with changes:
        if rows:
            st.html(f'<ul class="bb-changes">{rows}</ul>')
        else:
            st.text("Nothing has been entered yet.")
