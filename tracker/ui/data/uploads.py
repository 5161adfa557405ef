"""Bringing files in: first what they would do, then one transaction, then what was done."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from tracker.charts.words import counted
from tracker.exchange.entries import List, Rejected, list_of
from tracker.exchange.importing import carry_out, preview
from tracker.exchange.plans import Preview, keeping_stored
from tracker.exchange.reading import read_uploads
from tracker.model import Person
from tracker.store import Diary, Stale, StoreError
from tracker.ui.words import short_day, unmarked

KINDS = {
    List.CHECK_INS: ("check-in", "check-ins"),
    List.READINGS: ("reading", "readings"),
    List.ACTIVITIES: ("activity", "activities"),
    List.EXERCISES: ("exercise done", "exercises done"),
    List.GOALS: ("goal", "goals"),
    List.PLAN: ("item of the plan", "items of the plan"),
    List.SKIPS: ("exercise not done", "exercises not done"),
    List.REMINDERS: ("reminder", "reminders"),
    List.QUESTIONNAIRES: ("questionnaire", "questionnaires"),
    List.ANSWERS: ("answered questionnaire", "answered questionnaires"),
    List.APPOINTMENTS: ("appointment", "appointments"),
}
TAKE_FILE, KEEP_MINE = "Take the file's", "Keep my diary's"
TABLE_HEIGHT = 420  # at most (style.css); with one, a table that scrolls is reached by keyboard
SHOWN = 500  # rows of a list on the screen; its heading gives the whole number


def ask_for_files(diary: Diary, person: Person) -> None:
    """Take files, show what they would do, and do it when the person says so."""
    _show_done()
    st.text("CSV, JSON or a zip of them. You see what would change before anything is written.")
    files = st.file_uploader(
        "Files",
        accept_multiple_files=True,
        type=["csv", "tsv", "txt", "json", "zip"],
        key=f"files-{st.session_state.get('imports', 0)}",
        label_visibility="collapsed",
    )
    if not files:
        return
    identity = (tuple(file.file_id for file in files), diary.version())
    if st.session_state.get("previewed") != identity:
        with _progress("Reading") as progress:
            found = read_uploads(
                [(file.name, file.getvalue()) for file in files],
                person.time_zone,
                progress=progress,
            )
            st.session_state["preview"] = preview(diary, found)
        st.session_state["previewed"] = identity
    _show(diary, st.session_state["preview"])


def _show(diary: Diary, plan: Preview) -> None:
    st.html(f'<p class="bb-counts">{_counts(plan)}</p>')
    if plan.updates:
        st.text(f"{counted(plan.updated, 'entry differs', 'entries differ')} from your diary.")
        _table(
            [
                {
                    "Day": short_day(update.day) if update.day else "",
                    "What": difference.field.replace("_", " "),
                    "Your diary": _cell(difference.stored),
                    "The file": _cell(difference.file),
                }
                for update in plan.updates[:SHOWN]
                for difference in update.differences
            ]
        )
        plan = _settled(plan)
    if plan.rejected:
        st.text(f"{counted(len(plan.rejected), 'row')} can't be read and will be left out.")
        _table(_refusals(plan.rejected))
    for notice in plan.notices:
        st.text(notice)
    if plan.added or plan.updated:
        st.button(
            f"Bring in {counted(plan.added + plan.updated, 'entry', 'entries')}",
            type="primary",
            key="bring-in",
            on_click=_bring_in,
            args=(diary, plan),
        )


def _settled(plan: Preview) -> Preview:
    """Let the person say which of two different values stays."""
    choice = st.segmented_control(
        "Where they differ",
        [TAKE_FILE, KEEP_MINE],
        default=TAKE_FILE,
        required=True,
        key="where-they-differ",
    )
    if choice == TAKE_FILE:
        st.caption("What your diary says now stays in its history.")
        return plan
    st.caption("The file only fills in what your diary doesn't say.")
    return keeping_stored(plan)


def _bring_in(diary: Diary, plan: Preview) -> None:
    try:
        with _progress("Writing") as progress:
            carry_out(diary, plan, progress=progress)
    except Stale:
        st.session_state["import-done"] = (
            "The diary changed meanwhile, so nothing was written. Here is what the files would "
            "do now."
        )
        st.session_state.pop("previewed", None)
    except StoreError as error:
        st.session_state["import-done"] = f"Nothing was brought in. {error}"
    else:
        kept = f" {counted(len(plan.rejected), 'row')} left out." if plan.rejected else ""
        st.session_state["import-done"] = (
            f"Done: {plan.added:,} added, {plan.updated:,} changed.{kept}"
        )
        st.session_state["imports"] = st.session_state.get("imports", 0) + 1


def _show_done() -> None:
    if done := st.session_state.pop("import-done", None):
        st.info(unmarked(done))


def _counts(plan: Preview) -> str:
    by_kind = dict.fromkeys(KINDS, 0)
    for entry in plan.additions:
        by_kind[list_of(entry)] += 1
    new = [counted(number, *KINDS[kind]) for kind, number in by_kind.items() if number]
    parts = [f"<strong>{plan.added:,} new</strong>" + (f" ({', '.join(new)})" if new else "")]
    parts.append(f"<strong>{plan.updated:,}</strong> would change")
    parts.append(f"<strong>{plan.unchanged:,}</strong> already there")
    parts.append(f"<strong>{len(plan.rejected):,}</strong> refused")
    return " · ".join(parts)


def _refusals(rejected: Sequence[Rejected]) -> list[dict[str, Any]]:
    return [
        {
            "File": unmarked(refusal.file),
            "Row": refusal.row or "",
            "Why": unmarked(refusal.reason),
        }
        for refusal in rejected[:SHOWN]
    ]


def _table(rows: list[dict[str, Any]]) -> None:
    st.table(rows, hide_index=True, height=TABLE_HEIGHT)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return unmarked(", ".join(map(str, value)))
    return "" if value is None else unmarked(str(value))


class _progress:  # noqa: N801 - used as `with _progress(...)`
    """A progress bar that shows itself only once there is something to wait for."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._place = st.empty()

    def __enter__(self) -> Callable[[int, int], None]:
        return self._report

    def __exit__(self, *_: object) -> None:
        self._place.empty()

    def _report(self, done: int, total: int) -> None:
        if total:
            self._place.progress(min(1.0, done / total), f"{self._what}: {done:,} of {total:,}")
