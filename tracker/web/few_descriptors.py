"""Sessions that hold no descriptors of their own, and cannot clear what all of them share.

Streamlit gives every session an event loop for code of the script that is asynchronous, three
descriptors each, and keeps the latest 128 sessions for two minutes after their browser has left:
more than macOS lets a process have. Our screens are not asynchronous: one loop serves all.
"""

import asyncio
from typing import Any

from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession

_begin = AppSession.__init__


class _SharedLoop(asyncio.SelectorEventLoop):
    """A loop that no session may close for the others."""

    def close(self) -> None:
        """Stay open."""


_loop: list[_SharedLoop] = []


def keep_descriptors_few() -> None:
    """Let all sessions of this process share one event loop."""
    if not _loop:
        _loop.append(_SharedLoop())
    AppSession.__init__ = _begin_with_shared_loop  # type: ignore[method-assign, assignment]
    app_session._close_script_event_loop = _leave_open


def refuse_to_clear_caches() -> None:
    """Let no browser clear the caches of everybody: each time, the database was opened anew."""
    AppSession._handle_clear_cache_request = _refuse  # type: ignore[method-assign, assignment]


def _begin_with_shared_loop(session: AppSession, *given: Any, **named: Any) -> None:
    _begin(session, *given, **named)
    session._script_event_loop.close()
    session._script_event_loop = _loop[0]


def _leave_open(loop: asyncio.AbstractEventLoop) -> None:
    """There is nothing of a session's own to close."""


def _refuse(session: AppSession) -> None:
    """Keep the caches as they are."""
