"""The plan: which exercises, how much, on how many days a week; changed from today on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import streamlit as st

from tracker import library
from tracker.analysis.doses import dose_days
from tracker.library.suggestion import suggest_start, to_begin_with
from tracker.model import ChangeSource, OwnExercise, PlanItem
from tracker.store import Conflict, Diary
from tracker.ui.autosave_widgets.saving_fields import dose_fields
from tracker.ui.diary_cache import this_week
from tracker.ui.exercises.amounts_over_time import DAYS, amounts_markup
from tracker.ui.exercises.library_view import own_entries
from tracker.ui.exercises.own_editor import RENAMED, add_own, find_own, own_editor
from tracker.ui.exercises.plan_week import plan_week
from tracker.ui.exercises.planned_exercise import show_planned
from tracker.ui.formatting import capital, escape_markdown
from tracker.ui.problems import attempt, show_problem
from tracker.ui.regional import clock_text, counted
from tracker.ui.session import sync_widget

EMPTY = (
    '<section class="bb-panel" aria-label="No plan yet"><h2>No plan yet</h2>'
    "<p>Choose the exercises that you or your clinician picked, or take a gentle start. "
    "Each evening the check-in then offers them, and here you see which day had which.</p>"
    "</section>"
)
SUGGESTED = {  # how many, in words: a sentence each, so that each can be translated
    1: "One common exercise at its lowest recommended dose. No equipment needed.",
    2: "Two common exercises at the lowest recommended dose. No equipment needed.",
    3: "Three common exercises at the lowest recommended dose. No equipment needed.",
    4: "Four common exercises at the lowest recommended dose. No equipment needed.",
    5: "Five common exercises at the lowest recommended dose. No equipment needed.",
}
ADVICE = (
    '<p class="bb-note">Strengthening is planned on two days a week, stretching and moving on '
    "three. Every day is fine too. Ask a health professional first, and change what you like.</p>"
)
START_SHOWN = "plan-start"  # whether the suggestion is on the screen
BY = ChangeSource.PLAN


_link = st.components.v2.component(
    "backbeat_plan_link",
    html="",
    js=(Path(__file__).parent / "plan_link.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@st.fragment(key="plan")
def plan_editor(diary: Diary) -> None:
    """Show the plan and change it from today on; every change is saved as it is made."""
    with diary.snapshot() as now:
        person = now.person()
        today = person.today()
        plan = now.plan(today)
        owned = [own for own in now.own_exercises() if not own.archived]
        week = this_week(now, person, today)
        panel = plan_week(now, plan, owned, week, today) if plan else ""
        lately = now.exercises_done(today - timedelta(days=DAYS - 1), today) if plan else []
    left, beside = st.columns([3, 2], gap="large") if plan else (st.container(), None)
    with left:
        st.header("Your plan", anchor=False)
        _show_saved()
        if not plan:
            st.html(EMPTY)
        for item in plan:
            amounts = amounts_markup(dose_days(lately, item.exercise), today)
            _show(diary, item, find_own(owned, item.exercise), amounts, today)
        _offer_start(diary, plan, today)
        _offer_others(diary, plan, owned, today)
        own_editor(diary, owned, partial(give_up, diary, today=today))
    if beside is not None:
        beside.html(panel)
    with st.container(key="plan-link"):
        _link(
            key="library-link",
            data={
                "planned": tuple(item.exercise for item in plan),
                "own": own_entries(owned),
                "renamed": st.session_state.get(RENAMED, ""),
            },
            on_add_change=partial(_add_from_library, diary, today),
        )


def _show(diary: Diary, item: PlanItem, own: OwnExercise | None, amounts: str, today: date) -> None:
    name = item.exercise
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="top", key=f"plan-row-{name}"
    ):
        with st.container(width="stretch"):
            dose = days_and_dose(_with_dose(item, own))
            show_planned(name, dose, f"plan-shown-{name}", own, amounts)
        more = st.popover("Change", type="tertiary", on_change="rerun", key=f"plan-change-{name}")
    if more.open:
        with more:
            _change(diary, item, today)


def _with_dose(item: PlanItem, own: OwnExercise | None) -> PlanItem:
    """An item of the plan with a dose; where it gives none, that of one's own exercise."""
    if own is None or item.sets or item.reps or item.hold_seconds:
        return item
    return replace(item, sets=own.sets, reps=own.reps, hold_seconds=own.hold_seconds)


def _change(diary: Diary, item: PlanItem, today: date) -> None:
    name = item.exercise
    days = f"plan-days-{name}"
    st.segmented_control(
        f"{escape_markdown(capital(name))}, days a week",
        range(1, 8),
        default=sync_widget(days, item.days_a_week),
        required=True,
        key=days,
        on_change=_changed,
        args=(diary, name, days, today),
    )
    with st.container():
        dose_fields(diary, f"plan/{name}", partial(_saved, diary))
    if (known := library.find_exercise(name)) is not None:
        dose = known.recommended
        st.caption(escape_markdown(f"Recommended to begin with: {dose.words}."))
    st.button(
        "Remove from the plan",
        key=f"plan-remove-{name}",
        on_click=give_up,
        args=(diary, name, today),
    )


def _changed(diary: Diary, exercise: str, key: str, today: date) -> None:
    change(diary, exercise, today, days_a_week=st.session_state[key])


def _offer_others(
    diary: Diary, plan: Sequence[PlanItem], owned: Sequence[OwnExercise], today: date
) -> None:
    planned = {item.exercise for item in plan}
    st.selectbox(
        "Add an exercise to the plan",
        [e.name for e in library.exercises_with(owned) if e.name not in planned],
        index=None,
        placeholder="Find an exercise, or name your own",
        format_func=capital,
        accept_new_options=True,
        key="plan-add",
        on_change=_add,
        args=(diary, today),
        label_visibility="collapsed",
    )


def _add(diary: Diary, today: date) -> None:
    name = st.session_state["plan-add"]
    st.session_state["plan-add"] = None
    add_to_plan(diary, name, today, new=True)


def _add_from_library(diary: Diary, today: date) -> None:
    add_to_plan(diary, str(st.session_state["library-link"]["add"] or ""), today)


# -- gentle exercises to begin with


def _offer_start(diary: Diary, plan: Sequence[PlanItem], today: date) -> None:
    """Offer what of the suggestion is not in the plan yet; nothing where all of it is."""
    planned = {item.exercise for item in plan}
    avoided = [movement.name for movement in library.avoid_list()]
    suggested = suggest_start(library.exercises(), avoided, today)
    added = [item for item in suggested if item.exercise not in planned]
    if not added:
        return
    if not st.session_state.get(START_SHOWN):
        st.button(
            "Suggest more exercises" if plan else "See a gentle plan",
            key="plan-suggest",
            type="tertiary" if plan else "secondary",
            on_click=_show_start,
            args=(True,),
        )
        return
    with st.container(border=True, key="plan-suggestion"):
        st.html(f"<p>{SUGGESTED[len(added)]}</p>")
        for item in added:
            show_planned(item.exercise, days_and_dose(item), f"plan-suggested-{item.exercise}")
        st.html(ADVICE)
        with st.container(horizontal=True):
            st.button(
                "Add these to the plan" if plan else "Take this plan",
                key="plan-take",
                type="primary",
                on_click=_take_start,
                args=(diary, added),
            )
            st.button("Not now", key="plan-leave", on_click=_show_start, args=(False,))


def _take_start(diary: Diary, added: Sequence[PlanItem]) -> None:
    take_up(diary, added)
    _show_start(False)


def _show_start(shown: bool) -> None:
    st.session_state[START_SHOWN] = shown


# -- changing it


def add_to_plan(diary: Diary, name: str | None, today: date, *, new: bool = False) -> None:
    """Plan an exercise in the dose that it begins with; one that is planned keeps its own.

    With `new`, a name that nobody knows makes an exercise of one's own.
    """
    name = " ".join((name or "").split())
    owned = [own for own in diary.own_exercises(pictures=False) if not own.archived]
    exercise = library.find_exercise_with(owned, name) if name else None
    if exercise is None and new and name and add_own(diary, name):
        exercise = library.find_exercise_with(diary.own_exercises(pictures=False), name)
    if exercise is not None and _planned(diary, exercise.name, today) is None:
        take_up(diary, [to_begin_with(exercise, today)])


def take_up(diary: Diary, items: Iterable[PlanItem]) -> None:
    """Plan exercises from the day on that each of them starts, as one change."""
    _write(diary, lambda: diary.apply(list(items), by=BY))


def change(diary: Diary, exercise: str, today: date, **fields: int | None) -> None:
    """Plan another dose or other days from today on; what this doesn't name stays.

    That is so, too, where something else of it is saved at the same time.
    """

    def write() -> None:
        for last in (False, False, True):
            present = _planned(diary, _name_of_today(diary, exercise), today)
            if present is None or present == replace(present, **fields):  # type: ignore[arg-type]
                return
            changed = replace(present, starts=today, **fields)  # type: ignore[arg-type]
            try:
                diary.save(changed, present if present.starts == today else None, by=BY)
                return
            except Conflict:
                if last:
                    raise

    _write(diary, write)


def give_up(diary: Diary, exercise: str, today: date) -> None:
    """Plan an exercise no more from today on."""

    def write() -> None:
        name = _name_of_today(diary, exercise)
        if _planned(diary, name, today - timedelta(days=1)):
            diary.apply([PlanItem(name, 0, starts=today)], by=BY)
        elif present := _planned(diary, name, today):
            diary.remove(present, by=BY)

    _write(diary, write)


def _saved(diary: Diary) -> None:
    """Note that a change was saved, to be said by the page."""
    st.session_state["plan-saved"] = diary.person().now()


def _show_saved() -> None:
    """Say whether the last change was saved."""
    if not show_problem("plan-problem") and (at := st.session_state.get("plan-saved")):
        said = f"Saved {clock_text(at)}. Undo is on Check in."
        st.html(f'<div class="bb-status" role="status">{said}</div>')


def _name_of_today(diary: Diary, drawn: str) -> str:
    """The name now of an exercise that may have been renamed since it was drawn."""
    return library.ExerciseNames(diary.own_exercises(pictures=False)).of_today(drawn)


def _planned(diary: Diary, exercise: str, day: date) -> PlanItem | None:
    return next((item for item in diary.plan(day) if item.exercise == exercise), None)


def _write(diary: Diary, write: Callable[[], object]) -> None:
    if attempt(write, "plan-problem"):
        _saved(diary)


def days_and_dose(item: PlanItem) -> str:
    """Such as "3 days a week: 2 sets of 8" or "daily: hold 20 seconds"."""
    days = "daily" if item.days_a_week == 7 else f"{counted(item.days_a_week, 'day')} a week"
    return f"{days}: {dose}" if (dose := _dose(item)) else days


def _dose(item: PlanItem) -> str:
    times = counted(item.reps, "time") if item.reps else ""
    if item.sets and item.reps:
        times = f"{counted(item.sets, 'set')} of {item.reps}"
    elif item.sets:
        times = counted(item.sets, "set")
    hold = f"hold {counted(item.hold_seconds, 'second')}" if item.hold_seconds else ""
    return ", ".join(part for part in (times, hold) if part)
