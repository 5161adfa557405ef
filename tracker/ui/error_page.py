"""The calm page for what no screen expected."""

import sys

import streamlit as st


def show_failure(error: Exception) -> bool:
    """Say what happened and what was kept; True keeps Streamlit's traceback away.

    Whoever works on Backbeat gets the traceback.

    What is wrong with the database says so itself; anything else is written to
    the log, as the kind of error and where it happened, without what was typed.
    """
    if st.get_option("client.showErrorDetails") == "full":  # backbeat run --dev
        return False
    from tracker.store import NoSuchPerson, PassphraseNeeded, StoreError, WrongPassphrase
    from tracker.ui.autosave_widgets.saving_fields import FORGOTTEN, IDENTITIES, forget_drafts

    say = st.error
    if isinstance(error, NoSuchPerson):  # deleted in another window, or by the command line
        gone = tuple(st.session_state.get(IDENTITIES, {}).values())
        st.session_state.clear()
        st.session_state[FORGOTTEN] = gone
        forget_drafts()
        title, details = "This diary was deleted.", "Load again to go on."
    elif isinstance(error, (PassphraseNeeded, WrongPassphrase)):
        say = st.info
        title, details = "Your diary is locked.", str(error)
    elif isinstance(error, StoreError):
        title, details = "Your diary can't be used right now.", str(error)
    else:
        title = "Something went wrong. Nothing you saved is lost."
        details = f"Load the page again to go on where you were. {_noted(error)}"
    with st.container(key="trouble"):
        say(title)
        st.text(details)
        st.button("Load again", type="primary")
    return True


def _noted(error: Exception) -> str:
    from tracker.log import log_failure

    try:
        path = log_failure(error)
    except OSError:
        return "It couldn't be noted in the log file."
    words = f"Where it happened is noted, without anything from your diary, in {path}"
    sys.stderr.write(f"Something went wrong. {words}\n")
    return words
