"""The store: one door to each person's diary, in SQLite or PostgreSQL."""

from tracker.store.address import default_url
from tracker.store.day_versions import DayVersion
from tracker.store.diary import Diary, Saved
from tracker.store.entry_mappers import Value
from tracker.store.erasure import Erased
from tracker.store.errors import (
    ClockBehind,
    Conflict,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTooNew,
    DatabaseUnreachable,
    DiskFull,
    EncryptionTooCostly,
    LeftoverFiles,
    NameTaken,
    NoDiary,
    NoSuchPerson,
    NotUpgraded,
    OutcomeUnknown,
    PassphraseNeeded,
    PersonNameRefused,
    Stale,
    StoreError,
    WhichPerson,
    WrongPassphrase,
)
from tracker.store.history import Change, Group, Steps, UndoCounts, Undone
from tracker.store.manual_edits import ManualEdits
from tracker.store.opening import empty_store, open_store
from tracker.store.people import find_diary
from tracker.store.revert import RevertPlan
from tracker.store.store import Store

__all__ = [
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
    "EncryptionTooCostly",
    "Erased",
    "Group",
    "LeftoverFiles",
    "ManualEdits",
    "NameTaken",
    "NoDiary",
    "NoSuchPerson",
    "NotUpgraded",
    "OutcomeUnknown",
    "PassphraseNeeded",
    "PersonNameRefused",
    "RevertPlan",
    "Saved",
    "Stale",
    "Steps",
    "Store",
    "StoreError",
    "UndoCounts",
    "Undone",
    "Value",
    "WhichPerson",
    "WrongPassphrase",
    "default_url",
    "empty_store",
    "find_diary",
    "open_store",
]
