"""A progress bar that shows itself only once there is something to wait for."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

PATIENCE = 1.0  # seconds before there is a bar


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give out a function that is told what is done and how much there is in all.

    It raises where nobody waits any more: the tab was closed.
    """
    place = st.empty()
    begun = time.monotonic()
    shown = -1

    def report(done: int, total: int) -> None:
        nonlocal shown
        st.session_state.get("imports")  # where a closed tab, or another press, ends this run
        percent = 100 * done // total if total else 0
        if percent == shown or time.monotonic() - begun < PATIENCE:
            return
        shown = percent
        place.progress(min(100, percent), f"{what}: {min(100, percent)} %")

    try:
        yield report
    finally:
        place.empty()
