"""Pain: eleven targets, saved as they are tapped."""

from dataclasses import replace
from datetime import date

import streamlit as st

from tracker.model import CheckIn, Person
from tracker.store import Diary
from tracker.ui.check_in.saving import save
from tracker.ui.words import html, long_day, short_day

ANCHORS = (
    '<div class="bb-anchors" aria-hidden="true"><span>No pain</span>'
    "<span>Worst pain imaginable</span></div>"
)


def ask_pain(diary: Diary, person: Person, day: date) -> CheckIn | None:
    """Ask for the day's average pain; return what the diary says of the day now."""
    stored = diary.check_in(day)
    st.session_state[_seen(day)] = stored
    st.session_state[_key(day)] = stored.pain if stored else None
    with st.container(key="pain"):
        st.segmented_control(
            f"Average pain on {long_day(day)}, from 0 (no pain) to 10 (worst pain imaginable)",
            range(11),
            required=True,
            key=_key(day),
            on_change=_tapped,
            args=(diary, person, day),
            label_visibility="collapsed",
            width="stretch",
        )
        st.html(ANCHORS)
    if stored and stored.entered_late:
        at = stored.entered_at
        st.html(f'<p class="bb-note">Entered {html(short_day(at.date()))}, {at:%H:%M}</p>')
    return stored


def _tapped(diary: Diary, person: Person, day: date) -> None:
    pain = st.session_state[_key(day)]
    if pain is None:
        return
    seen: CheckIn | None = st.session_state[_seen(day)]
    mine = replace(seen, pain=pain) if seen else CheckIn(day, pain, person.now())
    save(diary, mine, seen)


def _key(day: date) -> str:
    return f"pain-{day}"


def _seen(day: date) -> str:
    return f"seen-{day}"
