"""The diary's one file kept whole while the server runs: its log is emptied when nobody writes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tracker.web.open_store import opened_database

# What opens the diary is imported once the server has begun to serve.
if TYPE_CHECKING:
    from tracker.store import Store

IDLE = 3.0  # seconds without a change after which the log is written into the file
LOOK = 1.0  # seconds between two looks at the log, one question to the system each


def checkpoint_when_idle(stop: threading.Event) -> None:
    """Do so in a thread of its own until `stop` is set."""
    threading.Thread(target=_keep, args=(stop,), name="one file", daemon=True).start()


def _keep(stop: threading.Event) -> None:
    seen: tuple[int, int] | None = None
    unchanged = 0.0
    while not stop.wait(LOOK):
        store = opened_database()
        found = None if store is None else store.unwritten()
        unchanged = unchanged + LOOK if found == seen else 0.0
        seen = found
        if store is not None and found is not None and unchanged >= IDLE:
            unchanged = 0.0  # where somebody reads for long: again after as long
            _write(store)


def _write(store: Store) -> None:
    from tracker.store import StoreError

    try:
        store.checkpoint()
    except StoreError:  # such as a full disk, which the next tap will tell about
        return
