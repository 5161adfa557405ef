"""Pain at one moment: what the day's average does not tell."""

from datetime import date, datetime, time
from functools import partial
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import streamlit as st

from tracker.analysis.pain import rating_text
from tracker.model import Context, InvalidValue, Person, Reading, at_offset
from tracker.store import Diary
from tracker.ui.autosave.component import text_area
from tracker.ui.check_in.pain import as_whole
from tracker.ui.check_in.saving import noted, redraw, refuse, remove, save
from tracker.ui.showing import show
from tracker.ui.words import unmarked

CONTEXTS = {Context.FLARE: "A flare", Context.MORNING: "The morning"}
AROUND = {Context.BEFORE: "before an exercise", Context.AFTER: "after an exercise"}
NOON = time(12)


def ask_readings(diary: Diary, person: Person, day: date) -> None:
    """List the day's readings and ask for one more; a second tap on it corrects it."""
    uid: UUID = st.session_state.setdefault(_uid(day), uuid4())
    mine = None
    for reading in diary.readings(day, day):
        if reading.uid == uid:
            mine = reading
        else:
            _row(diary, reading)
    asked = (diary, person, day, uid, mine)
    with st.container(key="scale-reading"):
        show(f"reading-{uid}", as_whole(mine.pain if mine else None))
        st.segmented_control(
            "Pain at one moment (0 no pain, 10 worst pain imaginable)",
            range(11),
            required=True,
            key=f"reading-{uid}",
            on_change=_answered,
            args=asked,
            width="stretch",
        )
    with st.container(horizontal=True, vertical_alignment="bottom", key="reading-when"):
        if mine or f"reading-at-{uid}" not in st.session_state:
            show(f"reading-at-{uid}", _clock(mine, person, day))
        st.time_input(
            "When", key=f"reading-at-{uid}", step=300, on_change=_answered, args=asked, width=130
        )
        if mine:
            show(f"reading-of-{uid}", mine.context if mine.context in CONTEXTS else None)
        st.segmented_control(
            "It was",
            list(CONTEXTS),
            format_func=CONTEXTS.__getitem__,
            key=f"reading-of-{uid}",
            on_change=_answered,
            args=asked,
        )
    if mine:
        text_area(
            diary,
            f"reading/{day}/{uid}/note",
            "Note about this moment",
            mine.note,
            on_saved=partial(_noted, day),
        )
        with st.container(horizontal=True):
            st.button("Another moment", key="another-reading", on_click=_another, args=(day,))
            st.button(
                "Remove", key=f"gone-{uid}", type="tertiary", on_click=_removed, args=(diary, mine)
            )


def in_words(reading: Reading) -> str:
    """Such as "15:20, pain 6, a flare"."""
    of = {**CONTEXTS, **AROUND}.get(reading.context) if reading.context else None
    parts = [
        f"{reading.at:%H:%M}",
        f"pain {rating_text(reading.pain)}",
        of and of.lower(),
        reading.exercise,
    ]
    return ", ".join(part for part in parts if part)


def _row(diary: Diary, reading: Reading) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"row-{reading.uid}"):
        st.text(in_words(reading))
        st.button(
            "Remove",
            key=f"gone-{reading.uid}",
            type="tertiary",
            help=unmarked(f"Remove {in_words(reading)}"),
            on_click=_removed,
            args=(diary, reading),
        )


def _answered(diary: Diary, person: Person, day: date, uid: UUID, seen: Reading | None) -> None:
    pain = st.session_state[f"reading-{uid}"]
    if pain is None:  # the moment was chosen first
        redraw("rest")
        return
    clock = st.session_state[f"reading-at-{uid}"]
    try:
        at = seen.at if seen and clock == _clock(seen, person, day) else _moment(person, day, clock)
        if at > person.now():
            raise InvalidValue("When", f"{at:%H:%M}", "a time that has come")
        reading = Reading(
            at,
            pain,
            st.session_state[f"reading-of-{uid}"],
            exercise=seen.exercise if seen else "",
            note=seen.note if seen else "",
            uid=uid,
        )
    except InvalidValue as error:
        refuse(day, error)
        redraw()
        return
    save(diary, reading, seen)
    redraw("rest")


def _noted(day: date) -> None:
    noted(day)
    redraw("rest")


def _another(day: date) -> None:
    st.session_state[_uid(day)] = uuid4()
    redraw("rest")


def _removed(diary: Diary, reading: Reading) -> None:
    remove(diary, reading)
    redraw("rest")


def _clock(reading: Reading | None, person: Person, day: date) -> time:
    """To the minute: when it was, or what to begin with."""
    if reading:
        return reading.at.time().replace(second=0)
    return person.now().time().replace(second=0) if day == person.today() else NOON


def _moment(person: Person, day: date, clock: time) -> datetime:
    """That time of that day on the person's clock, with its offset."""
    return at_offset(datetime.combine(day, clock, ZoneInfo(person.time_zone)))


def _uid(day: date) -> str:
    return f"reading-uid-{day}"
