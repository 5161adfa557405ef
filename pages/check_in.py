"""Check in: the day's pain, exercises and activity, each saved as it is touched or typed."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tracker.model import Person
from tracker.places import PAGES
from tracker.store import Diary
from tracker.ui import session
from tracker.ui.check_in import saving
from tracker.ui.check_in.activities import ACTIVITY, ask_activities
from tracker.ui.check_in.beside import panels_below, week_so_far
from tracker.ui.check_in.day_address import chosen_day, stay_on
from tracker.ui.check_in.day_component import ask_day, day_data
from tracker.ui.check_in.details import MORE, ask_details
from tracker.ui.check_in.events import ask_events
from tracker.ui.check_in.exercises import EXERCISES, ask_exercises, lead_to_exercising
from tracker.ui.check_in.first_start import offer_first_start
from tracker.ui.check_in.medicine import ask_medicine
from tracker.ui.check_in.prompts import WELCOME, ask_morning, suggest_questionnaires
from tracker.ui.check_in.readings import ask_readings
from tracker.ui.check_in.time_zone import offer_device_zone
from tracker.ui.check_in.undo import say_what_was_done
from tracker.ui.diary_cache import this_week
from tracker.ui.navigation import ALL_DAYS


def page() -> None:
    """Draw the screen; its parts are fragments, so that a tap redraws only what it changed."""
    diary = session.diary()
    person = diary.person()
    today = person.today()

    entry, beside = st.columns([3, 2], gap="large")
    with entry:
        first_day = diary.first_day()
        if first_day is None:
            st.html(WELCOME)
        day = chosen_day(today)
        at_midnight(person, today, day)
        saving.show_trouble(diary)
        say_what_was_done()
        offer_device_zone(diary, person)
        the_day(diary, person, today, day, first_day, beside.empty())
        if day == today:
            morning(diary, person, today)
        st.header(EXERCISES, anchor=False)
        exercises(diary, person, day)
        if day == today:
            lead_to_exercising(diary, today)
        st.header(ACTIVITY, anchor=False)
        activities(diary, person, day)
        rest(diary, person, day)
    for panel in panels_below(diary, person, day, today, first_day):
        beside.html(panel)
    if day == today:
        with beside:
            suggest_questionnaires(diary, today, first_day)
    if first_day is not None:
        with beside.container(key="to-days"):
            st.page_link(PAGES / "days.py", label=ALL_DAYS)


@st.fragment(key=saving.FIRST)
def the_day(
    diary: Diary,
    person: Person,
    today: date,
    day: date,
    first_day: date | None,
    week_panel: DeltaGenerator,
) -> None:
    """The strip, the one question of every evening, note and Undo; beside it how the week stands.

    They are one fragment, so that the tap of every evening is one short run.
    """
    with diary.snapshot() as now:
        first_day = first_day or now.first_day()  # the first pain of all may be newer than the page
        week = week_so_far(this_week(now, person, today), today, first_day)
        data = day_data(now, person, day, today, first_day, week)
    with st.container(key="pain"):
        ask_day(diary, person, day, today, data)
    if day == today:
        offer_first_start(diary, person, today, first_day)
    week_panel.html(week)


@st.fragment(key="morning")
def morning(diary: Diary, person: Person, today: date) -> None:
    """On the day after a guided session, how the back was in the morning."""
    ask_morning(diary, person, today)


@st.fragment(key="exercises")
def exercises(diary: Diary, person: Person, day: date) -> None:
    """Which exercises were done."""
    ask_exercises(diary, person, day)


@st.fragment(key="activities")
def activities(diary: Diary, person: Person, day: date) -> None:
    """What the person did, in minutes."""
    ask_activities(diary, person, day)


@st.fragment(key="rest")
def rest(diary: Diary, person: Person, day: date) -> None:
    """What most evenings don't need, computed only once it is opened."""
    more = st.expander(MORE, on_change="rerun", key="more")
    if not more.open:
        return
    with more:
        ask_details(diary, person, day)
        ask_readings(diary, person, day)
        ask_medicine(diary, day)
        ask_events(diary, day)
        st.html(f'<p class="bb-way"><a href="data?day={day}">History of this day</a></p>')


@st.fragment(run_every=60)  # seconds; to read a text, Streamlit would load pandas
def at_midnight(person: Person, today: date, day: date) -> None:
    """After midnight the screen still shows the day it showed, and offers the new one."""
    if person.today() != today:
        stay_on(day)
        st.rerun()


page()
