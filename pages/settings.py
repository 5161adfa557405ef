"""Settings: how it looks here, name, profile, days, goals, reminders, phones, other choices."""

import streamlit as st

from tracker.ui import session
from tracker.ui.parts import part
from tracker.ui.problems import show_problem
from tracker.ui.settings.appearance import ask_appearance
from tracker.ui.settings.devices import ask_devices
from tracker.ui.settings.person_and_goals import (
    PROBLEM,
    ask_calendar,
    ask_goal,
    ask_name,
    point_elsewhere,
)
from tracker.ui.settings.profile import ask_profile
from tracker.ui.settings.reminders import ask_reminders

diary = session.diary()
person = diary.person()

st.title("Settings", anchor=False)
show_problem(PROBLEM)
with part("appearance", "Appearance"):
    ask_appearance()
with part("you", "You"):
    ask_name(diary, person)
with part("profile", "Profile"):
    ask_profile(diary)
with part("calendar", "Days and weeks"):
    ask_calendar(diary, person)
with part("goals", "Weekly goals"):
    ask_goal(diary, person)
with part("reminders", "Breaks and reminders"):
    ask_reminders(diary, person)
with part("devices", "Use on my phone"):
    ask_devices(diary, person)
with part("elsewhere", "Other settings"):
    point_elsewhere()
