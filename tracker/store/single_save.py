"""One value in a transaction, merged with what another writer has left."""

from __future__ import annotations

from typing import TypeVar

from tracker.model import CheckIn
from tracker.store.change_writer import ChangeStep, ChangeWriter
from tracker.store.entry_mappers import PERSON, Value, mapper_for
from tracker.store.field_merge import conflict, first_difference, merge

V = TypeVar("V", bound=Value)


def save(writing: ChangeWriter, value: V, seen: V | None) -> V:
    """Write what a writer wants who last saw the entry as `seen`; returns what is merged."""
    kind = mapper_for(value)
    stored = writing.find(kind, kind.identity_of(value))
    before = None if stored is None else stored.value
    merged: V = merge(kind, value, seen, before)
    if before is None or first_difference(kind, before, merged) is not None:
        writing.clock.refuse_future(merged, before)
        entry = None if stored is None else stored.entry
        gone = isinstance(merged, CheckIn) and merged.is_empty
        if before is not None or not gone:
            writing.write([ChangeStep(kind, entry, before, None if gone else merged)])
    return merged


def remove(writing: ChangeWriter, value: Value) -> None:
    """Remove an entry that still is as the writer last saw it, if it is still there."""
    kind = mapper_for(value)
    if kind is PERSON:
        raise TypeError("a diary cannot lose its person")
    stored = writing.find(kind, kind.identity_of(value))
    if stored is None:
        return
    field = first_difference(kind, value, stored.value)
    if field is not None:
        raise conflict(kind, field, value, stored.value)
    writing.write([ChangeStep(kind, stored.entry, stored.value, None)])
