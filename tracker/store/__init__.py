"""The store: one door to each person's diary, in SQLite or PostgreSQL."""

from tracker.store.address import default_url
from tracker.store.day_versions import DayVersion
from tracker.store.diary import Diary, Saved
from tracker.store.erasing import Erased
from tracker.store.errors import (
    ClockBehind,
    Conflict,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTooNew,
    DatabaseUnreachable,
    DiskFull,
    LeftOver,
    NoDiary,
    NoSuchPerson,
    OutcomeUnknown,
    PassphraseNeeded,
    SealTooHard,
    Stale,
    StoreError,
    WrongPassphrase,
)
from tracker.store.hands import ByHand
from tracker.store.history import Change, Group, Left, Steps, Undone
from tracker.store.kinds import Value
from tracker.store.opening import empty_store, open_store
from tracker.store.store import Store
from tracker.store.taking_back import TakingBack

__all__ = [
    "ByHand",
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
    "Left",
    "LeftOver",
    "NoDiary",
    "NoSuchPerson",
    "OutcomeUnknown",
    "PassphraseNeeded",
    "Saved",
    "SealTooHard",
    "Stale",
    "Steps",
    "Store",
    "StoreError",
    "TakingBack",
    "Undone",
    "Value",
    "WrongPassphrase",
    "default_url",
    "empty_store",
    "open_store",
]
