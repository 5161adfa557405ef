"""Which stretch of time the trends show; it is kept in the URL, so a view can be linked to."""

from datetime import date, timedelta

import streamlit as st

from tracker.model import EARLIEST_DAY

SPANS = {
    "4w": ("4 weeks", 28),
    "12w": ("12 weeks", 84),
    "6m": ("6 months", 182),
    "1y": ("1 year", 365),
    "all": ("All", None),
    "dates": ("Dates", None),
}
USUAL = "12w"


def choose_range(today: date, first_day: date) -> tuple[date, date]:
    """The first and last day to show, both included."""
    first, last = _asked_dates(today) or (today - timedelta(days=83), today)
    span = st.session_state["range"] = _asked_span(today)
    with st.container(horizontal=True, key="span", vertical_alignment="bottom"):
        st.segmented_control(
            "Range",
            list(SPANS),
            format_func=lambda name: SPANS[name][0],
            required=True,
            key="range",
            on_change=_go,
            args=(first, last),
            label_visibility="collapsed",
            wrap=True,
        )
        if span == "dates":
            _ask_dates(first, last, today)
    if span == "dates":
        return first, last
    length = SPANS[span][1]
    return (today - timedelta(days=length - 1) if length else first_day), today


def _asked_span(today: date) -> str:
    asked = st.query_params.get("range", "")
    if _asked_dates(today):
        return "dates"
    return asked if asked in SPANS else USUAL


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
        format="YYYY-MM-DD",
        width=260,
    )


def _go(first: date, last: date) -> None:
    span = st.session_state["range"]
    for name in ("from", "to", "range"):
        st.query_params.pop(name, None)
    if span == "dates":
        st.query_params.update({"from": first.isoformat(), "to": last.isoformat()})
    elif span != USUAL:
        st.query_params["range"] = span


def _go_to_dates() -> None:
    dates = st.session_state["dates"]
    if len(dates) == 2:  # one end is still to be chosen otherwise
        st.query_params.update({"from": dates[0].isoformat(), "to": dates[1].isoformat()})
