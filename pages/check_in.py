"""Check in: the day's pain, exercises and activity, each saved as it is touched."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tracker.model import Person
from tracker.store import Diary
from tracker.ui import session
from tracker.ui.check_in import saving
from tracker.ui.check_in.activities import ask_activities
from tracker.ui.check_in.days import choose_day
from tracker.ui.check_in.details import ask_details
from tracker.ui.check_in.exercises import ask_exercises
from tracker.ui.check_in.pain import ask_pain
from tracker.ui.check_in.week_strip import week_strip
from tracker.ui.check_in.welcome import WELCOME
from tracker.ui.words import long_day


def page() -> None:
    """Draw the screen."""
    saving.was_touched()  # a whole page shows everything anyway
    diary = session.diary()
    person = diary.person()
    today = person.today()
    newcomer = diary.first_day() is None

    entry, beside = st.columns([3, 2], gap="large")
    with entry:
        if newcomer:
            st.html(WELCOME)
        day = choose_day(diary, today)
        with st.container(key="heading", horizontal=True, vertical_alignment="center"):
            st.title(long_day(day), anchor=False, width="stretch")
            status = st.empty()
            st.button("Undo", key="undo", type="tertiary", on_click=saving.undo, args=(diary,))
        saving.show_trouble(diary)
    strip = beside.empty()
    with entry:
        st.subheader("Pain, on average over the day", anchor=False)
        ask_about_pain(diary, person, day, strip, status)
        st.subheader("Exercises", anchor=False)
        ask_about_exercises(diary, person, day, strip, status)
        st.subheader("Activity", anchor=False)
        ask_about_activities(diary, person, day, strip, status)
        ask_about_the_rest(diary, person, day, strip, status)
    show_saved(diary, person, strip, status)


@st.fragment
def ask_about_pain(
    diary: Diary, person: Person, day: date, strip: DeltaGenerator, status: DeltaGenerator
) -> None:
    """A fragment: a tap redraws this, the week and the saved line, nothing else."""
    ask_pain(diary, person, day)
    after_a_tap(diary, person, strip, status)


@st.fragment
def ask_about_exercises(
    diary: Diary, person: Person, day: date, strip: DeltaGenerator, status: DeltaGenerator
) -> None:
    """A fragment of its own, as above."""
    ask_exercises(diary, day)
    after_a_tap(diary, person, strip, status)


@st.fragment
def ask_about_activities(
    diary: Diary, person: Person, day: date, strip: DeltaGenerator, status: DeltaGenerator
) -> None:
    """A fragment of its own, as above."""
    ask_activities(diary, day)
    after_a_tap(diary, person, strip, status)


@st.fragment
def ask_about_the_rest(
    diary: Diary, person: Person, day: date, strip: DeltaGenerator, status: DeltaGenerator
) -> None:
    """What most evenings don't need, computed only once it is opened."""
    more = st.expander("More about this day", on_change="rerun", key="more")
    if more.open:
        with more:
            check_in = diary.check_in(day)
            if check_in is None:
                st.caption("Tap the day's pain first; then there is a day to say more about.")
            else:
                ask_details(diary, check_in)
    after_a_tap(diary, person, strip, status)


def after_a_tap(
    diary: Diary, person: Person, strip: DeltaGenerator, status: DeltaGenerator
) -> None:
    """Redraw what stands outside the fragment whose tap was just saved."""
    if not saving.was_touched():
        return
    if saving.in_trouble():
        st.rerun()
    show_saved(diary, person, strip, status)


def show_saved(diary: Diary, person: Person, strip: DeltaGenerator, status: DeltaGenerator) -> None:
    """Say that everything is kept, and where the week stands."""
    status.html(saving.status())
    strip.html(week_strip(diary, person, person.today()))


page()
