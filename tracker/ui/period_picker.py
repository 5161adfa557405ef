"""Which day or stretch of time a screen shows; kept in the URL, so that it can be linked to."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from tracker.model import EARLIEST_DAY
from tracker.ui.regional import typed_format

DATES = "dates"  # the choice of a first and a last day of one's own


def choose_period(
    today: date, spans: Mapping[str, tuple[str, date]], usual: str
) -> tuple[date, date]:
    """The first and last day to show, both included.

    `spans` holds, by their names in the URL, what each is called and its first
    day; they end today. Dates of one's own come after them.
    """
    first, last = _asked_dates(today) or (spans[usual][1], today)
    span = st.session_state["range"] = _asked_span(today, spans, usual)
    with st.container(horizontal=True, key="span", vertical_alignment="bottom"):
        st.segmented_control(
            "Range",
            [*spans, DATES],
            format_func=lambda name: spans[name][0] if name in spans else "Dates",
            required=True,
            key="range",
            on_change=_go,
            args=(first, last, usual),
            label_visibility="collapsed",
            wrap=True,
        )
        if span == DATES:
            _ask_dates(first, last, today)
    return (first, last) if span == DATES else (spans[span][1], today)


def _asked_span(today: date, spans: Mapping[str, tuple[str, date]], usual: str) -> str:
    asked = st.query_params.get("range", "")
    if _asked_dates(today):
        return DATES
    return asked if asked in spans else usual


def _asked_dates(today: date) -> tuple[date, date] | None:
    try:
        first = date.fromisoformat(st.query_params["from"])
        last = date.fromisoformat(st.query_params["to"])
    except (KeyError, ValueError):
        return None
    return (first, last) if EARLIEST_DAY <= first <= last <= today else None


def _ask_dates(first: date, last: date, today: date) -> None:
    st.session_state["dates"] = (first, last)
    st.date_input(
        "From and to",
        min_value=EARLIEST_DAY,
        max_value=today,
        key="dates",
        on_change=_go_to_dates,
        format=typed_format(),
        width=260,
    )


def _go(first: date, last: date, usual: str) -> None:
    span = st.session_state["range"]
    for name in ("from", "to", "range"):
        st.query_params.pop(name, None)
    if span == DATES:
        show_dates(first, last)
    elif span != usual:
        st.query_params["range"] = span


def _go_to_dates() -> None:
    dates = st.session_state["dates"]
    if len(dates) == 2:  # one end is still to be chosen otherwise
        show_dates(*dates)


def show_dates(first: date, last: date) -> None:
    """Show the days from `first` to `last`, also in the URL."""
    st.query_params.pop("range", None)
    st.query_params.update({"from": first.isoformat(), "to": last.isoformat()})


def asked_day(today: date) -> date | None:
    """The day in the address; None where there is none that may be entered."""
    return day_in_address(st.query_params.get("day", ""), today)


def day_in_address(asked: str, today: date) -> date | None:
    """The day that an address asks for; None where it may not be entered."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None
    return day if EARLIEST_DAY <= day <= today else None
