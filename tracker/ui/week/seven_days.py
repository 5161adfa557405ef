"""Which week is shown, and its seven days: pain, active minutes, strength, what is unknown."""

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from tracker.analysis.weeks import parse_week, week_of
from tracker.model import Day, Outcome, WeekStart
from tracker.ui.day_sentence import day_sentence
from tracker.ui.formatting import MARKS, html
from tracker.ui.regional import range_text, rating_text

MEANINGS = {
    '<span class="bb-day-pain">4</span>': "average pain, 0 to 10",
    '<span class="bb-day-minutes">30</span>': "active minutes",
    '<span class="bb-day-mark">◆</span>': "strength",
    MARKS[Outcome.PARTLY]: "an exercise partly done",
    MARKS[Outcome.STOPPED]: "an exercise stopped for pain",
    '<span class="bb-unknown"></span>': "activity unknown",
    '<span class="bb-day-mark">◇</span>': "exercises unknown",
    '<span class="bb-key-unlogged"></span>': "no pain rating",
}
KEY = (
    '<details class="bb-key"><summary>What the marks mean</summary><dl>'
    + "".join(f"<div><dt>{mark}</dt><dd>{words}</dd></div>" for mark, words in MEANINGS.items())
    + "</dl></details>"
)


THIS_WEEK, WEEK = "This week", "Week"


def choose_week(today: date, week_start: WeekStart) -> tuple[date, date]:
    """The first and last day of the chosen week, with ways to its neighbours."""
    this_week = week_of(today, week_start)
    (first, last), current = week_asked(st.query_params.get("week", ""), today, week_start)
    st.title(THIS_WEEK if current else WEEK, anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="weeks"):
        st.button("Earlier", key="earlier", on_click=_go, args=(first - timedelta(7), this_week))
        st.text(range_text(first, last), width="content")
        if not current:
            st.button("Later", key="later", on_click=_go, args=(first + timedelta(7), this_week))
            st.button("This week", key="now", on_click=_go, args=(this_week[0], this_week))
    return first, last


def week_asked(asked: str, today: date, week_start: WeekStart) -> tuple[tuple[date, date], bool]:
    """The first and last day of the week that an address asks for, and whether it is this one.

    It is this one, too, where none is asked for, or one that has not begun.
    """
    this_week = week_of(today, week_start)
    try:
        week = min(parse_week(asked, week_start), this_week)
    except ValueError:
        week = this_week
    return week, week == this_week


def _go(first: date, this_week: tuple[date, date]) -> None:
    if first >= this_week[0]:
        st.query_params.pop("week", None)
    else:
        monday = first + timedelta(days=-first.weekday() % 7)
        year, week, _ = monday.isocalendar()
        st.query_params["week"] = f"{year}-W{week:02}"


def seven_days(start: date, days: Mapping[date, Day], today: date) -> str:
    """The week from `start` as markup; each day that has begun links to its check-in."""
    cells = (_day(start + timedelta(days=n), days, today) for n in range(7))
    return f'<ol class="bb-days" aria-label="The seven days">{"".join(cells)}</ol>{KEY}'


def _day(date_: date, days: Mapping[date, Day], today: date) -> str:
    head = f"<b>{date_:%a}</b><i>{date_.day}</i>"
    if date_ > today:
        return f'<li class="bb-day bb-future"><span class="bb-date">{head}</span></li>'
    day = days.get(date_, Day(date_))
    said = html(day_sentence(day, today))
    marks = (
        f'<span class="bb-day-pain">{"–" if day.pain is None else rating_text(day.pain)}</span>'
        f'<span class="bb-day-minutes">{_minutes(day, today)}</span>'
        f'<span class="bb-day-strength">{_exercises(day, today)}</span>'
    )
    kind = "bb-logged-day" if day.logged else "bb-unlogged"
    if date_ == today:
        kind += " bb-today"
    return (
        f'<li class="bb-day {kind}"><a href="./?day={date_}" aria-label="{said}" '
        f'title="{said}"><span class="bb-date" aria-hidden="true">{head}</span>'
        f'<span class="bb-marks" aria-hidden="true">{marks}</span></a></li>'
    )


def _minutes(day: Day, today: date) -> str:
    if day.minutes_known:
        return f"{day.active_minutes}<small> min</small>"
    return "" if day.date == today else '<span class="bb-unknown"></span>'


def _exercises(day: Day, today: date) -> str:
    if not day.exercises_known and day.date != today:
        return "◇"
    return (
        ("◆" if day.strength else "")
        + (MARKS[Outcome.PARTLY] if day.partly else "")
        + (MARKS[Outcome.STOPPED] if day.stopped else "")
    )
