"""“None today”: that there was none is known, and not the same as that nothing was said."""

from dataclasses import replace
from datetime import date
from typing import Any, Literal

import streamlit as st

from tracker.model import CheckIn, Person
from tracker.store import Diary
from tracker.ui.check_in.day_address import stay_on
from tracker.ui.check_in.saving import is_shown, redraw, save
from tracker.ui.session import sync_widget

Kind = Literal["no_activity", "no_exercises"]
WHAT: dict[Kind, str] = {"no_activity": "activity", "no_exercises": "exercises"}


def offer_none(diary: Diary, person: Person, day: date, kind: Kind, part: str) -> None:
    """A chip that says it; what is entered for the day takes it back. `part` is drawn again."""
    stored = diary.check_in(day)
    key = f"{kind}-{day}"
    words = "None today" if day == person.today() else "None that day"
    st.pills(
        f"No {WHAT[kind]}",
        [words],
        selection_mode="multi",
        default=sync_widget(key, [words] if stored and getattr(stored, kind) else []),
        key=key,
        on_change=_tapped,
        args=(diary, person, day, kind, part),
        label_visibility="collapsed",
    )


def _tapped(diary: Diary, person: Person, day: date, kind: Kind, part: str) -> None:
    said = bool(st.session_state.get(f"{kind}-{day}"))
    stored = diary.check_in(day)
    if said != bool(stored and getattr(stored, kind)):
        changed: dict[str, Any] = {kind: said}
        mine = replace(stored or CheckIn(day, None, person.now()), **changed)
        save(diary, mine, stored)
    if day != person.today() and is_shown():
        stay_on(day)
    redraw(part)
