"""Minutes that are added with a press: chips, and a field in which Enter adds."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from tracker.ui.autosave_widgets import saving_fields

USUAL_MINUTES = (10, 15, 20, 30, 45, 60)
MOST_MINUTES = 1440
TOLD = f"Minutes are a whole number from 1 to {MOST_MINUTES:,}."

_field = st.components.v2.component(
    "backbeat_minutes",
    html=saving_fields.HTML,
    css=saving_fields.CSS,
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def minutes_field(key: str, turn: int, on_entered: Callable[[], None]) -> None:
    """Ask for minutes; with another `turn` the field is empty again."""
    _field(
        key=key,
        data={"turn": turn, "typed": "", "chips": USUAL_MINUTES, "most": MOST_MINUTES},
        on_typed_change=_nothing,
        on_entered_change=on_entered,
    )


def typed_minutes(key: str) -> str:
    """What the field says: typed and entered, typed, or nothing."""
    state = st.session_state.get(key) or {}
    return str(state.get("entered") or state.get("typed") or "").strip()


def whole_minutes(text: str) -> int | None:
    """The minutes that a text says; None where it says none that there can be."""
    if not text.isdecimal() or len(text) > len(str(MOST_MINUTES)):
        return None
    return int(text) if 1 <= int(text) <= MOST_MINUTES else None


def _nothing() -> None:
    pass
