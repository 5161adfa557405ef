"""Work that may take long: done beside the run of the screen, which says how far it is."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

import streamlit as st

PATIENCE = 1.0  # seconds, after which it is said
_BETWEEN = 0.1  # seconds between two looks

Progress = Callable[[int, int], None]
T = TypeVar("T")


def with_progress(what: str, work: Callable[[Progress], T]) -> T:
    """Do work, and say from a second on how many per cent of it are done.

    `work` is given what to tell that to: it draws nothing, so it may be told anything within a
    transaction. A closed tab doesn't break the work off.
    """
    far = [0, 1]

    def report(done: int, total: int) -> None:
        far[:] = done, max(1, total)

    place = st.empty()
    with ThreadPoolExecutor(1) as beside:
        future: Future[T] = beside.submit(work, report)
        begun = time.monotonic()
        while not wait([future], _BETWEEN).done:
            if time.monotonic() - begun > PATIENCE:
                percent = min(100, 100 * far[0] // far[1])
                place.progress(percent, f"{what}: {percent} %")
    place.empty()
    return future.result()
