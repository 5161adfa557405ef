"""The day's copy of the diary, made in the background while the server runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from tracker.web.open_store import open_database

QUIET = 10.0  # seconds without work before a copy is made: nobody's tap is held up
PAUSE = 600.0  # seconds between two looks whether a day has begun

failures: list[str] = []  # why the latest copy could not be made, if so


def trouble() -> str:
    """Why the latest daily copy could not be made; empty where it could."""
    return failures[0] if failures else ""


def keep_copies(wait_for_quiet: Callable[[float], None]) -> None:
    """Make each day's copy as long as the process lives, in a thread of its own."""

    def keep() -> None:
        while True:
            wait_for_quiet(QUIET)
            make_copy()
            time.sleep(PAUSE)

    threading.Thread(target=keep, name="daily copies", daemon=True).start()


def make_copy() -> None:
    """Make the day's copy where it is missing; what goes wrong is kept for My data."""
    from tracker.log import noted
    from tracker.store import StoreError
    from tracker.store.backup.automatic_copies import make_daily

    try:
        make_daily(open_database())
    except StoreError as error:
        failures[:] = [str(error)]
    except OSError as error:
        failures[:] = [f"The folder of copies cannot be written to ({error.strerror})."]
    except Exception as error:  # the thread goes on: tomorrow's copy may be made
        failures[:] = [f"Something unexpected went wrong. {noted(error)}"]
    else:
        failures.clear()
