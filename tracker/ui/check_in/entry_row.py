"""A row of an entry: what it is, what was noted of it, and the way to change it."""

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from tracker.ui.formatting import html
from tracker.ui.icons import icon


def entry_row(uid: UUID, kind: str, words: str, note: str, change: Callable[[], None]) -> None:
    """Say what an entry is, beside the icon of its kind; `change` draws what changes it."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"row-{uid}"):
        st.html(entry_words(kind, words, note), width="content")
        changing = st.popover("Change", type="tertiary", on_change="rerun", key=f"change-{uid}")
    if changing.open:
        with changing:
            change()


def entry_words(kind: str, words: str, note: str = "") -> str:
    """The same as markup, for what is only read."""
    noted = f'<span class="bb-note">{html(note)}</span>' if note else ""
    return f'<p class="bb-recorded">{icon(kind)}<span>{html(words)}{noted}</span></p>'
