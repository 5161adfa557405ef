"""Exercises done: today's plan as toggles, all of it in one tap, others by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from tracker import catalogue
from tracker.model import ExerciseDone, PlanItem
from tracker.store import Diary
from tracker.ui.check_in.saving import redraw, save, save_exercises
from tracker.ui.words import unmarked


def ask_exercises(diary: Diary, day: date) -> None:
    """Offer the plan (or, without one, the library) as toggles for the day."""
    done = diary.exercises_done(day, day)
    plan = diary.plan()
    names = _offered(plan, done)
    shown = sorted({entry.exercise for entry in done}, key=names.index)
    st.session_state[_key(day)] = shown
    with st.container(key="exercises"):
        st.pills(
            "Exercises done",
            names,
            selection_mode="multi",
            format_func=lambda name: unmarked(_label(name)),
            key=_key(day),
            on_change=_toggled,
            args=(diary, day, plan, shown),
            label_visibility="collapsed",
        )
    with st.container(horizontal=True, vertical_alignment="center", key="exercise-actions"):
        if missing := [item for item in plan if item.exercise not in shown]:
            st.button(
                "All of today's plan",
                key=f"all-{day}",
                on_click=_add_all,
                args=(diary, day, tuple(missing)),
            )
        others = [e.name for e in catalogue.exercises() if e.name not in names]
        if others:
            _offer_others(diary, day, others)
        if done:
            _offer_doses(diary, day, done)


def _offered(plan: Sequence[PlanItem], done: Sequence[ExerciseDone]) -> list[str]:
    chosen = [item.exercise for item in plan] or [e.name for e in catalogue.exercises()]
    return list(dict.fromkeys([*chosen, *(entry.exercise for entry in done)]))


def _offer_others(diary: Diary, day: date, others: Sequence[str]) -> None:
    st.selectbox(
        "Another exercise",
        others,
        index=None,
        placeholder="Another exercise",
        format_func=_label,
        key=f"other-exercise-{day}",
        on_change=_add_other,
        args=(diary, day),
        label_visibility="collapsed",
        width=220,
    )


def _offer_doses(diary: Diary, day: date, done: Sequence[ExerciseDone]) -> None:
    doses = st.popover("Sets and reps", type="tertiary", on_change="rerun", key=f"doses-{day}")
    if not doses.open:
        return
    with doses:
        for entry in done:
            st.text(_label(entry.exercise))
            with st.container(horizontal=True):
                for field, label in (
                    ("sets", "Sets"),
                    ("reps", "Reps"),
                    ("hold_seconds", "Hold, seconds"),
                ):
                    _ask_dose(diary, entry, field, label)


def _ask_dose(diary: Diary, entry: ExerciseDone, field: str, label: str) -> None:
    key = f"{field}-{entry.uid}"
    st.session_state[key] = getattr(entry, field)
    st.number_input(
        label,
        min_value=1,
        max_value={"sets": 100, "reps": 1000, "hold_seconds": 3600}[field],
        value=None,
        step=1,
        key=key,
        on_change=_change_dose,
        args=(diary, entry, field, key),
        width=110,
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
    save_exercises(diary, added, [entry for entry in stored if entry.exercise in dropped])
    redraw("exercises")


def _add_all(diary: Diary, day: date, missing: Sequence[PlanItem]) -> None:
    present = {entry.exercise for entry in diary.exercises_done(day, day)}
    added = [_done(day, item) for item in missing if item.exercise not in present]
    save_exercises(diary, added, [])
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


def _change_dose(diary: Diary, entry: ExerciseDone, field: str, key: str) -> None:
    save(diary, replace(entry, **{field: st.session_state[key]}), entry)
    redraw("exercises")


def _done(day: date, item: PlanItem) -> ExerciseDone:
    return ExerciseDone(day, item.exercise, item.sets, item.reps, item.hold_seconds)


def _label(name: str) -> str:
    return name[:1].upper() + name[1:]


def _key(day: date) -> str:
    return f"exercises-{day}"
