"""What an import would do: counts, what differs, doubles, how hard, and what is refused."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import streamlit as st

from tracker.files.csv_text import escape_formulas
from tracker.files.entry_types import EntryType, type_of
from tracker.files.named_bytes import ExportFile
from tracker.importing.parse_result import RejectedRow
from tracker.importing.preview import (
    FileCount,
    Preview,
    Update,
    intensities,
    keeping_stored,
    taking_files,
    with_intensities,
)
from tracker.model import Intensity
from tracker.ui.data.duplicate_picker import choose_duplicates
from tracker.ui.download_button import download_button, show_download_trouble
from tracker.ui.formatting import capital, escape_markdown, short_day
from tracker.ui.regional import counted, number_text

KINDS = {
    EntryType.CHECK_INS: ("check-in", "check-ins"),
    EntryType.READINGS: ("reading", "readings"),
    EntryType.ACTIVITIES: ("activity", "activities"),
    EntryType.EXERCISES: ("exercise done", "exercises done"),
    EntryType.GOALS: ("goal", "goals"),
    EntryType.PLAN: ("item of the plan", "items of the plan"),
    EntryType.SKIPS: ("exercise not done", "exercises not done"),
    EntryType.REMINDERS: ("reminder", "reminders"),
    EntryType.QUESTIONNAIRES: ("questionnaire", "questionnaires"),
    EntryType.ANSWERS: ("answered questionnaire", "answered questionnaires"),
    EntryType.APPOINTMENTS: ("appointment", "appointments"),
    EntryType.MEDICINES: ("medicine taken", "medicines taken"),
    EntryType.EVENTS: ("event", "events"),
    EntryType.OWN_EXERCISES: ("exercise of your own", "exercises of your own"),
}
TAKE_FILE, KEEP_MINE = "Take the file's", "Keep my diary's"
KEEP_BY_HAND, TAKE_OVER = "Keep mine", "Take the file's"
TABLE_HEIGHT = 420  # at most (controls.css); with one, a table that scrolls is reached by keyboard
SHOWN = 500  # rows of a list on the screen; its heading gives the whole number
LONGEST = 1_000  # characters of a value; a form's definition may have many more
LONG = 10  # refused rows that are offered as a file
KINDS_SHOWN = 12


def show_preview(plan: Preview) -> Preview:
    """Show it and let the person choose; returns the plan as chosen."""
    counts = st.empty()
    if len(plan.files) > 1:
        _files(plan.files)
    if plan.updates:
        st.text(f"{counted(plan.updated, 'entry differs', 'entries differ')} from your diary.")
        _table(_differences(plan.updates))
        plan = _settled(plan)
    if plan.kept:
        plan = _by_hand(plan)
    if plan.duplicates:
        plan = choose_duplicates(plan)
    if intensities(plan):
        plan = _how_hard(plan)
    if plan.left_out or st.session_state.get("look-again"):
        _left_out_before(plan)
    if plan.rejected:
        _refused(plan.rejected)
    for notice in plan.notices:
        st.text(notice)
    counts.html(f'<p class="bb-counts">{_counts(plan)}</p>')
    return plan


def _counts(plan: Preview) -> str:
    by_kind = dict.fromkeys(KINDS, 0)
    for entry in plan.new:
        by_kind[type_of(entry)] += 1
    without = plan.days_without_minutes
    by_kind[EntryType.ACTIVITIES] -= without
    new = [counted(number, *KINDS[kind]) for kind, number in by_kind.items() if number]
    if without:
        new.append(f"{counted(without, 'day', 'days')} without active minutes")
    parts = [
        f"<strong>{number_text(plan.added)} new</strong>" + (f" ({', '.join(new)})" if new else "")
    ]
    parts.append(f"<strong>{number_text(plan.updated)}</strong> would change")
    parts.append(f"<strong>{number_text(plan.unchanged)}</strong> already there")
    if plan.duplicates:
        parts.append(
            f"<strong>{number_text(len(plan.duplicates))}</strong> recorded more than once"
        )
    parts.append(f"<strong>{number_text(len(plan.rejected))}</strong> refused")
    return " · ".join(parts)


def _files(files: Sequence[FileCount]) -> None:
    with st.expander(f"{number_text(len(files))} files", key="import-files"):
        _table(
            [
                {
                    "File": escape_markdown(file.file),
                    "From": escape_markdown(", ".join(file.sources)),
                    "New": file.added,
                    "Changed": file.updated,
                    "There": file.unchanged + file.left_out,
                    "Doubles": file.duplicates,
                    "Refused": file.rejected,
                }
                for file in files[:SHOWN]
            ]
        )


def _differences(updates: Sequence[Update]) -> list[dict[str, Any]]:
    return [
        {
            "Day": short_day(update.day) if update.day else "",
            "What": difference.field.replace("_", " "),
            "Your diary": _cell(difference.stored),
            "The file": _cell(difference.file),
        }
        for update in updates[:SHOWN]
        for difference in update.differences
    ]


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
        st.caption("What your diary had stays in its history.")
        return plan
    st.caption("The file only fills in what your diary doesn't say.")
    return keeping_stored(plan)


def _by_hand(plan: Preview) -> Preview:
    """What the person changed after an import stays, unless they say otherwise."""
    stays = counted(len(plan.kept), "entry that you changed", "entries that you changed")
    st.text(
        f"{stays} by hand stay as you have them."
        if len(plan.kept) > 1
        else f"{stays} by hand stays as you have it."
    )
    _table(_differences(plan.kept))
    choice = st.segmented_control(
        "What you changed by hand",
        [KEEP_BY_HAND, TAKE_OVER],
        default=KEEP_BY_HAND,
        required=True,
        key="changed-by-hand",
    )
    return plan if choice == KEEP_BY_HAND else taking_files(plan)


def _how_hard(plan: Preview) -> Preview:
    """The intensity of each kind that no file tells, for all of it at once."""
    st.subheader("How hard was it?", anchor=False)
    st.caption(
        "Your files don't say, so the usual intensity is used. Vigorous minutes count "
        "twice, light ones don't count. Your choice is kept for the next time."
    )
    found = sorted(intensities(plan).items(), key=lambda kind: -sum(kind[1].values()))
    wanted: dict[str, Intensity] = {}
    for kind, numbers in found[:KINDS_SHOWN]:
        usual = max(numbers, key=lambda intensity: numbers[intensity])
        times = counted(sum(numbers.values()), "time")
        chosen = st.segmented_control(
            escape_markdown(f"{capital(kind)}, {times}"),
            list(Intensity),
            default=usual,
            required=True,
            format_func=lambda intensity: capital(str(intensity)),
            key=f"how-hard-{kind}-{st.session_state.get('preview-number', 0)}",
        )
        if chosen is not None and chosen != usual:
            wanted[kind] = Intensity(chosen)
    if len(found) > KINDS_SHOWN:
        st.caption(f"{len(found) - KINDS_SHOWN} other kinds are taken as usual.")
    return with_intensities(plan, wanted) if wanted else plan


def _left_out_before(plan: Preview) -> None:
    if plan.left_out:
        rows = counted(plan.left_out, "recording stays", "recordings stay")
        st.text(f"{rows} out, because you left them out or removed them before.")
    st.checkbox("Look at them again", key="look-again")


def _refused(rejected: Sequence[RejectedRow]) -> None:
    files = sum(refusal.row is None for refusal in rejected)
    if files:
        st.text(f"{counted(files, 'file')} can't be read.")
    if rows := len(rejected) - files:
        st.text(f"{counted(rows, 'row')} can't be read and will be left out.")
    _table(
        [
            {
                "File": escape_markdown(refusal.file),
                "Row": refusal.row or "",
                "Why": escape_markdown(refusal.reason),
            }
            for refusal in rejected[:SHOWN]
        ]
    )
    if len(rejected) > LONG:
        show_download_trouble("download-refused")
        download_button(
            "Download the list",
            lambda: ExportFile("not-imported.csv", "text/csv", refusals_csv(rejected)),
            key="download-refused",
        )


def refusals_csv(rejected: Sequence[RejectedRow]) -> bytes:
    """All that was refused, as a table for a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "row", "reason"))
    for refusal in rejected:
        writer.writerow(escape_formulas((refusal.file, str(refusal.row or ""), refusal.reason)))
    return out.getvalue().encode("utf-8-sig")  # with the mark that Excel needs


def _table(rows: list[dict[str, Any]]) -> None:
    st.table(rows, hide_index=True, height=TABLE_HEIGHT)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return escape_markdown(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
