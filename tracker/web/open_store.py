"""The one database that this process has open.

What reads a diary is loaded when it is opened: the server listens before.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from tracker.store import Store

_open: list[Store] = []


@st.cache_resource(show_spinner=False)
def open_database() -> Store:
    """The process's one open database."""
    from tracker.store import open_store

    _open[:] = [open_store(os.environ.get("BACKBEAT_DATABASE_URL"))]
    return _open[0]


def opened_database() -> Store | None:
    """That database where it is open; it is not opened for being asked about."""
    return _open[0] if _open else None


def close_database() -> None:
    """Let go of the database, with everything in its one file: the server ends."""
    for store in _open:
        store.close()
