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
from tracker.ui.check_in.day_markup import UndoStep
from tracker.ui.formatting import (
    bout,
    escape_markdown,
    medicine_text,
    short_day,
)
from tracker.ui.problems import NOT_TAKEN_BACK, failure_text
from tracker.ui.regional import clock_text, number_text, rating_text

MOST_AT_A_TAP = 20  # a tap changes fewer entries than this; an import usually more
STEP_WORDS = {"undo": "Undo {step}", "redo": "Redo {step}"}
MANY = {"undo": "Undo {n} entries on My data", "redo": "Redo {n} entries on My data"}
DONE_WORDS = {"undo": "Undone: {done}", "redo": "Done again: {done}"}
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
LAST = "version-taken-back"  # and of what: who taps twice means it once
SITES_ARE = "places that hurt"
_NOT_SAID = ("date", "entered_at")
_OF_A_DAY = (CheckIn, Activity, ExerciseDone, Reading, Skip, MedicineTaken, Event)


def steps_now(diary: Diary) -> tuple[UndoStep, ...]:
    """What can be undone, and done again, by a tap; nothing that the demo has made up."""
    return shown_steps(diary.steps(), scoring_in(diary))


def shown_steps(steps: Steps, scoring_of: ScoringOf) -> tuple[UndoStep, ...]:
    """The same of steps that were read."""
    found = []
    if steps.undo is not None and steps.undo.first.by != ChangeSource.DEMO:
        found.append(_step("undo", steps.undo, steps.undo.first, scoring_of))
    if steps.redo is not None:
        found.append(_step("redo", steps.redo, _reversed(steps.redo.first), scoring_of))
    return tuple(found)


def say_what_was_done() -> None:
    """Say what the last tap on Undo or Redo did."""
    if said := st.session_state.pop(DONE, None):
        st.toast(said)


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


def _step(verb: str, group: Group, made: Change, scoring_of: ScoringOf) -> UndoStep:
    if group.size > MOST_AT_A_TAP and not is_renaming(group.first):
        words = MANY[verb].format(n=number_text(group.size))
        return UndoStep(verb, group.version, words, elsewhere=True)
    words = STEP_WORDS[verb].format(step=step_words(made, group.size, scoring_of))
    return UndoStep(verb, group.version, words)


def take_back(verb: str, diary: Diary, version: int, day: date, today: date) -> None:
    """Undo, or do again, what made this version of the diary, and show the day that it was on."""
    st.session_state.pop("conflict", None)
    try:
        undone = diary.undo_group(version, by=saving.BY)
    except StoreError as error:
        saving.note_failure(day, failure_text(NOT_TAKEN_BACK, error))
        saving.redraw()
        return
    again = st.session_state.get(LAST) == version
    st.session_state[LAST] = version
    if not undone.changes:
        if again:
            return
        st.session_state[DONE] = CHANGED_SINCE
        changed_day = day
    else:
        first = undone.changes[0]
        changed_day = _day_of(first) or day
        made = first if verb == "undo" else _reversed(first)
        words = step_words(made, len(undone.changes), scoring_in(diary))
        st.session_state[DONE] = DONE_WORDS[verb].format(done=escape_markdown(words))
        saving.note_saved(changed_day)
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
