"""Pain: eleven targets, saved as they are tapped."""

from dataclasses import replace
from datetime import date

import streamlit as st

from tracker.analysis.pain import rating_text
from tracker.model import CheckIn, InvalidValue, Person
from tracker.store import Diary
from tracker.ui.check_in.day_picker import stay_on
from tracker.ui.check_in.saving import has_to_say, is_shown, redraw, refuse, save
from tracker.ui.formatting import html, long_day, short_day
from tracker.ui.session import sync_widget

ANCHORS = (
    '<div class="bb-anchors" aria-hidden="true"><span>No pain</span>'
    "<span>Worst pain imaginable</span></div>"
)


def ask_pain(diary: Diary, person: Person, day: date, stored: CheckIn | None) -> None:
    """Ask for the day's average pain; `stored` is what the diary says of the day."""
    st.session_state[_seen(day)] = stored
    pain = stored.pain if stored else None
    sync_widget(_key(day), as_whole(pain))
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
    if isinstance(pain, float):
        st.html(f'<p class="bb-note">Recorded as {rating_text(pain)}</p>')
    if stored and stored.entered_late:
        at = stored.entered_at
        st.html(f'<p class="bb-note">Entered {html(short_day(at.date()))}, {at:%H:%M}</p>')


def as_whole(pain: float | None) -> int | None:
    """A rating as one of the eleven targets; a decimal has none."""
    return pain if isinstance(pain, int) else None


def _tapped(diary: Diary, person: Person, day: date) -> None:
    pain = st.session_state[_key(day)]
    seen: CheckIn | None = st.session_state[_seen(day)]
    if pain is None or (seen and seen.pain == pain):
        return
    if seen and seen.pain is None:  # it may have said a note alone, which was taken out since
        seen = diary.check_in(day)
    try:
        mine = replace(seen, pain=pain) if seen else CheckIn(day, pain, person.now())
    except InvalidValue as error:  # a clock that was set back: the day has not begun after all
        refuse(day, error)
        _stay_on(person, day)
        redraw()
        return
    saved = save(diary, mine, seen)
    _stay_on(person, day)
    if not saved or has_to_say():
        redraw()


def _stay_on(person: Person, day: date) -> None:
    if day != person.today() and is_shown():
        stay_on(day)


def _key(day: date) -> str:
    return f"pain-{day}"


def _seen(day: date) -> str:
    return f"seen-{day}"
