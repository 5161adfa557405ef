"""The latest changes to the diary: when, by what, what it was and became; and the way back."""

import streamlit as st

from tracker.formatting import counted_kinds
from tracker.store import Diary, Group, StoreError
from tracker.ui.data.revert import ask_before_revert, said_last
from tracker.ui.formatting import escape_markdown, group_sentence, html, short_day
from tracker.ui.save_errors import show_save_errors

ALL, IMPORTS = "All changes", "Imports"
SHOWN = 30
TOLD = 3  # a larger group is told by how many entries of which kind it changed


def show_changes(diary: Diary) -> None:
    """List them, newest first; computed only once the list is opened."""
    if problem := st.session_state.pop("undo-problem", None):
        st.error(escape_markdown(problem))
    if done := said_last():
        st.info(escape_markdown(done))
    changes = st.expander("Show the latest changes", on_change="rerun", key="changes")
    if not changes.open:
        return
    with changes:
        which = st.segmented_control(
            "Which changes",
            [ALL, IMPORTS],
            default=ALL,
            required=True,
            key="which-changes",
            label_visibility="collapsed",
        )
        shown = st.session_state.get("changes-shown", SHOWN)
        groups = diary.groups(shown + 1, by="import" if which == IMPORTS else None)
        if not groups:
            st.text("Nothing was brought in yet." if which == IMPORTS else "Nothing entered yet.")
            return
        if which == ALL and (last := diary.last_group()):
            st.button("Take the last change back", key="undo", on_click=_undo, args=(diary, last))
        for group in groups[:shown]:
            _row(diary, group)
        if len(groups) > shown:
            st.button("Show earlier ones", key="more-changes", on_click=_show_more, args=(shown,))


def _row(diary: Diary, group: Group) -> None:
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", key=f"changed-{group.version}"
    ):
        st.html(f'<p class="bb-change">{_line(group)}</p>', width="stretch")
        if group.undone < group.size:
            st.button(
                "Bring back…" if group.first.undoes else "Take back…",
                key=f"take-back-{group.version}",
                type="tertiary",
                on_click=_ask,
                args=(group.version,),
            )
    if st.session_state.get("taking-back") == group.version:
        ask_before_revert(diary, group)


def _line(group: Group) -> str:
    if group.undone:
        note = ", taken back" if group.undone == group.size else ", partly taken back"
    else:
        note = ", an undo" if group.first.undoes else ""
    when = f"{short_day(group.at.date())} {group.at:%H:%M}, {html(group.by)}{note}"
    did = counted_kinds(group.kinds) if group.size > TOLD else group_sentence(group)
    return f"<small>{when}</small>{html(did)}"


def _ask(version: int) -> None:
    st.session_state["taking-back"] = version


def _show_more(shown: int) -> None:
    st.session_state["changes-shown"] = 3 * shown


def _undo(diary: Diary, last: Group) -> None:
    try:
        diary.undo(by="my data")
    except StoreError as error:
        st.session_state["undo-problem"] = show_save_errors("That could not be taken back.", error)
    else:
        st.toast(f"Taken back: {escape_markdown(group_sentence(last))}")
