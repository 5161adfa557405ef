"""The rest of a day, folded away: worst pain, interference, flare, sleep, places, note."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from tracker.model import NOTE_LIMIT, SITE_LIMIT, SITES_LIMIT, CheckIn, InvalidValue
from tracker.store import Diary
from tracker.ui.check_in.saving import redraw, refuse, save
from tracker.ui.showing import show

SITES = (
    "lower back",
    "upper back",
    "neck",
    "left buttock",
    "right buttock",
    "left leg",
    "right leg",
)


def ask_details(diary: Diary, check_in: CheckIn) -> None:
    """Ask for what a day can say beside its pain; every answer is saved as it is given."""
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
        placeholder="Choose, or type your own",
    )
    _ask(diary, check_in, "note", st.text_area, "Note", max_chars=NOTE_LIMIT, height=110)


def _rate(
    diary: Diary, check_in: CheckIn, field: str, label: str, lowest: str, highest: str
) -> None:
    with st.container(key=f"scale-{field}"):
        label = f"{label} (0 {lowest.lower()}, 10 {highest.lower()})"
        _ask(diary, check_in, field, st.segmented_control, label, range(11), width="stretch")


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
    show(key, list(stored) if isinstance(stored, tuple) else stored)
    widget(
        label, *options, key=key, on_change=_answered, args=(diary, check_in, field, key), **style
    )


def _answered(diary: Diary, seen: CheckIn, field: str, key: str) -> None:
    answer = st.session_state[key]
    if field == "sites":
        sites = (site.strip().replace(";", ",")[:SITE_LIMIT].strip() for site in answer)
        answer = tuple(dict.fromkeys(site for site in sites if site))
    elif field == "note":
        answer = (answer or "").replace("\r\n", "\n")
    try:
        mine = replace(seen, **{field: answer})
    except InvalidValue as error:
        refuse(error)
        redraw()
        return
    save(diary, mine, seen)
    redraw("rest")
