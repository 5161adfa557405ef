"""What else a day can say, folded away: ratings, ticks, where it hurts."""

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from tracker.model import CheckIn, InvalidValue, Person
from tracker.store import Diary
from tracker.ui.check_in.body_map import ask_places
from tracker.ui.check_in.ratings import ask_ratings
from tracker.ui.check_in.saving import redraw, refuse, save
from tracker.ui.session import sync_widget

MORE = "More about this day"
FLARE = "A flare"
FLARE_MEANS = "Worse pain than usual, for hours or days, that limits what you do."
NO_FLARE = "Recorded as no flare."
OFF_WORK = "Off work because of your back"
UNTICKED = {"flare": None, "off_work": False}  # says nothing: nobody said that it was not so


def ask_details(diary: Diary, person: Person, day: date) -> None:
    """Ask for what a day can say beside its pain; every answer is saved as it is given."""
    with diary.snapshot() as now:
        check_in = now.check_in(day) or CheckIn(day, None, person.now())
        ask_ratings(now, day, check_in)
        ask_places(now, day, check_in)
    st.header("The day was", anchor=False)
    with st.container(key="ticks"):
        _ask_tick(diary, check_in, "flare", FLARE)
        st.html(f'<p class="bb-note">{NO_FLARE if check_in.flare is False else FLARE_MEANS}</p>')
        _ask_tick(diary, check_in, "off_work", OFF_WORK)


def _ask_tick(diary: Diary, check_in: CheckIn, field: str, label: str) -> None:
    key = f"{field}-{check_in.date}"
    st.checkbox(
        label,
        sync_widget(key, bool(getattr(check_in, field))),
        key=key,
        on_change=_ticked,
        args=(diary, check_in, field, key),
    )


def _ticked(diary: Diary, seen: CheckIn, field: str, key: str) -> None:
    answer: dict[str, Any] = {field: True if st.session_state[key] else UNTICKED[field]}
    try:
        mine = replace(seen, **answer)
    except InvalidValue as error:
        refuse(seen.date, error)
        redraw()
        return
    # One that says nothing is not stored: nobody has seen it there.
    save(diary, mine, None if seen.is_empty else seen)
    redraw("rest")
