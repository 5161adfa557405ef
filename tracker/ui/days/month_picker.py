"""Which month is shown; kept in the URL, so that it can be linked to."""

import re
from datetime import date, timedelta

import streamlit as st

from tracker.ui.session import sync_widget

KEY = "month"


def choose_month(today: date, first_day: date) -> date:
    """The first day of the chosen month, with ways to its neighbours, to any month, to a year off.

    Months go from that of `first_day`, the first with anything recorded, to the present one.
    """
    newest, oldest = today.replace(day=1), first_day.replace(day=1)
    month = _asked_for(oldest, newest)
    months = _months(oldest, newest)
    with st.container(horizontal=True, vertical_alignment="center", key="days-months"):
        before, after = month_before(month), month_after(month)
        _button("Earlier", "days-earlier", before, oldest, newest)
        st.selectbox(
            "Month",
            months,
            months.index(sync_widget(KEY, month)),
            format_func=month_text,
            key=KEY,
            on_change=_chosen,
            args=(newest,),
            label_visibility="collapsed",
        )
        _button("Later", "days-later", after, oldest, newest)
    return month


def choose_year(month: date, today: date, first_day: date) -> None:
    """Ways to the same month a year before and after, where the diary has them."""
    newest, oldest = today.replace(day=1), first_day.replace(day=1)
    years = [
        ("A year earlier", "days-year-earlier", month.replace(year=month.year - 1)),
        ("A year later", "days-year-later", month.replace(year=month.year + 1)),
    ]
    if any(oldest <= other <= newest for _, _, other in years):
        with st.container(horizontal=True, key="days-years"):
            for label, key, other in years:
                if oldest <= other <= newest:
                    st.button(label, key=key, type="tertiary", on_click=_go, args=(other, newest))


def offer_month_before(month: date, first_day: date) -> None:
    """Where the list of a month ends, the way on to the one before."""
    before = month_before(month)
    if before >= first_day.replace(day=1):
        st.button(month_text(before), key="days-on", on_click=_go, args=(before, date.max))


def month_text(month: date) -> str:
    """November 2026."""
    return f"{month:%B} {month.year}"


def month_before(month: date) -> date:
    """The first day of the month before."""
    return (month - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    """The first day of the month after."""
    return (month + timedelta(days=31)).replace(day=1)


def _button(label: str, key: str, month: date, oldest: date, newest: date) -> None:
    there = oldest <= month <= newest
    st.button(
        label, key=key, disabled=not there, on_click=_go, args=(month, newest) if there else ()
    )


def _months(oldest: date, newest: date) -> list[date]:
    """Newest first."""
    months = [newest]
    while months[-1] > oldest:
        months.append(month_before(months[-1]))
    return months


def _asked_for(oldest: date, newest: date) -> date:
    asked = st.query_params.get("month", "")
    if not re.fullmatch(r"\d{4}-\d{2}", asked, re.ASCII):
        return newest
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return newest
    return min(max(month, oldest), newest)


def _chosen(newest: date) -> None:
    _go(st.session_state[KEY], newest)


def _go(month: date, newest: date) -> None:
    if month >= newest:
        st.query_params.pop("month", None)
    else:
        st.query_params["month"] = f"{month:%Y-%m}"
