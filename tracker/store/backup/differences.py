"""What a diary would gain and lose by becoming another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from tracker.store.database_tables import changes, persons
from tracker.store.driver_errors import translate_errors
from tracker.store.engine import as_json
from tracker.store.entries import exports
from tracker.store.entry_mappers import BY_NAME, ENTRIES, PERSON, EntryMapper, Identity, fetch
from tracker.store.errors import DatabaseDamaged
from tracker.store.history import change_as_stored, partitions
from tracker.store.person_scope import PERSON as THE_PERSON
from tracker.store.statements import STATEMENTS
from tracker.store.store import Store
from tracker.store.transfer import RowReport, count_rows

_PERSON = select(*PERSON.columns).where(persons.c.id == THE_PERSON)
_Diary: TypeAlias = tuple[Store, int]  # and its person's number there
_Stored: TypeAlias = dict[int, tuple[Any, Any]]  # rows and values by their places in that order
_Tables: TypeAlias = dict[EntryMapper, _Stored]
_TABLES = [kind.table for kind in ENTRIES]
_NOTHING: _Stored = {}
_NOT_THERE = (None, None)  # no row, no value

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


def rows_to_read(now: _Diary | None, then: _Diary | None) -> int:
    """How many rows :func:`differences` reads and reports."""
    found = 0 if now is None else count_rows(*now, _TABLES)
    return found if then is None else found + count_rows(*then, [*_TABLES, changes])


def differences(
    now: _Diary | None, then: _Diary | None, report: RowReport | None = None
) -> Differences:
    """What becomes of a diary, `now`, that is made to say what another one, `then`, says.

    Each is a store and a person in it; None is an empty diary. `then` is of a
    backup: every entry of it and of its history is read on the way. Raises
    :class:`DatabaseDamaged` for one that cannot be. `report` hears how many
    entries and changes have just been read.
    """
    try:
        person_then, tables_then = _read(then, report, {}, whole=True)
    except DatabaseDamaged as error:
        raise DatabaseDamaged(
            DAMAGED_BACKUP.format(name=then[0].name if then else BACKUP)
        ) from error
    person_now, tables_now = _read(now, report, tables_then, whole=False)
    kinds = {}
    days_now, days_then, touched = set(), set(), set()
    for kind in ENTRIES:
        mine, theirs = tables_now.get(kind, {}), tables_then.get(kind, {})
        days_now |= set(_days(value for _, value in mine.values()))
        days_then |= set(_days(value for _, value in theirs.values()))
        own, other = _others(kind, mine, theirs), _others(kind, theirs, mine)
        added, gone = other.keys() - own.keys(), own.keys() - other.keys()
        changed = {key for key, value in own.items() if other.get(key, value) != value}
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


def _read(
    of: _Diary | None, report: RowReport | None, other: _Tables, *, whole: bool
) -> tuple[Any, _Tables]:
    """The person and entries of a diary; of a `whole` one, history and exports are read too.

    What lies in the `other` diary as it does in this one is the same value.
    """
    if of is None:
        return None, {}
    store, person = of
    with translate_errors(store.name), store.reading() as connection:
        connection.execution_options(person=person)
        stored = {kind: _stored(connection, kind, report, other.get(kind, {})) for kind in ENTRIES}
        if whole:
            _refuse_unreadable_history(connection, stored, report)
            exports(connection)
        return _person(connection), stored


def _refuse_unreadable_history(
    connection: Connection, stored: _Tables, report: RowReport | None
) -> None:
    by_name = {kind.name: values for kind, values in stored.items()}
    for rows in partitions(connection):
        _refuse_unreadable(rows, by_name)
        if report is not None:
            report(len(rows))


def _refuse_unreadable(rows: Iterable[Any], stored: Mapping[str, _Stored]) -> None:
    """Raise what reading these changes raises; what an entry still says is readable."""
    for row in rows:
        _, _, _, kind, before, after, _, _, _, entry = row
        _, there = stored.get(kind, _NOTHING).get(entry, _NOT_THERE)
        said = there is not None and as_json(BY_NAME[kind].for_json(there)) == after
        if not said or before is not None:
            change_as_stored(row)


def _person(connection: Connection) -> Any:
    rows = fetch(connection, _PERSON, PERSON)
    return PERSON.from_row(rows[0]) if rows else None


def _stored(
    connection: Connection, kind: EntryMapper, report: RowReport | None, other: _Stored
) -> _Stored:
    """The rows and values of a kind by their places in the order of entry."""
    found: _Stored = {}
    for row in map(tuple, fetch(connection, STATEMENTS[kind].find_all, kind)):
        known, value = other.get(row[0], _NOT_THERE)
        found[row[0]] = row, value if known == row else kind.from_row(row[1:])
    if report is not None:
        report(len(found))
    return found


def _others(kind: EntryMapper, some: _Stored, others: _Stored) -> dict[Identity, Any]:
    """Of some values those that `others` doesn't have as they are, by their identities."""
    return {
        kind.identity_of(value): value
        for entry, (_, value) in some.items()
        if others.get(entry, _NOT_THERE)[1] is not value
    }


def _days(values: Iterable[Any]) -> Iterable[date]:
    return (value.date for value in values if getattr(value, "date", None) is not None)
