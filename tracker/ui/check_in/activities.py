"""Activity: what this person did lately in one tap, anything else in three."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import uuid4

import streamlit as st

from tracker.model import Activity, Intensity, Person
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import number_field
from tracker.ui.check_in.add_activity import ask_another
from tracker.ui.check_in.minutes_field import MOST_MINUTES, USUAL_MINUTES
from tracker.ui.check_in.none_today import offer_none
from tracker.ui.check_in.saving import noted, redraw, remove, save
from tracker.ui.formatting import bout, escape_markdown
from tracker.ui.sync_widget import sync_widget

LATELY = 4


def ask_activities(diary: Diary, person: Person, day: date) -> None:
    """List the day's activities and offer the usual ones again."""
    done = diary.activities(day, day)
    _list_done(diary, done)
    usual = diary.recent_activities(LATELY + len(done))
    with st.container(horizontal=True, key="again"):
        for activity in [a for a in usual if not _among(a, done)][:LATELY]:
            # The identity is made with the chip: a double tap adds one activity.
            again = Activity(
                day, activity.activity, activity.minutes, activity.intensity, uid=uuid4()
            )
            st.button(
                f"{escape_markdown(bout(activity))} again",
                key=f"again-{day}-{activity.activity}-{activity.minutes}-{activity.intensity}",
                on_click=_again,
                args=(diary, again),
            )
        if not any(activity.minutes for activity in done):
            offer_none(diary, person, day, "no_activity", "activities")
    ask_another(diary, day, first=not usual)


def _list_done(diary: Diary, done: Sequence[Activity]) -> None:
    for activity in done:
        if not activity.minutes:  # a device counted none over the whole day
            st.caption(escape_markdown(bout(activity)))
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"row-{activity.uid}"):
            st.text(bout(activity))
            change = st.popover(
                "Change", type="tertiary", on_change="rerun", key=f"change-{activity.uid}"
            )
        if change.open:
            with change:
                _change(diary, activity)


def _change(diary: Diary, activity: Activity) -> None:
    intensity = f"intensity-{activity.uid}"
    number_field(
        diary,
        f"activity/{activity.date}/{activity.uid}/minutes",
        "Minutes",
        activity.minutes,
        1,
        MOST_MINUTES,
        what="Minutes",
        chips=USUAL_MINUTES,
        required=True,
        on_saved=partial(_minutes_saved, activity.date),
    )
    sync_widget(intensity, activity.intensity)
    st.segmented_control(
        "Intensity",
        list(Intensity),
        format_func=str.capitalize,
        required=True,
        key=intensity,
        on_change=_rated,
        args=(diary, activity),
    )
    st.button("Remove", key=f"remove-{activity.uid}", on_click=_remove, args=(diary, activity))


def _rated(diary: Diary, activity: Activity) -> None:
    # Of the widgets only the one that was touched is asked: another may have lost its value.
    if chosen := st.session_state.get(f"intensity-{activity.uid}"):
        save(diary, replace(activity, intensity=Intensity(chosen)), activity)
    redraw("activities")


def _minutes_saved(day: date) -> None:
    noted(day)
    redraw("activities")


def _remove(diary: Diary, activity: Activity) -> None:
    remove(diary, activity)
    redraw("activities")


def _again(diary: Diary, activity: Activity) -> None:
    save(diary, activity)
    redraw("activities")


def _among(activity: Activity, done: Sequence[Activity]) -> bool:
    return (activity.activity, activity.minutes) in {(a.activity, a.minutes) for a in done}
