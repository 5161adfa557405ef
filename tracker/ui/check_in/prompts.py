"""What the check-in says on some days only: on the first, after a session, where a form is due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import streamlit as st

from tracker.model import Context, Person, Questionnaire, Reading
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
ANSWER_ONE, ANSWER, NOT_THIS_WEEK = "Answer {title}", "Answer {n} questionnaires", "Not this week"
TITLE_SHOWN = 28  # characters that a phone shows beside the way to be rid of them


# -- the morning after a session


def ask_morning(diary: Diary, person: Person, today: date) -> None:
    """Ask for this morning's pain; who has just answered can still correct it."""
    if not _had_session(diary, today - timedelta(days=1)):
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


def asks_morning(diary: Diary, today: date) -> bool:
    """Whether somebody who opens the check-in now is asked."""
    return _had_session(diary, today - timedelta(days=1)) and _answer(diary, today) is None


def _had_session(diary: Diary, day: date) -> bool:
    return any(done.source == SOURCE for done in diary.exercises_done(day, day))


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
    waiting = due_questionnaires(diary, today, first_day)
    if not waiting:
        return
    from tracker.ui.questionnaires.changes import pause

    heading, said, place = due_words(waiting)
    with st.container(key="questionnaire-due"):
        st.html(f"<h2>{heading}</h2>")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(PAGES / "questionnaires.py", label=label(said), query_params=place)
            st.button(
                NOT_THIS_WEEK,
                key="not-this-week",
                type="tertiary",
                on_click=pause,
                args=(diary, waiting, today),
            )


def due_questionnaires(
    diary: Diary, today: date, first_day: date | None
) -> tuple[Questionnaire, ...]:
    """Whose turn has come."""
    if first_day is None:
        return ()
    # Not before there is a diary: the first page of all is there sooner.
    from tracker.ui.questionnaires.questionnaire_cache import due

    return due(diary, today, first_day)


def due_words(waiting: Sequence[Questionnaire]) -> tuple[str, str, dict[str, str]]:
    """The heading of what is due, what the way there is called, and what its address says."""
    first, *others = waiting
    if others:
        return DUE, ANSWER.format(n=len(waiting)), {}
    title = first.title if len(first.title) <= TITLE_SHOWN else f"{first.title[: TITLE_SHOWN - 1]}…"
    return DUE_ONE, ANSWER_ONE.format(title=title), {"form": first.key}
