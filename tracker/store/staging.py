"""Many values laid ready beside the diary, then brought in at once.

What takes long, comparing and writing thousands of rows, happens in tables that
only this connection sees, a piece at a time, while everybody else reads and
writes. Then one short transaction moves them in and makes them one change of the
history. So no reader ever sees a part of an import, a process that is killed
leaves nothing of one, and a tap waits for the move alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Integer, Table, bindparam, case, insert, select
from sqlalchemy.schema import CreateTable, DropTable

from tracker.model import ChangeSource, Person
from tracker.store.address import shown
from tracker.store.bulk_save import MANY, by_kind, steps_of
from tracker.store.change_writer import (
    ChangeStep,
    ChangeWriter,
    find_many,
    record,
    rows_of,
    statement_of,
)
from tracker.store.database_tables import STAGED, changes, persons
from tracker.store.driver_errors import translate_errors
from tracker.store.entry_mappers import PERSON, EntryMapper, Identity, Value, fetch
from tracker.store.errors import NoSuchPerson, Stale, StoreError
from tracker.store.none_ticks import day_with_entry, says_none
from tracker.store.person_scope import PERSON as THE_PERSON
from tracker.store.person_scope import StagedInsert

_PERSON = select(persons.c.data_version, *PERSON.columns).where(persons.c.id == THE_PERSON)
_SINCE = select(changes.c.version, changes.c.day).where(
    changes.c.person_id == THE_PERSON, changes.c.version > bindparam("version")
)
_NEIGHBOURS = (timedelta(days=-1), timedelta(0), timedelta(days=1))


def _moving(table: Table[Any], staged: Table[Any]) -> Any:
    """Brings staged rows into a table: new ones get their numbers, all the one version."""
    new_entry = bindparam("base", type_=Integer) - staged.c.entry
    made: dict[str, Any] = {
        "entry": case((staged.c.entry < 0, new_entry), else_=staged.c.entry),
        "version": bindparam("number", type_=Integer),
    }
    columns = [made.get(column.key, staged.c[column.key]) for column in table.c]
    found = select(*columns).where(staged.c.person_id == THE_PERSON)
    return insert(table).from_select([column.key for column in table.c], found)


_MOVE = {table: _moving(table, staged) for table, staged in STAGED.items()}


class Staging:
    """What a large change will write, on one connection: first :meth:`fill`, then :meth:`move`."""

    def __init__(self, connection: Connection, by: ChangeSource) -> None:
        self._connection = connection
        self._by = by
        self._tables: dict[Table[Any], StagedInsert] = {}
        self._changed: dict[tuple[EntryMapper, str], list[dict[str, object]]] = {}
        self._days: set[date] = set()  # that the change is about
        self._recorded: set[date] = set()  # that may say "none" and have something
        self._ticked: list[tuple[ChangeStep, int]] = []  # the move alone knows what they become
        self._new = 0
        self._places = 0
        self.version = 0

    def fill(
        self,
        wanted: Mapping[tuple[Any, Identity], Value | None],
        version: int | None,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        """Compare with what is stored and lay ready what differs; nobody waits meanwhile."""
        rows = fetch(self._connection, _PERSON, PERSON)
        if not rows:
            raise NoSuchPerson("There is no such person in this database. Nothing was saved.")
        self.version = rows[0][0] if version is None else version
        person: Person = PERSON.from_row(tuple(rows[0][1:]))
        at = person.now()
        restored = wanted.get((PERSON, ()))
        clock = restored if isinstance(restored, Person) else person
        today = clock.today()
        done = 0
        for kind, some in by_kind(wanted).items():
            stored = find_many(self._connection, kind, [identity for identity, _ in some])
            for start in range(0, len(some), MANY):
                part = some[start : start + MANY]
                found = steps_of(kind, part, stored)
                for step in found:
                    clock.refuse_future(step.after, step.before, today=today)
                self._add(found, at)
                done += len(part)
                if progress is not None:
                    progress(done, len(wanted))

    def _add(self, steps: Sequence[ChangeStep], at: datetime) -> None:
        numbered = []
        for step in steps:
            if step.entry is None:
                self._new += 1
            numbered.append((step, -self._new if step.entry is None else step.entry))
            self._note_days(step)
        for (kind, action), many in rows_of(numbered).items():
            if action == "insert":
                self._stage(kind.table, many)
            else:
                self._changed.setdefault((kind, action), []).extend(many)
        history = []
        for step, entry in numbered:
            if says_none(step.after):
                self._ticked.append((step, entry))
                continue
            self._places += 1
            history.append(record(step, entry, 0, self._places, at, self._by))
        if history:
            self._stage(changes, history)

    def _note_days(self, step: ChangeStep) -> None:
        for value in (step.before, step.after):
            day = None if value is None else step.kind.day_of(value)
            if day is not None:
                self._days.add(day)
        if (day := day_with_entry(step.after)) is not None:
            self._recorded.add(day)

    def _stage(self, table: Table[Any], rows: list[dict[str, object]]) -> None:
        if table not in self._tables:
            self._connection.execute(CreateTable(STAGED[table]))
            self._tables[table] = StagedInsert(self._connection, STAGED[table])
        self._tables[table].add(rows)

    def move(self, writing: ChangeWriter) -> int:
        """Bring it into the diary, in the transaction of `writing`; returns the version.

        Raises :class:`Stale` where the days that it is about have changed since.
        """
        if writing.version != self.version:
            self._refuse_if_touched(writing.version)
        for (kind, action), many in self._changed.items():
            self._connection.execute(statement_of(kind, action), many)
        base = writing.last_entry
        given = {"base": base, "number": writing.version + 1}
        for table in self._tables:
            self._connection.execute(_MOVE[table], given)
        ticked = [(step, entry if entry > 0 else base - entry) for step, entry in self._ticked]
        return writing.finish_moved(self._new, self._places, ticked, self._recorded)

    def _refuse_if_touched(self, now: int) -> None:
        since = self._connection.execute(_SINCE, {"version": self.version}).all()
        near = {day + shift for day in self._days for shift in _NEIGHBOURS}
        known = len({row.version for row in since}) == now - self.version  # none was restored
        if not known or any(row.day is None or row.day in near for row in since):
            raise Stale(
                "The diary has changed in the meantime. Nothing was saved; look at the preview"
                " again."
            )

    def clear(self) -> None:
        """Let go of what was laid ready."""
        # A connection that is gone has taken them with it; where laying ready was broken off, the
        # rollback has.
        database = shown(self._connection.engine.url)
        with suppress(StoreError), translate_errors(database), self._connection.begin():
            for table in self._tables:
                self._connection.execute(DropTable(STAGED[table], if_exists=True))
