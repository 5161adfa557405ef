"""Which day the check-in is about; kept in the address, so that it can be linked to."""

from datetime import date

import streamlit as st

from tracker.ui.period_picker import asked_day


def chosen_day(today: date) -> date:
    """The day in the address, or today."""
    return asked_day(today) or today


def stay_on(day: date) -> None:
    """Go on showing this day, also once it is over."""
    if st.query_params.get("day") != day.isoformat():
        st.query_params["day"] = day.isoformat()


def show_day(day: date, today: date) -> None:
    """Let the screen be about another day."""
    if day == today:
        st.query_params.pop("day", None)
    else:
        st.query_params["day"] = day.isoformat()
