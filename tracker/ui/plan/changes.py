"""Changing the plan from today on: what was planned on earlier days stays known."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from tracker.model import InvalidValue, PlanItem
from tracker.store import Diary, StoreError
from tracker.ui.formatting import escape_markdown
from tracker.ui.save_errors import show_save_errors

BY = "plan"


def take_up(diary: Diary, items: Iterable[PlanItem]) -> None:
    """Plan exercises from the day on that each of them starts, as one change."""
    _write(diary, lambda: diary.apply(list(items), by=BY))


def change(diary: Diary, exercise: str, today: date, **fields: int | None) -> None:
    """Plan another dose or other days from today on; what this doesn't name stays."""

    def write() -> None:
        present = _planned(diary, exercise, today)
        if present is not None:
            changed = replace(present, starts=today, **fields)  # type: ignore[arg-type]
            diary.apply([changed], by=BY)

    _write(diary, write)


def give_up(diary: Diary, exercise: str, today: date) -> None:
    """Plan an exercise no more from today on."""

    def write() -> None:
        if _planned(diary, exercise, today - timedelta(days=1)):
            diary.apply([PlanItem(exercise, 0, starts=today)], by=BY)
        elif present := _planned(diary, exercise, today):
            diary.remove(present, by=BY)

    _write(diary, write)


def saved(diary: Diary) -> None:
    """Note that a change was saved, to be said by the page."""
    st.session_state["plan-saved"] = diary.person().now()


def show_saved() -> None:
    """Say whether the last change was saved."""
    if problem := st.session_state.pop("plan-problem", None):
        st.error(escape_markdown(problem))
    elif at := st.session_state.get("plan-saved"):
        said = f"Saved {at:%H:%M}. Undo is on Check in."
        st.html(f'<div class="bb-status" role="status">{said}</div>')


def _planned(diary: Diary, exercise: str, day: date) -> PlanItem | None:
    return next((item for item in diary.plan(day) if item.exercise == exercise), None)


def _write(diary: Diary, write: Callable[[], object]) -> None:
    try:
        write()
    except (StoreError, InvalidValue) as error:
        st.session_state["plan-problem"] = show_save_errors("That was not saved.", error)
    else:
        saved(diary)
