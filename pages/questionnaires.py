"""Questionnaires: answer them, see how their scores change, load others."""

import streamlit as st

from tracker.ui import session
from tracker.ui.formatting import label
from tracker.ui.questionnaires.answer_form import show_questions
from tracker.ui.questionnaires.answer_history import show_answers, show_scores
from tracker.ui.questionnaires.changes import show_saved
from tracker.ui.questionnaires.loading import offer_to_load
from tracker.ui.questionnaires.navigation import View, begin_at_top, go, place
from tracker.ui.questionnaires.overview import show_overview
from tracker.ui.questionnaires.questionnaire_cache import read_questionnaires
from tracker.ui.questionnaires.settings import ask_settings, show_origin

diary = session.diary()
kept = read_questionnaires(diary)
key, view = place()
opened = kept.askable(key)

with st.container(key="heading", horizontal=True, vertical_alignment="center"):
    st.title(label(opened.title) if opened else "Questionnaires", anchor=False, width="stretch")
    if opened is not None:
        st.button("All questionnaires", key="all", type="tertiary", on_click=go)
begin_at_top(f"{opened.key} {view}" if opened else "")
show_saved(diary)
if opened is None:
    show_overview(diary, kept)
    offer_to_load(diary, kept)
elif view is View.ANSWER:
    show_questions(diary, kept, opened)
else:
    show_scores(diary, kept, opened)
    st.button("Answer", key="answer", on_click=go, args=(opened.key, View.ANSWER))
    show_answers(diary, kept, opened)
    ask_settings(diary, kept, opened)
    show_origin(opened)
