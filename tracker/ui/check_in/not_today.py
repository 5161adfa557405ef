"""Why the rest of a day's plan was not done: one tap for all of it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from tracker.model import Skip, SkipReason
from tracker.store import Diary
from tracker.ui.check_in.saving import redraw, save_exercises
from tracker.ui.formatting import html
from tracker.ui.sync_widget import sync_widget

SAID = {SkipReason.PAIN: "Pain", SkipReason.TIME: "No time", SkipReason.FORGOT: "Forgot"}


def ask_why_not(diary: Diary, day: date, rest: Sequence[str], today: bool) -> None:
    """Offer the reasons for `rest`, the planned exercises that are not done."""
    skips = [skip for skip in diary.skips(day, day) if skip.exercise in rest]
    reasons = {skip.reason for skip in skips}
    asked = st.popover(
        "Not today" if today else "Not done", type="tertiary", on_change="rerun", key=_key(day)
    )
    if asked.open:
        with asked:
            _ask(diary, day, rest, reasons.pop() if len(reasons) == 1 else None)
    if skips:
        st.html(f'<p class="bb-note">Not done: {html(_told(skips))}.</p>', width="stretch")


def _ask(diary: Diary, day: date, rest: Sequence[str], reason: SkipReason | None) -> None:
    key = f"reason-{day}"
    sync_widget(key, reason)
    st.segmented_control(
        f"Why not {_named(rest)}?",
        list(SkipReason),
        format_func=SAID.__getitem__,
        key=key,
        on_change=_answered,
        args=(diary, day, tuple(rest)),
    )


def _answered(diary: Diary, day: date, rest: Sequence[str]) -> None:
    """Save the reason for all of the rest; no reason takes back what was said."""
    reason = st.session_state[f"reason-{day}"]
    said = [skip for skip in diary.skips(day, day) if skip.exercise in rest]
    if reason is None:
        save_exercises(diary, day, [], said)
    else:
        save_exercises(diary, day, [Skip(day, name, SkipReason(reason)) for name in rest], [])
    st.session_state[_key(day)] = False
    redraw("exercises")


def _told(skips: Sequence[Skip]) -> str:
    by_reason = {
        reason: [skip.exercise for skip in skips if skip.reason is reason] for reason in SAID
    }
    parts = (
        f"{', '.join(names)} ({SAID[reason].lower()})"
        for reason, names in by_reason.items()
        if names
    )
    return "; ".join(parts)


def _named(rest: Sequence[str]) -> str:
    return rest[0] if len(rest) == 1 else f"these {len(rest)}"


def _key(day: date) -> str:
    return f"not-done-{day}"
