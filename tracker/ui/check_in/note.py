"""The day's note: saved while it is typed, also without a pain of the day."""

from datetime import date
from functools import partial

from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import text_area
from tracker.ui.check_in.saving import noted, redraw


def ask_note(diary: Diary, day: date) -> None:
    """Show what the diary says of the day, to be written on."""
    with diary.snapshot() as now:
        stored = now.check_in(day)
        text_area(
            now,
            f"check-in/{day}/note",
            "Note",
            stored.note if stored else "",
            on_saved=partial(_saved, day),
        )


def _saved(day: date) -> None:
    noted(day)
    redraw("note")
