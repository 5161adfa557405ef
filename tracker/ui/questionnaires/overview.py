"""The questionnaires there are: when each was last answered, its score, whose turn it is."""

import streamlit as st

from tracker.model import Questionnaire
from tracker.questionnaires import FormRefused, form, is_outdated, score_words, values
from tracker.store import Diary
from tracker.ui.formatting import html, label, relative_day
from tracker.ui.questionnaires.changes import remove
from tracker.ui.questionnaires.drafts import waiting
from tracker.ui.questionnaires.navigation import View, go
from tracker.ui.questionnaires.questionnaire_cache import QuestionnaireCache
from tracker.ui.regional import counted, formats


def show_overview(diary: Diary, kept: QuestionnaireCache) -> None:
    """A row each, with the ways to answer it and to its scores."""
    for number, one in enumerate(kept.questionnaires):
        with st.container(key=f"questionnaire-{number}", gap="small"):
            _show(diary, kept, one, number)
    for key, count in kept.orphans.items():
        given = counted(count, "set of answers", "sets of answers")
        st.html(
            f'<p class="bb-note">Your diary holds {given} to {html(key)}, but not its questions. '
            "Load its file to see them again.</p>"
        )


def _show(diary: Diary, kept: QuestionnaireCache, one: Questionnaire, number: int) -> None:
    answered = kept.answered(one.key)
    st.header(label(one.title), anchor=False)
    try:
        asked = form(one)
    except FormRefused as refused:
        st.text(f"It can't be shown any more. {refused}")
        st.button("Remove", key=f"remove-{number}", on_click=remove, args=(diary, one, answered))
        return
    said = []
    if answered:
        last = answered[-1]
        when = relative_day(last.date, kept.today)
        score = score_words(asked, values(last.answers), one.scoring, last.score, formats())
        if is_outdated(one, last):
            score = "its saved score is not counted, see its scores"
        said.append(f"{when}: {score}")
    else:
        said.append("Not answered yet")
    if began := waiting(kept, one):
        said.append("answers not saved yet")
    elif kept.is_due(one):
        said.append("due")
    st.html(f'<p class="bb-planned">{html("; ".join(said))}.</p>')
    with st.container(horizontal=True, key=f"questionnaire-ways-{number}"):
        st.button(
            "Answer",
            key=f"answer-{number}",
            type="primary" if began or kept.is_due(one) else "secondary",
            on_click=go,
            args=(one.key, View.ANSWER, began),
        )
        st.button(
            "Scores and settings",
            key=f"scores-{number}",
            type="tertiary",
            on_click=go,
            args=(one.key, View.SCORES),
        )
