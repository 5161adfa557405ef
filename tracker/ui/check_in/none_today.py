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
NONE_TODAY, NONE_THAT_DAY = "None today", "None that day"
NO: dict[Kind, str] = {"no_activity": "No activity", "no_exercises": "No exercises"}


def offer_none(diary: Diary, person: Person, day: date, kind: Kind, part: str) -> None:
    """A chip that says it; what is entered for the day takes it back. `part` is drawn again."""
    key = f"{kind}-{day}"
    words = NONE_TODAY if day == person.today() else NONE_THAT_DAY
    st.pills(
        NO[kind],
        [words],
        selection_mode="multi",
        default=sync_widget(key, [words] if said_none(diary, day, kind) else []),
        key=key,
        on_change=_tapped,
        args=(diary, person, day, kind, part),
        label_visibility="collapsed",
    )


def said_none(diary: Diary, day: date, kind: Kind) -> bool:
    """Whether the person has said that there was none."""
    stored = diary.check_in(day)
    return bool(stored and getattr(stored, kind))


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
