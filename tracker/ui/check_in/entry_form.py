"""A small form for a new entry, kept by the browser until the entry is in the diary."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import streamlit as st

from tracker.model import Event, InvalidValue, MedicineTaken
from tracker.store import Diary
from tracker.ui.autosave_widgets import field_files, saving_fields
from tracker.ui.check_in.saving import redraw, save
from tracker.ui.formatting import escape_markdown

New = TypeVar("New", MedicineTaken, Event)
UNTIL_ADDED = "Press Add to save this. Until then it is only in this browser."


@dataclass(frozen=True, slots=True)
class FormField:
    """What is asked: a text of up to `limit` characters, a choice, a time, a day from `first`."""

    name: str
    label: str
    limit: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    first: str = ""
    clock: bool = False


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What was said; `uid` is the new entry's, so that a second press adds nothing."""

    uid: UUID
    values: dict[str, str]


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_form = st.components.v2.component(
    "backbeat_entry_form",
    html='<form novalidate></form>\n<p class="state" role="status"></p>',
    css=f"{field_files.CSS}\n{_read('entry_form.css')}",
    js="\n".join((field_files.SAVING, _read("entry_form.js"))),
)


def entry_form(
    diary: Diary,
    name: str,
    fields: Sequence[FormField],
    stored: Sequence[UUID],
    on_added: Callable[[], None],
) -> None:
    """Ask for a new entry; `stored` are those there are: what is among them is asked no more."""
    problem = st.session_state.pop(_problem(name), None)
    _form(
        key=name,
        data={
            "diary": saving_fields.identity(diary),
            "form": name,
            "stored": tuple(map(str, stored)),
            "refused": problem is not None,  # else what is refused would not be drawn again
            "hint": UNTIL_ADDED,
            "fields": tuple(
                {
                    "name": field.name,
                    "label": field.label,
                    "limit": field.limit,
                    "choices": field.choices,
                    "first": field.first,
                    "clock": field.clock,
                }
                for field in fields
            ),
        },
        on_added_change=on_added,
    )
    if problem:
        st.warning(escape_markdown(problem))


def refuse_form(name: str, problem: str) -> None:
    """Note why nothing was added, to be said by the form once; it stays filled in."""
    st.session_state[_problem(name)] = problem


def _problem(name: str) -> str:
    return f"{name}-problem"


def add_filled(
    diary: Diary,
    name: str,
    adding: str,
    missing: Callable[[dict[str, str]], str],
    build: Callable[[FilledForm], New],
) -> None:
    """Save the entry of a form that was sent, and close the popover `adding`.

    `missing` says what is still to be filled in, if anything; `build` makes the entry, or
    raises InvalidValue. What can't be added stays in the form, which says why.
    """
    filled = filled_form(name)
    if filled is None:
        return
    problem = missing(filled.values)
    if not problem:
        try:
            if save(diary, build(filled)) is not None:
                st.session_state[adding] = False
        except InvalidValue as error:
            problem = f"Not added. {error}"
    if problem:
        refuse_form(name, problem)
    redraw("rest")


def filled_form(name: str) -> FilledForm | None:
    """What the browser sent with Add; None where it sent nothing that can be read."""
    state: Any = st.session_state.get(name) or {}
    sent = state.get("added")
    try:
        values = {str(key): str(value).strip() for key, value in sent["values"].items()}
        return FilledForm(UUID(sent["uid"]), values)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
