"""When a person wants to be reminded: switches and times, a break timer, a calendar."""

import os
from dataclasses import replace
from datetime import time
from pathlib import Path

import streamlit as st

from tracker.exporting.reminder_calendar import WORDS, calendar
from tracker.files.named_bytes import ExportFile
from tracker.model import ChangeSource, Occasion, Person, Reminder
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import time_field
from tracker.ui.download_button import download_button, show_download_trouble
from tracker.ui.problems import attempt, show_problem
from tracker.ui.session import sync_widget
from tracker.web.calendar_feed import address
from tracker.web.open_store import open_database

BY = ChangeSource.SETTINGS
PROBLEM = "reminder-problem"  # why a reminder was not saved
MADE = "calendar-secret"  # made in this window: it is kept nowhere else
SHOWN_NOW = "Copy the address now: it is not shown again. Anyone with it can read these times."
MADE_BEFORE = (
    "Your calendar has an address, and programs that have it go on. It is not shown again; a new "
    "one ends it."
)
NONE_YET = "Anyone with the address can read these times."
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MINUTES = (50, 55, 60)
LABELS = {
    Occasion.BREAK: "Desk breaks: stand up, walk and stretch",
    Occasion.EXERCISE: "Time for exercises",
    Occasion.CHECK_IN: "Evening check-in",
}
USUAL = {
    Occasion.BREAK: Reminder(Occasion.BREAK, time(9), (0, 1, 2, 3, 4), time(17), 55),
    Occasion.EXERCISE: Reminder(Occasion.EXERCISE, time(18)),
    Occasion.CHECK_IN: Reminder(Occasion.CHECK_IN, time(20, 30)),
}
SPEED = "BACKBEAT_SESSION_SPEED"  # how many times faster it runs: for tests


def ask_reminders(diary: Diary, person: Person) -> None:
    """Ask for each occasion; then the calendar that carries them to a phone."""
    stored = {reminder.occasion: reminder for reminder in diary.reminders()}
    show_problem(PROBLEM)
    for occasion, label in LABELS.items():
        with st.container(key=f"reminder-{occasion}", gap="small"):
            _ask(diary, label, occasion, stored.get(occasion))
            if occasion is Occasion.BREAK and occasion in stored:
                _break_timer(stored[occasion].every_minutes or MINUTES[0])
    if stored:
        _offer_calendar(diary, person, list(stored.values()))


def _ask(diary: Diary, label: str, occasion: Occasion, stored: Reminder | None) -> None:
    key = f"remind-{occasion}"
    st.toggle(
        label,
        sync_widget(key, stored is not None),
        key=key,
        on_change=_switched,
        args=(diary, occasion, stored),
    )
    if stored is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = "From" if occasion is Occasion.BREAK else "At"
        _clock(diary, stored, "begins", first)
        if occasion is Occasion.BREAK:
            _clock(diary, stored, "ends", "To")
            _interval(diary, stored)
    key = f"{stored.occasion}-weekdays"
    st.pills(
        "On",
        range(7),
        selection_mode="multi",
        default=sync_widget(key, list(stored.weekdays)),
        format_func=lambda day: WEEKDAYS[day],
        key=key,
        on_change=_changed,
        args=(diary, stored, "weekdays", key),
    )


def _clock(diary: Diary, stored: Reminder, field: str, label: str) -> None:
    with st.container(width=160):
        time_field(
            diary,
            f"reminder/{stored.occasion}/{field}",
            label,
        )


def _interval(diary: Diary, stored: Reminder) -> None:
    key = f"{stored.occasion}-every_minutes"
    choices = sorted({*MINUTES, stored.every_minutes or MINUTES[0]})
    st.selectbox(
        "Every, minutes",
        choices,
        choices.index(sync_widget(key, stored.every_minutes or MINUTES[0])),
        key=key,
        on_change=_changed,
        args=(diary, stored, "every_minutes", key),
        width=140,
    )


def _switched(diary: Diary, occasion: Occasion, stored: Reminder | None) -> None:
    if stored is None:
        attempt(lambda: diary.save(USUAL[occasion], by=BY), PROBLEM)
    else:
        attempt(lambda: diary.remove(stored, by=BY), PROBLEM)


def _changed(diary: Diary, stored: Reminder, field: str, key: str) -> None:
    value = st.session_state[key]
    if field == "weekdays":
        value = tuple(sorted(value))

    def write() -> None:
        # What was shown may be older than the tap before this one.
        reminders = {reminder.occasion: reminder for reminder in diary.reminders()}
        present = reminders.get(stored.occasion, stored)
        diary.save(replace(present, **{field: value}), present, by=BY)

    if attempt(write, PROBLEM):
        st.toast("Saved")


def _offer_calendar(diary: Diary, person: Person, reminders: list[Reminder]) -> None:
    st.text(
        "Your phone's calendar can remind you: download the file and open it there. A calendar "
        "program on this computer can follow an address and picks up later changes. Only these "
        "times are in it, nothing from your diary."
    )
    show_download_trouble("download-calendar")
    download_button(
        "Download calendar (.ics)",
        lambda: ExportFile(
            "backbeat.ics", "text/calendar", calendar(person, reminders, person.now())
        ),
        key="download-calendar",
    )
    has_one = diary.has_calendar()
    made = _made(diary) if has_one else None
    if made is not None:
        root = "/".join((st.context.url or "").split("/")[:3])
        st.code(address(made, root), language=None, wrap_lines=True)
    words = SHOWN_NOW if made is not None else MADE_BEFORE if has_one else NONE_YET
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words, width="content")
        label = "Make a new address" if has_one else "Make an address"
        st.button(label, key="new-address", on_click=_renew, args=(diary, has_one))


def _made(diary: Diary) -> str | None:
    """The secret that was made in this window, as long as it opens this calendar."""
    token: str | None = st.session_state.get(MADE)
    found = None if token is None else open_database().diary_of_calendar(token)
    return token if found is not None and found.person_id == diary.person_id else None


def _renew(diary: Diary, has_one: bool) -> None:
    def renew() -> None:
        st.session_state[MADE] = diary.renew_calendar_token()

    if attempt(renew, PROBLEM, "The address has not changed.") and has_one:
        st.toast("The old address no longer works.")


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_timer = st.components.v2.component(
    "backbeat_breaks", html=_read("breaks.html"), css=_read("breaks.css"), js=_read("breaks.js")
)


def _break_timer(minutes: int) -> None:
    """Offer a timer of so many minutes; it goes on while this tab stays open."""
    _timer(
        key="breaks",
        data={
            "minutes": minutes,
            "speed": float(os.environ.get(SPEED, "1")),
            "words": WORDS[Occasion.BREAK][1],
        },
    )
