"""Answering a questionnaire: nothing is saved before Save, and then all of it at once."""

from datetime import date
from functools import partial

import streamlit as st

from tracker.model import EARLIEST_DAY, Answers, Questionnaire
from tracker.questionnaires import (
    Filled,
    Form,
    Item,
    Value,
    fill,
    form,
    is_about_self_harm,
    score,
)
from tracker.store import Diary
from tracker.ui.formatting import html, long_day, relative_day
from tracker.ui.problems import show_problem
from tracker.ui.questionnaires.changes import BY, PROBLEM, write
from tracker.ui.questionnaires.drafts import Draft, discard, draft
from tracker.ui.questionnaires.navigation import View, day_chosen, go
from tracker.ui.questionnaires.questionnaire_cache import QuestionnaireCache, read_questionnaires
from tracker.ui.questionnaires.widgets import ask, length_words, say, show_crisis_line

HOW = (
    "Press Save when you're done. Your answers wait here until then, but not if you close or "
    "reload this page."
)

MISSING = "Not saved yet. An answer is missing: {questions}"
MISSING_MORE = "Not saved yet. An answer is missing: {questions}; and {n} more"
NOT_SAVED_YET = "Not saved yet. {question}: {why}"
NOTHING_ANSWERED = "Not saved yet. Nothing is answered so far."


def show_questions(diary: Diary, kept: QuestionnaireCache, questionnaire: Questionnaire) -> None:
    """Ask everything, for a day that can be chosen."""
    day = day_chosen(kept.today)
    asked = form(questionnaire)
    if asked.description:
        st.html(f'<p class="bb-form-text">{html(asked.description)}</p>')
    _choose_day(questionnaire, day, kept.today)
    st.html(f'<p class="bb-note">{HOW}</p>')
    if kept.on(questionnaire.key, day) is not None:
        st.html(
            f'<p class="bb-note">You answered this on {html(long_day(day))}. Saving again changes '
            "those answers.</p>"
        )
    _questions(diary, questionnaire, day)
    if asked.copyright:
        st.html(f'<p class="bb-note">{html(asked.copyright)}</p>')


@st.fragment(key="questions")
def _questions(diary: Diary, questionnaire: Questionnaire, day: date) -> None:
    kept = read_questionnaires(diary)
    asked = form(questionnaire)
    mine = draft(kept, questionnaire, day)
    filled = fill(asked, mine.answers)
    only_ticks = all(item.tick for item in filled.questions)
    with st.container(key="questions", gap=None if only_ticks else "medium"):
        _show(asked.items, 0, f"q-{abs(hash(questionnaire.key))}-{day}", mine, filled)
    _offer_to_save(diary, questionnaire, day, mine, filled)


def _show(items: tuple[Item, ...], depth: int, key: str, mine: Draft, filled: Filled) -> None:
    some_required = any(item.required for item in filled.questions)
    for number, item in enumerate(items):
        if item.link_id not in filled.asked:
            continue
        place = f"{key}-{number}"
        if item.is_question:
            optional = some_required and not item.required and not item.tick
            if is_about_self_harm(item):
                show_crisis_line()
            value = _overlong(mine, item) or filled.answers.get(item.link_id)
            ask(item, place, value, partial(_answered, mine), optional=optional)
            if mine.tried and item in filled.missing and not _overlong(mine, item):
                st.html('<p class="bb-missing">This needs an answer.</p>')
        else:
            say(item, depth)
        _show(item.items, depth + 1, place, mine, filled)


def _offer_to_save(
    diary: Diary, questionnaire: Questionnaire, day: date, mine: Draft, filled: Filled
) -> None:
    show_problem("questions-problem")
    with st.container(horizontal=True, vertical_alignment="center", key="questions-save"):
        st.button(
            "Save answers",
            type="primary",
            key="save-answers",
            on_click=_save,
            args=(diary, questionnaire, day),
        )
        st.html(f'<div class="bb-status" role="status">{_status(mine, filled)}</div>')


def _status(mine: Draft, filled: Filled) -> str:
    questions = filled.questions
    if all(item.tick for item in questions):
        ticked = sum(value is True for value in filled.answers.values())
        said = f"{ticked} of {len(questions)} ticked"
    else:
        said = f"{len(filled.answers)} of {len(questions)} answered"
    return f"{said}, not saved yet" if mine.touched or mine.seen is None else f"{said}, saved"


def _choose_day(questionnaire: Questionnaire, day: date, today: date) -> None:
    key = "questionnaire-day"
    st.session_state[key] = day
    with st.container(horizontal=True, vertical_alignment="center", key="questionnaire-days"):
        st.html(f"<p>Answers for <b>{html(_named(day, today))}</b></p>",
                width="content")  # fmt: skip
        with st.popover("Another day", type="tertiary", key="questionnaire-another-day"):
            st.date_input(
                "Day",
                min_value=EARLIEST_DAY,
                max_value=today,
                required=True,
                key=key,
                on_change=_go_to_day,
                args=(questionnaire, key),
            )


def _named(day: date, today: date) -> str:
    name = relative_day(day, today)
    return name.lower() if (today - day).days < 2 else name


def _go_to_day(questionnaire: Questionnaire, key: str) -> None:
    day = st.session_state[key]
    if day is not None:
        go(questionnaire.key, View.ANSWER, day)


def _answered(mine: Draft, link_id: str, value: Value | None) -> None:
    mine.touched = True
    if value is None:
        mine.answers.pop(link_id, None)
    else:
        mine.answers[link_id] = value


def _save(diary: Diary, questionnaire: Questionnaire, day: date) -> None:
    kept = read_questionnaires(diary)
    asked = form(questionnaire)
    mine = draft(kept, questionnaire, day)
    filled = fill(asked, mine.answers)
    if problem := _problem(kept, questionnaire, day, mine, filled):
        st.session_state["questions-problem"] = problem
        return
    if write(diary, partial(_write, diary, kept, questionnaire, day, asked, mine, filled)):
        discard(questionnaire, day)
        go(questionnaire.key, View.SCORES)
        st.rerun("app")
    st.session_state["questions-problem"] = st.session_state.pop(PROBLEM)


def _problem(
    kept: QuestionnaireCache, questionnaire: Questionnaire, day: date, mine: Draft, filled: Filled
) -> str:
    missing = [item for item in filled.missing if not _overlong(mine, item)]
    if missing:
        mine.tried = True
        names = "; ".join(item.label or item.link_id for item in missing[:3])
        return (MISSING_MORE if len(missing) > 3 else MISSING).format(
            questions=names, n=len(missing) - 3
        )
    for item in filled.questions:
        if text := _overlong(mine, item):
            return NOT_SAVED_YET.format(
                question=item.label or item.link_id, why=length_words(item, text)
            )
    if not filled.answers:
        return NOTHING_ANSWERED
    stored = kept.on(questionnaire.key, day)
    if mine.touched and stored != mine.seen:
        mine.seen = stored
        if stored is not None:
            mine.uid = stored.uid
        return (
            "Not saved yet. Another window changed this day's answers. Yours are still here: press "
            "Save again to replace the others."
        )
    return ""


def _overlong(mine: Draft, item: Item) -> str:
    """What was written for an answer and is more than fits."""
    given = mine.answers.get(item.link_id)
    return given if isinstance(given, str) and len(given) > item.longest else ""


def _write(
    diary: Diary,
    kept: QuestionnaireCache,
    questionnaire: Questionnaire,
    day: date,
    asked: Form,
    mine: Draft,
    filled: Filled,
) -> None:
    entered = Answers(
        date=day,
        questionnaire=questionnaire.key,
        answers=filled.to_save,
        score=score(asked, filled.answers, questionnaire.scoring),
        entered_at=kept.person.now(),
        uid=mine.uid,
    )
    if questionnaire.key in kept.stored:
        diary.save(entered, mine.seen, by=BY)
    else:  # the PEG, answered for the first time: from now on the diary holds its questions too
        diary.apply([questionnaire, entered], by=BY)
