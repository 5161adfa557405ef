"""Use on my phone: a code that lets one in, and the devices that are let in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import segno
import streamlit as st

from tracker.identity.identity import Identity
from tracker.model import Person
from tracker.store import Diary
from tracker.store.devices import Device, devices, rename_device, revoke_device
from tracker.ui.formatting import label, relative_day
from tracker.ui.problems import attempt, show_problem
from tracker.ui.regional import counted
from tracker.ui.session import sync_widget
from tracker.web import network
from tracker.web.asking import identity_of_run
from tracker.web.entrance import let_in
from tracker.web.open_store import open_database
from tracker.web.pairing import address_of, codes

PROBLEM = "devices-problem"  # why a device was not renamed or signed out
LOOK = 3  # seconds between two looks at whether a code was used
NOT_ON_THE_NETWORK = (
    "Backbeat is open on this computer only. To use it on your phone, end it in the terminal with "
    "Ctrl+C and start it this way:"
)
START = '<code class="bb-command">backbeat run --phone</code>'
NO_NETWORK = (
    "This computer is in no network that a phone could reach it by. Join the Wi-Fi that your phone "
    "uses, then come back to this page. A guest Wi-Fi often keeps devices from each other."
)
BEGIN = (
    "Your phone opens this diary in its browser while both are in the same Wi-Fi and this computer "
    "is on. A code lets one phone in, once."
)
SCAN = "Point your phone's camera at this, or type the address there:"
GOOD_FOR = "It lets one phone in, once, within the next {minutes}."
BY_NAME = (
    "Or type {root} there, and the code {code}. That name stays the same when the computer's "
    "address changes; some Android phones know no such names."
)
MOVED = (
    "The computer's address is another one now: it was {before} and is {now}. A phone that opened "
    "the diary by the number before is let in once more, by a code; what waits in it is not lost. "
    "One that opens it by the computer's name goes on."
)
ELSEWHERE = "Another phone is let in on the computer that Backbeat runs on, in these settings."
LET_IN = "Devices that are let in:"
QR = '<img class="bb-qr" alt="The address as a QR code" src="{picture}">'
THIS_ONE = "This device. Last used: {day}"
OTHER = "Last used: {day}"
SIGNED_OUT = "{name} is signed out."


def ask_devices(diary: Diary, person: Person) -> None:
    """Let a phone in, on this computer; look after the devices that are."""
    asker = identity_of_run()
    show_problem(PROBLEM)
    if not asker.here:
        st.text(ELSEWHERE)
    elif not network.present.asked:
        st.text(NOT_ON_THE_NETWORK)
        st.html(START)  # `st.code` would load what colours programs, for everybody
    elif network.present.address is None:
        st.text(NO_NETWORK)
    else:
        _show_way_in(diary)
    _list(diary, person, asker)


def _show_way_in(diary: Diary) -> None:
    present = network.present
    if present.before is not None:
        st.text(MOVED.format(before=present.before, now=present.address))
    if codes.code_of(diary.person_id, datetime.now(UTC)) is None:
        st.text(BEGIN)
        st.button("Show a code", key="show-code", on_click=_make_code, args=(diary,))
    else:
        _show_code(diary)


@st.fragment(run_every=LOOK)
def _show_code(diary: Diary) -> None:
    """The code, until it was used or has ended: then the screen shows who came in by it."""
    code = codes.code_of(diary.person_id, datetime.now(UTC))
    address = None if code is None else address_of(code)
    if code is None or address is None:
        st.rerun()
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff")
    st.text(SCAN)
    st.html(QR.format(picture=picture))
    st.code(address, language=None, wrap_lines=True)
    if network.present.root_by_name is not None:
        st.caption(BY_NAME.format(root=network.present.root_by_name, code=code.text))
    minutes = max(1, round((code.ends - datetime.now(UTC)) / timedelta(minutes=1)))
    st.caption(GOOD_FOR.format(minutes=counted(minutes, "minute")))


def _list(diary: Diary, person: Person, asker: Identity) -> None:
    found = devices(open_database(), [diary.person_id])
    if not found:
        return
    st.caption(LET_IN)
    for device in found:
        with st.container(key=f"device-{device.id}", gap="xxsmall"):
            _show_device(device, person, asker)


def _show_device(device: Device, person: Person, asker: Identity) -> None:
    key = f"device-name-{device.id}"
    day = relative_day(device.seen_at.astimezone(ZoneInfo(person.time_zone)).date(), person.today())
    words = THIS_ONE if device.id == asker.device else OTHER
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", key=f"device-row-{device.id}"
    ):
        st.text_input(
            f"Name of {label(device.name)}",
            sync_widget(key, device.name),
            key=key,
            max_chars=60,
            label_visibility="collapsed",
            on_change=_rename,
            args=(device, key),
        )
        st.button(
            "Sign out",
            key=f"sign-out-{device.id}",
            type="tertiary",
            on_click=_sign_out,
            args=(device,),
        )
    st.caption(words.format(day=day))


def _make_code(diary: Diary) -> None:
    codes.make(diary.person_id, datetime.now(UTC))


def _rename(device: Device, key: str) -> None:
    name = st.session_state[key].strip()
    if name and attempt(lambda: rename_device(open_database(), device, name), PROBLEM):
        st.toast("Saved")


def _sign_out(device: Device) -> None:
    def revoke() -> None:
        revoke_device(open_database(), device)
        let_in.look()

    if attempt(revoke, PROBLEM):
        st.toast(SIGNED_OUT.format(name=device.name))
