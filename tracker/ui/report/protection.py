"""A password for what is downloaded; it is known to this session only until then."""

from dataclasses import dataclass

import streamlit as st

from tracker.exchange.entries import Refused
from tracker.exchange.hand_over.protecting import check_password, suggestion
from tracker.ui.words import unmarked

TYPED = ("password", "password-again")


@dataclass(frozen=True, slots=True)
class Protection:
    """The password to use, if any, and whether files can be made as things stand."""

    password: str | None = None
    ready: bool = True


def ask_password() -> Protection:
    """Ask twice, or show one that was made up; say what is wrong with it."""
    if not st.checkbox("Protect with a password", key="protect"):
        forget_password()
        return Protection()
    suggested = st.session_state.get("password-suggested")
    if suggested:
        st.text("Write this password down, or tell it to whoever is to open the file:")
        st.code(suggested, language=None)
        st.button("Choose my own", key="own-password", type="tertiary", on_click=forget_password)
        _explain()
        return Protection(suggested)
    first = st.text_input("Password", type="password", key="password", autocomplete="new-password")
    again = st.text_input(
        "The same again", type="password", key="password-again", autocomplete="new-password"
    )
    st.button("Suggest one", key="suggest-password", type="tertiary", on_click=_suggest)
    return Protection(first, _is_good(first, again))


def forget_password() -> None:
    """Nothing of it stays in the session."""
    st.session_state.pop("password-suggested", None)
    for key in TYPED:
        if st.session_state.get(key):
            st.session_state[key] = ""  # which empties the field in the browser, too


def _is_good(first: str, again: str) -> bool:
    try:
        if first:
            check_password(first)
    except Refused as refusal:
        st.warning(unmarked(str(refusal)))
        return False
    if first and again and first != again:
        st.warning("The two passwords differ.")
        return False
    _explain()
    return bool(first) and first == again


def _explain() -> None:
    st.caption(
        "The PDF opens with the password. Other files come in an encrypted ZIP, which 7-Zip, "
        "WinZip or Keka open. Nobody can open them without it, and it is forgotten here once "
        "the file is made."
    )


def _suggest() -> None:
    st.session_state["password-suggested"] = suggestion()
