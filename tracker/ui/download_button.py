"""A button whose file is made when it is pressed, and given to this browser alone.

Streamlit's own button asks for its file beside the run that the press starts, and
forgets both as soon as some runs have ended, anybody's: on a busy server a press
comes to nothing. Here the run that makes the file hands it over, too.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from tracker.files.errors import FileError
from tracker.files.named_bytes import ExportFile
from tracker.log import noted
from tracker.store import StoreError
from tracker.ui.formatting import escape_markdown
from tracker.web import private_files

NO_COOKIES = (
    "Your browser keeps no cookie for this address, so files can't be given to it alone. "
    "Allow cookies for it, then load the page again."
)
HANDED = "handed"  # by button: where the file is that it was pressed for, and what it's called
TROUBLE = "download-trouble"  # by button: why there is none

_hand = st.components.v2.component(
    "backbeat_download", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def download_button(
    label: str,
    make: Callable[[], ExportFile],
    *,
    key: str,
    kind: Literal["primary", "secondary"] = "secondary",
    disabled: bool = False,
) -> None:
    """Offer a file; `make` is called where it is wanted, before the page is drawn anew."""
    st.button(
        label, key=key, type=kind, disabled=disabled, on_click=make_for_browser, args=(make, key)
    )
    if handed := made_for_browser(key):
        address, name = handed
        _hand(key=f"handed-{key}", data={"address": address, "name": name})


def show_download_trouble(*keys: str) -> None:
    """Say once why the file that one of these buttons was pressed for is not there."""
    for key in keys:
        if trouble := _by_button(TROUBLE).pop(key, None):
            st.error(escape_markdown(trouble))


def made_for_browser(key: str) -> tuple[str, str] | None:
    """Where the file is that was made last for this key, and what it is called."""
    handed: tuple[str, str] | None = _by_button(HANDED).get(key)
    return handed


def make_for_browser(make: Callable[[], ExportFile], key: str) -> None:
    """Make a file and keep it for this browser alone; what goes wrong is noted to be said."""
    for earlier in (HANDED, TROUBLE):
        _by_button(earlier).pop(key, None)
    if private_files.cookies_refused():
        _by_button(TROUBLE)[key] = NO_COOKIES
        return
    said = st.toast("Making the file…")
    try:
        file = make()
    except (FileError, StoreError) as refusal:
        _by_button(TROUBLE)[key] = f"The file was not made. {refusal}"
    except Exception as error:  # nothing that a library stumbles over takes the screen away
        trouble = f"The file could not be made. Your diary is as it was. {noted(error)}"
        _by_button(TROUBLE)[key] = trouble
    else:
        if address := private_files.keep(file):
            _by_button(HANDED)[key] = (address, file.name)
        said.toast(f"Made {file.name}")
        return
    said.empty()


def _by_button(what: str) -> dict[str, Any]:
    kept: dict[str, Any] = st.session_state.setdefault(what, {})
    return kept
