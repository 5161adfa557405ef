"""The strip of days, the day's pain and note, Undo: one component, saved by the browser itself.

Pain and note go the way of every field that saves as one types (`tracker.web.autosave`), so a tap
is kept without a run of the screen, and where there is no connection, by the browser. The answer
to a tap holds the day as it is since (:func:`day_since`), so that the screen is run for another
day, other days in the strip or Undo, and where more than the day looks different since.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import Any

import streamlit as st

from tracker.library import strengthening
from tracker.model import EARLIEST_DAY, CheckIn, Person
from tracker.store import Diary
from tracker.ui.autosave_widgets import saving_fields
from tracker.ui.change_sentences import scoring_in
from tracker.ui.check_in import day_files, saving
from tracker.ui.check_in.beside import week_so_far
from tracker.ui.check_in.day_address import show_day, stay_on
from tracker.ui.check_in.day_markup import ShownDay, UndoStep, day_markup
from tracker.ui.check_in.day_strip import Strip, days_around, read_strip, strip_of
from tracker.ui.check_in.undo import shown_steps, steps_now, take_back
from tracker.ui.diary_cache import week_with
from tracker.ui.period_picker import day_in_address
from tracker.ui.regional import written_for

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
    diary: Diary, person: Person, day: date, today: date, first_day: date | None, week_panel: str
) -> dict[str, Any]:
    """What the browser is given; `diary` is a snapshot.

    `first_day` is the diary's, if it has begun; `week_panel` is what is seen of its week.
    """
    status, unsaved = saving.status(person, day)
    strip = read_strip(diary, _looked_at(day), today)
    stored, steps = diary.check_in(day), steps_now(diary)
    shown = shown_day(stored, steps, day, today, strip, status, unsaved=unsaved)
    return browser_data(saving_fields.way_to(diary), shown, first_day, week_panel)


def day_since(diary: Diary, asked: dict[str, Any], locale: str) -> dict[str, Any]:
    """What the browser is given after a tap was saved, without a run of the screen.

    `asked` is the `day` that it shows and the `last` of the seven in its strip, as ISO dates;
    where they are no days that can be shown, it is given nothing. All of it is read at once:
    what is read is so much that it holds the person's today and week, whichever these are.
    """
    now = datetime.now(UTC)
    latest = now.date() + timedelta(days=1)
    day, last = (day_in_address(str(asked.get(name)), latest) for name in ("day", "last"))
    if day is None or last is None:
        return {}
    about_a_week = now.date() - timedelta(days=8), now.date() + timedelta(days=8)
    read = diary.day_and_week(day, days_around(last), about_a_week, strengthening())
    person, first_day = read.person, read.first_day
    today = person.today()
    if max(day, last) > today:
        return {}
    with written_for(person.region or locale):
        status = saving.saved_at(person, now)
        steps = shown_steps(read.steps, scoring_in(diary))
        strip = strip_of(read.check_ins, last, today)
        shown = shown_day(read.check_in, steps, day, today, strip, status)
        panel = week_so_far(week_with(read.days, read.goals, person, today), today, first_day)
        way = saving_fields.way_as_of(read.version, str(read.identity), diary.person_id)
        return browser_data(way, shown, first_day, panel)


def shown_day(
    stored: CheckIn | None,
    steps: tuple[UndoStep, ...],
    day: date,
    today: date,
    strip: Strip,
    status: str,
    *,
    unsaved: bool = False,
) -> ShownDay:
    """What the screen says of a day and its check-in."""
    pain, note = (stored.pain, stored.note) if stored else (None, "")
    late = stored.entered_at if stored and stored.entered_late else None
    return ShownDay(day, today, pain, note, strip, late, status, unsaved, steps)


def browser_data(
    way: saving_fields.Way, shown: ShownDay, first_day: date | None, week_panel: str
) -> dict[str, Any]:
    """The same for the browser, with the way to save it."""
    day, pain = shown.day, "" if shown.pain is None else str(shown.pain)
    return {
        "day": day.isoformat(),
        "markup": day_markup(shown),
        "status": shown.status,
        "unsaved": shown.unsaved,
        "rest": _digest(shown.today, first_day is None, week_panel),
        "fields": (  # to look into anything but a tuple, Streamlit would load pandas
            saving_fields.field_data(way, f"check-in/{day}/pain", PAIN, pain),
            saving_fields.text_area_data(way, f"check-in/{day}/note", "Note", shown.note),
        ),
    }


def ask_day(diary: Diary, person: Person, day: date, today: date, data: dict[str, Any]) -> None:
    """Show the strip, ask for the day's pain and note, offer Undo."""
    _component(
        key=KEY,
        data=data,
        on_saved_change=partial(_saved, person),
        on_day_change=partial(_open, today),
        on_week_change=partial(_look_at, day),
        on_undo_change=partial(_take_back, "undo", diary, day, today),
        on_redo_change=partial(_take_back, "redo", diary, day, today),
    )


def _digest(*shown: object) -> str:
    """Tells whether what the screen shows beside the day is still the same."""
    return blake2b(repr(shown).encode(), digest_size=8).hexdigest()


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


def _take_back(verb: str, diary: Diary, day: date, today: date) -> None:
    version = str(getattr(st.session_state[KEY], verb))
    if version.isdecimal():
        take_back(verb, diary, int(version), day, today)
