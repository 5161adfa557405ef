"""Bringing files in: first what they would do, then one transaction, then what was done."""

from dataclasses import replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from tracker.importing.described_files import with_answers
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parsed_files import ParsedFiles
from tracker.importing.parser_process import parse_uploads
from tracker.importing.preview import Preview
from tracker.model import ChangeSource, Person
from tracker.store import Diary, Stale, StoreError
from tracker.ui.data.import_preview import show_preview
from tracker.ui.data.long_work import Progress, with_progress
from tracker.ui.data.table_mapping import Answers, ask_about_columns, forget_what_was_read
from tracker.ui.formatting import escape_markdown
from tracker.ui.problems import NOT_TAKEN_BACK, failure_text
from tracker.ui.regional import counted, number_text

BY = ChangeSource.MY_DATA
FILES, FOLDER = "Files", "A whole folder"
LARGEST = 200  # megabytes of one upload: as much is held in memory until it is brought in
ALL = 400  # megabytes of all files that are brought in at once
TOO_LARGE = (
    "These files have {size} MB together, which is more than {most} MB. Nothing was read. Choose "
    "fewer at once, or import them on the command line: `backbeat import folder`"
)
_KINDS = (
    "From a watch, phone or service: Apple Health, Strava, Garmin, Fitbit, Google Fit, FIT, TCX "
    "and GPX files. From Loop Habit Tracker, any CSV or Excel table, and what you downloaded here. "
    "Zips are opened."
)
NOT_YET = "None of this is in your diary yet. If you leave this page first, choose the files again."
NOTHING_NEW = "There is nothing to import."
NOTED = "import-noted"  # what came of it: a run that was ended by another tap says nothing


def ask_for_files(diary: Diary, person: Person) -> None:
    """Take files, show what they would do, and do it when the person says so."""
    _take_up_what_was_noted()
    _show_done(diary)
    st.text("You see what would change before anything is written.")
    st.caption(_KINDS)
    turn = st.session_state.get("imports", 0)
    what = st.segmented_control(
        "What to import",
        [FILES, FOLDER],
        default=FILES,
        required=True,
        key=f"bring-in-what-{turn}",
        label_visibility="collapsed",
    )
    files = st.file_uploader(
        "Files to import" if what == FILES else "Folder to import",
        accept_multiple_files=True if what == FILES else "directory",
        key=f"files-{turn}" if what == FILES else f"folder-{turn}",
        max_upload_size=LARGEST,
        label_visibility="collapsed",
    )
    if not files:
        st.caption(
            f"Up to {LARGEST} MB a file, {ALL} MB together. Import a larger one on the command "
            "line: `backbeat import export.zip`"
        )
        return
    size = sum(file.size for file in files)
    if size > ALL * 1_000_000:
        st.error(TOO_LARGE.format(size=number_text(size / 1_000_000, 0), most=ALL))
        return
    identities = tuple(file.file_id for file in files)
    if st.session_state.get("read-files") != identities:
        st.session_state.pop("import-done", None)
        read = partial(
            parse_uploads,
            [(file.name, file.getbuffer()) for file in files],
            person.time_zone,
            described=diary.file_mappings(),
            own=diary.own_exercises(pictures=False),
        )
        parsed = with_progress("Reading", lambda report: read(progress=report))
        st.session_state["found"], st.session_state["read-files"] = parsed, identities
        st.session_state["answers"] = {}
        forget_what_was_read()
    parsed = st.session_state["found"]
    answers: Answers = st.session_state["answers"]
    own = diary.own_exercises(pictures=False) if parsed.questions else []
    if parsed.questions and not ask_about_columns(parsed, answers, person, own):
        return
    plan = _preview(
        diary, person, with_answers(parsed, answers, ZoneInfo(person.time_zone)), answers
    )
    st.caption(NOT_YET if plan.added or plan.updated or plan.duplicates else NOTHING_NEW)
    plan = show_preview(plan)
    _offer(diary, plan)


def _preview(diary: Diary, person: Person, parsed: ParsedFiles, answers: Answers) -> Preview:
    """What the files would do; computed only where something has changed."""
    again = bool(st.session_state.get("look-again"))
    identity = (st.session_state["read-files"], diary.version(), dict(answers), again)
    if st.session_state.get("previewed") != identity:
        plan = with_progress("Comparing", partial(preview, diary, parsed, again=again))
        remembered = tuple(
            question.remembering(answers[question.name])
            for question in st.session_state["found"].questions
            if answers.get(question.name)
        )
        st.session_state["preview"] = replace(plan, mappings=remembered)
        st.session_state["previewed"] = identity
        st.session_state["preview-number"] = st.session_state.get("preview-number", 0) + 1
    kept: Preview = st.session_state["preview"]
    return kept


def _offer(diary: Diary, plan: Preview) -> None:
    number = plan.added + plan.updated
    if plan.removes:
        gone = counted(len(plan.removes), "recording", "recordings")
        st.text(f"{gone} of your diary will be replaced by what you chose.")
    if number:
        words = f"Import {counted(number, 'entry', 'entries')}"
    elif plan.decisions:
        words = "Remember this for the next time"
    else:
        return
    seen = st.session_state.get("diary-seen")
    st.session_state["diary-seen"] = plan.version
    if st.button(words, type="primary", key="bring-in"):  # with what was chosen just before it
        if seen == plan.version:
            _bring_in(diary, plan)
        else:
            _changed_meanwhile()
        st.rerun()


def _bring_in(diary: Diary, plan: Preview) -> None:
    """Bring it in to the end, also where nobody waits, and note what came of it."""
    noted: dict[str, Any] = st.session_state.setdefault(NOTED, {})
    done = _what_was_done(plan)

    def work(report: Progress) -> None:
        try:
            noted["import-version"] = apply_preview(diary, plan, progress=report)
        except Stale:
            noted["import-stale"] = True
        except StoreError as error:
            noted["import-done"] = failure_text("Nothing was imported.", error)
        else:
            noted["import-done"] = done

    with_progress("Writing", work, finish=True)


def _take_up_what_was_noted() -> None:
    noted = st.session_state.pop(NOTED, {})
    if noted.pop("import-stale", False):
        _changed_meanwhile()
    st.session_state.update(noted)
    if "import-version" in noted:
        st.session_state["imports"] = st.session_state.get("imports", 0) + 1
        for name in ("read-files", "found", "answers", "preview", "previewed"):
            st.session_state.pop(name, None)


def _changed_meanwhile() -> None:
    st.session_state["import-done"] = (
        "Your diary changed in the meantime, so nothing was added. Here is what the files would "
        "do now."
    )
    st.session_state.pop("previewed", None)


def _what_was_done(plan: Preview) -> str:
    parts = [f"Done: {number_text(plan.added)} added, {number_text(plan.updated)} changed."]
    if plan.removes:
        parts.append(f"{counted(len(plan.removes), 'recording')} made way.")
    if plan.rejected:
        parts.append(f"{counted(len(plan.rejected), 'row')} left out.")
    return " ".join(parts)


def _show_done(diary: Diary) -> None:
    """Say what was done, with the way back, until something else is asked for."""
    done = st.session_state.get("import-done")
    if not done:
        return
    st.info(escape_markdown(done))
    version = st.session_state.get("import-version")
    if version is None or version != diary.version():
        st.session_state.pop("import-done")
        st.session_state.pop("import-version", None)
        return
    st.button(
        "Undo this import",
        key="take-import-back",
        on_click=_take_back,
        args=(diary, version),
    )


def _take_back(diary: Diary, version: int) -> None:
    st.session_state.pop("import-version", None)
    try:
        undone = diary.undo_group(version, by=BY)
    except StoreError as error:
        st.session_state["import-done"] = failure_text(NOT_TAKEN_BACK, error)
    else:
        number = counted(len(undone.changes), "entry is", "entries are")
        st.session_state["import-done"] = f"Undone: {number} as before."
