"""A button that prints the screen as it stands: the browser's own printing."""

from pathlib import Path

import streamlit as st

_button = st.components.v2.component(
    "backbeat_print",
    html='<button type="button" class="bb-print bb-no-paper">Print</button>',
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def print_button(key: str) -> None:
    """Offer to print; `key` is the screen's."""
    _button(key=f"print-{key}")
