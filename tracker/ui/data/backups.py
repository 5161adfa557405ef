"""Copies of the diary: those made by themselves, one to take along, and the way back to one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from tracker.files.named_bytes import ExportFile
from tracker.formatting import listed
from tracker.model import Person
from tracker.store import Diary, Stale, Store, StoreError
from tracker.store.backup.age_encryption import passphrase_problem
from tracker.store.backup.automatic_copies import (
    is_file,
    keep_own_copy,
    kept_copies,
    makes_daily,
)
from tracker.store.backup.backup_files import backup, backup_name, open_backup, wants_passphrase
from tracker.store.backup.backup_info import backup_info
from tracker.store.backup.restore import RestorePlan, plan_one, restore_backup, same_person
from tracker.store.backup.restore_summary import days_words, rows
from tracker.store.copies import Copy, CopyReason
from tracker.store.driver_errors import translate_errors
from tracker.store.encryption.cipher import is_encrypted
from tracker.store.transfer import DiaryOwner, diary_owners
from tracker.ui.data.long_work import Progress, with_progress
from tracker.ui.download_button import download_button, show_download_trouble
from tracker.ui.formatting import escape_markdown, relative_day
from tracker.ui.problems import show_problem
from tracker.ui.regional import clock_text, counted, formats, span_text
from tracker.web import daily_copies
from tracker.web.open_store import open_database

PROBLEM = "backup-problem"  # why no copy was made, or nothing restored
DONE = "backup-done"
A_FILE = "A backup file"
FIRST = 7  # copies that are listed at once
LARGEST = 200  # megabytes of a backup that is given to the browser
RESTORING = ("restore-from", "restore-plan", "restore-planned")
AGREED = "restore-agreed"  # what is restored where this stands on the page
NOTED = "restore-noted"  # what came of it: a run that was ended by another tap says nothing
OFFERS = ("deleted", "import-done", "import-version")  # to take back what is no longer there
WHY = {
    CopyReason.DAILY: "",
    CopyReason.ASKED: ", made by you",
    CopyReason.UPGRADE: ", before a new version of Backbeat",
    CopyReason.RESTORE: ", before a restore",
}

DAILY = (
    "Backbeat copies your diary once a day and checks the copy. It keeps one for each of the last "
    "seven days, four weeks and twelve months."
)
DAILY_AND_LATEST = (
    "Backbeat copies your diary once a day and checks the copy. It keeps one for each of the last "
    "seven days, four weeks and twelve months. The latest is of {day}."
)
IN_FOLDER = "They are in {folder}."
IN_ENCRYPTED_FOLDER = "They are in {folder}, encrypted like your diary."
TODAY_AT, DAY_AT = "today, {time}", "{day}, {time}"
RESTORED = "Restored: your diary is what it was in {backup}."
CHANGED_MEANWHILE = (
    "Your diary changed in the meantime, so nothing was restored. Look again at what would change."
)
NOT_YOURS = (
    "This backup is not of your diary: it holds that of {people}. Nothing was changed. Who keeps "
    "this computer can restore it for another person, with “backbeat restore”."
)
KEPT_ASIDE = "Your diary as it was before is in {file}."


def show_backups(diary: Diary, person: Person) -> None:
    """Say what copies there are, offer one to take along, and restore an earlier state."""
    store = open_database()
    if agreed := st.session_state.pop(AGREED, None):
        _restore(store, *agreed)
        st.rerun()
    _take_up_what_was_noted()
    copies = kept_copies(store, diary.person_id)
    _show_done()
    _say_what_is_kept(store, copies, person)
    st.button("Make a copy now", key="copy-now", on_click=_make_copy, args=(store, diary.person_id))
    _take_along(diary, store)
    restore = st.expander("Go back to an earlier state", on_change="rerun", key="restore")
    if restore.open:
        with restore:
            _ask_what_to_restore(diary, person, store, copies)


# -- what there is


def _say_what_is_kept(store: Store, copies: list[Copy], person: Person) -> None:
    if trouble := daily_copies.trouble():
        st.warning(escape_markdown(f"Today's copy could not be made. {trouble}"))
    if not is_file(store):
        st.text(
            "This diary is on a database server, and the people who run it make the copies. You can"
            " download a backup of your own diary."
        )
    elif makes_daily(store):
        st.text(DAILY_AND_LATEST.format(day=_when(copies[0], person)) if copies else DAILY)
    else:
        st.text("Daily copies are switched off (BACKBEAT_COPIES=off).")
    if copies:
        place = IN_ENCRYPTED_FOLDER if store.cipher else IN_FOLDER
        st.caption(escape_markdown(place.format(folder=copies[0].file.parent)))


def _when(copy: Copy, person: Person) -> str:
    at, today = _at(copy, person), person.today()
    time = clock_text(at)
    if at.date() == today:
        return TODAY_AT.format(time=time)
    return DAY_AT.format(day=relative_day(at.date(), today), time=time)


def _at(copy: Copy, person: Person) -> datetime:
    """When a copy was made, on the person's clock: the computer's may be another."""
    return copy.at.astimezone(ZoneInfo(person.time_zone))


def _holds(copy: Copy, diary: Diary, store: Store) -> str:
    """What is in a copy, and why it was made, as the line under its date."""
    found = backup_info(copy.file, diary.identity(), store.cipher)
    if found is None:
        has = "encrypted with another passphrase" if is_encrypted(copy.file) else "damaged"
        return f"{has}{WHY[copy.why]}"
    if found.first is None or found.last is None:
        return f"nothing entered yet{WHY[copy.why]}"
    entries = counted(found.entries, "entry", "entries")
    return escape_markdown(f"{entries}, {span_text(found.first, found.last)}{WHY[copy.why]}")


# -- one to take along


def _take_along(diary: Diary, store: Store) -> None:
    """A download of this person's diary alone, sealed where they want it."""
    take = st.expander("Download a backup", on_change="rerun", key="take-backup")
    if not take.open:
        return
    with take:
        st.text(
            "One file with everything and its history, to keep elsewhere and to restore from,"
            " here or on another computer."
        )
        passphrase = st.text_input(
            "Passphrase for the file (optional)", type="password", key="seal", width=320
        )
        if passphrase:
            if problem := passphrase_problem(passphrase):
                st.text(problem)
                return
            st.caption("Without this passphrase nobody can open the file, not even you.")
        elif store.cipher is not None:
            st.caption("It is encrypted with the passphrase of your diary.")
        else:
            st.caption("Without a passphrase, anybody who has the file can read it.")
        show_download_trouble("download-backup")
        download_button(
            "Download backup",
            partial(_backup_to_take, store, passphrase or None, diary.person_id),
            key="download-backup",
        )


def _backup_to_take(store: Store, passphrase: str | None, person_id: int) -> ExportFile:
    name = backup_name(sealed=passphrase is not None)
    return ExportFile(name, "application/octet-stream", backup(store, passphrase, [person_id]))


def _make_copy(store: Store, person_id: int) -> None:
    try:
        copy = keep_own_copy(store, CopyReason.ASKED, person_id)
    except (StoreError, OSError) as error:
        st.session_state[PROBLEM] = f"The copy could not be made. {_said(error)}"
    else:
        st.session_state[DONE] = f"Copied and checked: {copy.file.name}"


# -- back to an earlier state


def _ask_what_to_restore(diary: Diary, person: Person, store: Store, copies: list[Copy]) -> None:
    listed = copies
    if len(copies) > FIRST and not st.session_state.get("older-copies"):
        listed = copies[:FIRST]
    names = [copy.file.name for copy in listed] + [A_FILE]
    by_name = {copy.file.name: copy for copy in listed}
    wanted = st.radio(
        "What to go back to",
        names,
        index=None,
        format_func=lambda name: _label(by_name[name], person) if name in by_name else name,
        captions=[
            *(_holds(copy, diary, store) for copy in listed),
            "that you saved before, here or on another computer",
        ],
        key="restore-from",
    )
    if len(copies) > FIRST:
        st.toggle(f"Older copies ({len(copies) - FIRST})", key="older-copies")
    if wanted is None:
        return
    if wanted != A_FILE:
        copy = by_name[wanted]
        _ask_to_restore(diary, store, copy.file, f"The copy of {_when(copy, person)}", wanted)
        return
    file = st.file_uploader(
        "Backup file",
        max_upload_size=LARGEST,
        key=f"restore-file-{st.session_state.get('restores', 0)}",
        label_visibility="collapsed",
    )
    if file is not None:
        _ask_to_restore(diary, store, file.getvalue(), file.name, file.file_id)


def _label(copy: Copy, person: Person) -> str:
    at = _at(copy, person)
    return DAY_AT.format(day=relative_day(at.date(), person.today()), time=clock_text(at))


def _ask_to_restore(
    diary: Diary, store: Store, source: Path | bytes, name: str, identity: str
) -> None:
    """Show what would change, and do it when the person says so."""
    try:
        passphrase = _passphrase(store, source, identity)
        if passphrase is None:
            return
        with _opened(store, source, name, passphrase) as copy:
            theirs = _whose(store, diary, copy, identity)
            if theirs is None:
                return
            key = (identity, theirs, diary.version())
            if st.session_state.get("restore-planned") != key:
                work = partial(plan_one, store, diary.person_id, copy, theirs)
                st.session_state["restore-plan"] = with_progress("Reading it", work)
                st.session_state["restore-planned"] = key
    except (StoreError, OSError) as error:
        st.error(escape_markdown(_said(error)))
        return
    _show_plan(source, name, passphrase)


@contextmanager
def _opened(store: Store, source: Path | bytes, name: str, passphrase: str) -> Iterator[Store]:
    """A backup with the passphrase that was given, or (empty) with that of the diary."""
    with open_backup(source, name, passphrase or None, store.cipher) as copy:
        yield copy


def _passphrase(store: Store, source: Path | bytes, identity: str) -> str | None:
    """What opens it, empty where nothing has to be typed; None until it is typed."""
    if not wants_passphrase(source):
        return ""
    if isinstance(source, Path) and store.cipher is not None:
        with translate_errors(str(source)):
            if store.cipher.opens(source):
                return ""
    typed = st.text_input(
        "Passphrase it was made with", type="password", key=f"unseal-{identity}", width=320
    )
    return typed or None


def _whose(store: Store, diary: Diary, copy: Store, identity: str) -> int | None:
    """Who in a backup is this person; asked where several may be, refused where nobody is."""
    found = same_person(store, diary.person_id, copy)
    if len(found) == 1:
        return found[0].id
    if not found:
        names = listed(_called(person) for person in diary_owners(copy))
        st.text(NOT_YOURS.format(people=names) if names else "There is no diary in it.")
        return None
    people = {person.id: _called(person) for person in found}
    return st.selectbox(
        "Whose diary",
        list(people),
        index=None,
        format_func=lambda number: escape_markdown(people[number]),
        placeholder="Choose one",
        key=f"whose-{identity}",
        width=320,
    )


def _called(person: DiaryOwner) -> str:
    return person.name or f"Diary {person.id}"


def _show_plan(source: Path | bytes, name: str, passphrase: str) -> None:
    plan: RestorePlan = st.session_state["restore-plan"]
    [part] = plan.parts
    if part.changes.nothing:
        st.text("Your diary is the same: there is nothing to restore.")
        return
    st.text(days_words(part.changes, formats()))
    table: list[dict[str, Any]] = [
        {"What": kind, "Come back": a.added, "Change": a.changed, "Go": a.gone}
        for kind, a in rows(part.changes)
    ]
    if table:
        st.table(table, hide_index=True)
    if part.changes.settings:
        st.text("Your name or settings change too.")
    st.caption("Your diary as it is now is kept as a copy, so that you can go back to it.")
    st.button(
        "Restore",
        type="primary",
        key="restore-now",
        on_click=partial(st.session_state.update, {AGREED: (source, name, passphrase, plan)}),
    )


def _restore(
    store: Store, source: Path | bytes, name: str, passphrase: str, plan: RestorePlan
) -> None:
    """Restore it to the end, also where nobody waits, and note what came of it."""
    noted: dict[str, str] = st.session_state.setdefault(NOTED, {})
    words = f"{name[:1].lower()}{name[1:]}" if isinstance(source, Path) else name

    def work(report: Progress) -> None:
        try:
            with _opened(store, source, name, passphrase) as copy:
                aside = restore_backup(store, copy, plan, report)
        except Stale:
            noted[PROBLEM] = CHANGED_MEANWHILE
        except (StoreError, OSError) as error:
            noted[PROBLEM] = f"Nothing was restored. {_said(error)}"
        else:
            done = [RESTORED.format(backup=words)]
            if aside:
                done.append(KEPT_ASIDE.format(file=aside.file.name))
            noted[DONE] = " ".join(done)

    with_progress("Restoring", work, finish=True)


def _take_up_what_was_noted() -> None:
    noted = st.session_state.pop(NOTED, {})
    st.session_state.update(noted)
    if DONE in noted:
        st.session_state["restores"] = st.session_state.get("restores", 0) + 1
        for key in (*RESTORING, *OFFERS):
            st.session_state.pop(key, None)


def _show_done() -> None:
    show_problem(PROBLEM)
    if done := st.session_state.pop(DONE, None):
        st.info(escape_markdown(done))


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"Disk error: {error.strerror}."
    return str(error)
