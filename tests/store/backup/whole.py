"""Whole diaries backed up and restored."""

from pathlib import Path
from typing import Any

from tests.store.entries import BY, one_of_each, walk
from tests.store.test_bulk_save import many
from tests.store.test_history import contents
from tracker.model import Person
from tracker.store import Diary, Store
from tracker.store.backup.backup_files import open_backup
from tracker.store.backup.restore import RestorePlan, plan_everybody, restore_backup

BEN = Person("Ben", "America/New_York")
PASSPHRASE = "a long walk in the rain"  # noqa: S105


def everything(diary: Diary) -> tuple[object, ...]:
    """All but the secret address of the calendar, which no backup brings back."""
    return contents(diary), diary.exports(), diary.history(limit=10_000)


def filled(diary: Diary) -> Diary:
    """A diary of everything, with changes that were made and taken back."""
    diary.apply(one_of_each(), by=BY)  # type: ignore[arg-type]
    diary.apply(many(60), by=BY)
    diary.save(walk(3, note="é🙂\u2028'\""), by=BY)
    diary.undo(by=BY)
    return diary


def restore(store: Store, data: bytes | Path, **protection: Any) -> RestorePlan:
    with open_backup(data, "The backup", **protection) as copy:
        plan = plan_everybody(store, copy)
        restore_backup(store, copy, plan)
    return plan
