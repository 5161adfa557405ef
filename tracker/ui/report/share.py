"""Sharing the report's files with another app, where the browser can: mail, messages, a drive."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from tracker.files.named_bytes import ExportFile
from tracker.ui.download_button import made_for_browser, make_for_browser

KEY = "share"
WORDS = {
    "title": "Share with an app on this device",
    "again": "Ready. Share {name}",
    "lost": "The file didn't arrive here. Press its button again.",
    "failed": "It could not be shared, so it was downloaded.",
}

_share = st.components.v2.component(
    "backbeat_share",
    html=(
        '<div class="bb-shares bb-no-paper" role="group" hidden><span class="bb-shares-title">'
        '</span><div class="bb-shares-buttons"></div><p class="bb-note" role="status"></p></div>'
    ),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def offer_sharing(
    files: Mapping[str, tuple[str, str, str]], make: Callable[[str], ExportFile]
) -> None:
    """A button for each file that this browser can share; none where it can share no file.

    Parameters
    ----------
    files
        By a name of our own what the button says, and the name and MIME type of such a file, by
        which a browser tells whether it can share it.
    make
        Makes the file of that name, where it is wanted.
    """
    handed = made_for_browser(KEY)
    address, name = handed or ("", "")
    data: dict[str, Any] = {
        "files": [
            {"form": form, "label": label, "name": name, "mime": mime}
            for form, (label, name, mime) in files.items()
        ],
        "words": WORDS,
        "address": address,
        "name": name,
    }
    _share(key=KEY, data=data, on_wanted_change=lambda: _wanted(make))


def _wanted(make: Callable[[str], ExportFile]) -> None:
    form = str(st.session_state[KEY]["wanted"])
    make_for_browser(lambda: make(form), KEY)
