"""What the address of a screen asks for, where several screens read it."""

from datetime import date

import streamlit as st

from tracker.model import EARLIEST_DAY


def asked_day(today: date) -> date | None:
    """The day in the address; None where there is none that may be entered."""
    try:
        day = date.fromisoformat(st.query_params.get("day", ""))
    except ValueError:
        return None
    return day if EARLIEST_DAY <= day <= today else None
