"""What a diary would gain and lose by becoming another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from tracker.store.database_tables import persons
from tracker.store.driver_errors import translate_errors
from tracker.store.entry_mappers import ENTRIES, PERSON, EntryMapper, Identity, fetch
from tracker.store.errors import DatabaseDamaged
from tracker.store.history import newest
from tracker.store.person_scope import PERSON as THE_PERSON
from tracker.store.statements import STATEMENTS
from tracker.store.store import Store

_PERSON = select(*PERSON.columns).where(persons.c.id == THE_PERSON)
_ALL = 1_000_000_000
_Entries = dict[EntryMapper, dict[Identity, Any]]

BACKUP = "The backup"
DAMAGED_BACKUP = (
    "{name} is damaged: it holds an entry that cannot be read. Nothing was changed. Choose another "
    "backup."
)


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """Entries of one kind that would come, change and go."""

    added: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class Differences:
    """What would come, change and go: entries by the name of their kind, and days.

    Only kinds with a difference are named. `settings` says whether name, time
    zone or start of the week would change.
    """

    kinds: Mapping[str, EntryCounts]
    days_added: frozenset[date]
    days_changed: frozenset[date]
    days_gone: frozenset[date]
    settings: bool

    @property
    def nothing(self) -> bool:
        """Whether both say the same."""
        return not self.kinds and not self.settings

    @property
    def added(self) -> int:
        """Entries that would come."""
        return sum(amount.added for amount in self.kinds.values())

    @property
    def changed(self) -> int:
        """Entries that would change."""
        return sum(amount.changed for amount in self.kinds.values())

    @property
    def gone(self) -> int:
        """Entries that would go."""
        return sum(amount.gone for amount in self.kinds.values())


def differences(now: tuple[Store, int] | None, then: tuple[Store, int] | None) -> Differences:
    """What becomes of a diary, `now`, that is made to say what another one, `then`, says.

    Each is a store and a person in it; None is an empty diary. `then` is of a
    backup: every entry of it and of its history is read on the way. Raises
    :class:`DatabaseDamaged` for one that cannot be.
    """
    person_now, mine = _read(now, history=False)
    try:
        person_then, theirs = _read(then, history=True)
    except DatabaseDamaged as error:
        raise DatabaseDamaged(
            DAMAGED_BACKUP.format(name=then[0].name if then else BACKUP)
        ) from error
    kinds = {}
    days_now, days_then, touched = set(), set(), set()
    for kind in ENTRIES:
        own, other = mine.get(kind, {}), theirs.get(kind, {})
        added, gone = other.keys() - own.keys(), own.keys() - other.keys()
        changed = {key for key in own.keys() & other.keys() if own[key] != other[key]}
        days_now |= set(_days(own.values()))
        days_then |= set(_days(other.values()))
        touched |= set(_days(values[key] for key in changed for values in (own, other)))
        touched |= set(_days(other[key] for key in added))
        touched |= set(_days(own[key] for key in gone))
        if added or changed or gone:
            kinds[kind.name] = EntryCounts(len(added), len(changed), len(gone))
    both = days_now & days_then
    return Differences(
        kinds,
        frozenset(days_then - days_now),
        frozenset(touched & both),
        frozenset(days_now - days_then),
        bool(now and then and person_now != person_then),
    )


def _read(of: tuple[Store, int] | None, *, history: bool) -> tuple[Any, _Entries]:
    if of is None:
        return None, {}
    store, person = of
    with translate_errors(store.name), store.reading() as connection:
        connection.execution_options(person=person)
        rows = fetch(connection, _PERSON, PERSON)
        found = {kind: _entries(connection, kind) for kind in ENTRIES}
        if history:
            newest(connection, None, _ALL)
    return (PERSON.from_row(rows[0]) if rows else None), found


def _entries(connection: Connection, kind: EntryMapper) -> dict[Identity, Any]:
    rows = fetch(connection, STATEMENTS[kind].find_all, kind)
    return {kind.identity_of(value): value for value in (kind.from_row(row[1:]) for row in rows)}


def _days(values: Iterable[Any]) -> Iterable[date]:
    return (value.date for value in values if getattr(value, "date", None) is not None)
