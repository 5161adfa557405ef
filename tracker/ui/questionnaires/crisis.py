"""Where to turn, beside a question about harming oneself: always there, whatever is answered."""

import streamlit as st

CRISIS = (
    "If you think of harming yourself or of dying, you don't have to be alone with it. Call your "
    "local emergency number if you may be in danger now. findahelpline.com lists free crisis "
    "lines for each country; a doctor or somebody you trust can help as well."
)


def show_crisis_line() -> None:
    """One static text; no link, and no number that only one country knows."""
    st.html(f'<section class="bb-panel" aria-label="Where to turn"><p>{CRISIS}</p></section>')
