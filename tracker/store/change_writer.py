"""One transaction that changes a diary: what it finds, writes and records.

The person's row is locked first. So two writers, in two processes too, come one
after the other, and what the second finds is what the first has left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Executable, insert, select, update

from tracker.model import ChangeSource, CheckIn, Person
from tracker.store.database_tables import changes, persons
from tracker.store.entry_mappers import (
    CHECK_IN,
    PERSON,
    EntryMapper,
    Identity,
    Plain,
    Value,
    ask,
    fetch,
)
from tracker.store.errors import NoSuchPerson
from tracker.store.names import plain_name, refuse_taken_name
from tracker.store.none_ticks import contradicted_ticks, day_with_entry
from tracker.store.person_scope import PERSON as THE_PERSON
from tracker.store.statements import AT_A_TIME, STATEMENTS

_LOCK = (
    select(persons.c.data_version, persons.c.last_entry, persons.c.identity, *PERSON.columns)
    .where(persons.c.id == THE_PERSON)
    .with_for_update()
)
_PERSON = select(*PERSON.columns).where(persons.c.id == THE_PERSON)
_UPDATE_PERSON = update(persons).where(persons.c.id == THE_PERSON)
_RECORD = insert(changes)
_MANY = 500  # from here on it is quicker to read all


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it is stored, with its place in the order of entry."""

    entry: int
    value: Any


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """What becomes of one entry: `before` and `after` are None where it is not there.

    `entry` is its place in the order of entry, None for a new one.
    """

    kind: EntryMapper
    entry: int | None
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class _Locked:
    """The person's row as it was found."""

    version: int
    last_entry: int
    identity: UUID
    person: Person


class ChangeWriter:
    """A transaction that changes one person's diary.

    The person's row is asked for at once, and its answer heard once it is needed: with that to
    the entry which the transaction is about, if that is asked for first.
    """

    def __init__(self, connection: Connection, by: ChangeSource) -> None:
        self._connection = connection
        self._by = by
        self._asked = ask(connection, _LOCK, PERSON)
        self._found: dict[tuple[EntryMapper, Identity], Stored | None] = {}
        self._new = 0  # entries
        self._stepped = 0  # versions
        self.settled: dict[date, CheckIn] = {}  # what lost a tick, by its day; it may be empty
        self._steps: dict[int, ChangeStep] = {}  # by entry: the history has one change of each
        self._undoes: int | None = None
        self._days: set[date] = set()  # that may say "none" and have something

    @cached_property
    def _locked(self) -> _Locked:
        rows = self._asked()
        if not rows:
            raise NoSuchPerson("There is no such person in this database. Nothing was saved.")
        version, last_entry, identity, *person = rows[0]
        return _Locked(version, last_entry, identity, PERSON.from_row(tuple(person)))

    @property
    def version(self) -> int:
        """The version of the diary by now."""
        return self._locked.version + self._stepped

    @property
    def last_entry(self) -> int:
        """How many entries the diary ever had by now."""
        return self._locked.last_entry + self._new

    @property
    def identity(self) -> UUID:
        """What tells the diary from all others."""
        return self._locked.identity

    @property
    def person(self) -> Person:
        """Whose diary it is, as found."""
        return self._locked.person

    @cached_property
    def clock(self) -> Person:
        """Whose today it is."""
        return self.person

    @cached_property
    def _at(self) -> datetime:
        return self.person.now()

    def find(self, kind: EntryMapper, identity: Identity) -> Stored | None:
        """The stored entry with this identity; read once, as nobody else may change it."""
        if kind is PERSON:
            return Stored(0, self.person)
        if (kind, identity) not in self._found:
            rows = fetch(self._connection, STATEMENTS[kind].find, kind, **kind.asked_for(identity))
            stored = Stored(rows[0][0], kind.from_row(rows[0][1:])) if rows else None
            self._found[kind, identity] = stored
        return self._found[kind, identity]

    def find_many(
        self, kind: EntryMapper, identities: Sequence[Identity]
    ) -> dict[Identity, Stored]:
        """The stored entries with these identities, or all of the kind for very many."""
        return find_many(self._connection, kind, identities)

    def write(self, steps: Iterable[ChangeStep], undoes: int | None = None) -> None:
        """Write the steps; :meth:`finish` records them in the history.

        Raises :class:`tracker.store.PersonNameRefused` where one calls the person like another.
        """
        if undoes is not None:
            self._undoes = undoes
        numbered = []
        for step in steps:
            if step.before is None and step.after is None:
                continue
            if isinstance(step.after, Person):
                self._refuse_name(step.after.name)
            day = day_with_entry(step.after)
            if day is not None:
                self._days.add(day)
            entry = step.entry
            if entry is None:
                self._new += 1
                entry = self.last_entry
            numbered.append((step, entry))
        self._found.clear()
        for (kind, action), many in rows_of(numbered).items():
            self._connection.execute(statement_of(kind, action), many)
        self._hold(numbered)

    def _refuse_name(self, name: str) -> None:
        """Refuse a name that is somebody else's; one that the person has already may stay."""
        if plain_name(name) != plain_name(self.person.name):
            refuse_taken_name(self._connection, name)

    def _hold(self, numbered: Iterable[tuple[ChangeStep, int]]) -> None:
        """Keep steps for the history: of one entry the first beginning and the last end."""
        for step, entry in numbered:
            held = self._steps.get(entry, step)
            self._steps[entry] = ChangeStep(step.kind, entry, held.before, step.after)

    def finish_moved(
        self, new: int, recorded: int, ticked: Iterable[tuple[ChangeStep, int]], days: set[date]
    ) -> int:
        """The same as :meth:`finish`, after others have written for us.

        `new` of their steps made entries, `recorded` are in the history already, `ticked` are
        not; `days` may say "none" and have something now.
        """
        self._new += new
        self._days |= days
        self._hold(ticked)
        return self.finish(recorded)

    def finish(self, recorded: int = 0) -> int:
        """Record what was written, step the version on if anything was, and return it.

        First, where something was recorded, the word that there was none is taken back: in the
        same change, so that of one entry there is never more than one. `recorded` changes are
        in the history already.
        """
        if self._days:
            self._take_back_ticks()
        history: list[dict[str, object]] = []
        for entry, step in self._steps.items():
            place = recorded + len(history) + 1
            made = record(step, entry, self.version + 1, place, self._at, self._by, self._undoes)
            if made["before"] != made["after"]:
                history.append(made)
        for start in range(0, len(history), AT_A_TIME):
            self._connection.execute(_RECORD, history[start : start + AT_A_TIME])
        if history or recorded or self._undoes is not None:
            self._stepped += 1
            self._connection.execute(
                _UPDATE_PERSON, {"data_version": self.version, "last_entry": self.last_entry}
            )
        self._steps.clear()
        self._days.clear()
        return self.version

    def _take_back_ticks(self) -> None:
        steps = []
        for entry, said, after in contradicted_ticks(self._connection, self._days):
            self.settled[said.date] = after
            steps.append(ChangeStep(CHECK_IN, entry, said, None if after.is_empty else after))
        self.write(steps)


def record(
    step: ChangeStep,
    entry: int,
    version: int,
    place: int,
    at: datetime,
    by: ChangeSource,
    undoes: int | None = None,
) -> dict[str, object]:
    """The row of the history for a step."""
    kind, before, after = step.kind, step.before, step.after
    return {
        "version": version,
        "place": place,
        "at": at,
        "made_by": str(by),
        "kind": kind.name,
        "entry": entry,
        "day": _day(kind, before, after),
        "before": _for_json(kind, before),
        "after": _for_json(kind, after),
        "undoes": undoes,
        "undone_in": None,
    }


def rows_of(
    numbered: Iterable[tuple[ChangeStep, int]],
) -> dict[tuple[EntryMapper, str], list[dict[str, object]]]:
    """What steps, each with its place in the order of entry, do to which kind's table."""
    rows: dict[tuple[EntryMapper, str], list[dict[str, object]]] = {}
    for step, entry in numbered:
        action, row = _action(step, entry)
        rows.setdefault((step.kind, action), []).append(row)
    return rows


def statement_of(kind: EntryMapper, action: str) -> Executable:
    """The statement that does so."""
    statement: Executable = _UPDATE_PERSON if kind is PERSON else getattr(STATEMENTS[kind], action)
    return statement


def find_many(
    connection: Connection, kind: EntryMapper, identities: Sequence[Identity]
) -> dict[Identity, Stored]:
    """The stored entries with these identities, or all of the kind for very many."""
    if kind is PERSON:
        rows: Sequence[Any] = [(0, *row) for row in fetch(connection, _PERSON, kind)]
    elif len(identities) > _MANY:
        rows = fetch(connection, STATEMENTS[kind].find_all, kind)
    else:
        some = STATEMENTS[kind].find_many
        rows = fetch(connection, some, kind, identities=identities)
    found = (Stored(row[0], kind.from_row(row[1:])) for row in rows)
    return {kind.identity_of(stored.value): stored for stored in found}


def _action(step: ChangeStep, entry: int) -> tuple[str, dict[str, object]]:
    """What to do, and the values to do it with."""
    kind, before, after = step.kind, step.before, step.after
    row = {} if after is None else kind.to_row(after)
    if before is None:
        return "insert", {**row, "entry": entry}
    if kind is not PERSON:
        row |= kind.asked_for(kind.identity_of(before))
    return ("delete" if after is None else "update"), row


def _for_json(kind: EntryMapper, value: Value | None) -> Plain | None:
    return None if value is None else kind.for_json(value)


def _day(kind: EntryMapper, before: Value | None, after: Value | None) -> date | None:
    value = before if after is None else after
    return None if value is None else kind.day_of(value)
