"""Events: what may matter for the back, from a day on, until an end where that is known."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from tracker.model import EARLIEST_DAY, LATEST_DAY, NAME_LIMIT, Event, EventKind, InvalidValue
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import text_area, text_line
from tracker.ui.check_in.entry_form import FilledForm, FormField, add_filled, entry_form
from tracker.ui.check_in.entry_row import entry_row
from tracker.ui.check_in.saving import redraw, refuse, remove, save, saved_by_itself
from tracker.ui.formatting import capital, short_day
from tracker.ui.session import sync_clearable, sync_widget

KINDS = {
    EventKind.TREATMENT: "Treatment began",
    EventKind.INJECTION: "Injection",
    EventKind.FALL: "Fall",
    EventKind.ILLNESS: "Illness",
    EventKind.WORK: "Work changed",
    EventKind.OTHER: "Something else",
}
LASTING = {EventKind.TREATMENT, EventKind.ILLNESS}  # go on until the person says when they ended
SHOWN_FOR = timedelta(days=120)  # after so long what has no end is shown on its own day only
NOTE = "Note about this event"
NO_KIND = "Not added yet: choose what it was."
NO_WORDS = "Not added yet: say in your words what it was."


def ask_events(diary: Diary, day: date) -> None:
    """List what began on the day or still went on, and ask for another."""
    st.header("Events", anchor=False)
    known = diary.events(None, day)
    for event in known:
        if event.date == day or _goes_on(event, day):
            change = partial(_change, diary, event)
            entry_row(event.uid, "event", _in_words(event, day), event.note, change)
    adding = st.popover("Add an event", on_change="rerun", key=_adding(day))
    if adding.open:
        with adding:
            stored = [event.uid for event in known if event.date == day]
            entry_form(diary, _form(day), _fields(day), stored, partial(_add, diary, day))


def _fields(day: date) -> tuple[FormField, ...]:
    return (
        FormField("kind", "What it was", choices=tuple((str(k), KINDS[k]) for k in KINDS)),
        FormField("text", "In your words", NAME_LIMIT),
        FormField("ends", "Until (optional)", first=day.isoformat()),
    )


def _goes_on(event: Event, day: date) -> bool:
    if event.ends is not None:
        return event.ends >= day
    return event.kind in LASTING and day - event.date <= SHOWN_FOR


def _in_words(event: Event, day: date) -> str:
    """Such as "Physiotherapy (treatment began), since Mon 2 Nov, until Fri 4 Dec"."""
    named = event.text and event.kind is not EventKind.OTHER
    parts = [f"{capital(event.text)} ({event.kind})" if named else capital(event.words)]
    if event.date != day:
        parts.append(f"since {short_day(event.date)}")
    if event.ends is not None and event.ends != event.date:
        parts.append(f"until {short_day(event.ends)}")
    return ", ".join(parts)


def _change(diary: Diary, event: Event) -> None:
    text_line(
        diary,
        f"event/{event.date}/{event.uid}/text",
        "In your words",
        on_saved=partial(saved_by_itself, event.date, "rest"),
    )
    kind, first, ends = (f"event-{what}-{event.uid}" for what in ("kind", "first", "ends"))
    st.pills(
        "What it was",
        list(KINDS),
        default=sync_widget(kind, event.kind),
        format_func=KINDS.__getitem__,
        required=True,
        key=kind,
        on_change=_set,
        args=(diary, event, "kind", kind),
    )
    today = diary.person().today()
    st.date_input(
        "From",
        sync_widget(first, event.date),
        min_value=EARLIEST_DAY,
        max_value=min(today, event.ends or today),
        key=first,
        on_change=_set,
        args=(diary, event, "date", first),
    )
    sync_clearable(ends, event.ends)
    st.date_input(
        "Until (optional)",
        value=None,
        min_value=event.date,
        max_value=LATEST_DAY,
        key=ends,
        on_change=_set,
        args=(diary, event, "ends", ends),
    )
    text_area(
        diary,
        f"event/{event.date}/{event.uid}/note",
        NOTE,
        on_saved=partial(saved_by_itself, event.date, "rest"),
    )
    st.button("Remove", key=f"remove-{event.uid}", on_click=_remove, args=(diary, event))


def _set(diary: Diary, event: Event, field: str, key: str) -> None:
    answer = st.session_state[key]
    if answer is None and field != "ends":
        redraw("rest")
        return
    try:
        match field:
            case "kind":
                mine = replace(event, kind=EventKind(answer))
            case "date":
                mine = replace(event, date=answer)
            case _:
                mine = replace(event, ends=answer)
    except InvalidValue as error:
        refuse(event.date, error)
        redraw("rest")
        return
    save(diary, mine, event)
    redraw("rest")


def _remove(diary: Diary, event: Event) -> None:
    day = event.date
    stored = next((one for one in diary.events(day, day) if one.uid == event.uid), event)
    # What is typed may have been typed here since it was drawn; the rest is another window's.
    typed = replace(stored, text=event.text, note=event.note)
    remove(diary, stored if typed == event else event)
    redraw("rest")


def _add(diary: Diary, day: date) -> None:
    def build(filled: FilledForm) -> Event:
        said = filled.values
        ends = _read_day(said.get("ends", ""))
        return Event(day, EventKind(said["kind"]), said.get("text", ""), ends, uid=filled.uid)

    add_filled(diary, _form(day), _adding(day), _missing, build)


def _missing(said: dict[str, str]) -> str:
    if said.get("kind") not in set(EventKind):
        return NO_KIND
    return NO_WORDS if said["kind"] == EventKind.OTHER and not said.get("text") else ""


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidValue("ends", text, "a date") from None


def _form(day: date) -> str:
    return f"event-form-{day}"


def _adding(day: date) -> str:
    return f"event-add-{day}"
