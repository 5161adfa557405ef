"""What is opened within one screen begins at its top."""

from pathlib import Path

import streamlit as st

_top = st.components.v2.component(
    "backbeat_top", js=(Path(__file__).parent / "top.js").read_text(encoding="utf-8")
)


def begin_at_top(place: str) -> None:
    """Scroll to the top when another place of this screen is shown; the browser does it alone."""
    _top(key="begins-at-top", data={"place": place})
