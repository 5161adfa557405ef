"""Medicine taken: what was taken lately in one tap, anything else in the person's words."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from tracker.model import NAME_LIMIT, TERM_LIMIT, MedicineKind, MedicineTaken
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import text_line
from tracker.ui.check_in.entry_form import FilledForm, FormField, add_filled, entry_form
from tracker.ui.check_in.saving import redraw, remove, save, saved_by_itself
from tracker.ui.formatting import capital, escape_markdown, medicine_text
from tracker.ui.session import sync_widget

LATELY = 4
KINDS = {
    MedicineKind.OVER_THE_COUNTER: "Over the counter",
    MedicineKind.PRESCRIBED: "Prescribed",
}
NO_NAME = "Not added yet: say what you took."
FIELDS = (
    FormField("medicine", "Medicine", NAME_LIMIT),
    FormField("amount", "Amount, such as 400 mg or 1 tablet", TERM_LIMIT),
    FormField("kind", "How you came by it", choices=tuple((str(k), KINDS[k]) for k in KINDS)),
)


def ask_medicine(diary: Diary, day: date) -> None:
    """List what was taken on the day, offer what was taken lately, and anything else."""
    st.header("Medicine", anchor=False)
    taken = diary.medicines(day, day)
    for medicine in taken:
        _row(diary, medicine)
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


def _row(diary: Diary, taken: MedicineTaken) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"row-{taken.uid}"):
        st.text(_in_words(taken))
        change = st.popover("Change", type="tertiary", on_change="rerun", key=f"change-{taken.uid}")
    if change.open:
        with change:
            _change(diary, taken)


def _in_words(taken: MedicineTaken) -> str:
    clock = f"{taken.taken_at:%H:%M}" if taken.taken_at else ""
    kind = str(taken.kind or "")
    return ", ".join(part for part in (capital(medicine_text(taken)), kind, clock) if part)


def _change(diary: Diary, taken: MedicineTaken) -> None:
    name = f"medicine/{taken.date}/{taken.uid}"
    saved = partial(saved_by_itself, taken.date, "rest")
    text_line(diary, f"{name}/medicine", "Medicine", taken.medicine, on_saved=saved)
    text_line(diary, f"{name}/amount", "Amount", taken.amount, limit=TERM_LIMIT, on_saved=saved)
    key = f"medicine-kind-{taken.uid}"
    sync_widget(key, taken.kind)
    st.segmented_control(
        "How you came by it",
        list(KINDS),
        format_func=KINDS.__getitem__,
        key=key,
        on_change=_set_kind,
        args=(diary, taken, key),
    )
    st.button("Remove", key=f"remove-{taken.uid}", on_click=_remove, args=(diary, taken))


def _set_kind(diary: Diary, taken: MedicineTaken, key: str) -> None:
    kind = st.session_state[key]
    save(diary, replace(taken, kind=MedicineKind(kind) if kind else None), taken)
    redraw("rest")


def _remove(diary: Diary, taken: MedicineTaken) -> None:
    day = taken.date
    stored = next((one for one in diary.medicines(day, day) if one.uid == taken.uid), taken)
    # Its words may have been typed here since it was drawn; anything else is another window's.
    typed = replace(stored, medicine=taken.medicine, amount=taken.amount)
    remove(diary, stored if typed == taken else taken)
    redraw("rest")


def _again(diary: Diary, taken: MedicineTaken) -> None:
    save(diary, taken)
    redraw("rest")


def _add(diary: Diary, day: date) -> None:
    def build(filled: FilledForm) -> MedicineTaken:
        said = filled.values
        kind = MedicineKind(said["kind"]) if said.get("kind") else None
        return MedicineTaken(day, said["medicine"], said.get("amount", ""), kind, uid=filled.uid)

    add_filled(diary, _form(day), _adding(day), _missing, build)


def _missing(said: dict[str, str]) -> str:
    return "" if said.get("medicine") else NO_NAME


def _form(day: date) -> str:
    return f"medicine-form-{day}"


def _adding(day: date) -> str:
    return f"medicine-add-{day}"
