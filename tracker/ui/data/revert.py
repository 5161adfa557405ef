"""Taking a change back, also long after it was made: first what would go, then its taking back."""

from collections import Counter
from collections.abc import Iterator

import streamlit as st

from tracker.formatting import counted, counted_kinds
from tracker.store import Change, Diary, Group, RevertPlan, StoreError, UndoCounts, Undone, Value
from tracker.ui.data.entry_sentences import entry_sentence
from tracker.ui.formatting import escape_markdown, short_day
from tracker.ui.save_errors import show_save_errors

BY = "my data"
SHOWN = 200  # rows of what stays; the sentence above gives the whole number
TABLE_HEIGHT = 420  # at most; with one, a table that scrolls is reached by keyboard


def ask_before_revert(diary: Diary, group: Group) -> None:
    """Show what taking the group back would do, and do it when the person says so."""
    with st.container(border=True, key="taking-back-now"):
        shown = _examined(diary, group.version)
        if shown is None:
            st.text("There is nothing of it left to take back.")
            st.button("Close", key="leave-it", on_click=_close)
            return
        if shown.changes:
            st.text(". ".join(_what_happens(shown.changes)) + ".")
            st.caption("This is noted as a change of its own, so you can bring it all back here.")
        if shown.left:
            stays = counted(len(shown.left), "entry was", "entries were")
            st.text(f"{stays} changed since and will be left as now.")
            st.table(_rows(shown), hide_index=True, height=TABLE_HEIGHT)
        with st.container(horizontal=True):
            if shown.changes:
                number = counted(len(shown.changes), "entry", "entries")
                verb = "Bring back" if group.first.undoes else "Take back"
                st.button(
                    f"{verb} {number}",
                    type="primary",
                    key="take-it-back",
                    on_click=revert_group,
                    args=(diary, group.version, "Done"),
                )
            st.button("Leave it as it is", key="leave-it", on_click=_close)


def revert_group(diary: Diary, version: int, done: str) -> None:
    """Take a version back and note what is to be said about it, beginning with `done`."""
    _close()
    try:
        undone = diary.undo_group(version, by=BY)
    except StoreError as error:
        st.session_state["undo-problem"] = show_save_errors("That could not be taken back.", error)
    else:
        st.session_state["taken-back"] = f"{done}: {_what_was_done(undone)}"


def said_last() -> str | None:
    """What was taken back just now, once."""
    said: str | None = st.session_state.pop("taken-back", None)
    return said


def _examined(diary: Diary, version: int) -> RevertPlan | None:
    """What would be done, looked up once for each version of the diary: it may be long."""
    identity = (version, diary.version())
    if st.session_state.get("taking-back-of") != identity:
        st.session_state["taking-back-shown"] = diary.taking_back(version)
        st.session_state["taking-back-of"] = identity
    shown: RevertPlan | None = st.session_state["taking-back-shown"]
    return shown


def _what_happens(changes: tuple[Change, ...]) -> Iterator[str]:
    goes = Counter(c.kind for c in changes if c.before is None)
    back = Counter(c.kind for c in changes if c.after is None)
    again = Counter(c.kind for c in changes if c.before is not None and c.after is not None)
    for counts, words in (
        (goes, "Will be removed"),
        (again, "Will say again what they said before"),
        (back, "Will come back"),
    ):
        if counts:
            yield f"{words}: {counted_kinds(counts)}"


def _what_was_done(undone: Undone) -> str:
    number = counted(len(undone.changes), "entry is", "entries are")
    kept = counted(len(undone.left), "entry", "entries")
    left = f" {kept} changed since stayed as now." if undone.left else ""
    return f"{number} as before.{left}"


def _rows(shown: RevertPlan) -> list[dict[str, str]]:
    return [_row(left) for left in shown.left[:SHOWN]]


def _row(left: UndoCounts) -> dict[str, str]:
    value = left.change.after or left.change.before
    day = getattr(value, "date", None)
    return {
        "Day": short_day(day) if day else "",
        "It said": escape_markdown(_said(left.change.after)),
        "It says now": escape_markdown(_said(left.now)),
    }


def _said(value: Value | None) -> str:
    return entry_sentence(value)[:300]


def _close() -> None:
    for name in ("taking-back", "taking-back-of", "taking-back-shown"):
        st.session_state.pop(name, None)
