"""Light or dark, and the size of text: chosen for a device, in its browser, without the server."""

from pathlib import Path
from typing import Any

import streamlit as st

# What each choice is called; the values are those of tracker/web/theme.js, none is the device's.
WORDS: dict[str, Any] = {
    "theme": {
        "label": "Light or dark",
        "options": [("", "Like this device"), ("light", "Light"), ("dark", "Dark")],
    },
    "text": {
        "label": "Text size",
        "options": [("", "Normal"), ("large", "Large"), ("larger", "Larger")],
    },
    "where": "These two are kept in this browser. Other devices keep their own.",
}


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_appearance = st.components.v2.component(
    "backbeat_appearance",
    html=_read("appearance.html"),
    css=_read("appearance.css"),
    js=_read("appearance.js"),
)


def ask_appearance() -> None:
    """Ask how the screens look here."""
    _appearance(key="appearance", data=WORDS)
