"""The strip of days, the day's pain and its note: one component, saved by the browser itself.

Pain and note go the way of every field that saves as one types (`tracker.web.autosave`), so a tap
is kept without a run of the screen, and where there is no connection, by the browser. The screen
is asked for nothing but another day, other days in the strip, and to say what was saved.
"""

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from tracker.model import EARLIEST_DAY, CheckIn, Person
from tracker.store import Diary
from tracker.ui.autosave_widgets import saving_fields
from tracker.ui.check_in import day_files, saving
from tracker.ui.check_in.day_address import show_day, stay_on
from tracker.ui.check_in.day_markup import ShownDay, day_markup
from tracker.ui.check_in.day_strip import Strip, read_strip

KEY = "day-component"
PAIN = "Average pain"
STRIP = "strip"  # where the session keeps which days of the strip are looked at, and from which day


_component = st.components.v2.component(
    "backbeat_day",
    html='<div class="day"></div>\n',
    css=day_files.CSS,
    js=day_files.SCRIPT,
)


def day_data(
    diary: Diary, person: Person, day: date, today: date, stored: CheckIn | None
) -> dict[str, Any]:
    """What the browser is given; `diary` is a snapshot, `stored` what it says of the day."""
    status, unsaved = saving.status(person, day)
    strip = read_strip(diary, _looked_at(day), today)
    return browser_data(diary, shown_day(stored, day, today, strip, status, unsaved))


def shown_day(
    stored: CheckIn | None, day: date, today: date, strip: Strip, status: str, unsaved: bool
) -> ShownDay:
    """What the screen says of a day; `stored` is what the diary says of it, if anything."""
    pain, note = (stored.pain, stored.note) if stored else (None, "")
    late = stored.entered_at if stored and stored.entered_late else None
    return ShownDay(day, today, pain, note, strip, late, status, unsaved)


def browser_data(diary: Diary, shown: ShownDay) -> dict[str, Any]:
    """The same for the browser, with the way to save it."""
    day, pain = shown.day, "" if shown.pain is None else str(shown.pain)
    return {
        "day": day.isoformat(),
        "markup": day_markup(shown),
        "status": shown.status,
        "unsaved": shown.unsaved,
        "fields": (  # to look into anything but a tuple, Streamlit would load pandas
            saving_fields.field_data(diary, f"check-in/{day}/pain", PAIN, pain),
            saving_fields.text_area_data(diary, f"check-in/{day}/note", "Note", shown.note),
        ),
    }


def ask_day(person: Person, day: date, today: date, data: dict[str, Any]) -> None:
    """Show the strip and ask for the day's pain and note."""
    _component(
        key=KEY,
        data=data,
        on_saved_change=partial(_saved, person),
        on_day_change=partial(_open, today),
        on_week_change=partial(_look_at, day),
    )


def _looked_at(day: date) -> date:
    since, last = st.session_state.get(STRIP, (None, None))
    return last if since == day and last else day


def _asked(event: str) -> date | None:
    value: Any = getattr(st.session_state[KEY], event)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _saved(person: Person) -> None:
    day = _asked("saved")
    if day is None:
        return
    saving.note_saved(day)
    if day != person.today() and saving.is_shown():
        stay_on(day)
    if saving.has_to_say():
        saving.redraw()


def _open(today: date) -> None:
    day = _asked("day")
    if day is not None and EARLIEST_DAY <= day <= today and saving.is_shown():
        show_day(day, today)
        st.session_state.pop(STRIP, None)
        st.rerun("app")


def _look_at(day: date) -> None:
    last = _asked("week")
    if last is not None and last >= EARLIEST_DAY:
        st.session_state[STRIP] = (day, last)
