"""The plan: which exercises, how much, on how many days a week."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from tracker import library
from tracker.library.suggestion import to_begin_with
from tracker.model import PlanItem
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import number_field
from tracker.ui.doses import DOSE
from tracker.ui.formatting import capital, escape_markdown, html
from tracker.ui.plan.changes import change, give_up, saved, show_saved, take_up
from tracker.ui.plan.formatting import days_and_dose
from tracker.ui.plan.start import offer_start
from tracker.ui.sync_widget import sync_widget

EMPTY = (
    "No plan yet. Choose the exercises that you, or your clinician, picked: the check-in then "
    "offers them each day, and Week shows planned against done."
)


@st.fragment(key="plan")
def plan_editor(diary: Diary) -> None:
    """Show the plan and change it from today on; every change is saved as it is made."""
    today = diary.person().today()
    plan = diary.plan(today)
    show_saved()
    if not plan:
        st.text(EMPTY)
    for item in plan:
        _show(diary, item, today)
    offer_start(diary, plan, today)
    _offer_others(diary, plan, today)


def _show(diary: Diary, item: PlanItem, today: date) -> None:
    name = item.exercise
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", key=f"plan-row-{name}"
    ):
        said = f"<b>{html(capital(name))}</b><small>{html(days_and_dose(item))}</small>"
        st.html(f'<p class="bb-planned">{said}</p>', width="stretch")
        dose = st.popover("Change", type="tertiary", on_change="rerun", key=f"plan-change-{name}")
    if dose.open:
        with dose:
            _change(diary, item, today)


def _change(diary: Diary, item: PlanItem, today: date) -> None:
    name = item.exercise
    days = f"plan-days-{name}"
    sync_widget(days, item.days_a_week)
    st.segmented_control(
        f"{escape_markdown(capital(name))}, days a week",
        range(1, 8),
        required=True,
        key=days,
        on_change=_changed,
        args=(diary, name, days, today),
    )
    with st.container():
        for figure in DOSE:
            number_field(
                diary,
                f"plan/{name}/{figure.field}",
                figure.label,
                getattr(item, figure.field),
                1,
                figure.most,
                what=figure.what,
                chips=figure.chips,
                on_saved=partial(saved, diary),
            )
    if (known := library.find_exercise(name)) is not None:
        dose = known.recommended
        st.caption(escape_markdown(f"To begin with: {dose.words} (“{dose.source.title}”)."))
    st.button(
        "Take out of the plan",
        key=f"plan-remove-{name}",
        on_click=give_up,
        args=(diary, name, today),
    )


def _changed(diary: Diary, exercise: str, key: str, today: date) -> None:
    change(diary, exercise, today, days_a_week=st.session_state[key])


def _offer_others(diary: Diary, plan: Sequence[PlanItem], today: date) -> None:
    chosen = {item.exercise for item in plan}
    st.selectbox(
        "Add an exercise to the plan",
        [e.name for e in library.exercises() if e.name not in chosen],
        index=None,
        placeholder="Add an exercise",
        format_func=capital,
        key="plan-add",
        on_change=_add,
        args=(diary, today),
        label_visibility="collapsed",
        width=320,
    )


def _add(diary: Diary, today: date) -> None:
    name = st.session_state["plan-add"]
    st.session_state["plan-add"] = None
    if name and (exercise := library.find_exercise(name)):
        take_up(diary, [to_begin_with(exercise, today)])
