"""Saving what was touched, and saying so: saved, not saved, or said otherwise elsewhere."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import streamlit as st

from tracker.model import (
    Activity,
    ChangeSource,
    CheckIn,
    Event,
    ExerciseDone,
    InvalidValue,
    MedicineTaken,
    Person,
    Reading,
    Skip,
)
from tracker.store import Conflict, Diary, OutcomeUnknown, StoreError
from tracker.ui.autosave_widgets.saving_fields import forget_drafts
from tracker.ui.formatting import escape_markdown, short_day
from tracker.ui.problems import NOT_SAVED, failure_text, show_problem
from tracker.ui.regional import clock_text, rating_text
from tracker.web.streamlit_changes import parts_of_run, running_screen

BY = ChangeSource.CHECK_IN
SCREEN = "check-in"  # where the session keeps what Streamlit calls this screen
FIRST = "pain"  # the part of the page that also says what is saved and where the week stands

# What the session knows of the attempts to save.
SAVED_AT = "saved-at"  # by day: when something of it was last saved
FAILED = "failed"  # the day of the last attempt, where that came to nothing
UNKNOWN = "unknown"  # whether nobody can tell yet if it came to nothing
PROBLEM = "problem"  # why, to be said by the page
OWN = "saved-here"  # by entry: what this window saved last
WHOLE_PAGE = "whole-page"  # whether the page has something to say, or to say no more

SAVES_AT_ONCE = "Every tap is saved at once"
NOT_SAVED_YET = "Not saved"
UNKNOWN_YET = "Not known yet if saved"

Entry = TypeVar("Entry", CheckIn, Reading, Activity, ExerciseDone, MedicineTaken, Event)
Result = TypeVar("Result")
AnyEntry = CheckIn | Reading | Activity | ExerciseDone | MedicineTaken | Event


def save(diary: Diary, mine: Entry, seen: Entry | None = None) -> Entry | None:
    """Save what this window changed since it saw `seen`; what another changed stays.

    Returns what is stored now, or nothing where it was not saved.
    """
    try:
        saved = _written(mine.date, lambda: diary.save(mine, seen, by=BY))
    except Conflict as conflict:
        stored: Any = conflict.stored
        own: dict[object, AnyEntry] = st.session_state.get(OWN, {})
        if stored is not None and own.get(_identity(mine)) == stored:
            # Of two quick taps the second was drawn before the first was saved: no other window.
            changed = {conflict.field: getattr(mine, conflict.field)}
            return save(diary, replace(stored, **changed), stored)
        st.session_state["conflict"] = (conflict, mine)
        note_failure(mine.date)
        return None
    if saved is None:
        return None
    st.session_state.setdefault(OWN, {})[_identity(mine)] = saved.value
    return saved.value


def remove(diary: Diary, entry: AnyEntry) -> None:
    """Take an entry out of the diary, unless another window changed it meanwhile."""
    try:
        _written(entry.date, lambda: diary.remove(entry, by=BY))
    except Conflict:
        note_failure(
            entry.date,
            "Another window changed or removed that entry, so it was left as it is now.",
        )


def save_exercises(
    diary: Diary,
    day: date,
    added: Iterable[ExerciseDone | Skip],
    removed: Iterable[ExerciseDone | Skip],
) -> None:
    """Add and take out exercises done, or why they were not, as one change."""
    _written(day, lambda: diary.apply(list(added), list(removed), by=BY))


def note_saved(day: date) -> None:
    """Note that something of a day was saved."""
    st.session_state.setdefault(SAVED_AT, {})[day] = datetime.now(UTC)
    failed = st.session_state.pop(FAILED, None)
    if failed is not None and "conflict" not in st.session_state:
        st.session_state[WHOLE_PAGE] = True  # what it said of the failure is over


def saved_by_itself(day: date, part: str) -> None:
    """A field of a part of the page has saved what was typed: say so, and draw the part anew."""
    note_saved(day)
    redraw(part)


def status(person: Person, day: date) -> tuple[str, bool]:
    """Whether everything of the day is kept, in words; and whether something is not."""
    if st.session_state.get(FAILED) == day:
        return UNKNOWN_YET if st.session_state.get(UNKNOWN) else NOT_SAVED_YET, True
    at = st.session_state.get(SAVED_AT, {}).get(day)
    if at is None:
        return SAVES_AT_ONCE, False
    return saved_at(person, at), False


def saved_at(person: Person, at: datetime) -> str:
    """That everything of a day is kept, and since when."""
    return f"Saved {clock_text(at.astimezone(ZoneInfo(person.time_zone)))}"


def show_trouble(diary: Diary) -> None:
    """Say what could not be saved; where two windows differ, let the person choose."""
    if (screen := running_screen()) is not None:
        st.session_state[SCREEN] = screen
    forget_drafts()
    st.session_state.pop(WHOLE_PAGE, None)
    show_problem(PROBLEM)
    if "conflict" in st.session_state:
        _ask_which(diary, *st.session_state["conflict"])


def refuse(day: date, error: StoreError | InvalidValue) -> None:
    """Note what could not be saved, to be said by the page."""
    note_failure(
        day,
        failure_text(NOT_SAVED, error),
        unknown=isinstance(error, OutcomeUnknown),
    )


def has_to_say() -> bool:
    """Whether the page has something to say that it doesn't say yet, or the other way round."""
    return bool(st.session_state.get(WHOLE_PAGE))


def redraw(*parts: str) -> None:
    """End a tap: draw the named parts again and what says that it is saved, nothing else.

    What else was tapped meanwhile is part of the same run, whose parts are drawn, too. Where
    something must be said, the whole page is drawn. Nothing is asked for once the person has gone
    to another screen, which has none of these parts: they would be kept here. Nor where the page
    is drawn whole anyhow: the browser, which may just have come, has no place for parts.
    """
    tapped = parts_of_run()
    if is_shown() and tapped:
        whole = st.session_state.pop(WHOLE_PAGE, False)
        st.rerun("app" if whole else [*dict.fromkeys([*parts, FIRST, *tapped])])


def is_shown() -> bool:
    """Whether the check-in is still on the screen: a tap may be the last before it is left."""
    return running_screen() in (None, "", st.session_state.get(SCREEN))


def note_failure(day: date, problem: str = "", *, unknown: bool = False) -> None:
    """Note that the last attempt to save something of a day came to nothing, and why."""
    st.session_state[FAILED] = day
    st.session_state[UNKNOWN] = unknown
    st.session_state[WHOLE_PAGE] = True
    if problem:
        st.session_state[PROBLEM] = problem


def _identity(entry: AnyEntry) -> object:
    return entry.date if isinstance(entry, CheckIn) else entry.uid


def _written(day: date, write: Callable[[], Result]) -> Result | None:
    try:
        result = write()
    except Conflict:
        raise
    except (StoreError, InvalidValue) as error:
        refuse(day, error)
        return None
    note_saved(day)
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
            st.button(f"Keep {escape_markdown(theirs)}", key="keep-theirs", on_click=_settle)
            st.button(
                f"Use {escape_markdown(ours)}",
                key="use-mine",
                on_click=_settle,
                args=(diary, conflict, mine),
            )


def _settle(diary: Diary | None = None, conflict: Conflict | None = None, mine: Any = None) -> None:
    del st.session_state["conflict"]
    st.session_state.pop(FAILED, None)
    if diary is None or conflict is None:
        return
    stored: Any = conflict.stored
    if stored is None:
        save(diary, mine)
    else:
        mine_now = {conflict.field: getattr(mine, conflict.field)}
        save(diary, replace(stored, **mine_now), stored)


def _shown(value: object) -> str:
    if value in (None, "", ()):
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return rating_text(value)
    return short_day(value) if isinstance(value, date) else str(value)[:60]
