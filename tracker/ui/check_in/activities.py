"""Activity: what this person did lately in one tap, anything else in three."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

import streamlit as st

from tracker import catalogue
from tracker.model import Activity, Intensity, InvalidValue
from tracker.store import Diary
from tracker.ui.check_in.saving import redraw, refuse, remove, save
from tracker.ui.showing import show
from tracker.ui.words import bout, unmarked

LATELY = 4


def ask_activities(diary: Diary, day: date) -> None:
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
                f"{unmarked(bout(activity))} again",
                key=f"again-{day}-{activity.activity}-{activity.minutes}-{activity.intensity}",
                on_click=_again,
                args=(diary, again),
            )
    _ask_another(diary, day, first=not usual)


def _list_done(diary: Diary, done: Sequence[Activity]) -> None:
    for activity in done:
        with st.container(horizontal=True, vertical_alignment="center", key=f"row-{activity.uid}"):
            st.text(bout(activity))
            with st.popover("Change", type="tertiary", key=f"change-{activity.uid}"):
                _change(diary, activity)


def _change(diary: Diary, activity: Activity) -> None:
    minutes, intensity = f"minutes-{activity.uid}", f"intensity-{activity.uid}"
    show(minutes, activity.minutes)
    show(intensity, activity.intensity)
    st.number_input(
        "Minutes", 1, 1440, step=5, key=minutes, on_change=_changed, args=(diary, activity)
    )
    st.segmented_control(
        "Intensity",
        list(Intensity),
        format_func=str.capitalize,
        required=True,
        key=intensity,
        on_change=_changed,
        args=(diary, activity),
    )
    st.button("Remove", key=f"remove-{activity.uid}", on_click=_remove, args=(diary, activity))


def _changed(diary: Diary, activity: Activity) -> None:
    mine = replace(
        activity,
        minutes=st.session_state[f"minutes-{activity.uid}"],
        intensity=Intensity(st.session_state[f"intensity-{activity.uid}"]),
    )
    save(diary, mine, activity)
    redraw("activities")


def _remove(diary: Diary, activity: Activity) -> None:
    remove(diary, activity)
    redraw("activities")


def _again(diary: Diary, activity: Activity) -> None:
    save(diary, activity)
    redraw("activities")


def _ask_another(diary: Diary, day: date, *, first: bool) -> None:
    another = st.expander(
        "Add an activity", expanded=first, on_change="rerun", key=f"another-{day}"
    )
    if not another.open:
        return
    kinds = {kind.name: kind.intensity for kind in catalogue.activity_kinds()}
    with another:
        kind = st.selectbox(
            "What",
            kinds,
            index=None,
            placeholder="Choose, or type your own",
            accept_new_options=True,
            format_func=lambda name: name[:1].upper() + name[1:],
            key=f"kind-{day}",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            minutes = st.number_input(
                "Minutes", 1, 1440, None, step=5, key=f"new-minutes-{day}", width=140
            )
            intensity = st.segmented_control(
                "Intensity",
                list(Intensity),
                default=kinds.get(kind or "", Intensity.MODERATE),
                required=True,
                format_func=str.capitalize,
                key=f"new-intensity-{day}-{kind}",
            )
        st.html(
            '<p class="bb-note">Light: easy, counts no active minutes. Moderate: you can talk, '
            "not sing. Vigorous: only a few words; each minute counts two.</p>"
        )
        st.button(
            "Add",
            type="primary",
            key=f"add-{day}",
            disabled=not (kind and minutes),
            on_click=_add,
            args=(diary, day, kind, minutes, intensity),
        )


def _add(
    diary: Diary, day: date, kind: str | None, minutes: int | None, intensity: str | None
) -> None:
    try:
        activity = Activity(day, (kind or "").strip(), minutes or 0, Intensity(intensity or ""))
    except InvalidValue as error:
        refuse(error)
        redraw()
        return
    save(diary, activity)
    st.session_state[f"kind-{day}"] = None
    st.session_state[f"new-minutes-{day}"] = None
    redraw("activities")


def _among(activity: Activity, done: Sequence[Activity]) -> bool:
    return (activity.activity, activity.minutes) in {(a.activity, a.minutes) for a in done}
