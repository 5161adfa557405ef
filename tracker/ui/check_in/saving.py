"""Saving what was touched, and saying so: saved, not saved, or said otherwise elsewhere."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tracker.model import Activity, CheckIn, ExerciseDone, InvalidValue, Person, Reading, Skip
from tracker.store import Conflict, Diary, StoreError
from tracker.ui.not_done import not_done
from tracker.ui.words import short_day, told, unmarked

BY = "check in"
MOST_AT_A_TAP = 20  # a tap changes fewer entries than this; an import usually more
SCREEN = "check-in"  # where the session keeps what Streamlit calls this screen
FIRST = "pain"  # the part of the page that also says what is saved and where the week stands

Entry = TypeVar("Entry", CheckIn, Reading, Activity, ExerciseDone)
Result = TypeVar("Result")
AnyEntry = CheckIn | Reading | Activity | ExerciseDone


def save(diary: Diary, mine: Entry, seen: Entry | None = None) -> Entry | None:
    """Save what this window changed since it saw `seen`; what another changed stays.

    Returns what is stored now, or nothing where it was not saved.
    """
    try:
        saved = _written(lambda: diary.save(mine, seen, by=BY))
    except Conflict as conflict:
        st.session_state["conflict"] = (conflict, mine)
        return None
    return saved.value if saved else None


def remove(diary: Diary, entry: AnyEntry) -> None:
    """Take an entry out of the diary, unless another window changed it meanwhile."""
    try:
        _written(lambda: diary.remove(entry, by=BY))
    except Conflict:
        st.session_state["problem"] = (
            "Another window changed or removed that entry, so it was left as it is now."
        )


def save_exercises(
    diary: Diary, added: Iterable[ExerciseDone | Skip], removed: Iterable[ExerciseDone | Skip]
) -> None:
    """Add and take out exercises done, or why they were not, as one change."""
    _written(lambda: diary.apply(list(added), list(removed), by=BY))


def undo(diary: Diary) -> None:
    """Take the last change back and say which it was; a whole import only on My data."""
    st.session_state.pop("conflict", None)
    try:
        last = diary.last_group()
        if last is None:
            st.toast("There is nothing to take back.")
        elif last.size > MOST_AT_A_TAP:
            st.toast(f"The last change was of {last.size:,} entries; take it back on My data.")
        else:
            diary.undo(by=BY)
            st.session_state["saved_at"] = datetime.now(UTC)
            st.toast(f"Taken back: {unmarked(told(last))}")
    except StoreError as error:
        st.session_state["problem"] = not_done("That could not be taken back.", error)


def status(person: Person) -> str:
    """The line that says whether everything is kept, as markup."""
    if in_trouble():
        return '<div class="bb-status bb-unsaved" role="status">Not saved</div>'
    at = st.session_state.get("saved_at")
    said = (
        f"Saved {at.astimezone(ZoneInfo(person.time_zone)):%H:%M}"
        if at
        else "Every tap is saved at once"
    )
    return f'<div class="bb-status" role="status">{said}</div>'


def show_trouble(diary: Diary) -> None:
    """Say what could not be saved; where two windows differ, let the person choose."""
    if (run := get_script_run_ctx()) is not None:
        st.session_state[SCREEN] = run.page_script_hash
    problem = st.session_state.pop("problem", None)
    st.session_state["problem-shown"] = problem is not None
    if problem:
        st.error(unmarked(problem))
    if "conflict" in st.session_state:
        _ask_which(diary, *st.session_state["conflict"])


def in_trouble() -> bool:
    """Whether something is said, or waits to be said, that only the whole page can say."""
    state = st.session_state
    return "problem" in state or "conflict" in state or bool(state.get("problem-shown"))


def refuse(error: StoreError | InvalidValue) -> None:
    """Note what could not be saved, to be said by the page."""
    st.session_state["problem"] = not_done("That was not saved.", error)


def redraw(*parts: str) -> None:
    """End a tap: draw the named parts again and what says that it is saved, nothing else.

    Where something must be said, the whole page is drawn. Nothing is asked for once the person
    has gone to another screen, which has none of these parts: they would be kept here.
    """
    run = get_script_run_ctx()
    if run is None or run.page_script_hash in ("", st.session_state.get(SCREEN)):
        st.rerun("app" if in_trouble() else [*parts, FIRST])


def _written(write: Callable[[], Result]) -> Result | None:
    try:
        result = write()
    except Conflict:
        raise
    except (StoreError, InvalidValue) as error:
        refuse(error)
        return None
    st.session_state["saved_at"] = datetime.now(UTC)
    return result


def _ask_which(diary: Diary, conflict: Conflict, mine: AnyEntry) -> None:
    field = conflict.field.replace("_", " ")
    theirs, ours = _shown(conflict.theirs), _shown(conflict.mine)
    with st.container(border=True, key="conflict"):
        st.text(
            f"{short_day(mine.date)}, {field}: another window says {theirs}, here you chose "
            f"{ours}. Nothing was overwritten."
        )
        with st.container(horizontal=True):
            st.button(f"Keep {unmarked(theirs)}", key="keep-theirs", on_click=_settle)
            st.button(
                f"Use {unmarked(ours)}",
                key="use-mine",
                on_click=_settle,
                args=(diary, conflict, mine),
            )


def _settle(diary: Diary | None = None, conflict: Conflict | None = None, mine: Any = None) -> None:
    del st.session_state["conflict"]
    if diary is None or conflict is None:
        return
    stored: Any = conflict.stored
    if stored is None:
        save(diary, mine)
    else:
        chosen = getattr(mine, conflict.field)
        save(diary, replace(stored, **{conflict.field: chosen}), stored)


def _shown(value: object) -> str:
    if value in (None, "", ()):
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return short_day(value) if isinstance(value, date) else str(value)[:60]
