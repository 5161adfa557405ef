"""What else a day can say, folded away: worst pain, interference, flare, sleep, sites."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from tracker.analysis.pain import rating_text
from tracker.model import SITE_LIMIT, SITES_LIMIT, CheckIn, InvalidValue, Person
from tracker.store import Diary
from tracker.ui.check_in.saving import redraw, refuse, save
from tracker.ui.session import sync_widget

SITES = (
    "lower back",
    "upper back",
    "neck",
    "left buttock",
    "right buttock",
    "left leg",
    "right leg",
)


def ask_details(diary: Diary, person: Person, day: date) -> None:
    """Ask for what a day can say beside its pain; every answer is saved as it is given."""
    check_in = diary.check_in(day) or CheckIn(day, None, person.now())
    _rate(diary, check_in, "worst_pain", "Worst pain", "No pain", "Worst pain imaginable")
    _rate(
        diary,
        check_in,
        "interference",
        "How much did pain get in the way?",
        "Not at all",
        "Completely",
    )
    _rate(diary, check_in, "sleep", "How well did you sleep the night before?", "Badly", "Well")
    _ask(
        diary,
        check_in,
        "flare",
        st.segmented_control,
        "Was it a flare? Worse for hours or days, hard to bear, in the way of your life",
        [True, False],
        format_func=lambda flare: "Yes" if flare else "No",
    )
    _ask(
        diary,
        check_in,
        "sites",
        st.multiselect,
        "Where it hurts",
        [*SITES, *(site for site in check_in.sites if site not in SITES)],
        accept_new_options=True,
        max_selections=SITES_LIMIT,
        placeholder="Choose, or type your own and press Enter",
    )


def _rate(
    diary: Diary, check_in: CheckIn, field: str, label: str, lowest: str, highest: str
) -> None:
    with st.container(key=f"scale-{field}"):
        label = f"{label} (0 {lowest.lower()}, 10 {highest.lower()})"
        _ask(diary, check_in, field, st.segmented_control, label, range(11), width="stretch")
        if isinstance(recorded := getattr(check_in, field), float):
            st.html(f'<p class="bb-note">Recorded as {rating_text(recorded)}</p>')


def _ask(
    diary: Diary,
    check_in: CheckIn,
    field: str,
    widget: Callable[..., Any],
    label: str,
    *options: Any,
    **style: Any,
) -> None:
    key = f"{field}-{check_in.date}"
    stored = getattr(check_in, field)
    if isinstance(stored, float):  # another program's decimal has none of the eleven targets
        stored = None
    sync_widget(key, list(stored) if isinstance(stored, tuple) else stored)
    widget(
        label, *options, key=key, on_change=_answered, args=(diary, check_in, field, key), **style
    )


def _answered(diary: Diary, seen: CheckIn, field: str, key: str) -> None:
    answer = st.session_state[key]
    if field == "sites":
        sites = (site.strip().replace(";", ",")[:SITE_LIMIT].strip() for site in answer)
        answer = tuple(dict.fromkeys(site for site in sites if site))
    try:
        mine = replace(seen, **{field: answer})
    except InvalidValue as error:
        refuse(seen.date, error)
        redraw()
        return
    # One that says nothing is not stored: nobody has seen it there.
    save(diary, mine, None if seen.is_empty else seen)
    redraw("rest")
