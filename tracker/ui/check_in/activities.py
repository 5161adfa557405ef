"""Activity: what this person did lately in one tap, anything else by kind, minutes, intensity."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from uuid import uuid4

import streamlit as st

from tracker import library
from tracker.model import Activity, Intensity, InvalidValue, Person
from tracker.store import Diary
from tracker.ui.autosave_widgets import field_files
from tracker.ui.autosave_widgets.saving_fields import number_field
from tracker.ui.check_in.none_today import offer_none
from tracker.ui.check_in.saving import redraw, remove, save, saved_by_itself
from tracker.ui.formatting import bout, capital, escape_markdown
from tracker.ui.regional import number_text
from tracker.ui.session import sync_widget

ACTIVITY = "Activity"  # the heading
LATELY = 4
USUAL_KINDS = 5  # the first of the library's, one tap away; the others are found by name
ABOUT = (
    '<p class="bb-note">Light: easy, counts no active minutes. Moderate: you can talk, '
    "not sing. Vigorous: only a few words; each minute counts two.</p>"
)
AGAIN, ANOTHER, CHANGE = "+ {bout}", "Add an activity", "Change"
PROBLEM = "adding-problem"  # why nothing was added, said once
USUAL_MINUTES = (10, 15, 20, 30, 45, 60)
MOST_MINUTES = 1440
NO_MINUTES = (
    "Not added: {typed} is no number of minutes. Minutes are a whole number from 1 to {most}."
)


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_field = st.components.v2.component(
    "backbeat_minutes",
    html=field_files.HTML,
    css=field_files.CSS,
    js="\n".join(map(_read, ("../number_text.js", "minutes_field.js"))),
)


@dataclass(frozen=True, slots=True)
class OfferedActivities:
    """What was `done` on a day, and what of other days is offered `again`.

    `first`: there was none ever, so any activity is asked for.
    """

    done: list[Activity]
    again: list[Activity]
    first: bool

    @property
    def may_be_none(self) -> bool:
        """Whether the person can still say that there was none."""
        return not any(activity.minutes for activity in self.done)


def offered_activities(diary: Diary, day: date) -> OfferedActivities:
    """What a day has of activities, and what is offered."""
    done = diary.activities(day, day)
    usual = diary.recent_activities(LATELY + len(done))
    again = [activity for activity in usual if not _among(activity, done)][:LATELY]
    return OfferedActivities(done, again, first=not usual)


def again_key(day: date, activity: Activity) -> str:
    """What the chip that offers an activity again is called."""
    return f"again-{day}-{activity.activity}-{activity.minutes}-{activity.intensity}"


def ask_activities(diary: Diary, person: Person, day: date) -> None:
    """List the day's activities and offer the usual ones again."""
    offered = offered_activities(diary, day)
    _list_done(diary, offered.done)
    with st.container(horizontal=True, key="again"):
        for activity in offered.again:
            # The identity is made with the chip: a double tap adds one activity.
            again = Activity(
                day, activity.activity, activity.minutes, activity.intensity, uid=uuid4()
            )
            st.button(
                escape_markdown(AGAIN.format(bout=bout(activity))),
                key=again_key(day, activity),
                on_click=_again,
                args=(diary, again),
            )
        if offered.may_be_none:
            offer_none(diary, person, day, "no_activity", "activities")
    _ask_another(diary, day, first=offered.first)


def _list_done(diary: Diary, done: Sequence[Activity]) -> None:
    for activity in done:
        if not activity.minutes:  # a device counted none over the whole day
            st.caption(escape_markdown(bout(activity)))
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"row-{activity.uid}"):
            st.text(bout(activity))
            change = st.popover(
                CHANGE, type="tertiary", on_change="rerun", key=f"change-{activity.uid}"
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
        1,
        MOST_MINUTES,
        what="Minutes",
        chips=USUAL_MINUTES,
        required=True,
        on_saved=partial(saved_by_itself, activity.date, "activities"),
    )
    st.segmented_control(
        "Intensity",
        list(Intensity),
        default=sync_widget(intensity, activity.intensity),
        format_func=str.capitalize,
        required=True,
        key=intensity,
        on_change=_rated,
        args=(diary, activity),
    )
    st.button("Remove", key=f"remove-{activity.uid}", on_click=_remove, args=(diary, activity))


def _rated(diary: Diary, activity: Activity) -> None:
    # Of the widgets only the one that was touched is asked: another may have lost its value.
    if intensity := st.session_state.get(f"intensity-{activity.uid}"):
        save(diary, replace(activity, intensity=Intensity(intensity)), activity)
    redraw("activities")


def _remove(diary: Diary, activity: Activity) -> None:
    remove(diary, activity)
    redraw("activities")


def _again(diary: Diary, activity: Activity) -> None:
    save(diary, activity)
    redraw("activities")


def _among(activity: Activity, done: Sequence[Activity]) -> bool:
    return (activity.activity, activity.minutes) in {(a.activity, a.minutes) for a in done}


# -- adding one


def _ask_another(diary: Diary, day: date, *, first: bool) -> None:
    """Offer any activity; `first` unfolds it, where there is nothing to offer again."""
    another = st.expander(ANOTHER, expanded=first, on_change="rerun", key=f"another-{day}")
    if not another.open:
        return
    kinds = {kind.name: kind.intensity for kind in library.activity_kinds()}
    turn = st.session_state.get("activities-added", 0)
    with another:
        kind = _ask_kind(day, list(kinds))
        intensity = f"new-intensity-{day}-{kind}"
        add = partial(_add, diary, day, f"new-minutes-{day}", intensity)
        _minutes_field(f"new-minutes-{day}", turn, add)
        st.segmented_control(
            "Intensity",
            list(Intensity),
            default=kinds.get(kind, Intensity.MODERATE),
            required=True,
            format_func=str.capitalize,
            key=intensity,
        )
        st.html(ABOUT)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Add", type="primary", key=f"add-{day}", on_click=add)
            st.html('<p class="bb-note">It is not in your diary until you press Add.</p>')
        if problem := st.session_state.pop(PROBLEM, None):
            st.warning(escape_markdown(problem))


def _ask_kind(day: date, kinds: Sequence[str]) -> str:
    """What was done: the usual kinds as chips, any other by name; the last answer counts."""
    usual, other = f"usual-kind-{day}", f"kind-{day}"
    with st.container(key="kinds"):
        st.pills(
            "What you did",
            kinds[:USUAL_KINDS],
            format_func=capital,
            key=usual,
            on_change=_forget_answer,
            args=(other,),
        )
        st.selectbox(
            "Something else",
            kinds,
            index=None,
            placeholder="Something else: choose or type",
            accept_new_options=True,
            format_func=capital,
            key=other,
            on_change=_forget_answer,
            args=(usual,),
            label_visibility="collapsed",
        )
    return _said_kind(day)


def _said_kind(day: date) -> str:
    """The kind that was chosen or typed; nothing is the empty text."""
    said = st.session_state.get(f"usual-kind-{day}") or st.session_state.get(f"kind-{day}")
    return str(said or "").strip()


def _forget_answer(key: str) -> None:
    st.session_state[key] = None


def _add(diary: Diary, day: date, minutes_key: str, intensity_key: str) -> None:
    kind = _said_kind(day)
    typed = _typed_minutes(minutes_key)
    minutes = _whole_minutes(typed)
    if problem := _missing(kind, typed, minutes):
        st.session_state[PROBLEM] = problem
        redraw("activities")
        return
    intensity = st.session_state.get(intensity_key) or Intensity.MODERATE
    try:
        activity = Activity(day, kind, minutes or 0, Intensity(intensity))
    except InvalidValue as error:
        st.session_state[PROBLEM] = f"Not added. {error}"
        redraw("activities")
        return
    if save(diary, activity) is not None:
        st.session_state[f"usual-kind-{day}"] = st.session_state[f"kind-{day}"] = None
        st.session_state["activities-added"] = st.session_state.get("activities-added", 0) + 1
    redraw("activities")


def _missing(kind: str, typed: str, minutes: int | None) -> str:
    if not kind:
        return "Not added yet: choose what you did."
    if not typed:
        return "Not added yet: say how many minutes."
    return "" if minutes else NO_MINUTES.format(typed=typed, most=number_text(MOST_MINUTES))


def _minutes_field(key: str, turn: int, on_entered: Callable[[], None]) -> None:
    """Ask for minutes; with another `turn` the field is empty again."""
    _field(
        key=key,
        data={"turn": turn, "typed": "", "chips": USUAL_MINUTES, "most": MOST_MINUTES},
        on_typed_change=lambda: None,
        on_entered_change=on_entered,
    )


def _typed_minutes(key: str) -> str:
    """What the field says: typed and entered, typed, or nothing."""
    state = st.session_state.get(key) or {}
    return str(state.get("entered") or state.get("typed") or "").strip()


def _whole_minutes(text: str) -> int | None:
    """The minutes that a text says; None where it says none that there can be."""
    if not text.isdecimal() or len(text) > len(str(MOST_MINUTES)):
        return None
    return int(text) if 1 <= int(text) <= MOST_MINUTES else None
