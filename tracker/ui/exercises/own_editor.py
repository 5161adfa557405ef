"""Exercises of one's own, as from a physiotherapist: named, then changed in place."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from tracker.files.errors import FileError
from tracker.library import is_name_of_library
from tracker.model import TERM_LIMIT, ChangeSource, ExerciseKind, OwnExercise, Region
from tracker.store import Diary
from tracker.ui.autosave_widgets.saving_fields import dose_fields, text_area, text_line
from tracker.ui.exercises.own_picture import picture_markup
from tracker.ui.formatting import capital, escape_markdown, label
from tracker.ui.problems import NOT_SAVED, attempt, show_problem
from tracker.ui.session import sync_widget

BY = ChangeSource.PLAN
PROBLEM = "own-problem"
PLACES = "own-places"  # by the name now: the one that an exercise had when it was first drawn
FIRST_KIND = ExerciseKind.MOBILITY  # counts nowhere until the person says that it strengthens
RENAMED = "own-renamed"  # which exercise got another name last
KINDS = "What it is for. Strengthening counts towards your strength days."
NAME_TAKEN = "The library has an exercise with that name. Choose another name."
ALSO = "Name in older files"
STEPS = "Lie on your back.\nSlide one heel towards you."


def find_own(owned: Sequence[OwnExercise], name: str) -> OwnExercise | None:
    """The exercise of this name among one's own; case doesn't matter."""
    return next((one for one in owned if one.name_lower == name.lower()), None)


def own_editor(
    diary: Diary, owned: Sequence[OwnExercise], leave_plan: Callable[[str], None]
) -> None:
    """Each exercise of one's own, folded; every change is saved as it is made.

    `leave_plan` is called with the name of one that is removed.
    """
    show_problem(PROBLEM)
    if owned:
        st.header("Your own exercises", anchor=False)
    for own in owned:
        fold = st.expander(label(capital(own.name)), on_change="rerun", key=_key("open", own.name))
        if fold.open:
            with fold:
                _edit(diary, own, leave_plan)


def _edit(diary: Diary, own: OwnExercise, leave_plan: Callable[[str], None]) -> None:
    name = own.name
    _name(diary, own)
    _choice(diary, own, "kind", KINDS, list(ExerciseKind))
    _choice(diary, own, "region", "Where it works", list(Region))
    text_area(
        diary,
        f"own-exercise/{name}/steps",
        "Steps, one a line",
        placeholder=STEPS,
        on_saved=_drawn_anew,
    )
    dose_fields(diary, f"own-exercise/{name}", _drawn_anew)
    sides = _key("sides", name)
    st.toggle(
        "Each side",
        sync_widget(sides, own.each_side),
        key=sides,
        on_change=_changed,
        args=(diary, name, "each_side", sides),
    )
    _picture(diary, own)
    st.button(
        "Remove this exercise",
        key=_key("remove", name),
        on_click=_remove,
        args=(diary, name, leave_plan),
        help="What you recorded stays in your diary.",
    )


def _name(diary: Diary, own: OwnExercise) -> None:
    """Its name; one that was refused stays in the field, with why."""
    key, refused = _key("name", own.name), _key("refused", own.name)
    if key not in st.session_state:  # drawn for the first time, or after another screen
        st.session_state.pop(refused, None)
    shown = st.session_state[key] if refused in st.session_state else sync_widget(key, own.name)
    # A fold with another label is another one: the script of the plan puts the focus back.
    renamed = st.session_state.get(RENAMED) == own.name
    with st.container(key="own-renamed-name") if renamed else nullcontext():
        st.text_input(
            "Name",
            shown,
            key=key,
            max_chars=TERM_LIMIT,
            on_change=_rename,
            args=(diary, own.name, key),
        )
    if problem := st.session_state.get(refused):
        st.error(escape_markdown(problem))
    if own.other_names:
        names = escape_markdown(", ".join(own.other_name_list))
        st.caption(f"{ALSO} {names}.")


def _rename(diary: Diary, name: str, key: str) -> None:
    """Rename it in all that was done and planned of it, too; its part of the screen stays."""
    new = " ".join(st.session_state[key].split())
    st.session_state.pop(_key("refused", name), None)
    if not rename_own(diary, name, new or name, _key("refused", name)):
        return
    places = st.session_state.setdefault(PLACES, {})
    places[new or name] = places.pop(name, name)
    st.session_state[_key("open", new or name)] = True
    st.session_state[RENAMED] = new or name


def rename_own(diary: Diary, name: str, new: str, problem: str) -> bool:
    """Give an exercise of one's own another name; why it can't have it is noted at `problem`."""
    if new.lower() != name.lower() and is_name_of_library(new):
        st.session_state[problem] = f"{NOT_SAVED} {NAME_TAKEN}"
        return False
    return attempt(lambda: diary.rename_own_exercise(name, new, by=BY), problem)


def _choice(diary: Diary, own: OwnExercise, field: str, said: str, options: list[Any]) -> None:
    key = _key(field, own.name)
    st.segmented_control(
        said,
        options,
        default=sync_widget(key, getattr(own, field)),
        format_func=capital,
        required=field == "kind",
        key=key,
        on_change=_changed,
        args=(diary, own.name, field, key),
    )


def _picture(diary: Diary, own: OwnExercise) -> None:
    name = own.name
    # A new field after each picture, so that the next one can be chosen.
    turn = _key(f"picture-{st.session_state.get(_key('turn', name), 0)}", name)
    st.file_uploader(
        "Another picture (JPEG or PNG)" if own.picture else "A picture (JPEG or PNG)",
        type=["jpg", "jpeg", "png"],
        key=turn,
        on_change=_picture_chosen,
        args=(diary, name, turn),
    )
    if own.picture is None:
        return
    st.html(f'<p class="bb-own-shown">{picture_markup(own)}</p>')
    text_line(diary, f"own-exercise/{name}/picture_text", "What the picture shows, in words")
    st.button(
        "Remove the picture",
        key=_key("no-picture", name),
        on_click=partial(save_own, diary, name, picture=None, picture_text=""),
    )


def _picture_chosen(diary: Diary, name: str, key: str) -> None:
    if (chosen := st.session_state[key]) is not None:
        turn = _key("turn", name)
        st.session_state[turn] = st.session_state.get(turn, 0) + 1
        set_picture(diary, name, chosen.getvalue())


def set_picture(diary: Diary, name: str, data: bytes) -> None:
    """Give an exercise of one's own a picture; why it can't be one is noted and said."""
    from tracker.files.pictures import shrunk_picture

    try:
        small = shrunk_picture(data)
    except FileError as error:
        st.session_state[PROBLEM] = f"{NOT_SAVED} {error}"
        return
    save_own(diary, name, picture=small)


def add_own(diary: Diary, name: str) -> bool:
    """Make an exercise of one's own of that name, or bring back the one that was removed.

    It is shown opened. Returns whether it is there: a name of the library's, its workouts
    included, is not taken, as by an import.
    """
    before = diary.own_exercise(name)
    if before is None and is_name_of_library(name):
        st.session_state[PROBLEM] = f"{NOT_SAVED} {NAME_TAKEN}"
        return False
    after = replace(before, archived=False) if before else None

    def write() -> None:
        diary.save(after or OwnExercise(name, FIRST_KIND), before, by=BY)

    if not attempt(write, PROBLEM):
        return False
    name = after.name if after else name
    places = st.session_state.get(PLACES, {})
    if name not in places and name in places.values():  # another one's, that was called so
        places[name] = f"{name}/{diary.version()}"
    st.session_state[_key("open", name)] = True
    return True


def save_own(diary: Diary, name: str, **fields: Any) -> None:
    """Change an exercise of one's own; what this doesn't name stays."""
    before = diary.own_exercise(name)
    if before is not None:
        attempt(lambda: diary.save(replace(before, **fields), before, by=BY), PROBLEM)


def _changed(diary: Diary, name: str, field: str, key: str) -> None:
    save_own(diary, name, **{field: st.session_state[key]})


def _remove(diary: Diary, name: str, leave_plan: Callable[[str], None]) -> None:
    save_own(diary, name, archived=True)
    leave_plan(name)


def _drawn_anew() -> None:
    """What was typed is seen in the plan as well: the run that follows draws it."""


def _key(what: str, name: str) -> str:
    """A widget's key; a new name of the exercise leaves it, so that what was begun stays."""
    return f"own-{what}-{st.session_state.get(PLACES, {}).get(name, name)}"
