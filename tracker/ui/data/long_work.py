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


class NobodyWaits(Exception):
    """The run that work was done for has ended."""


def with_progress(what: str, work: Callable[[Progress], T], *, finish: bool = False) -> T:
    """Do work, and say from a second on how many per cent of it are done.

    `work` is given what to tell that to. Where the run ends before it (another tap, a closed tab),
    that breaks the work off; with `finish` it goes on to its end. Then nothing that follows in the
    run is done: what such work has to say, it notes itself where the next run finds it.
    """
    far = [0, 1]
    awaited = True

    def report(done: int, total: int) -> None:
        if not awaited and not finish:
            raise NobodyWaits
        far[:] = done, max(1, total)

    place = st.empty()
    with ThreadPoolExecutor(1) as beside:
        future: Future[T] = beside.submit(work, report)
        begun = time.monotonic()
        try:
            while not wait([future], _BETWEEN).done:
                if time.monotonic() - begun > PATIENCE:
                    percent = min(100, 100 * far[0] // far[1])
                    place.progress(percent, f"{what}: {percent} %")
        finally:
            awaited = False
    place.empty()
    return future.result()
