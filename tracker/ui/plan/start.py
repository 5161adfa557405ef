"""Suggest a start: five gentle exercises, shown before anything is taken."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from tracker import library
from tracker.library.suggestion import suggest_start
from tracker.model import PlanItem
from tracker.store import Diary
from tracker.ui.formatting import capital, html
from tracker.ui.plan.changes import take_up
from tracker.ui.plan.formatting import days_and_dose

SHOWN = "plan-start"  # whether the suggestion is on the screen


def offer_start(diary: Diary, plan: Sequence[PlanItem], today: date) -> None:
    """Offer what of the suggestion is not in the plan yet; nothing where all of it is."""
    chosen = {item.exercise for item in plan}
    avoided = [movement.name for movement in library.avoid_list()]
    suggested = suggest_start(library.exercises(), avoided, today)
    added = [item for item in suggested if item.exercise not in chosen]
    if not added:
        return
    if not st.session_state.get(SHOWN):
        st.button(
            "Suggest a start",
            key="plan-suggest",
            type="secondary" if not plan else "tertiary",
            on_click=_show,
            args=(True,),
        )
        return
    with st.container(border=True, key="plan-suggestion"):
        st.html(_markup(added, bool(plan)))
        with st.container(horizontal=True):
            st.button(
                "Add these to the plan" if plan else "Take this plan",
                key="plan-take",
                type="primary",
                on_click=_take,
                args=(diary, added),
            )
            st.button("Not now", key="plan-leave", on_click=_show, args=(False,))


def _markup(added: Sequence[PlanItem], more: bool) -> str:
    rows = "".join(
        f"<li><strong>{html(capital(item.exercise))}</strong><br>"
        f"<small>{html(days_and_dose(item))}</small></li>"
        for item in added
    )
    return (
        f"<p>{'What a gentle start would add:' if more else 'A gentle start:'}</p>"
        f'<ul class="bb-changes">{rows}</ul>'
        '<p class="bb-note">The gentlest doses that the texts of the library name, for exercises '
        "that most of them share and that need no equipment. Strengthening comes on two days, "
        "which makes your two strength days; stretching and moving on three, “several times a "
        "week”, and daily is fine too. See a professional first, and change what you like.</p>"
    )


def _take(diary: Diary, added: Sequence[PlanItem]) -> None:
    take_up(diary, added)
    _show(False)


def _show(shown: bool) -> None:
    st.session_state[SHOWN] = shown
