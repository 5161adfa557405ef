"""Questionnaires: answer them, see how their scores change, load others."""

import streamlit as st

from tracker.ui import session
from tracker.ui.formatting import label
from tracker.ui.questionnaires.answer_form import show_questions
from tracker.ui.questionnaires.answer_history import show_answers, show_scores
from tracker.ui.questionnaires.changes import show_saved
from tracker.ui.questionnaires.loading import offer_to_load
from tracker.ui.questionnaires.navigation import View, go, place
from tracker.ui.questionnaires.overview import show_overview
from tracker.ui.questionnaires.questionnaire_cache import read_questionnaires
from tracker.ui.questionnaires.settings import ask_settings, show_origin
from tracker.ui.scroll_to_top import begin_at_top

diary = session.diary()
kept = read_questionnaires(diary)
key, view = place()
chosen = kept.askable(key)

with st.container(key="heading", horizontal=True, vertical_alignment="center"):
    st.title(label(chosen.title) if chosen else "Questionnaires", anchor=False, width="stretch")
    if chosen is not None:
        st.button("All questionnaires", key="all", type="tertiary", on_click=go)
begin_at_top(f"{chosen.key} {view}" if chosen else "")
show_saved(diary)
if chosen is None:
    show_overview(diary, kept)
    offer_to_load(diary, kept)
elif view is View.ANSWER:
    show_questions(diary, kept, chosen)
else:
    show_scores(diary, kept, chosen)
    st.button("Answer", key="answer", on_click=go, args=(chosen.key, View.ANSWER))
    show_answers(diary, kept, chosen)
    ask_settings(diary, kept, chosen)
    show_origin(chosen)
