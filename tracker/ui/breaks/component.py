"""The break timer of this tab: the browser counts, sounds and notifies."""

import os
from pathlib import Path

import streamlit as st

from tracker.exporting.reminder_calendar import WORDS
from tracker.model import Occasion

SPEED = "BACKBEAT_SESSION_SPEED"  # how many times faster it runs: for tests


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_timer = st.components.v2.component(
    "backbeat_breaks", html=_read("breaks.html"), css=_read("breaks.css"), js=_read("breaks.js")
)


def break_timer(minutes: int) -> None:
    """Offer a timer of so many minutes; it goes on while this tab stays open."""
    _timer(
        key="breaks",
        data={
            "minutes": minutes,
            "speed": float(os.environ.get(SPEED, "1")),
            "words": WORDS[Occasion.BREAK][1],
        },
    )
