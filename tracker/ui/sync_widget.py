"""What a widget shows, without taking back what was tapped or typed meanwhile."""

from typing import Any

import streamlit as st


def sync_widget(key: str, stored: Any) -> None:
    """Let the widget `key` show what is stored; call it before the widget is drawn.

    A value that the widget has already is not sent again: while it is on its
    way to the browser, the person has tapped or typed on, and it would undo that.
    Lists are equal in whatever order they were tapped.
    """
    if key not in st.session_state or _plain(st.session_state[key]) != _plain(stored):
        st.session_state[key] = stored


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
