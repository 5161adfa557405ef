"""The profile by which a diary is chosen on this computer: its colour, its passcode, the others."""

from collections.abc import Callable

import streamlit as st

from tracker.identity.identity import Identity
from tracker.identity.passcodes import (
    BadPasscode,
    TooManyTries,
    WrongPasscode,
    check_passcode,
    hash_of,
)
from tracker.store import Diary
from tracker.store.profiles import COLORS, Profile, profile_of, set_color, set_passcode
from tracker.ui.problems import attempt, show_problem
from tracker.ui.session import sync_widget
from tracker.web.asking import identity_of_run
from tracker.web.entrance import let_in
from tracker.web.open_store import open_database

PROBLEM = "profile-problem"  # why a colour or passcode was not set
SAID = "profile-said"  # by the run before
COLOR, PRESENT, NEW, AGAIN = "profile-color", "present-passcode", "new-passcode", "again-passcode"
UNGUARDED = (
    "Your profile has no passcode: it keeps nobody out. Everyone who uses this computer's browser "
    "can open your diary."
)
GUARDED = "A passcode is asked for before your diary opens on this computer."
WHAT = (
    "6 to 128 characters, such as three words. It counts once you press the button. It is asked "
    "for here, not on phones."
)
AT_ONCE = "Once it is set, you are asked for it at once."
FORGOTTEN = (
    "If you forget it, the person who runs Backbeat on this computer can set another one. It does "
    "not encrypt your diary: everyone who can read this computer's files can read it."
)
OTHERS = '<a class="bb-link" href="profiles">Switch person, or add one</a>'
DIFFERENT = "The two are not the same. Nothing was changed."
NOT_YOURS = "That is not your present passcode. Nothing was changed."
MEANWHILE = "The passcode was changed in another window. Nothing was changed here."
SET, REMOVED = "Your passcode is set.", "Your passcode was removed."


def ask_profile(diary: Diary) -> None:
    """Ask for the colour and the passcode; each is saved as it is set."""
    asker, own = identity_of_run(), profile_of(open_database(), diary.person_id)
    show_problem(PROBLEM)
    if said := st.session_state.pop(SAID, ""):
        st.toast(said)
    st.pills(
        "Colour",
        COLORS,
        default=sync_widget(COLOR, own.color),
        format_func=str.capitalize,
        key=COLOR,
        required=True,
        on_change=_choose_color,
        args=(diary,),
    )
    st.text(UNGUARDED if own.passcode is None else GUARDED)
    with st.expander("Set a passcode" if own.passcode is None else "Change or remove the passcode"):
        _ask_passcode(own, asker)
    if asker.here:
        st.html(OTHERS)


def _ask_passcode(own: Profile, asker: Identity) -> None:
    guarded = own.passcode is not None
    with st.form("passcode", border=False, clear_on_submit=True):
        if guarded:
            _field("Your present passcode", PRESENT, "current-password")
        _field("New passcode", NEW, "new-password")
        _field("The new one again", AGAIN, "new-password")
        st.caption(WHAT if guarded or asker.person is not None else f"{WHAT} {AT_ONCE}")
        with st.container(horizontal=True):
            st.form_submit_button(
                "Change passcode" if guarded else "Set passcode",
                on_click=_change,
                args=(own, asker),
            )
            if guarded:
                st.form_submit_button(
                    "Remove passcode", type="tertiary", on_click=_remove, args=(own, asker)
                )
    st.caption(FORGOTTEN)


def _field(label: str, key: str, kind: str) -> None:
    st.text_input(label, type="password", key=key, max_chars=128, autocomplete=kind, width=320)


def _choose_color(diary: Diary) -> None:
    chosen = st.session_state[COLOR]
    if chosen in COLORS and attempt(
        lambda: set_color(open_database(), diary.person_id, chosen), PROBLEM
    ):
        st.toast("Saved")


def _change(own: Profile, asker: Identity) -> None:
    new, again = st.session_state[NEW], st.session_state[AGAIN]
    if new != again:
        st.session_state[PROBLEM] = DIFFERENT
        return
    _set(own, asker, lambda: hash_of(new), SET)


def _remove(own: Profile, asker: Identity) -> None:
    _set(own, asker, lambda: None, REMOVED)


def _set(own: Profile, asker: Identity, made: Callable[[], str | None], said: str) -> None:
    """Put what is made in the place of the present hash, once who asks has shown to know it."""
    store = open_database()

    def write() -> None:
        try:
            after = made()
            if own.passcode is not None:
                check_passcode(store, own.person_id, own.passcode, st.session_state[PRESENT])
        except WrongPasscode:
            st.session_state[PROBLEM] = NOT_YOURS
            return
        except (BadPasscode, TooManyTries) as refused:
            st.session_state[PROBLEM] = f"{refused} Nothing was changed."
            return
        if set_passcode(store, own.person_id, own.passcode, after, kept=asker.device):
            st.session_state[SAID] = said
            let_in.look()
        else:
            st.session_state[PROBLEM] = MEANWHILE

    attempt(write, PROBLEM)
