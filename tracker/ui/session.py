"""Whose diary is open in this session, what day it is there, which theme is on."""

import streamlit as st
from tzlocal import get_localzone_name

from tracker.model import InvalidValue, Person
from tracker.store import Diary
from tracker.web.open_store import open_database


def diary() -> Diary:
    """The diary of this session's person; the first visit of all makes it."""
    if "person_id" not in st.session_state:
        st.session_state["person_id"] = open_database().first_diary(_newcomer()).person_id
    return open_database().diary(st.session_state["person_id"])


def dark() -> bool:
    """Whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"


def _newcomer() -> Person:
    for zone in (st.context.timezone, get_localzone_name()):
        try:
            return Person(time_zone=zone or "")
        except InvalidValue:
            continue
    return Person()
