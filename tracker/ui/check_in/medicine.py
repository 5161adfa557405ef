"""Medicine taken: what was taken lately in one tap, anything else in the person's words."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from tracker.model import NAME_LIMIT, TERM_LIMIT, MedicineKind, MedicineTaken
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import text_area, text_line, time_field
from tracker.ui.check_in.entry_form import FilledForm, FormField, add_filled, entry_form
from tracker.ui.check_in.entry_row import entry_row
from tracker.ui.check_in.saving import redraw, remove, save, saved_by_itself
from tracker.ui.formatting import capital, escape_markdown, medicine_text
from tracker.ui.regional import clock_text
from tracker.ui.session import sync_widget

LATELY = 4
KINDS = {
    MedicineKind.OVER_THE_COUNTER: "Over the counter",
    MedicineKind.PRESCRIBED: "Prescribed",
}
NO_NAME = "Not added yet: say what you took."
TIME_OF_DAY = "Time of day (optional)"
NOTE = "Note about this medicine"
FIELDS = (
    FormField("medicine", "Medicine", NAME_LIMIT),
    FormField("amount", "Amount, such as 400 mg or 1 tablet", TERM_LIMIT),
    FormField("kind", "How you got it", choices=tuple((str(k), KINDS[k]) for k in KINDS)),
    FormField("at", TIME_OF_DAY, clock=True),
)


def ask_medicine(diary: Diary, day: date) -> None:
    """List what was taken on the day, offer what was taken lately, and anything else."""
    st.header("Medicine", anchor=False)
    taken = diary.medicines(day, day)
    for medicine in taken:
        change = partial(_change, diary, medicine)
        entry_row(medicine.uid, "medicine", _in_words(medicine), medicine.note, change)
    with st.container(horizontal=True, key="medicine-again"):
        for usual in diary.recent_medicines(LATELY):
            # The chip is another one once something was added: a double tap adds one.
            again = MedicineTaken(day, usual.medicine, usual.amount, usual.kind)
            st.button(
                escape_markdown(f"+ {capital(medicine_text(again))}"),
                key=f"medicine-again-{day}-{len(taken)}-{medicine_text(again)}-{again.kind}",
                on_click=_again,
                args=(diary, again),
            )
        adding = st.popover("Add a medicine", on_change="rerun", key=_adding(day))
    if adding.open:
        with adding:
            name = _form(day)
            stored = [medicine.uid for medicine in taken]
            entry_form(diary, name, FIELDS, stored, partial(_add, diary, day))


def _in_words(taken: MedicineTaken) -> str:
    kind = str(taken.kind or "")
    time = clock_text(taken.taken_at) if taken.taken_at else ""
    return ", ".join(part for part in (capital(medicine_text(taken)), kind, time) if part)


def _change(diary: Diary, taken: MedicineTaken) -> None:
    name = f"medicine/{taken.date}/{taken.uid}"
    saved = partial(saved_by_itself, taken.date, "rest")
    text_line(diary, f"{name}/medicine", "Medicine", on_saved=saved)
    text_line(diary, f"{name}/amount", "Amount", limit=TERM_LIMIT, on_saved=saved)
    key = f"medicine-kind-{taken.uid}"
    st.segmented_control(
        "How you got it",
        list(KINDS),
        default=sync_widget(key, taken.kind),
        format_func=KINDS.__getitem__,
        key=key,
        on_change=_set_kind,
        args=(diary, taken, key),
    )
    time_field(diary, f"{name}/taken_at", TIME_OF_DAY, required=False, on_saved=saved)
    text_area(diary, f"{name}/note", NOTE, on_saved=saved)
    st.button("Remove", key=f"remove-{taken.uid}", on_click=_remove, args=(diary, taken))


def _set_kind(diary: Diary, taken: MedicineTaken, key: str) -> None:
    kind = st.session_state[key]
    save(diary, replace(taken, kind=MedicineKind(kind) if kind else None), taken)
    redraw("rest")


def _remove(diary: Diary, taken: MedicineTaken) -> None:
    day = taken.date
    stored = next((one for one in diary.medicines(day, day) if one.uid == taken.uid), taken)
    # What is typed may have been typed here since it was drawn; the kind is another window's.
    remove(diary, stored if stored.kind is taken.kind else taken)
    redraw("rest")


def _again(diary: Diary, taken: MedicineTaken) -> None:
    save(diary, taken)
    redraw("rest")


def _add(diary: Diary, day: date) -> None:
    def build(filled: FilledForm) -> MedicineTaken:
        said = filled.values
        kind = MedicineKind(said["kind"]) if said.get("kind") else None
        at = said.get("at")
        moment = diary.person().past_moment("time of day", day, at) if at else None
        name, amount = said["medicine"], said.get("amount", "")
        return MedicineTaken(day, name, amount, kind, moment, uid=filled.uid)

    add_filled(diary, _form(day), _adding(day), _missing, build)


def _missing(said: dict[str, str]) -> str:
    return "" if said.get("medicine") else NO_NAME


def _form(day: date) -> str:
    return f"medicine-form-{day}"


def _adding(day: date) -> str:
    return f"medicine-add-{day}"
