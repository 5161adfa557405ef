"""How the exercises of a day went: done, partly or stopped, and with which dose."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from tracker.model import ExerciseDone, Outcome
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import dose_fields
from tracker.ui.check_in.saving import redraw, save, saved_by_itself
from tracker.ui.formatting import ENDED, MARKS, capital, html
from tracker.ui.session import sync_widget

HOW_IT_WENT = "How it went"


def chip_words(name: str, done: Sequence[ExerciseDone], enough: str) -> tuple[str, str]:
    """A chip's mark and words: "" and "Wall sit", "◐" and "Wall sit, partly".

    Of several times a day, one that was stopped for pain is told before one that was done.
    What is done is told by a chip that is chosen, whose tick the style sheet draws, in the words
    of one that isn't: Streamlit knows choices by their words, and where a tap changed them it
    would take back the next one.
    """
    ended = {entry.outcome for entry in done if entry.exercise == name}
    words = capital(name) + enough
    for outcome in (Outcome.STOPPED, Outcome.DONE, Outcome.PARTLY):
        if outcome in ended and outcome is not Outcome.DONE:
            return MARKS[outcome], f"{words}, {ENDED[outcome]}"
    return "", words


def offer_outcomes(diary: Diary, day: date, done: Sequence[ExerciseDone]) -> None:
    """Folded away: how each exercise of the day ended, its sets, reps and seconds."""
    asked = st.popover(HOW_IT_WENT, type="tertiary", on_change="rerun", key=f"doses-{day}")
    if not asked.open:
        return
    with asked:
        for entry in done:
            st.html(f"<b>{html(capital(entry.exercise))}</b>")
            _ask_outcome(diary, day, entry)
            _ask_dose(diary, day, entry, folded=len(done) > 1)


def _ask_outcome(diary: Diary, day: date, entry: ExerciseDone) -> None:
    key = f"outcome-{entry.uid}"
    st.segmented_control(
        f"How {entry.exercise} ended",
        list(Outcome),
        default=sync_widget(key, entry.outcome),
        format_func=lambda outcome: f"{MARKS[outcome]} {capital(ENDED[outcome])}",
        required=True,
        key=key,
        on_change=_set_outcome,
        args=(diary, entry, key),
        label_visibility="collapsed",
    )


def _set_outcome(diary: Diary, entry: ExerciseDone, key: str) -> None:
    save(diary, replace(entry, outcome=Outcome(st.session_state[key])), entry)
    redraw("exercises")


def _ask_dose(diary: Diary, day: date, entry: ExerciseDone, *, folded: bool) -> None:
    name = f"exercise/{day}/{entry.uid}"
    saved = partial(saved_by_itself, day, "exercises")
    if not folded:
        dose_fields(diary, name, saved)
        return
    dose = st.expander("Sets, reps, seconds", on_change="rerun", key=f"dose-{entry.uid}")
    if dose.open:
        with dose:
            dose_fields(diary, name, saved)
