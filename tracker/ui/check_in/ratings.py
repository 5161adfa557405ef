"""Ratings that most evenings don't need: a line each, which unfolds a scale from 0 to 10."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from tracker.model import CheckIn
from tracker.store import Diary
from tracker.ui.autosave_widgets import field_files, saving_fields
from tracker.ui.check_in.saving import saved_by_itself


@dataclass(frozen=True, slots=True)
class RatingAsked:
    """A rating from 0 to 10: its field and icon, what is asked, and what 0 and 10 are."""

    field: str
    icon: str
    label: str
    anchors: tuple[str, str]


ASKED = (
    RatingAsked("worst_pain", "pain", "Worst pain", ("No pain", "Worst pain imaginable")),
    RatingAsked(
        "interference", "interference", "Interference with daily life", ("Not at all", "Completely")
    ),
    RatingAsked("sleep", "sleep", "Sleep the night before", ("Badly", "Well")),
)
SCRIPTS = ("rating_text.js", "tapped_field.js", "ratings.js")


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_ratings = st.components.v2.component(
    "backbeat_ratings",
    html=_read("ratings.html"),
    css=f"{field_files.CSS}\n{_read('ratings.css')}",
    js="\n".join((field_files.SAVING, *map(_read, SCRIPTS))),
)


def ask_ratings(diary: Diary, day: date, stored: CheckIn) -> None:
    """Show the day's ratings, each saved by the browser as it is tapped."""
    way = saving_fields.way_to(diary)
    _ratings(
        key=f"ratings-{day}",
        data={
            "ratings": tuple(
                {
                    **saving_fields.field_data(
                        way,
                        f"check-in/{day}/{asked.field}",
                        asked.label,
                        _as_text(getattr(stored, asked.field)),
                    ),
                    "icon": asked.icon,
                    "anchors": asked.anchors,
                }
                for asked in ASKED
            )
        },
        on_saved_change=partial(saved_by_itself, day, "rest"),
    )


def _as_text(rating: float | None) -> str:
    return "" if rating is None else str(rating)
