"""Whose diary is open in this session, which theme is on, what a widget shows."""

from typing import Any, TypeVar

import streamlit as st
from tzlocal import get_localzone_name

from tracker.identity.identity import diary_for
from tracker.model import InvalidValue, Person
from tracker.store import Diary
from tracker.ui.regional import usual_week_start, write_as_in
from tracker.web.asking import identity_of_run
from tracker.web.last_taps import browser_has_widget
from tracker.web.open_store import open_database

_DRAWN = "drawn-widgets"  # the clearable ones whose value the browser has, by their keys
Widget = TypeVar("Widget")


def diary() -> Diary:
    """The diary of who asks, as every run is told; the first visit of all makes it."""
    identity = identity_of_run()
    if st.session_state.get("asks") != identity:
        found = diary_for(open_database(), identity, _newcomer())
        write_as_in(found.person().region)
        st.session_state["person_id"] = found.person_id
        st.session_state["asks"] = identity
    return open_database().diary(st.session_state["person_id"])


def dark() -> bool:
    """Whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"


def _newcomer() -> Person:
    for zone in (st.context.timezone, get_localzone_name()):
        try:
            return Person(time_zone=zone or "", week_start=usual_week_start())
        except InvalidValue:
            continue
    return Person()


def sync_widget(key: str, stored: Widget) -> Widget:
    """Let the widget `key` show what is stored: the value for it to begin with.

    Call it before the widget is drawn, and give the widget what it returns as its default. A
    browser that draws the widget anew, on whatever run, then begins with what is stored; one that
    began with nothing would look to us as if the person had emptied it.

    A value that the widget has already is not sent again: while it is on its way to the browser,
    the person has tapped or typed on, and it would undo that. Lists are equal in whatever order
    they were tapped.
    """
    if key in st.session_state and _plain(st.session_state[key]) != _plain(stored):
        st.session_state[key] = stored
    return stored


def sync_clearable(key: str, stored: Any) -> None:
    """The same for a widget that can be emptied, which Streamlit makes of one without a default.

    Until the browser has drawn it, it is sent the value with each run: the browser draws by the
    latest one, which may come before the first is drawn.
    """
    drawn: set[str] = st.session_state.setdefault(_DRAWN, set())
    if key not in st.session_state:
        drawn.discard(key)  # a screen that one comes back to draws it again
    elif browser_has_widget(key):
        drawn.add(key)
    if key not in drawn or st.session_state[key] != stored:
        st.session_state[key] = stored


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
