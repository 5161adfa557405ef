"""The one database that this process has open, and its one file kept whole.

What reads a diary is loaded when it is opened: the server listens before.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from tracker.store import Store

_open: list[Store] = []
IDLE = 3.0  # seconds without a change after which the log is written into the file
LOOK = 1.0  # seconds between two looks at the log, one question to the system each


@st.cache_resource(show_spinner=False)
def open_database() -> Store:
    """The process's one open database."""
    from tracker.store import open_store

    _open[:] = [open_store(os.environ.get("BACKBEAT_DATABASE_URL"))]
    return _open[0]


def is_open() -> bool:
    """Whether the database is open: the server listens before."""
    return bool(_open)


def close_database() -> None:
    """Let go of the database, with everything in its one file: the server ends."""
    for store in _open:
        store.close()


def checkpoint_when_idle(stop: threading.Event) -> None:
    """Write the log into the diary's one file when nobody writes, in a thread, until `stop`."""
    threading.Thread(target=_keep_whole, args=(stop,), name="one file", daemon=True).start()


def _keep_whole(stop: threading.Event) -> None:
    seen: tuple[int, int] | None = None
    unchanged = 0.0
    while not stop.wait(LOOK):
        store = _open[0] if _open else None
        found = None if store is None else store.unwritten()
        unchanged = unchanged + LOOK if found == seen else 0.0
        seen = found
        if store is not None and found is not None and unchanged >= IDLE:
            unchanged = 0.0  # where somebody reads for long: again after as long
            _write_log(store)


def _write_log(store: Store) -> None:
    from tracker.store import StoreError

    try:
        store.checkpoint()
    except StoreError:  # such as a full disk, which the next tap will tell about
        return
