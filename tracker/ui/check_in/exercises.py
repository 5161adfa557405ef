"""Exercises done: today's plan as toggles, all of it in one tap, others by name."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from functools import partial

import streamlit as st

from tracker import library
from tracker.analysis.plan import days_by_exercise
from tracker.analysis.weeks import week_of
from tracker.model import ExerciseDone, Person, PlanItem, Skip
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import number_field
from tracker.ui.check_in.none_today import offer_none
from tracker.ui.check_in.not_today import ask_why_not
from tracker.ui.check_in.outcome_chips import ask_outcome, chip
from tracker.ui.check_in.saving import noted, redraw, save, save_exercises
from tracker.ui.doses import DOSE
from tracker.ui.formatting import capital, escape_markdown, html
from tracker.ui.sync_widget import sync_widget


def ask_exercises(diary: Diary, person: Person, day: date) -> None:
    """Offer the day's plan (or, without one, the library) as toggles.

    What has been done on its days of the week already is shown, but not urged.
    """
    of_week = diary.exercises_done(*week_of(day, person.week_start))
    done = [entry for entry in of_week if entry.date == day]
    plan = diary.plan(day)
    enough = _done_enough(plan, days_by_exercise(of_week), day)
    names = _offered(plan, done)
    shown = sorted({entry.exercise for entry in done}, key=names.index)
    sync_widget(_key(day), shown)
    with st.container(key="exercises"):
        st.pills(
            "Exercises done",
            names,
            selection_mode="multi",
            format_func=lambda name: escape_markdown(chip(name, done) + enough.get(name, "")),
            key=_key(day),
            on_change=_toggled,
            args=(diary, day, plan, shown),
            label_visibility="collapsed",
        )
    with st.container(horizontal=True, vertical_alignment="center", key="exercise-actions"):
        missing = [i for i in plan if i.exercise not in shown and i.exercise not in enough]
        if missing:
            st.button(
                "All of today's plan" if day == person.today() else "All of the day's plan",
                key=f"all-{day}",
                on_click=_add_all,
                args=(diary, day, tuple(missing)),
            )
        if not done:
            offer_none(diary, person, day, "no_exercises", "exercises")
        others = [e.name for e in library.exercises() if e.name not in names]
        if others:
            _offer_others(diary, day, others)
        if missing:
            ask_why_not(diary, day, [item.exercise for item in missing], day == person.today())
        if done:
            _offer_doses(diary, day, done)


def _done_enough(
    plan: Sequence[PlanItem], days: Mapping[str, Set[date]], day: date
) -> dict[str, str]:
    """The exercises that the week's other days have made enough of, and the words for it."""
    counts = {item: len(days.get(item.exercise.lower(), set()) - {day}) for item in plan}
    return {
        item.exercise: f" ({count} of {item.days_a_week} this week)"
        for item, count in counts.items()
        if count >= item.days_a_week
    }


def _offered(plan: Sequence[PlanItem], done: Sequence[ExerciseDone]) -> list[str]:
    chosen = [item.exercise for item in plan] or [e.name for e in library.exercises()]
    return list(dict.fromkeys([*chosen, *(entry.exercise for entry in done)]))


def _offer_others(diary: Diary, day: date, others: Sequence[str]) -> None:
    st.selectbox(
        "Another exercise",
        others,
        index=None,
        placeholder="Another exercise",
        format_func=capital,
        key=f"other-exercise-{day}",
        on_change=_add_other,
        args=(diary, day),
        label_visibility="collapsed",
        width=220,
    )


def _offer_doses(diary: Diary, day: date, done: Sequence[ExerciseDone]) -> None:
    doses = st.popover(
        "Sets, reps, how it went", type="tertiary", on_change="rerun", key=f"doses-{day}"
    )
    if not doses.open:
        return
    with doses:
        for entry in done:
            st.html(f"<b>{html(capital(entry.exercise))}</b>")
            ask_outcome(diary, day, entry)
            for figure in DOSE:
                number_field(
                    diary,
                    f"exercise/{day}/{entry.uid}/{figure.field}",
                    figure.label,
                    getattr(entry, figure.field),
                    1,
                    figure.most,
                    what=figure.what,
                    chips=figure.chips,
                    on_saved=partial(_dose_saved, day),
                )


def _toggled(diary: Diary, day: date, plan: Sequence[PlanItem], shown: Sequence[str]) -> None:
    selected = st.session_state[_key(day)]
    stored = diary.exercises_done(day, day)
    present = {entry.exercise for entry in stored}
    doses = {item.exercise: item for item in plan}
    added = [
        _done(day, doses.get(name) or PlanItem(name))
        for name in selected
        if name not in shown and name not in present
    ]
    dropped = set(shown) - set(selected)
    removed = [entry for entry in stored if entry.exercise in dropped]
    save_exercises(diary, day, added, [*removed, *_overtaken(diary, day, added)])
    redraw("exercises")


def _add_all(diary: Diary, day: date, missing: Sequence[PlanItem]) -> None:
    present = {entry.exercise for entry in diary.exercises_done(day, day)}
    added = [_done(day, item) for item in missing if item.exercise not in present]
    save_exercises(diary, day, added, _overtaken(diary, day, added))
    redraw("exercises")


def _add_other(diary: Diary, day: date) -> None:
    key = f"other-exercise-{day}"
    name = st.session_state[key]
    if name is None:
        return
    st.session_state[key] = None
    if name not in {entry.exercise for entry in diary.exercises_done(day, day)}:
        save(diary, ExerciseDone(day, name))
    redraw("exercises")


def _dose_saved(day: date) -> None:
    noted(day)
    redraw("exercises")


def _done(day: date, item: PlanItem) -> ExerciseDone:
    return ExerciseDone(day, item.exercise, item.sets, item.reps, item.hold_seconds)


def _overtaken(diary: Diary, day: date, added: Sequence[ExerciseDone]) -> list[Skip]:
    """The reasons for not doing what was done after all."""
    names = {entry.exercise for entry in added}
    return [skip for skip in diary.skips(day, day) if skip.exercise in names]


def _key(day: date) -> str:
    return f"exercises-{day}"
