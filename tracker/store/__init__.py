"""The store: one door to each person's diary, in SQLite or PostgreSQL."""

from tracker.store.address import default_url
from tracker.store.diary import Diary, Saved
from tracker.store.errors import (
    ClockBehind,
    Conflict,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTooNew,
    DatabaseUnreachable,
    DiskFull,
    NoSuchPerson,
    PassphraseNeeded,
    Stale,
    StoreError,
    WrongPassphrase,
)
from tracker.store.hands import ByHand
from tracker.store.history import Change, Group, Undone
from tracker.store.kinds import Value
from tracker.store.opening import open_store
from tracker.store.store import Store

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
    "Diary",
    "DiskFull",
    "Group",
    "NoSuchPerson",
    "PassphraseNeeded",
    "Saved",
    "Stale",
    "Store",
    "StoreError",
    "Undone",
    "Value",
    "WrongPassphrase",
    "default_url",
    "open_store",
]
