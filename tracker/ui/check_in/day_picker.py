"""Which day is checked in: today, yesterday and missed days one tap away, any other by date."""

from datetime import date, timedelta

import streamlit as st

from tracker.model import EARLIEST_DAY
from tracker.store import Diary
from tracker.ui.formatting import relative_day
from tracker.ui.period_picker import asked_day

LOOK_BACK = 7  # days in which a missed one is offered by itself


def choose_day(diary: Diary, today: date) -> date:
    """The day that the screen is about; kept in the URL, so that it can be linked to."""
    day = asked_day(today) or today
    offered = [today, today - timedelta(days=1), *_missed(diary, today)]
    if day not in offered:
        offered.append(day)
    st.session_state["day"] = day
    with st.container(horizontal=True, key="days"):
        st.segmented_control(
            "Day",
            offered,
            format_func=lambda offered_day: relative_day(offered_day, today),
            required=True,
            key="day",
            on_change=_go,
            args=("day", today),
            label_visibility="collapsed",
            wrap=True,
        )
        with st.popover("Another day", type="tertiary", key="another-day"):
            st.date_input(
                "Day",
                value=None,
                min_value=EARLIEST_DAY,
                max_value=today,
                key="other-day",
                on_change=_go,
                args=("other-day", today),
            )
    return day


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


def _missed(diary: Diary, today: date) -> list[date]:
    first = diary.first_day()
    recent = [today - timedelta(days=ago) for ago in range(2, LOOK_BACK)]
    if first is None:
        return []
    logged = {check_in.date for check_in in diary.check_ins(recent[-1], today)}
    return [day for day in recent if day > first and day not in logged]


def _go(key: str, today: date) -> None:
    day = st.session_state[key]
    if day is not None:
        show_day(day, today)
