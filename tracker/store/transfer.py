"""Whole diaries out of one database and into another, whatever kind each is of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, Row, Table, delete, func, insert, select, update

from tracker.store.database_tables import devices, ended_devices, metadata, persons
from tracker.store.driver_errors import translate_errors
from tracker.store.ended_devices import end_devices
from tracker.store.engine import Alone, wait_for_others
from tracker.store.entry_mappers import fetch
from tracker.store.errors import DatabaseDamaged, NoSuchPerson, Stale
from tracker.store.person_notes import new_mark
from tracker.store.person_scope import PERSON, person_scope
from tracker.store.statements import AT_A_TIME
from tracker.store.store import Store

RowReport: TypeAlias = Callable[[int], None]  # of how many rows were just read or written
_T = TypeVar("_T")
_Diary: TypeAlias = tuple[Connection, int]  # and its person's number there

_NOT_OF_A_DIARY = (persons, devices, ended_devices)
_OWNED = [table for table in metadata.sorted_tables if table not in _NOT_OF_A_DIARY]


def _columns(table: Table[Any]) -> list[Column[Any]]:
    return [column for column in table.c if column is not person_scope(table)]


_READ = {table: select(*_columns(table)).where(person_scope(table) == PERSON) for table in _OWNED}
_SECRETS = ("calendar_token", "passcode")  # hashes of what opens something of a person
_COUNT = {
    table: select(func.count(person_scope(table))).where(person_scope(table) == PERSON)
    for table in _OWNED
}
_HERE = ("passcode_tries", "devices_mark")  # of what happens at this database alone
_READ_PERSON = select(*(column for column in _columns(persons) if column.name not in _HERE)).where(
    persons.c.id == PERSON
)
_LOCK = select(persons.c.data_version).where(persons.c.id == PERSON).with_for_update()
_PEOPLE = select(persons.c.id, persons.c.data_version, persons.c.identity, persons.c.name)
_REMOVE = {table: delete(table).where(person_scope(table) == PERSON) for table in _OWNED}
_REMOVE_DEVICES = delete(devices).where(devices.c.person_id == PERSON)
_REMOVE_PERSON = delete(persons).where(persons.c.id == PERSON)
_ADD = {table: insert(table) for table in _OWNED}
_ADD_PERSON = insert(persons)
_CHANGE_PERSON = update(persons).where(persons.c.id == PERSON)


@dataclass(frozen=True, slots=True)
class DiaryOwner:
    """Somebody in a database: their number there, the version and identity of their diary."""

    id: int
    version: int
    identity: UUID | None
    name: str


def diary_owners(store: Store) -> list[DiaryOwner]:
    """Everybody in a database, by their numbers."""
    with translate_errors(store.name), store.reading() as connection:
        return _holders(connection)


def copy_people(source: Store, target: Store, people: Collection[int] | None = None) -> None:
    """Copy the diaries of some people, or of everybody, into an empty database.

    With their history and their numbers, in one transaction of each; of some people without
    what opens their calendar or profile here. Raises :class:`DatabaseDamaged` where what arrived
    is not what was sent.
    """
    with (
        translate_errors(source.name),
        source.reading() as reading,
        translate_errors(target.name),
        target.writing() as writing,
    ):
        everybody = [holder.id for holder in _holders(reading)]
        for person in everybody:
            if people is None or person in people:
                row = _person(reading, person)
                if people is not None:  # what guards a diary here does not leave with it
                    row |= dict.fromkeys(_SECRETS)
                _as(writing, None).execute(_ADD_PERSON, {"id": person, **row})
                _copy(reading, person, writing, person)


def count_rows(store: Store, person: int, tables: Collection[Table[Any]] = _OWNED) -> int:
    """How many rows a person of `store` has in some tables, or in all: those of a transfer."""
    with translate_errors(store.name), store.reading() as connection:
        _as(connection, person)
        return sum(connection.scalar(_COUNT[table]) or 0 for table in tables)


def put_in_place(
    target: Store,
    source: Store,
    pairs: Mapping[int, int | None],
    versions: Mapping[int, int],
    *,
    everybody: bool,
    leaving: Collection[int] = (),
    report: RowReport | None = None,
) -> None:
    """Make diaries say what those of another database say: all of it, or nothing.

    `pairs` names for each person of `source` the person of `target` whose diary
    is replaced, or None for somebody new; nobody else's is touched, but who is
    `leaving` goes. A diary keeps the secrets that open it where it is the same one,
    or was restored by its own person (not `everybody`). Raises :class:`Stale` where
    one of these diaries of `target` has moved on from its version in `versions`.
    Versions go on, so that no window mistakes the diary for the one it has seen.
    `report` hears how many rows have just been written.
    """
    with (
        translate_errors(source.name),
        source.reading() as reading,
        translate_errors(target.name),
        target.writing() as writing,
    ):
        replaced = {mine for mine in pairs.values() if mine is not None}
        for person in sorted(replaced | set(leaving)):
            _refuse_stale(_as(writing, person), versions.get(person))
        wait_for_others(writing, Alone.PEOPLE)
        present = {holder.id: holder for holder in _holders(writing)}
        for person in sorted(leaving):
            _empty(writing, person)
            _as(writing, person).execute(_REMOVE_DEVICES)  # none is signed out: they may come back
            _as(writing, person).execute(_REMOVE_PERSON)
        taken = {holder.identity for holder in present.values() if holder.id not in leaving}
        for theirs, mine in pairs.items():
            row = _person(reading, theirs)
            before = None if mine is None else present[mine]
            # An address of the calendar that was made anew since then opens nothing any more; one
            # that opens this diary opens no other, and neither does a device. A passcode stays as
            # it is now; a copy of everything brings back that of who is not here.
            if before is not None and (not everybody or before.identity == row["identity"]):
                del row["calendar_token"], row["passcode"]
            else:
                row["calendar_token"] = None
                if not everybody:
                    row["passcode"] = None
                if mine is not None:
                    end_devices(_as(writing, mine))
                    row["devices_mark"] = new_mark()
            if before is not None and before.version > 0:
                row["identity"] = before.identity  # its own copies are found by it
            elif row["identity"] in taken - {before.identity if before else None}:
                row["identity"] = uuid4()
            if before is None:
                _as(writing, None)
                mine = int(writing.execute(_ADD_PERSON, row).inserted_primary_key[0])  # type: ignore[index]
            else:
                row["data_version"] = max(before.version, row["data_version"]) + 1
                _empty(writing, before.id)
                _as(writing, before.id).execute(_CHANGE_PERSON, row)
                mine = before.id
            _copy(reading, theirs, writing, mine, report)


def _holders(connection: Connection) -> list[DiaryOwner]:
    rows = _as(connection, None).execute(_PEOPLE.order_by(persons.c.id)).all()
    return [DiaryOwner(*row) for row in rows]


def _as(connection: Connection, person: int | None) -> Connection:
    """The same connection, for statements about that person."""
    return connection.execution_options(person=person)


def _person(connection: Connection, person: int) -> dict[str, Any]:
    """The row of a person."""
    own = fetch(_as(connection, person), _READ_PERSON, "person")
    if not own:
        raise NoSuchPerson("There is no such person in this database.")
    return dict(own[0]._mapping)


def _refuse_stale(connection: Connection, version: int | None) -> None:
    if connection.scalar(_LOCK) != version:
        raise Stale(
            "The diary has changed in the meantime. Nothing was replaced; look again at what"
            " would change."
        )


def _empty(connection: Connection, person: int) -> None:
    for table in _OWNED:
        _as(connection, person).execute(_REMOVE[table])


def _copy(
    reading: Connection,
    theirs: int,
    writing: Connection,
    mine: int,
    report: RowReport | None = None,
) -> None:
    """Copy all rows of a person to another one, then read them back; hears of each few."""
    both = {reading.dialect.name, writing.dialect.name}
    copy = _copy_as_stored if both == {"sqlite"} else _copy_as_values
    for table in _OWNED:
        if not copy(table, (_as(reading, theirs), theirs), (_as(writing, mine), mine), report):
            raise DatabaseDamaged(
                f"What was written to “{table.name}” did not come back the same. Nothing was"
                " changed. Check the disk, then try again."
            )


def _copy_as_values(
    table: Table[Any], source: _Diary, target: _Diary, report: RowReport | None
) -> bool:
    """Copy a table's rows from one kind of database to another; whether they came back so."""
    (reading, _), (writing, _) = source, target
    rows = fetch(reading, _READ[table], table.name)
    for some in _pieces(rows, AT_A_TIME):
        writing.execute(_ADD[table], [dict(row._mapping) for row in some])
        if report is not None:
            report(len(some))
    return _in_order(rows) == _in_order(fetch(writing, _READ[table], table.name))


def _copy_as_stored(
    table: Table[Any], source: _Diary, target: _Diary, report: RowReport | None
) -> bool:
    """The same for two SQLite databases of the same tables, whose rows need no change."""
    (reading, theirs), (writing, mine) = source, target
    read, add = _AS_STORED[table]
    given: Any = reading.connection.dbapi_connection
    taken: Any = writing.connection.dbapi_connection
    rows = given.execute(read, (mine, theirs)).fetchall()
    for some in _pieces(rows, AT_A_TIME):
        taken.executemany(add, some)
        if report is not None:
            report(len(some))
    back = taken.execute(read, (mine, mine)).fetchall()
    return bool(rows == back)


def _pieces(rows: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """The rows in pieces of so many at the most."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _statements_as_stored(table: Table[Any]) -> tuple[str, str]:
    """What reads a person's rows as somebody's, in order, and adds them; names are no input."""
    names = ", ".join(f'"{column.name}"' for column in _columns(table))
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    owner = person_scope(table).name
    marks = ", ".join("?" * (1 + len(_columns(table))))
    return (
        f'SELECT ?, {names} FROM "{table.name}" WHERE "{owner}" = ? ORDER BY {key}',  # noqa: S608
        f'INSERT INTO "{table.name}" ("{owner}", {names}) VALUES ({marks})',  # noqa: S608
    )


_AS_STORED = {table: _statements_as_stored(table) for table in _OWNED}


def _in_order(rows: Iterable[Row[Any]]) -> list[str]:
    return sorted(repr(tuple(row)) for row in rows)
