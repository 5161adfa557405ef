"""Undo and redo: each says what it takes back or brings again, and shows the day it was on."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import streamlit as st

from tracker.formatting import listed
from tracker.model import (
    Activity,
    ChangeSource,
    CheckIn,
    Event,
    ExerciseDone,
    MedicineTaken,
    OwnExercise,
    Reading,
    Skip,
)
from tracker.places import PAGES
from tracker.store import Change, Diary, Group, Steps, StoreError
from tracker.ui.change_sentences import (
    AND_MORE,
    ScoringOf,
    change_sentence,
    is_renaming,
    scoring_in,
)
from tracker.ui.check_in import saving
from tracker.ui.check_in.day_address import show_day
from tracker.ui.formatting import (
    bout,
    escape_markdown,
    label,
    medicine_text,
    short_day,
)
from tracker.ui.problems import NOT_TAKEN_BACK, failure_text
from tracker.ui.regional import clock_text, number_text, rating_text

MOST_AT_A_TAP = 20  # a tap changes fewer entries than this; an import usually more
STEP_WORDS = {"Undo": "Undo {step}", "Redo": "Redo {step}"}
MANY = {"Undo": "Undo {n} entries on My data", "Redo": "Redo {n} entries on My data"}
DONE_WORDS = {"Undo": "Undone: {done}", "Redo": "Done again: {done}"}
CHANGED_SINCE = "That was changed since, so it stays as it is."
ON_DAY = "{entry} on {day}"
RENAMING = "renaming {before} to {after}"
REMOVING, CHANGING = "removing {entry} on {day}", "changing {entry} on {day}"
THE_CHECK_IN = "the check-in"
ANSWER, ANSWERED_NO, NO_ANSWER = "{field} {answer}", "{field}: no", "no {field}"
REMOVED_TEXT = "removing the {field}"
READING, NOT_DONE = "pain {pain} at {time}", "{exercise}, not done"
# What the session has to say of the last tap: what is said before a redraw is dropped by it.
DONE = "taken-back"
SITES_ARE = "places that hurt"
_NOT_SAID = ("date", "entered_at")
_OF_A_DAY = (CheckIn, Activity, ExerciseDone, Reading, Skip, MedicineTaken, Event)


def offer_steps(diary: Diary, steps: Steps, day: date, today: date) -> None:
    """The buttons, for what they would do now; and what the last tap on one of them did."""
    if said := st.session_state.pop(DONE, None):
        st.toast(said)
    if steps.undo is not None and steps.undo.first.by != ChangeSource.DEMO:  # nobody made that
        _offer("Undo", diary, steps.undo, steps.undo.first, day, today)
    if steps.redo is not None:
        _offer("Redo", diary, steps.redo, _reversed(steps.redo.first), day, today)


def step_words(change: Change, size: int, scoring_of: ScoringOf) -> str:
    """What a change did, as briefly as a button can say it: "pain 6 on Sat 28 Nov"."""
    before, after = change.before, change.after
    if isinstance(before, OwnExercise) and isinstance(after, OwnExercise) and is_renaming(change):
        return RENAMING.format(before=before.name, after=after.name)
    words = _one_step(change, scoring_of)
    return AND_MORE.format(change=words, n=number_text(size - 1)) if size > 1 else words


def _one_step(change: Change, scoring_of: ScoringOf) -> str:
    value = change.before if change.after is None else change.after
    if not isinstance(value, _OF_A_DAY):
        return change_sentence(change, scoring_of)
    day = short_day(value.date)
    if isinstance(value, CheckIn):
        entry = THE_CHECK_IN if change.after is None else _said(change.before, value)
        words = REMOVING if change.after is None else ON_DAY
    else:
        entry = _named(value)
        words = REMOVING if change.after is None else CHANGING if change.before else ON_DAY
    return words.format(entry=entry, day=day)


def _offer(verb: str, diary: Diary, group: Group, made: Change, day: date, today: date) -> None:
    if group.size > MOST_AT_A_TAP and not is_renaming(group.first):
        st.page_link(PAGES / "data.py", label=MANY[verb].format(n=number_text(group.size)))
        return
    st.button(
        label(STEP_WORDS[verb].format(step=step_words(made, group.size, scoring_in(diary)))),
        key=verb.lower(),
        type="tertiary",
        on_click=_take_back,
        args=(verb, diary, group, day, today),
    )


def _take_back(verb: str, diary: Diary, group: Group, day: date, today: date) -> None:
    st.session_state.pop("conflict", None)
    try:
        undone = diary.undo_group(group.version, by=saving.BY)
    except StoreError as error:
        saving.note_failure(day, failure_text(NOT_TAKEN_BACK, error))
        saving.redraw()
        return
    changed_day = _day_of(group.first) or day
    saving.note_saved(changed_day)
    if not undone.changes:
        st.session_state[DONE] = CHANGED_SINCE
    else:
        made = group.first if verb == "Undo" else _reversed(group.first)
        done = escape_markdown(step_words(made, group.size, scoring_in(diary)))
        st.session_state[DONE] = DONE_WORDS[verb].format(done=done)
    if saving.is_shown():
        if changed_day != day:
            show_day(changed_day, today)
        st.rerun("app")  # what was taken back may stand in any part of the screen


def _reversed(change: Change) -> Change:
    return replace(change, before=change.after, after=change.before)


def _said(before: Any, after: CheckIn) -> str:
    changed = [
        field.name
        for field in fields(after)
        if field.name not in _NOT_SAID
        and getattr(after, field.name) != (getattr(before, field.name) if before else field.default)
    ]
    if before is None:  # what is not said of a new day is no answer: never "no pain"
        changed = [name for name in changed if getattr(after, name) is not None]
    return listed(_answer(name, getattr(after, name)) for name in changed[:2]) or THE_CHECK_IN


def _answer(name: str, value: object) -> str:
    name = name.replace("_", " ")
    if value is True:
        return name
    if value is False:
        return ANSWERED_NO.format(field=name)
    if name in ("note", "sites"):
        named = SITES_ARE if name == "sites" else name
        return named if value else REMOVED_TEXT.format(field=named)
    if value is None:
        return NO_ANSWER.format(field=name)
    said = rating_text(value) if isinstance(value, (int, float)) else value
    return ANSWER.format(field=name, answer=said)


def _named(
    value: Activity | ExerciseDone | Reading | Skip | MedicineTaken | Event,
) -> str:
    match value:
        case Activity():
            return bout(value)
        case ExerciseDone():
            return value.exercise
        case Reading():
            return READING.format(pain=rating_text(value.pain), time=clock_text(value.at))
        case Skip():
            return NOT_DONE.format(exercise=value.exercise)
        case MedicineTaken():
            return medicine_text(value)
        case Event():
            return value.words


def _day_of(change: Change) -> date | None:
    value = change.before if change.after is None else change.after
    day = getattr(value, "date", None)
    return day if isinstance(day, date) and not isinstance(day, datetime) else None
