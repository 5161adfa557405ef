"""Writing to the diary from the questionnaires' screens, and saying so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from tracker.model import Answers, ChangeSource, InvalidValue, Questionnaire, Scoring
from tracker.questionnaires import scored_anew
from tracker.store import Conflict, Diary, StoreError
from tracker.ui.change_sentences import group_sentence, scoring_in
from tracker.ui.formatting import escape_markdown
from tracker.ui.problems import NOT_SAVED, failure_text, show_problem
from tracker.ui.regional import clock_text

BY = ChangeSource.QUESTIONNAIRES
PROBLEM = "questionnaires-problem"  # why something was not saved
PAUSE = timedelta(days=7)


def write(diary: Diary, change: Callable[[], object]) -> bool:
    """Make a change; where it can't be made, note why, to be said by the page."""
    try:
        change()
    except Conflict:
        refuse("Another window changed this too. Nothing was overwritten. Check what is there now.")
    except (StoreError, InvalidValue) as error:
        refuse(failure_text(NOT_SAVED, error))
    else:
        st.session_state["questionnaires-saved"] = diary.person().now()
        return True
    return False


def refuse(problem: str) -> None:
    """Note what could not be saved."""
    st.session_state[PROBLEM] = problem


def show_saved(diary: Diary) -> None:
    """Say whether the last change was saved, with the way back."""
    show_problem(PROBLEM)
    at = st.session_state.get("questionnaires-saved")
    if at is None:
        return
    last = diary.last_group()
    with st.container(horizontal=True, vertical_alignment="center", key="questionnaires-status"):
        st.html(
            f'<div class="bb-status" role="status">Saved {clock_text(at)}</div>', width="content"
        )
        if last is not None and last.by == BY:
            st.button("Undo", key="undo", type="tertiary", on_click=_undo, args=(diary,))


def keep(diary: Diary, questionnaire: Questionnaire) -> bool:
    """Store a questionnaire over an earlier one of the same key, as one change.

    What was answered before is scored by it anew: scores are compared with each
    other, so they have to come of the same questions and the same rule.
    """
    return write(
        diary, lambda: diary.apply([questionnaire, *_scored_anew(diary, questionnaire)], by=BY)
    )


def score_anew(diary: Diary, questionnaire: Questionnaire) -> None:
    """Score everything answered by the present rule, as one change."""
    write(diary, lambda: diary.apply(_scored_anew(diary, questionnaire), by=BY))


def remind(diary: Diary, questionnaire: Questionnaire, every_days: int | None) -> None:
    """Change how often its turn comes."""
    write(
        diary,
        lambda: diary.apply(
            [replace(questionnaire, every_days=every_days, not_before=None)], by=BY
        ),
    )


def pause(diary: Diary, due: tuple[Questionnaire, ...], today: date) -> None:
    """Not this week: let their turn come a week later."""
    later = [replace(one, not_before=today + PAUSE) for one in due]
    write(diary, lambda: diary.apply(later, by=BY))


def rescore(diary: Diary, questionnaire: Questionnaire, scoring: Scoring) -> None:
    """Score it another way, what was answered before too, as one change."""
    keep(diary, replace(questionnaire, scoring=scoring))


def remove(
    diary: Diary, questionnaire: Questionnaire | None, answered: tuple[Answers, ...]
) -> None:
    """Take out a questionnaire with its answers, or answers alone, as one change."""
    gone: list[Questionnaire | Answers] = [*answered]
    if questionnaire is not None:
        gone.append(questionnaire)
    write(diary, lambda: diary.apply([], gone, by=BY))


def _scored_anew(diary: Diary, questionnaire: Questionnaire) -> list[Answers]:
    return [
        scored_anew(questionnaire, one)
        for one in diary.answers()
        if one.questionnaire == questionnaire.key
    ]


def _undo(diary: Diary) -> None:
    last = diary.last_group()
    if last is None or last.by != BY:
        refuse("Something else has changed since. Undo changes on My data.")
        return
    if write(diary, lambda: diary.undo(by=BY)):
        st.toast(f"Undone: {escape_markdown(group_sentence(last, scoring_in(diary)))}")
