"""The person's own settings; each is saved as it is changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from tracker.analysis.weeks import goal_for, week_of
from tracker.formatting import Formats
from tracker.library.regions import REGIONS, formats_of
from tracker.model import ChangeSource, Goal, Person, WeekStart
from tracker.places import PAGES
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import text_line
from tracker.ui.formatting import short_day
from tracker.ui.problems import attempt
from tracker.ui.regional import counted, typed_format, usual_week_start, write_as_in
from tracker.ui.session import sync_widget

BY = ChangeSource.SETTINGS
DATES_AND_NUMBERS = "Dates and numbers"
AS_BROWSER = "As this browser: {example}"
AS_REGION = "{region}: {example}"
EXAMPLE = "{day}, {time}, {number}"
DAY, CLOCK, NUMBER = date(2026, 3, 31), time(21, 5), 1204.5
BROWSER = "browser"  # the choice of no region
USUAL_WEEK = "Weeks usually start on {day} there: use it"
USE_ZONE = "This device is in {zone}: use it"
ELSEWHERE = (  # the link's key, the screen and what is chosen there
    ("to-plan", "exercises.py", "Your plan: exercises, doses, days a week"),
    ("to-questionnaires", "questionnaires.py", "Questionnaires: which, and how often"),
)
PROBLEM = "settings-problem"  # why a setting was not saved
GOAL_SET = "goal-set"  # by the run before: what is said in passing by a run that ends is not seen


def ask_name(diary: Diary, person: Person) -> None:
    """The name that reports may carry."""
    with st.container(width=420):
        text_line(diary, "person/name", "Your name (optional, for reports)")


def ask_calendar(diary: Diary, person: Person) -> None:
    """When a day ends, and which day begins a week."""
    zones, region = _zones(person.time_zone), person.region or BROWSER
    regions = _regions(region)
    st.selectbox(
        "Time zone: decides when your day ends",
        zones,
        zones.index(sync_widget("time_zone", person.time_zone)),
        key="time_zone",
        width=420,
        on_change=_change_person,
        args=(diary, "time_zone"),
    )
    here = st.context.timezone
    if here and not person.keeps_time_of(here):
        st.button(USE_ZONE.format(zone=here), on_click=use_zone, args=(diary, here))
    st.selectbox(
        DATES_AND_NUMBERS,
        list(regions),
        list(regions).index(sync_widget("region", region)),
        format_func=regions.__getitem__,
        key="region",
        width=420,
        on_change=_change_region,
        args=(diary,),
    )
    st.segmented_control(
        "A week starts on",
        list(WeekStart),
        default=sync_widget("week_start", person.week_start),
        format_func=str.capitalize,
        required=True,
        key="week_start",
        on_change=_change_person,
        args=(diary, "week_start"),
    )
    usual = usual_week_start()
    if usual is not person.week_start:
        st.button(
            USUAL_WEEK.format(day=usual.capitalize()),
            key="usual-week",
            on_click=_start_weeks,
            args=(diary, usual),
        )


def ask_goal(diary: Diary, person: Person) -> None:
    """The two goals of a week, from a date on; past weeks keep the goal of their time."""
    goals = diary.goals()
    this_week = week_of(person.today(), person.week_start)[0]
    present = goal_for(goals, this_week)
    if st.session_state.pop(GOAL_SET, False):
        st.toast("Saved")
    st.caption(
        "The World Health Organization suggests 150 to 300 active minutes and strength on two "
        "days a week for adults. Agree your own with your clinician. A new goal doesn't change "
        "past weeks."
    )
    with st.form("goal", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            minutes = st.number_input(
                "Active minutes", 1, 10_080, present.active_minutes, step=10, width=140
            )
            strength = st.number_input(
                "Strength days", 1, 7, present.strength_days, step=1, width=140
            )
            starts = st.date_input("From", this_week, width=160, format=typed_format())
        if st.form_submit_button("Set goal"):
            stored = next((goal for goal in goals if goal.starts == starts), None)
            st.session_state[GOAL_SET] = attempt(
                lambda: diary.save(Goal(starts, minutes, strength), stored, by=BY), PROBLEM
            )
            st.rerun()
    for goal in reversed(goals):
        with st.container(
            horizontal=True, wrap=False, vertical_alignment="center", key=f"goal-{goal.starts}"
        ):
            st.text(
                f"From {short_day(goal.starts)}: {counted(goal.active_minutes, 'active minute')}, "
                f"{counted(goal.strength_days, 'strength day')}",
                width="stretch",
            )
            st.button(
                "Remove",
                key=f"remove-goal-{goal.starts}",
                type="tertiary",
                on_click=_remove,
                args=(diary, goal),
            )


def point_elsewhere() -> None:
    """Lead to what is chosen on another screen."""
    for key, screen, words in ELSEWHERE:
        with st.container(key=key):
            st.page_link(PAGES / screen, label=words)


def use_zone(diary: Diary, zone: str) -> None:
    """Let days end as they do where this device is."""
    _save(diary, time_zone=zone)


def _regions(present: str) -> dict[str, str]:
    """The regions that can be chosen, each with an example of what it writes."""
    names = REGIONS if present in (BROWSER, *REGIONS) else {**REGIONS, present: present}
    return {BROWSER: AS_BROWSER.format(example=_example(formats_of(st.context.locale or "")))} | {
        region: AS_REGION.format(region=name, example=_example(formats_of(region)))
        for region, name in names.items()
    }


def _example(formats: Formats) -> str:
    return EXAMPLE.format(
        day=formats.day(DAY, month="%b"), time=formats.clock(CLOCK), number=formats.number(NUMBER)
    )


def _change_region(diary: Diary) -> None:
    chosen = st.session_state["region"]
    region = None if chosen == BROWSER else chosen
    if _save(diary, region=region):
        write_as_in(region)


def _change_person(diary: Diary, field: str) -> None:
    _save(diary, **{field: st.session_state[field]})


def _start_weeks(diary: Diary, usual: WeekStart) -> None:
    _save(diary, week_start=usual)


def _save(diary: Diary, **changed: Any) -> bool:
    seen = diary.person()  # what was shown may be older than the tap before this one
    return _write(lambda: diary.save(replace(seen, **changed), seen, by=BY))


def _remove(diary: Diary, goal: Goal) -> None:
    _write(lambda: diary.remove(goal, by=BY))


def _write(write: Callable[[], object]) -> bool:
    saved = attempt(write, PROBLEM)
    if saved:
        st.toast("Saved")
    return saved


@st.cache_data(show_spinner=False)
def _zones(present: str) -> list[str]:
    names = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc")}
    return sorted(names | {"UTC", present})
