"""What the check-in says on some days only: on the first, after a session, where a form is due."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import streamlit as st

from tracker.model import Context, Person, Reading
from tracker.places import PAGES
from tracker.store import Diary
from tracker.ui.check_in.pain import ANCHORS, as_whole
from tracker.ui.check_in.saving import redraw, save
from tracker.ui.formatting import label
from tracker.ui.session import sync_widget
from tracker.web.autosave.entries import SOURCE

WELCOME = """
<section class="bb-panel bb-welcome" aria-label="Welcome">
<h2>Welcome to your diary</h2>
<p>Tap your pain, exercises and walk. It all stays on your computer. It is not a
medical device.</p>
</section>
"""
DUE_ONE, DUE = "A questionnaire is due", "Questionnaires are due"
TITLE_SHOWN = 28  # characters that a phone shows beside the way to be rid of them


# -- the morning after a session


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
    with st.container(key="scale-morning"):
        st.segmented_control(
            "You did a session yesterday. Your pain this morning "
            "(0 no pain, 10 worst pain imaginable)",
            range(11),
            default=sync_widget(_key(today), as_whole(stored.pain if stored else None)),
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


# -- a questionnaire whose turn has come


def suggest_questionnaires(diary: Diary, today: date, first_day: date | None) -> None:
    """Lead to what is due; it can be sent away for a week and stands in nobody's way."""
    if first_day is None:
        return
    # Not before there is a diary: the first page of all is there sooner.
    from tracker.ui.questionnaires.changes import pause
    from tracker.ui.questionnaires.questionnaire_cache import due

    waiting = due(diary, today, first_day)
    if not waiting:
        return
    (first, *others) = waiting
    title = first.title if len(first.title) <= TITLE_SHOWN else f"{first.title[: TITLE_SHOWN - 1]}…"
    said = f"Answer {len(waiting)} questionnaires" if others else f"Answer {label(title)}"
    place = {} if others else {"form": first.key}
    with st.container(key="questionnaire-due"):
        st.html(f"<h2>{DUE if others else DUE_ONE}</h2>")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(PAGES / "questionnaires.py", label=said, query_params=place)
            st.button(
                "Not this week",
                key="not-this-week",
                type="tertiary",
                on_click=pause,
                args=(diary, waiting, today),
            )
