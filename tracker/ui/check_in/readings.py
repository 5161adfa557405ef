"""Pain right now, or at one moment of a past day: what the day's average does not tell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import streamlit as st

from tracker.model import Context, InvalidValue, Person, Reading, at_offset
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import text_area
from tracker.ui.check_in.entry_row import entry_words
from tracker.ui.check_in.pain import as_whole
from tracker.ui.check_in.saving import redraw, refuse, remove, save, saved_by_itself
from tracker.ui.formatting import escape_markdown
from tracker.ui.regional import clock_text, rating_text
from tracker.ui.session import sync_widget

CONTEXTS = {Context.FLARE: "During a flare", Context.MORNING: "On waking"}
AROUND = {Context.BEFORE: "before an exercise", Context.AFTER: "after an exercise"}
NOON = time(12)
NOW = "Pain right now"
THEN = "Pain at one moment"
SCALE = "{what} (0 no pain, 10 worst pain imaginable)"
NOT_SAVED_YET = "Tap a number to save."


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
    what = NOW if day == person.today() else THEN
    st.header(what, anchor=False)
    with st.container(key="scale-reading"):
        st.segmented_control(
            SCALE.format(what=what),
            range(11),
            default=sync_widget(_pain(uid), as_whole(mine.pain if mine else None)),
            required=True,
            key=_pain(uid),
            on_change=_rated,
            args=asked,
            label_visibility="collapsed",
            width="stretch",
        )
    with st.container(horizontal=True, vertical_alignment="top", key="reading-when"):
        at, context = _clock(mine, person, day), mine and mine.context
        st.time_input(
            "When",
            # One that was chosen before anything was saved is in the widget alone.
            sync_widget(_at(uid), at) if mine else st.session_state.get(_at(uid), at),
            key=_at(uid),
            step=300,
            on_change=_timed,
            args=asked,
            width=130,
        )
        st.segmented_control(
            "At what moment",
            list(CONTEXTS),
            default=sync_widget(_of(uid), context if context in CONTEXTS else None)
            if mine
            else st.session_state.get(_of(uid)),
            format_func=CONTEXTS.__getitem__,
            key=_of(uid),
            on_change=_named,
            args=asked,
        )
    if mine is None:
        st.html(f'<p class="bb-note">{NOT_SAVED_YET}</p>')
        return
    text_area(
        diary,
        f"reading/{day}/{uid}/note",
        "Note about this moment",
        on_saved=partial(saved_by_itself, day, "rest"),
    )
    with st.container(horizontal=True):
        st.button("Another moment", key="another-reading", on_click=_another, args=(day,))
        st.button(
            "Remove", key=f"gone-{uid}", type="tertiary", on_click=_removed, args=(diary, mine)
        )


def in_words(reading: Reading) -> str:
    """Such as "15:20, pain 6, during a flare"."""
    context = {**CONTEXTS, **AROUND}.get(reading.context) if reading.context else None
    parts = [
        clock_text(reading.at),
        f"pain {rating_text(reading.pain)}",
        context and context.lower(),
        reading.exercise,
    ]
    return ", ".join(part for part in parts if part)


def _row(diary: Diary, reading: Reading) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"row-{reading.uid}"):
        st.html(entry_words("pain", in_words(reading), reading.note), width="content")
        st.button(
            "Remove",
            key=f"gone-{reading.uid}",
            type="tertiary",
            help=escape_markdown(f"Remove {in_words(reading)}"),
            on_click=_removed,
            args=(diary, reading),
        )


def _rated(diary: Diary, person: Person, day: date, uid: UUID, seen: Reading | None) -> None:
    pain = st.session_state[_pain(uid)]
    if pain is None:
        redraw("rest")
        return
    if (seen or _stored(diary, day, uid)) is not None:
        _change(diary, person, day, uid, seen, pain=pain)
        return
    # The first tap makes the reading, of what was said about the moment before.
    clock = st.session_state.get(_at(uid)) or _clock(None, person, day)
    context = st.session_state.get(_of(uid))
    _write(diary, person, day, lambda: Reading(_moment(person, day, clock), pain, context, uid=uid))


def _timed(diary: Diary, person: Person, day: date, uid: UUID, seen: Reading | None) -> None:
    if (clock := st.session_state[_at(uid)]) is not None:
        _change(diary, person, day, uid, seen, at=_moment(person, day, clock))


def _named(diary: Diary, person: Person, day: date, uid: UUID, seen: Reading | None) -> None:
    _change(diary, person, day, uid, seen, context=st.session_state[_of(uid)])


def _change(
    diary: Diary, person: Person, day: date, uid: UUID, seen: Reading | None, **field: Any
) -> None:
    """Change one field of a reading; without a pain there is none yet."""
    # Of two quick taps the second was drawn before the first had made the reading.
    seen = seen or _stored(diary, day, uid)
    if seen is None:
        redraw("rest")
        return
    known = seen
    _write(diary, person, day, lambda: replace(known, **field), known)


def _write(
    diary: Diary,
    person: Person,
    day: date,
    made: Callable[[], Reading],
    seen: Reading | None = None,
) -> None:
    try:
        reading = made()
        if reading.at > person.now():
            raise InvalidValue("When", clock_text(reading.at), "a time that has come")
    except InvalidValue as error:
        refuse(day, error)
        redraw()
        return
    save(diary, reading, seen)
    redraw("rest")


def _stored(diary: Diary, day: date, uid: UUID) -> Reading | None:
    return next((reading for reading in diary.readings(day, day) if reading.uid == uid), None)


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


def _pain(uid: UUID) -> str:
    return f"reading-{uid}"


def _at(uid: UUID) -> str:
    return f"reading-at-{uid}"


def _of(uid: UUID) -> str:
    return f"reading-of-{uid}"
