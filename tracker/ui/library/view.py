"""The library on the screen: one component, searched in the browser as one types."""

from pathlib import Path

import streamlit as st

from tracker.ui.library.markup import library_markup

KEY = "library"


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_library = st.components.v2.component(
    "backbeat_library",
    html=library_markup(),
    css=_read("library.css"),
    js=_read("finder.js"),
    isolate_styles=False,
)


def show_library() -> None:
    """Draw the library; opening and searching it asks the server for nothing."""
    _library(key=KEY)
