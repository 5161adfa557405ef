"""The history of one day: what it said, when and by what it was changed; and going back to it."""

from datetime import date

import streamlit as st

from tracker.model import EARLIEST_DAY, Person
from tracker.store import DayVersion, Diary, StoreError
from tracker.ui.data.entry_sentences import day_sentences
from tracker.ui.formatting import change_sentence, escape_markdown, html, long_day, short_day
from tracker.ui.query_params import asked_day
from tracker.ui.save_errors import show_save_errors

BY = "history"
TOLD = 4  # changes of a version; all that the day said then stands below them


def show_day_history(diary: Diary, person: Person) -> None:
    """Ask for a day and tell all it has said, newest first; a day may come in the URL."""
    if problem := st.session_state.pop("history-problem", None):
        st.error(escape_markdown(problem))
    today = person.today()
    day = st.date_input(
        "Which day",
        value=asked_day(today),
        min_value=EARLIEST_DAY,
        max_value=today,
        key="history-day",
        format="YYYY-MM-DD",
        width=200,
    )
    if not isinstance(day, date):
        return
    versions = diary.day_versions(day)
    if not versions:
        st.text(f"Nothing was ever entered about {long_day(day)}.")
        return
    for version in versions:
        _row(diary, day, version, now=versions[0])


def _row(diary: Diary, day: date, version: DayVersion, now: DayVersion) -> None:
    with st.container(
        horizontal=True,
        wrap=False,
        vertical_alignment="center",
        key=f"changed-day-{version.version}",
    ):
        when = f"{short_day(version.at.date())} {version.at:%H:%M}, {version.by}"
        by = ", taking a change back" if version.undoes else ""
        did = "; ".join(change_sentence(change) for change in version.changes[:TOLD])
        did = did.replace(f" on {short_day(day)}", "")
        further = len(version.changes) - TOLD
        more = f" and {further:,} more" if further > 0 else ""
        st.html(
            f'<p class="bb-change"><small>{html(when)}{by}: {html(did)}{more}</small>'
            f"{html(day_sentences(version.values))}</p>",
            width="stretch",
        )
        if version is now:
            st.html('<p class="bb-note">Now</p>', width="content")
        elif version.values != now.values:
            st.button(
                "Restore",
                key=f"restore-{version.version}",
                type="tertiary",
                on_click=_restore,
                args=(diary, day, version),
            )


def _restore(diary: Diary, day: date, version: DayVersion) -> None:
    try:
        diary.restore_day(day, version.version, by=BY)
    except StoreError as error:
        st.session_state["history-problem"] = show_save_errors("That could not be restored.", error)
    else:
        st.toast(f"{short_day(day)} says again what it said. Undo takes that back.")
