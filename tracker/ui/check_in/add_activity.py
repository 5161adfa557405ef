"""Add an activity: kind, minutes, intensity, then Add or Enter."""

from datetime import date
from functools import partial

import streamlit as st

from tracker import library
from tracker.model import Activity, Intensity, InvalidValue
from tracker.store import Diary
from tracker.ui.check_in.minutes_field import TOLD, minutes_field, typed_minutes, whole_minutes
from tracker.ui.check_in.saving import redraw, save
from tracker.ui.formatting import escape_markdown

ABOUT = (
    '<p class="bb-note">Light: easy, counts no active minutes. Moderate: you can talk, '
    "not sing. Vigorous: only a few words; each minute counts two.</p>"
)
PROBLEM = "adding-problem"  # why nothing was added, said once


def ask_another(diary: Diary, day: date, *, first: bool) -> None:
    """Offer any activity; `first` unfolds it, where there is nothing to offer again."""
    another = st.expander(
        "Add an activity", expanded=first, on_change="rerun", key=f"another-{day}"
    )
    if not another.open:
        return
    kinds = {kind.name: kind.intensity for kind in library.activity_kinds()}
    turn = st.session_state.get("activities-added", 0)
    with another:
        kind = st.selectbox(
            "What",
            kinds,
            index=None,
            placeholder="Choose, or type your own",
            accept_new_options=True,
            format_func=lambda name: name[:1].upper() + name[1:],
            key=f"kind-{day}",
        )
        intensity = f"new-intensity-{day}-{kind}"
        add = partial(_add, diary, day, f"new-minutes-{day}", intensity)
        minutes_field(f"new-minutes-{day}", turn, add)
        st.segmented_control(
            "Intensity",
            list(Intensity),
            default=kinds.get(kind or "", Intensity.MODERATE),
            required=True,
            format_func=str.capitalize,
            key=intensity,
        )
        st.html(ABOUT)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Add", type="primary", key=f"add-{day}", on_click=add)
            st.html('<p class="bb-note">It is not in your diary until you press Add.</p>')
        if problem := st.session_state.pop(PROBLEM, None):
            st.warning(escape_markdown(problem))


def _add(diary: Diary, day: date, minutes_key: str, intensity_key: str) -> None:
    kind = (st.session_state.get(f"kind-{day}") or "").strip()
    typed = typed_minutes(minutes_key)
    minutes = whole_minutes(typed)
    if problem := _missing(kind, typed, minutes):
        st.session_state[PROBLEM] = problem
        redraw("activities")
        return
    intensity = st.session_state.get(intensity_key) or Intensity.MODERATE
    try:
        activity = Activity(day, kind, minutes or 0, Intensity(intensity))
    except InvalidValue as error:
        st.session_state[PROBLEM] = f"Not added. {error}"
        redraw("activities")
        return
    if save(diary, activity) is not None:
        st.session_state[f"kind-{day}"] = None
        st.session_state["activities-added"] = st.session_state.get("activities-added", 0) + 1
    redraw("activities")


def _missing(kind: str, typed: str, minutes: int | None) -> str:
    if not kind:
        return "Not added yet: choose what you did."
    if not typed:
        return "Not added yet: say how many minutes."
    return "" if minutes else f"Not added: {typed} is no number of minutes. {TOLD}"
