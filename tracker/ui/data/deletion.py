"""Deleting a day, a period, an import or everything: first what goes, then its deletion."""

from datetime import date

import streamlit as st

from tracker.model import EARLIEST_DAY, ChangeSource, Person
from tracker.places import PAGES
from tracker.store import Diary, StoreError
from tracker.store.backup.automatic_copies import is_alone
from tracker.ui import diary_cache
from tracker.ui.autosave_widgets.saving_fields import FORGOTTEN
from tracker.ui.data.changes import IMPORTS, revert_group
from tracker.ui.days import day_rows
from tracker.ui.formatting import escape_markdown
from tracker.ui.problems import failure_text, show_problem
from tracker.ui.regional import counted, counted_kinds, range_text, typed_format
from tracker.web import private_files
from tracker.web.open_store import open_database

BY = ChangeSource.DELETION
PROBLEM = "delete-problem"  # why nothing was deleted
DAY, PERIOD, IMPORT, EVERYTHING = "A day", "A period", "An import", "Everything"
WORD = "delete"  # to be typed before everything goes
ALONE = (
    "The history, every copy that Backbeat made and its log file are deleted too. This can't "
    "be undone. Files and backups that you downloaded stay where you put them. If you want to "
    "keep your diary, take it out first."
)
AMONG_OTHERS = (
    "The history and your copies are deleted too, and your diary is taken out of the copies that "
    "hold everybody's. This can't be undone. The other people's diaries stay as they are, and so "
    "do files and backups that you downloaded. If you want to keep your diary, take it out first."
)


def ask_what_to_delete(diary: Diary, person: Person) -> None:
    """Ask what is to go and show it; nothing goes before the person says so."""
    if st.session_state.pop("erased", False):
        st.toast("Everything was deleted.")
        st.switch_page(PAGES / "check_in.py")
    _show_done(diary)
    what = st.segmented_control(
        "What do you want to delete?",
        [DAY, PERIOD, IMPORT, EVERYTHING],
        key="delete-what",
    )
    if what is None:
        st.caption("You see it before anything is deleted.")
    elif what == DAY:
        _ask_day(diary, person)
    elif what == PERIOD:
        _ask_period(diary, person)
    elif what == IMPORT:
        st.text("You can undo any import. What you changed since then stays.")
        st.button("Show the imports", key="show-imports", on_click=_show_imports)
    else:
        _ask_everything(diary)


def _ask_day(diary: Diary, person: Person) -> None:
    day = st.date_input(
        "The day",
        value=None,
        min_value=EARLIEST_DAY,
        max_value=person.today(),
        key="delete-day",
        format=typed_format(),
        width=200,
    )
    if isinstance(day, date):
        _offer(diary, day, day)


def _ask_period(diary: Diary, person: Person) -> None:
    today = person.today()
    with st.container(horizontal=True):
        first, last = (
            st.date_input(
                label,
                value=None,
                min_value=EARLIEST_DAY,
                max_value=today,
                key=key,
                format=typed_format(),
                width=200,
            )
            for label, key in (("From", "delete-from"), ("To", "delete-to"))
        )
    if not isinstance(first, date) or not isinstance(last, date):
        return
    if first > last:
        st.text("The first day is after the last.")
        return
    _offer(diary, first, last)


def _offer(diary: Diary, first: date, last: date) -> None:
    counts = diary.counts(first, last)
    if not counts:
        st.text(f"Nothing was entered on {range_text(first, last)}.")
        return
    st.text(f"{range_text(first, last)}: {counted_kinds(counts)}.")
    st.caption(
        "You can bring it back under Latest changes. Only deleting everything leaves no trace."
    )
    number = counted(sum(counts.values()), "entry", "entries")
    st.button(
        f"Delete {number}",
        type="primary",
        key="delete-days",
        on_click=_delete,
        args=(diary, first, last),
    )


def _ask_everything(diary: Diary) -> None:
    counts = diary.counts()
    st.text(
        f"{counted_kinds(counts)}, your name, goals and settings."
        if counts
        else "Your name and settings. Nothing was entered yet."
    )
    st.text(ALONE if is_alone(open_database(), diary.person_id) else AMONG_OTHERS)
    st.text_input(f"To be sure, type “{WORD}”", key="delete-word", width=240)
    st.button(
        "Delete everything",
        type="primary",
        key="delete-everything",
        on_click=_erase,
        args=(diary,),
    )


def _erase(diary: Diary) -> None:
    """Delete it all and begin again, as on the first start."""
    if st.session_state["delete-word"].strip().lower() != WORD:
        st.session_state[PROBLEM] = f"Nothing was deleted. Type “{WORD}” first."
        return
    store = open_database()
    said, identity = "", str(diary.identity())
    try:
        said = store.erase(diary.person_id).remains
    except StoreError as error:
        said = str(error)
        if any(number == diary.person_id for number, _ in store.people()):
            st.session_state[PROBLEM] = f"Nothing was deleted. {said}"
            return
    st.session_state.clear()
    st.cache_data.clear()
    diary_cache.forget()
    day_rows.forget()
    private_files.forget()
    st.session_state["erased"] = True
    st.session_state[FORGOTTEN] = (identity,)
    if said:
        st.session_state["problem"] = said


def _delete(diary: Diary, first: date, last: date) -> None:
    try:
        counts = diary.counts(first, last)
        version = diary.remove_days(first, last, by=BY)
    except StoreError as error:
        st.session_state[PROBLEM] = failure_text("Nothing was deleted.", error)
    else:
        st.session_state["deleted"] = version, range_text(first, last), counted_kinds(counts)


def _show_done(diary: Diary) -> None:
    show_problem(PROBLEM)
    if (done := st.session_state.get("deleted")) is None:
        return
    version, days, what = done
    st.info(escape_markdown(f"Deleted of {days}: {what}."))
    st.button("Bring it back", key="undelete", on_click=_bring_back, args=(diary, version))


def _bring_back(diary: Diary, version: int) -> None:
    st.session_state.pop("deleted", None)
    revert_group(diary, version, "Brought back")


def _show_imports() -> None:
    st.session_state["changes"] = True
    st.session_state["which-changes"] = IMPORTS
