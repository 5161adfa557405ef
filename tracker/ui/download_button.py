"""A button whose file is made when it is pressed, and given to this browser alone.

Streamlit's own button asks for its file beside the run that the press starts, and
forgets both as soon as some runs have ended, anybody's: on a busy server a press
comes to nothing. Here the run that makes the file hands it over, too.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import streamlit as st

from tracker.exchange.entries import Refused
from tracker.exchange.file import File
from tracker.log import log_failure
from tracker.store import StoreError
from tracker.ui import private_files
from tracker.ui.words import unmarked

NO_COOKIES = (
    "Your browser keeps no cookie for this address, so files can't be given to it alone. "
    "Allow cookies for it, then load the page again."
)
HANDED = "handed"  # the button that was pressed last, where its file is and what it's called
TROUBLE = "download-trouble"  # the button that was pressed, and why it gave no file

_hand = st.components.v2.component(
    "backbeat_download", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def download_button(
    label: str,
    make: Callable[[], File],
    *,
    key: str,
    kind: Literal["primary", "secondary"] = "secondary",
    disabled: bool = False,
) -> None:
    """Offer a file; `make` is called where it is wanted, before the page is drawn anew."""
    st.button(label, key=key, type=kind, disabled=disabled, on_click=_press, args=(make, key))
    pressed, address, name = st.session_state.get(HANDED, ("", "", ""))
    if pressed == key:
        _hand(key=f"handed-{key}", data={"address": address, "name": name})


def show_download_trouble(*keys: str) -> None:
    """Say once why the file that one of these buttons was pressed for is not there."""
    pressed, trouble = st.session_state.get(TROUBLE, ("", ""))
    if pressed in keys:
        del st.session_state[TROUBLE]
        st.error(unmarked(trouble))


def noted(error: Exception) -> str:
    """Where the reason is noted, without anything from the diary."""
    try:
        return f"Where it happened is noted in {log_failure(error)}"
    except OSError:
        return "It couldn't be noted in the log file."


def _press(make: Callable[[], File], key: str) -> None:
    for earlier in (HANDED, TROUBLE):
        st.session_state.pop(earlier, None)
    if private_files.cookies_refused():
        st.session_state[TROUBLE] = (key, NO_COOKIES)
        return
    said = st.toast("Making the file…")
    try:
        file = make()
    except (Refused, StoreError) as refusal:
        st.session_state[TROUBLE] = (key, f"The file was not made. {refusal}")
    except Exception as error:  # nothing that a library stumbles over takes the screen away
        trouble = f"The file could not be made. Your diary is as it was. {noted(error)}"
        st.session_state[TROUBLE] = (key, trouble)
    else:
        if address := private_files.keep(file):
            st.session_state[HANDED] = (key, address, file.name)
        said.toast(f"Made {file.name}")
        return
    said.empty()
