"""The morning after a guided session: one question, asked on that day until it is answered."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import streamlit as st

from tracker.model import Context, Person, Reading
from tracker.store import Diary
from tracker.ui.check_in.pain import ANCHORS, as_whole
from tracker.ui.check_in.saving import redraw, save
from tracker.ui.session_player.outbox import SOURCE
from tracker.ui.sync_widget import sync_widget


def ask_morning(diary: Diary, person: Person, today: date) -> None:
    """Ask for this morning's pain; who has just answered can still correct it."""
    yesterday = today - timedelta(days=1)
    if not any(done.source == SOURCE for done in diary.exercises_done(yesterday, yesterday)):
        return
    stored = _answer(diary, today)
    # The identity is made with the question: a double tap adds one reading.
    uid: UUID = st.session_state.setdefault(f"morning-uid-{today}", uuid4())
    if stored is not None and stored.uid != uid:
        return
    sync_widget(_key(today), as_whole(stored.pain if stored else None))
    with st.container(key="scale-morning"):
        st.segmented_control(
            "You did a session yesterday. Your pain this morning "
            "(0 no pain, 10 worst pain imaginable)",
            range(11),
            key=_key(today),
            on_change=_tapped,
            args=(diary, person, today, uid),
            width="stretch",
        )
        st.html(ANCHORS)


def _tapped(diary: Diary, person: Person, today: date, uid: UUID) -> None:
    pain = st.session_state[_key(today)]
    if pain is None:
        redraw("morning")
        return
    stored = _answer(diary, today)
    mine = replace(stored, pain=pain) if stored else Reading(person.now(), pain, uid=uid)
    save(diary, replace(mine, context=Context.MORNING), stored)
    redraw("morning")


def _answer(diary: Diary, today: date) -> Reading | None:
    mornings = [
        reading
        for reading in diary.readings(today, today)
        if reading.context is Context.MORNING and not reading.exercise
    ]
    return mornings[0] if mornings else None


def _key(today: date) -> str:
    return f"morning-{today}"
