"""Whose diary is open in this session, what day it is there, which theme is on."""

import os

import streamlit as st
from tzlocal import get_localzone_name

from tracker.model import InvalidValue, Person
from tracker.store import Diary, Store, open_store

_open: list[Store] = []


@st.cache_resource(show_spinner=False)
def open_database() -> Store:
    """The process's one open database."""
    _open[:] = [open_store(os.environ.get("BACKBEAT_DATABASE_URL"))]
    return _open[0]


def opened_database() -> Store | None:
    """That database where it is open; it is not opened for being asked about."""
    return _open[0] if _open else None


def close_database() -> None:
    """Let go of the database, with everything in its one file: the server ends."""
    for store in _open:
        store.close()


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
