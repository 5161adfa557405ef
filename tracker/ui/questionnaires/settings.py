"""How often a questionnaire's turn comes, how it is scored, and the way to be rid of it."""

from collections.abc import Mapping

import streamlit as st

from tracker.model import Questionnaire, Scoring
from tracker.questionnaires import form, peg, scorings
from tracker.store import Diary
from tracker.ui.formatting import html, label
from tracker.ui.questionnaires.changes import remind, remove, rescore
from tracker.ui.questionnaires.navigation import go
from tracker.ui.questionnaires.questionnaire_cache import QuestionnaireCache
from tracker.ui.regional import counted, number_text
from tracker.ui.session import sync_widget

SCORINGS = {
    Scoring.SUM: "Sum of the answers",
    Scoring.MEAN: "Mean of the answers",
    Scoring.COUNT: "Number ticked or answered yes",
    Scoring.NONE: "No score",
}
RESCORED = "A change also rescores your earlier answers ({n})."
INTERVALS = (7, 14, 28, 84)


def ask_settings(diary: Diary, kept: QuestionnaireCache, questionnaire: Questionnaire) -> None:
    """Each is saved as it is changed."""
    st.header("Settings", anchor=False)
    key = questionnaire.key
    every = f"every-{abs(hash(key))}"
    choices = {interval_words(days): days for days in intervals(questionnaire.every_days)}
    st.selectbox(
        "Remind me at the check-in when it is due",
        choices,
        list(choices).index(sync_widget(every, interval_words(questionnaire.every_days))),
        key=every,
        on_change=_remind,
        args=(diary, questionnaire, every, choices),
        width=280,
    )
    _ask_scoring(diary, kept, questionnaire)
    if key in kept.stored:
        _offer_removal(diary, kept, questionnaire)


def show_origin(questionnaire: Questionnaire) -> None:
    """Whose questionnaire it is."""
    asked = form(questionnaire)
    version = f"Version {asked.version}" if asked.version else ""
    said = [part for part in (asked.publisher, version, asked.copyright) if part]
    if said:
        st.html(f'<p class="bb-note">{html(" · ".join(said))}</p>')


def intervals(present: int | None) -> list[int | None]:
    """The intervals to choose from, among them the present one."""
    return [None, *sorted({*INTERVALS, *([present] if present else [])})]


def interval_words(days: int | None) -> str:
    """An interval in words."""
    if days is None:
        return "Never by itself"
    if days == 7:
        return "Every week"
    return f"Every {days // 7} weeks" if days % 7 == 0 else f"Every {counted(days, 'day')}"


def _ask_scoring(diary: Diary, kept: QuestionnaireCache, questionnaire: Questionnaire) -> None:
    if questionnaire.key == peg().key:
        st.caption("Its score is the mean of its three answers, or none where one is missing.")
        return
    possible = scorings(form(questionnaire))
    if len(possible) == 1:
        st.caption("Its answers have no figures to make a score of.")
        return
    key = f"scoring-{abs(hash(questionnaire.key))}"
    choices = list(dict.fromkeys([*possible, questionnaire.scoring]))
    st.selectbox(
        "How it is scored",
        choices,
        choices.index(sync_widget(key, questionnaire.scoring)),
        format_func=SCORINGS.__getitem__,
        key=key,
        on_change=_rescore,
        args=(diary, questionnaire, key),
        width=280,
    )
    if answered := kept.answered(questionnaire.key):
        st.caption(RESCORED.format(n=number_text(len(answered))))


def _offer_removal(diary: Diary, kept: QuestionnaireCache, questionnaire: Questionnaire) -> None:
    answered = kept.answered(questionnaire.key)
    with st.popover("Remove it", type="tertiary", key="remove-questionnaire"):
        given = counted(len(answered), "set of answers", "sets of answers")
        st.text(
            f"This removes {questionnaire.title} from your diary, with the {given} you gave. "
            "You can undo it."
        )
        st.button(
            f"Remove {label(questionnaire.title)}",
            key="remove-whole",
            on_click=_remove,
            args=(diary, kept, questionnaire),
        )


def _remind(
    diary: Diary, questionnaire: Questionnaire, key: str, choices: Mapping[str, int | None]
) -> None:
    remind(diary, questionnaire, choices[st.session_state[key]])


def _rescore(diary: Diary, questionnaire: Questionnaire, key: str) -> None:
    rescore(diary, questionnaire, Scoring(st.session_state[key]))


def _remove(diary: Diary, kept: QuestionnaireCache, questionnaire: Questionnaire) -> None:
    remove(diary, questionnaire, kept.answered(questionnaire.key))
    go()
