"""What is typed into a field that is left by a tap on a link.

The browser sends it after it has asked for the other screen, as a run of a part of
the screen that was left. Streamlit would make that run, and leave the browser with
an empty screen. Here the answer is taken, and the screen that was asked for is drawn.
"""

import time
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

LATE = 5.0  # seconds after a screen was left in which an answer may still come from it


@dataclass(slots=True)
class _Visit:
    """The screen that a browser has asked for, and the one it was on before, until when."""

    screen: str
    left: str = ""
    until: float = 0.0


_visits: WeakKeyDictionary[AppSession, _Visit] = WeakKeyDictionary()
_request_rerun = AppSession.request_rerun


def take_late_answers() -> None:
    """Let every session of this process take what is sent from a screen that was left."""
    AppSession.request_rerun = _request_on_screen  # type: ignore[method-assign, assignment]


def _request_on_screen(session: AppSession, asked: ClientState | None) -> None:
    if asked is not None and asked.page_script_hash:
        visit = _visits.setdefault(session, _Visit(asked.page_script_hash))
        if asked.fragment_id and asked.page_script_hash == visit.left:
            if time.monotonic() < visit.until:
                asked.fragment_id = ""
                asked.page_script_hash = visit.screen
        elif asked.page_script_hash != visit.screen:
            visit.left, visit.screen = visit.screen, asked.page_script_hash
            visit.until = time.monotonic() + LATE
    _request_rerun(session, asked)
