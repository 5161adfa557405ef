"""A device whose clock differs from the diary's: its time zone is offered, where it matters."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from tracker.model import ChangeSource, InvalidValue, Person
from tracker.store import Diary
from tracker.ui.problems import attempt, show_problem
from tracker.ui.regional import clock_text

PROBLEM = "time-zone-problem"  # why the time zone was not changed
KEPT = "time-zone-kept"  # the device's zone that the person has said no to
OFFER = "This device is in {here}, where it is {clock}. Your days still end as in {zone}."
USE, KEEP = "Use {zone}", "Keep {zone}"


def offer_device_zone(diary: Diary, person: Person) -> None:
    """Offer the device's time zone where its clock shows another time than the diary's."""
    show_problem(PROBLEM)
    here = st.context.timezone
    if not here or here == st.session_state.get(KEPT) or not _differs(here, person):
        return
    clock = datetime.now(ZoneInfo(here))
    with st.container(key="device-zone", gap="small"):
        st.text(OFFER.format(here=here, clock=clock_text(clock), zone=person.time_zone))
        with st.container(horizontal=True):
            st.button(USE.format(zone=here), on_click=_use, args=(diary, here))
            st.button(
                KEEP.format(zone=person.time_zone), type="tertiary", on_click=_keep, args=(here,)
            )


def _differs(here: str, person: Person) -> bool:
    """Whether the clocks of both zones show different times now."""
    try:
        device = replace(person, time_zone=here)
    except InvalidValue:
        return False
    return device.now().utcoffset() != person.now().utcoffset()


def _use(diary: Diary, zone: str) -> None:
    seen = diary.person()
    attempt(
        lambda: diary.save(replace(seen, time_zone=zone), seen, by=ChangeSource.SETTINGS), PROBLEM
    )


def _keep(here: str) -> None:
    st.session_state[KEPT] = here
