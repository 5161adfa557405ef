"""Which day or stretch of time a screen shows; kept in the URL, so that it can be linked to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from tracker.model import EARLIEST_DAY
from tracker.ui.regional import typed_format

DATES = "dates"  # the choice of a first and a last day of one's own


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included, and the name of the choice they are."""

    span: str
    first: date
    last: date


def period_asked(
    asked: Mapping[str, str], today: date, spans: Mapping[str, tuple[str, date]], usual: str
) -> Period:
    """The days that an address asks for, and else the `usual` ones."""
    if dates := _asked_dates(asked, today):
        return Period(DATES, *dates)
    span = asked.get("range", "")
    span = span if span in spans else usual
    return Period(span, spans[span][1], today)


def choose_period(
    today: date, spans: Mapping[str, tuple[str, date]], usual: str
) -> tuple[date, date]:
    """The first and last day to show, both included.

    `spans` holds, by their names in the URL, what each is called and its first
    day; they end today. Dates of one's own come after them.
    """
    asked = period_asked(st.query_params, today, spans, usual)
    st.session_state["range"] = asked.span
    dates = (asked.first, asked.last) if asked.span == DATES else (spans[usual][1], today)
    with st.container(horizontal=True, key="span", vertical_alignment="bottom"):
        st.segmented_control(
            "Range",
            [*spans, DATES],
            format_func=lambda name: spans[name][0] if name in spans else "Dates",
            required=True,
            key="range",
            on_change=_go,
            args=(*dates, usual),
            label_visibility="collapsed",
            wrap=True,
        )
        if asked.span == DATES:
            _ask_dates(asked.first, asked.last, today)
    return asked.first, asked.last


def _asked_dates(asked: Mapping[str, str], today: date) -> tuple[date, date] | None:
    try:
        first = date.fromisoformat(asked["from"])
        last = date.fromisoformat(asked["to"])
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
