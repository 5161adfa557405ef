"""What could not be done: noted by a tap, said once by the run after it."""

from collections.abc import Callable

import streamlit as st

from tracker.model import InvalidValue
from tracker.store import OutcomeUnknown, StoreError
from tracker.ui.formatting import escape_markdown

NOT_SAVED = "That was not saved."
NOT_TAKEN_BACK = "That could not be undone."


def failure_text(what: str, error: Exception) -> str:
    """The sentence `what`, such as "That was not saved.", with the reason.

    Where a server went silent while it saved, nobody knows: then the reason says that alone.
    """
    return str(error) if isinstance(error, OutcomeUnknown) else f"{what} {error}"


def attempt(change: Callable[[], object], place: str, what: str = NOT_SAVED) -> bool:
    """Make a change; whether it was made. Why it was not is noted at a `place` of the session."""
    try:
        change()
    except (StoreError, InvalidValue) as error:
        st.session_state[place] = failure_text(what, error)
        return False
    return True


def show_problem(place: str) -> bool:
    """Say once what was noted there; whether there was anything."""
    problem = st.session_state.pop(place, None)
    if problem:
        st.error(escape_markdown(problem))
    return bool(problem)
