"""The store: one door to each person's diary, in SQLite or PostgreSQL."""

from tracker.store.address import default_url
from tracker.store.day_versions import DayVersion
from tracker.store.diary import Diary, Saved
from tracker.store.erasure import Erased
from tracker.store.errors import ClockBehind, Conflict, DatabaseBusy, DatabaseDamaged, DatabaseReadOnly, DatabaseTooNew, DatabaseUnreachable, DiskFull, LeftoverFiles, NoDiary, NoSuchPerson, OutcomeUnknown, PassphraseNeeded, EncryptionTooCostly, Stale, StoreError, WrongPassphrase
from tracker.store.manual_edits import ManualEdits
from tracker.store.history import Change, Group, UndoCounts, Steps, Undone
from tracker.store.entry_mappers import Value
from tracker.store.opening import empty_store, open_store
from tracker.store.store import Store
from tracker.store.revert import RevertPlan

__all__ = [
    "ManualEdits",
    "Change",
    "ClockBehind",
    "Conflict",
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseReadOnly",
    "DatabaseTooNew",
    "DatabaseUnreachable",
    "DayVersion",
    "Diary",
    "DiskFull",
    "Erased",
    "Group",
    "UndoCounts",
    "LeftoverFiles",
    "NoDiary",
    "NoSuchPerson",
    "OutcomeUnknown",
    "PassphraseNeeded",
    "Saved",
    "EncryptionTooCostly",
    "Stale",
    "Steps",
    "Store",
    "StoreError",
    "RevertPlan",
    "Undone",
    "Value",
    "WrongPassphrase",
    "default_url",
    "empty_store",
    "open_store",
]
