"""How the day's exercises ended: told on their chips, and set by hand where the person wants."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from tracker.model import ExerciseDone, Outcome
from tracker.store import Diary
from tracker.ui.check_in.saving import redraw, save
from tracker.ui.formatting import capital
from tracker.ui.outcomes import ENDED, MARKS
from tracker.ui.sync_widget import sync_widget


def chip(name: str, done: Sequence[ExerciseDone]) -> str:
    """A chip's words: "Wall sit", "◐ Wall sit, partly", "✕ Wall sit, stopped for pain".

    Of several times a day, one that was stopped for pain is told before one that was done.
    What is done is told by the chip that is chosen, in the words of one that isn't: Streamlit
    knows choices by their words, and where a tap changed them it would take back the next one.
    """
    ended = {entry.outcome for entry in done if entry.exercise == name}
    for outcome in (Outcome.STOPPED, Outcome.DONE, Outcome.PARTLY):
        if outcome in ended and outcome is not Outcome.DONE:
            return f"{MARKS[outcome]} {capital(name)}, {ENDED[outcome]}"
    return capital(name)


def ask_outcome(diary: Diary, day: date, entry: ExerciseDone) -> None:
    """Offer how an exercise of the day ended."""
    key = f"outcome-{entry.uid}"
    sync_widget(key, entry.outcome)
    st.segmented_control(
        f"How {entry.exercise} ended",
        list(Outcome),
        format_func=lambda outcome: capital(ENDED[outcome]),
        required=True,
        key=key,
        on_change=_set,
        args=(diary, entry, key),
        label_visibility="collapsed",
    )


def _set(diary: Diary, entry: ExerciseDone, key: str) -> None:
    save(diary, replace(entry, outcome=Outcome(st.session_state[key])), entry)
    redraw("exercises")
