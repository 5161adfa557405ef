"""Where it hurts: a drawing of the body to tap on, a list, and a person's own words."""

from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from tracker.model import SITE_LIMIT, SITES_LIMIT, CheckIn
from tracker.store import Diary
from tracker.ui.autosave_widgets import field_files, saving_fields
from tracker.ui.check_in.saving import saved_by_itself

LABEL = "Where it hurts"
SITES = (
    "lower back",
    "middle back",
    "upper back",
    "neck",
    "left buttock",
    "right buttock",
    "left hip",
    "right hip",
    "groin",
    "back of left upper leg",
    "back of right upper leg",
    "front of left upper leg",
    "front of right upper leg",
    "back of left lower leg",
    "back of right lower leg",
    "front of left lower leg",
    "front of right lower leg",
    "left foot",
    "right foot",
    "head",
    "left shoulder",
    "right shoulder",
    "left arm",
    "right arm",
    "chest",
    "belly",
)
# What an earlier list called a whole leg: such a place holds these.
PARTS = {
    f"{side} leg": tuple(
        f"{face} of {side} {part} leg" for face in ("back", "front") for part in ("upper", "lower")
    )
    for side in ("left", "right")
}


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_body_map = st.components.v2.component(
    "backbeat_body_map",
    html=_read("body_map.html").replace("BODY", _read("body_map.svg")),
    css=f"{field_files.CSS}\n{_read('body_map.css')}",
    js="\n".join((field_files.SAVING, _read("tapped_field.js"), _read("body_map.js"))),
)


def ask_places(diary: Diary, day: date, stored: CheckIn) -> None:
    """Show where it hurt on the day; the browser saves what is tapped or typed."""
    st.header(LABEL, anchor=False)
    name = f"check-in/{day}/sites"
    _body_map(
        key=f"body-map-{day}",
        data={
            **saving_fields.field_data(
                saving_fields.way_to(diary), name, LABEL, ";".join(stored.sites)
            ),
            "sites": SITES,
            "parts": PARTS,
            "most": SITES_LIMIT,
            "longest": SITE_LIMIT,
        },
        on_saved_change=partial(saved_by_itself, day, "rest"),
    )
