"""The player: a session that runs in the browser, and what it hands to the diary.

Its clock, its sounds and what is not saved yet live in the browser, so that a
lost connection stops nothing. The files beside this one are its parts.
"""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import streamlit as st

from tracker.store import Diary
from tracker.ui.autosave_widgets import field_files, saving_fields
from tracker.ui.session_player.exercise_picker import Offer
from tracker.web.autosave.route import ADDRESS, ticket

DURING = (
    '<section class="bb-panel bb-during" aria-label="Pain during exercise">'
    "<h2>Pain while you exercise</h2>"
    "<p>Many physiotherapists use a rule of thumb, from 0 to 10: up to 3 is acceptable, at 4 or 5 "
    "take care and do less, from 6 on stop. What an exercise stirs up should settle within 24 "
    "hours. The limits vary from clinic to clinic: yours, or your clinician's, come first.</p>"
    "</section>"
)

# The session keeps what is done without a connection, so the page's warning would be wrong.
STYLE = """<style>
.stApp:has(.st-key-session)::before { display: none !important; }
.bb-during { margin-top: 1rem; }
.bb-around table {
  border-collapse: collapse; width: 100%; max-width: 40rem; font-variant-numeric: tabular-nums;
}
.bb-around th, .bb-around td { text-align: left; padding: 0.375rem 0.75rem 0.375rem 0; border: 0; }
.bb-around thead th {
  color: var(--bb-quiet); font-weight: 400; font-size: 0.875rem;
  border-bottom: 1px solid var(--bb-line);
}
.bb-around tbody th { padding-top: 0.75rem; }
.bb-around b { color: var(--bb-pain); font-size: 1.125rem; }
.bb-around small, .bb-one td { color: var(--bb-quiet); font-size: 0.875rem; }
.bb-around .bb-note { margin-top: 0.75rem; max-width: 40rem; }
</style>"""
KEY = "player"
SPEED = "BACKBEAT_SESSION_SPEED"  # how many times faster its clock runs: for tests

_PARTS = ("keeping.js", "clock.js", "sounds.js", "view.js", "player.js")


def _read(*names: str) -> str:
    return "\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names)


_player = st.components.v2.component(
    "backbeat_session",
    html=_read("player.html"),
    css=_read("player.css"),
    js=f"{field_files.OUTBOX}\n{_read(*_PARTS)}",
    isolate_styles=False,  # part of the page: what has the focus can be told and scrolled to
)


def player(diary: Diary, database: str, offered: Offer, stop_rule: Sequence[str]) -> None:
    """Draw the session; the browser saves what it finishes, and then has the page drawn again."""
    _player(
        key=KEY,
        data={
            "place": place(database, diary.person_id),
            "heading": offered.heading,
            "exercises": list(offered.exercises),
            "others": list(offered.others),
            "pictures": dict(offered.pictures),
            "renamed": {before: dict(now) for before, now in offered.renamed.items()},
            "stop_rule": list(stop_rule),
            "speed": float(os.environ.get(SPEED, "1")),
            "diary": saving_fields.identity(diary),
            "ticket": ticket(diary.person_id),
            "address": ADDRESS,
        },
        on_saved_change=lambda: None,
    )


def place(database: str, person_id: int) -> str:
    """Where a browser keeps a person's session: another diary's never gets into this one."""
    return f"backbeat.{sha256(f'{database} {person_id}'.encode()).hexdigest()[:16]}"
