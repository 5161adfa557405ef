"""The latest changes to the diary: when, by what, what it was and became; and the way back."""

import streamlit as st

from tracker.store import Diary, Group, StoreError
from tracker.ui.words import html, short_day, told, unmarked


def show_changes(diary: Diary) -> None:
    """List them, newest first; computed only once the list is opened."""
    if problem := st.session_state.pop("undo-problem", None):
        st.error(unmarked(problem))
    changes = st.expander("Show the latest changes", on_change="rerun", key="changes")
    if not changes.open:
        return
    groups = diary.groups()
    with changes:
        if not groups:
            st.text("Nothing has been entered yet.")
            return
        if last := diary.last_group():
            st.button("Take the last change back", key="undo", on_click=_undo, args=(diary, last))
        st.html(f'<ul class="bb-changes">{"".join(map(_line, groups))}</ul>')


def _line(group: Group) -> str:
    note = ", taken back" if group.first.undone else ", an undo" if group.first.undoes else ""
    when = f"{short_day(group.at.date())} {group.at:%H:%M}, {html(group.by)}{note}"
    return f"<li><small>{when}</small><br>{html(told(group))}</li>"


def _undo(diary: Diary, last: Group) -> None:
    try:
        diary.undo(by="my data")
    except StoreError as error:
        st.session_state["undo-problem"] = f"That could not be taken back. {error}"
    else:
        st.toast(f"Taken back: {unmarked(told(last))}")
