"""The report of a diary without entries, and the way to what else can go into one."""

import streamlit as st


def show_nothing() -> None:
    """Say what will be here, and where it begins."""
    st.html(
        '<section class="bb-panel" aria-label="Nothing to report yet"><h2>Nothing to report '
        "yet</h2><p>After some check-ins this becomes a page that your clinician can read in a "
        "minute: how your pain went, how much you did, and how sure these figures are. Your "
        'questions can wait here until then.</p><p><a href="./" target="_self">Check in</a> · '
        '<a href="questionnaires" target="_self">Questionnaires</a></p></section>'
    )


def point_to_questionnaires() -> None:
    """Say where questionnaires are answered."""
    st.html(
        '<p class="bb-note"><a href="questionnaires" target="_self">Questionnaires</a>: answer one '
        "for the report, or load the form that your clinician uses.</p>"
    )
