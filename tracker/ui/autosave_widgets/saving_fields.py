"""Fields that save what is typed while it is typed, and say so.

What the diary does not hold yet is kept by the browser: it survives a link, a
reload, a closed tab and a server that was killed, and is sent when one comes back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from tracker.model import NAME_LIMIT, NOTE_LIMIT
from tracker.store import Diary
from tracker.ui.autosave_widgets.field_files import CSS, HTML, SAVING, SINGLE
from tracker.web.autosave.fields import stored_text
from tracker.web.autosave.route import ADDRESS, ticket
from tracker.web.streamlit_changes import running_screen

FORGOTTEN = "forgotten-diaries"  # where the session keeps the identities of deleted ones
IDENTITIES = "identities"  # and those of the diaries that it has shown, by person
Way = Mapping[str, Any]  # to a diary: see `way_to`
_field = st.components.v2.component(
    "backbeat_field",
    html=HTML,
    css=CSS,
    js=f"{SAVING}\n{SINGLE}",
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a dose: a whole number from 1 to `most`, with the usual ones as chips."""

    field: str
    label: str
    what: str  # begins a sentence about it
    most: int
    chips: tuple[int, ...]


_DOSE = (
    _Figure("sets", "Sets", "Sets", 100, (1, 2, 3, 4)),
    _Figure("reps", "Reps", "Reps", 1000, (5, 8, 10, 12, 15)),
    _Figure("hold_seconds", "Hold, seconds", "Seconds", 3600, (5, 10, 15, 20, 30, 45, 60)),
)


def text_area(
    diary: Diary,
    name: str,
    label: str,
    *,
    placeholder: str = "",
    limit: int = NOTE_LIMIT,
    on_saved: Callable[[], None] | None = None,
) -> None:
    """A text of several lines; `name` as in :mod:`tracker.web.autosave.fields`."""
    way, stored = _as_stored(diary, name)
    _field(
        key=f"autosave-{name}",
        data=text_area_data(
            way, name, label, stored,
            placeholder=placeholder, limit=limit, redraws=on_saved is not None,
        ),
        on_saved_change=on_saved or (lambda: None),
    )  # fmt: skip


def text_area_data(
    way: Way,
    name: str,
    label: str,
    stored: str,
    *,
    placeholder: str = "",
    limit: int = NOTE_LIMIT,
    redraws: bool = True,
) -> dict[str, Any]:
    """What the browser is given for a text of several lines."""
    return field_data(
        way, name, label, stored, face="area", placeholder=placeholder, limit=limit,
        hint="Saved as you type", redraws=redraws,
    )  # fmt: skip


def text_line(
    diary: Diary,
    name: str,
    label: str,
    *,
    limit: int = NAME_LIMIT,
    on_saved: Callable[[], None] | None = None,
) -> None:
    """A text of one line; without `on_saved` nothing is drawn anew."""
    _show(diary, name, label, on_saved, face="line", limit=limit)


def number_field(
    diary: Diary,
    name: str,
    label: str,
    low: int,
    high: int,
    *,
    what: str,
    chips: Sequence[int] = (),
    required: bool = False,
    on_saved: Callable[[], None] | None = None,
) -> None:
    """A whole number, with its usual values as chips.

    Parameters
    ----------
    diary
        Whose it is.
    name
        Which field, named as in :mod:`tracker.web.autosave.fields`.
    label
        What is asked.
    low, high
        The least and the most that may be typed.
    what
        Begins a sentence about what can't be saved, such as "Sets".
    chips
        Values that are one tap away.
    required
        Whether the field may not be emptied.
    on_saved
        Called once the browser has saved something; without it nothing is drawn anew.
    """
    _show(  # to look into a list, Streamlit would load pandas; a tuple it takes as it is
        diary, name, label, on_saved, face="number", low=low, high=high, what=what,
        chips=tuple(chips), required=required,
    )  # fmt: skip


def dose_fields(diary: Diary, entry: str, on_saved: Callable[[], None]) -> None:
    """Sets, reps and seconds held; `entry` is the name of such a field without its last part."""
    for figure in _DOSE:
        number_field(
            diary,
            f"{entry}/{figure.field}",
            figure.label,
            1,
            figure.most,
            what=figure.what,
            chips=figure.chips,
            on_saved=on_saved,
        )


def time_field(
    diary: Diary,
    name: str,
    label: str,
    *,
    required: bool = True,
    on_saved: Callable[[], None] | None = None,
) -> None:
    """A time of day, as 18:30; without `on_saved` nothing is drawn anew."""
    _show(diary, name, label, on_saved, face="time", required=required)


def forget_drafts() -> None:
    """Let this browser forget what was typed for diaries that are gone and was not in them."""
    if forgotten := st.session_state.get(FORGOTTEN):
        with st.container(key="autosave-forget"):
            _field(key="forget-drafts", data={"forget": forgotten})


def _show(
    diary: Diary,
    name: str,
    label: str,
    on_saved: Callable[[], None] | None,
    **face: Any,
) -> None:
    way, stored = _as_stored(diary, name)
    _field(
        key=f"autosave-{name}",
        data=field_data(way, name, label, stored, redraws=on_saved is not None, **face),
        on_saved_change=on_saved or (lambda: None),
    )


def _as_stored(diary: Diary, name: str) -> tuple[Way, str]:
    """The way to a diary and what a field of it says, both of one moment.

    A browser takes the text of a newer version for what the diary holds. What a screen read
    before something was saved must not come with the version that the saving made.
    """
    with diary.snapshot() as now:
        return way_to(now), stored_text(now, name)


def field_data(way: Way, name: str, label: str, stored: str, **face: Any) -> dict[str, Any]:
    """What the browser is given for one field: the way to its diary, and what it holds.

    Both are of one moment: `stored` was read where `way` was.
    """
    return {
        **way,
        "field": name,
        "label": label,
        "stored": stored,
        "placeholder": "",
        "hint": "",
        **face,
    }


def way_to(diary: Diary) -> Way:
    """Whose all fields of a diary are, as of which version, and how they are saved."""
    return way_as_of(diary.version(), identity(diary), diary.person_id)


def way_as_of(version: int, known_by: str, person_id: int) -> Way:
    """The same as of a version that was read, of the diary that is `known_by` its identity."""
    return {
        "diary": known_by,
        "version": version,
        "ticket": ticket(person_id),
        "address": ADDRESS,
    }


def identity(diary: Diary) -> str:
    """What tells this diary from all others in this browser; kept where a session runs."""
    if running_screen() is None:
        return str(diary.identity())
    known: dict[int, str] = st.session_state.setdefault(IDENTITIES, {})
    if diary.person_id not in known:
        known[diary.person_id] = str(diary.identity())
    return known[diary.person_id]
