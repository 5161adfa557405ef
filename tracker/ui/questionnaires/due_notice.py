"""At the check-in, one quiet line when the turn of a questionnaire has come."""

from datetime import date

import streamlit as st

from tracker.places import PAGES
from tracker.store import Diary
from tracker.ui.formatting import label

TITLE_SHOWN = 28  # characters that a phone shows beside the way to be rid of them


def suggest(diary: Diary, today: date, first_day: date | None) -> None:
    """Lead to what is due; it can be sent away for a week and stands in nobody's way."""
    if first_day is None:
        return
    # Not before there is a diary: the first page of all is there sooner.
    from tracker.ui.questionnaires.changes import pause
    from tracker.ui.questionnaires.questionnaire_cache import due

    waiting = due(diary, today, first_day)
    if not waiting:
        return
    (first, *others) = waiting
    title = first.title if len(first.title) <= TITLE_SHOWN else f"{first.title[: TITLE_SHOWN - 1]}…"
    said = f"Answer {len(waiting)} questionnaires" if others else f"Answer {label(title)}"
    place = {} if others else {"form": first.key}
    with st.container(horizontal=True, vertical_alignment="center", key="questionnaire-due"):
        st.page_link(PAGES / "questionnaires.py", label=said, query_params=place)
        st.button(
            "Not this week",
            key="not-this-week",
            type="tertiary",
            on_click=pause,
            args=(diary, waiting, today),
        )
