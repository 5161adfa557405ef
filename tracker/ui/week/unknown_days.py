"""Days of which no activity, or no exercise, is known: that there was none is said in one tap."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from tracker.analysis.known_days import Measure
from tracker.formatting import listed
from tracker.library import strengthening
from tracker.model import ChangeSource, CheckIn, Day
from tracker.store import Diary, Stale, StoreError
from tracker.ui.diary_cache import DiaryCache
from tracker.ui.formatting import TODAY, escape_markdown, short_day
from tracker.ui.problems import NOT_SAVED, NOT_TAKEN_BACK, failure_text, show_problem

BY = ChangeSource.WEEK
NAMED = 3  # days that a button names; more are counted
TRIES = 5  # where another window saves at the same moment
SAID = "none-said"  # what was saved last, until the person goes elsewhere
PROBLEM = "none-problem"  # why nothing was saved
_FIELDS = {Measure.ACTIVITY: "no_activity", Measure.EXERCISES: "no_exercises"}

TITLE, TO_ADD = "Days that are unknown", "To add what you did, tap the day above."
UNKNOWN_ON = {
    Measure.ACTIVITY: "Activity unknown on",
    Measure.EXERCISES: "Exercises unknown on",
}
UNKNOWN_ON_ONE = {
    Measure.ACTIVITY: "Activity unknown on {day}.",
    Measure.EXERCISES: "Exercises unknown on {day}.",
}
NONE_SAID = {
    Measure.ACTIVITY: "no activity on {days}",
    Measure.EXERCISES: "no exercises on {days}",
}
AND = "{others} and {last}"
NONE_YET, NONE_ON_MANY = "None on the days you tap", "None on these {n} days"
NONE_ON = "None on {days}"
SAVED, UNDONE = "Saved: {what}.", "Undone: {what}"
LEFT_AS_NOW = "Days changed since then stay as they are."


def settle_unknown_days(diary: Diary, recorded: DiaryCache, first: date, last: date) -> None:
    """Offer to say "none" for the unknown days from `first` to `last`, and say what was saved."""
    asked = to_settle(recorded, first, last)
    with st.container(key="unknown-days"):
        _say(diary, first)
        if asked:
            st.header(TITLE, anchor=False)
        for measure, days in asked.items():
            _ask(diary, measure, days, recorded.today, key=f"unknown-{measure}-{first}")
        if asked:
            st.caption(TO_ADD)


def to_settle(recorded: DiaryCache, first: date, last: date) -> dict[Measure, list[date]]:
    """The unknown days from `first` to `last` of each measure that has one that is over."""
    unknown = {measure: unknown_days(recorded, measure, first, last) for measure in Measure}
    return {
        measure: days
        for measure, days in unknown.items()
        if any(day < recorded.today for day in days)
    }


def unknown_days(recorded: DiaryCache, measure: Measure, first: date, last: date) -> list[date]:
    """The unknown days of a week that have begun; none where the diary begins after it."""
    if not recorded.days or last < recorded.first_day:
        return []
    count = (min(last, recorded.today) - first).days + 1
    days = (first + timedelta(days=number) for number in range(count))
    return [day for day in days if not measure.known_on(recorded.days.get(day) or Day(day))]


def joined(names: Sequence[str]) -> str:
    """Names in a sentence: "Tue, Thu and Sat"."""
    if len(names) < 2:
        return listed(names)
    return AND.format(others=listed(names[:-1]), last=names[-1])


def _ask(diary: Diary, measure: Measure, days: Sequence[date], today: date, *, key: str) -> None:
    """The unknown days, all but today taken, and the button that says "none" for those taken."""
    over = [day for day in days if day < today]
    label = UNKNOWN_ON[measure]
    with st.container(key=f"unknown-{measure}", horizontal=True, vertical_alignment="bottom"):
        if len(days) == 1:
            taken = over
            st.text(UNKNOWN_ON_ONE[measure].format(day=f"{days[0]:%A}"), width="content")
        else:
            kept = [day for day in st.session_state.get(key, over) if day in days]
            if st.session_state.get(key) != kept:
                st.session_state[key] = kept
            taken = st.pills(
                label,
                days,
                selection_mode="multi",
                format_func=lambda day: TODAY if day == today else f"{day:%a}",
                key=key,
                width="content",
                wrap=True,
            )
        st.button(
            none_on(sorted(taken)),
            key=f"none-{measure}",
            on_click=_save,
            args=(diary, measure, tuple(sorted(taken)), key),
            disabled=not taken,
        )


def none_on(days: Sequence[date]) -> str:
    """What the button says that says "none" for those days."""
    if not days:
        return NONE_YET
    if len(days) > NAMED:
        return NONE_ON_MANY.format(n=len(days))
    return NONE_ON.format(days=joined([f"{day:%a}" for day in days]))


def _save(diary: Diary, measure: Measure, days: Sequence[date], key: str) -> None:
    try:
        for tries in range(TRIES):
            try:
                version, saved = _say_none(diary, measure, days)
                break
            except Stale:
                if tries == TRIES - 1:
                    raise
    except StoreError as error:
        st.session_state[PROBLEM] = failure_text(NOT_SAVED, error)
        return
    st.session_state.pop(key, None)
    if saved:
        on = joined([short_day(day) for day in saved])
        st.session_state[SAID] = (version, NONE_SAID[measure].format(days=on), min(days))


def _say_none(diary: Diary, measure: Measure, days: Sequence[date]) -> tuple[int, list[date]]:
    """Say "none" for the days that are unknown still; the version and those days."""
    with diary.snapshot() as now:
        version, here = now.version(), now.person().now()
        stored = {check_in.date: check_in for check_in in now.check_ins(days[0], days[-1])}
        recorded = {day.date: day for day in now.days(days[0], days[-1], strengthening())}
    unknown = [day for day in days if not measure.known_on(recorded.get(day) or Day(day))]
    if unknown:
        said = {_FIELDS[measure]: True}
        wanted = [
            replace(stored.get(day) or CheckIn(day, None, here), **said)  # type: ignore[arg-type]
            for day in unknown
        ]
        version = diary.apply(wanted, by=BY, version=version)
    return version, unknown


def _say(diary: Diary, first: date) -> None:
    show_problem(PROBLEM)
    version, said, day = st.session_state.get(SAID, (0, "", first))
    if not said or not first <= day <= first + timedelta(days=6):
        st.session_state.pop(SAID, None)
        return
    with st.container(key="none-said", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<div class="bb-status bb-none-said" role="status">{SAVED.format(what=said)}</div>'
        )
        st.button("Undo", key="none-undo", type="tertiary", on_click=_undo, args=(diary, version))


def _undo(diary: Diary, version: int) -> None:
    _, said, _ = st.session_state.pop(SAID)
    try:
        undone = diary.undo_group(version, by=BY)
    except StoreError as error:
        st.session_state[PROBLEM] = failure_text(NOT_TAKEN_BACK, error)
        return
    if undone.left:
        st.toast(LEFT_AS_NOW)
    else:
        st.toast(UNDONE.format(what=escape_markdown(said)))
