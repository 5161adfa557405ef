"""No statement without a person: the engine itself refuses one.

Every statement of a store passes :func:`require_person` on its way to the database.
The person is the one that the engine's option ``person`` names, and that function,
not the caller, puts its number into the statement. A statement that touches a
person's table without asking for ``== PERSON`` in each of its SELECTs, changes
whose row it is, or is text that cannot be looked into, raises
:class:`MissingPerson` before anything reaches the database.

Without the option only the table of persons itself can be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakSet

from sqlalchemy import (
    Alias,
    BindParameter,
    Column,
    CompoundSelect,
    Connection,
    Delete,
    Engine,
    Insert,
    Integer,
    Select,
    Table,
    TextClause,
    Update,
    bindparam,
    event,
    insert,
)
from sqlalchemy.schema import CreateTable, DropTable
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, ColumnClause, Grouping
from sqlalchemy.sql.selectable import CTE, FromClause, Join, Subquery

from tracker.store.database_tables import STAGED, metadata, persons

PERSON: BindParameter[int] = bindparam("person", type_=Integer)


_STAGED = frozenset(STAGED.values())
_PREPARED: set[str] = set()  # inserts that were made from checked ones, in text
_OURS = frozenset(metadata.tables.values()) | _STAGED


class MissingPerson(Exception):
    """A statement could reach another person's rows: a mistake in the program."""


def person_scope(table: Any) -> Column[int]:
    """The column of a table that says whose row it is."""
    column: Column[int] = table.c.id if table is persons else table.c.person_id
    return column


def require_person(engine: Engine) -> None:
    """Refuse from now on every statement of `engine` that names no person."""
    seen: WeakSet[Any] = WeakSet()  # looking into a statement once is enough
    seen_without_person: WeakSet[Any] = WeakSet()

    @event.listens_for(engine, "before_execute", retval=True)
    def name_the_person(
        connection: Connection,
        statement: Any,
        many: list[dict[str, Any]],
        one: dict[str, Any],
        options: dict[str, Any],
    ) -> tuple[Any, list[dict[str, Any]], dict[str, Any]]:
        person = connection.get_execution_options().get("person")
        if person is None:
            if statement not in seen_without_person:
                _check_public(statement)
                seen_without_person.add(statement)
            return statement, many, one
        if statement not in seen:
            check(statement)
            seen.add(statement)
        key = "person"
        if isinstance(statement, (Insert, Update)):
            column = str(person_scope(statement.table).key)
            if isinstance(statement, Insert):
                key = column if statement.select is None else "person"
            elif any(column in row for row in (*many, one)):
                raise MissingPerson("an update gives a row to somebody else")
        if many:
            return statement, [{**row, key: person} for row in many], one
        return statement, many, {**one, key: person}

    @event.listens_for(engine, "before_cursor_execute")
    def refuse_text(
        connection: Connection, cursor: Any, sql: str, rows: Any, context: Any, many: bool
    ) -> None:
        if (context is None or context.compiled is None) and sql not in _PREPARED:
            raise MissingPerson("text goes around the guard")


class StagedInsert:
    """Lays rows ready as those of the connection's person, without SQLAlchemy's work on each."""

    def __init__(self, connection: Connection, staged: Table[Any]) -> None:
        if staged not in _STAGED:
            raise MissingPerson("only what is laid ready goes in so")
        person = connection.get_execution_options().get("person")
        if person is None:
            raise MissingPerson("rows are laid ready for nobody")
        dialect = connection.dialect
        compiled = insert(staged).compile(dialect=dialect)
        self._connection = connection
        self._own: dict[str, object] = {str(person_scope(staged).key): person}
        self._sql = str(compiled)
        self._by_position = compiled.positional
        self._columns = [
            (name, staged.c[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or compiled.bind_names.values()
        ]
        _PREPARED.add(self._sql)

    def add(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Lay ready rows that name the same columns; what they don't name is empty."""
        columns = []
        for name, write in self._columns:
            if name in self._own:
                column = [self._own[name]] * len(rows)
            elif name in rows[0]:
                column = [row[name] for row in rows]
            else:
                column = [None] * len(rows)
            columns.append(column if write is None else _each_once(write, column))
        prepared: list[Any] = list(zip(*columns, strict=True))
        if not self._by_position:
            names = [name for name, _ in self._columns]
            prepared = [dict(zip(names, row, strict=True)) for row in prepared]
        self._connection.exec_driver_sql(self._sql, prepared)


def _each_once(write: Callable[[Any], Any], column: Sequence[object]) -> list[Any]:
    """What is written for each value, made once for what is the very same, as days often are."""
    values = {id(value): value for value in column}
    written = {name: write(value) for name, value in values.items()}
    return [written[id(value)] for value in column]


def check(statement: Any) -> None:
    """Raise :class:`MissingPerson` unless the statement asks for one person's rows only."""
    if isinstance(statement, Insert):
        _check_insert(statement)
    elif isinstance(statement, (CreateTable, DropTable)):
        if statement.element not in _STAGED:
            raise MissingPerson("only what is laid ready comes and goes")
    elif isinstance(statement, (Update, Delete)):
        _check_change(statement)
    elif isinstance(statement, (Select, CompoundSelect)):
        _check_parts(statement)
    else:
        raise MissingPerson(f"{type(statement).__name__} cannot be looked into")


def _check_insert(statement: Insert) -> None:
    if statement.table is persons:
        raise MissingPerson("a person adds nobody")
    if statement.table in _STAGED:
        if not _is_plain(statement):
            raise MissingPerson("only plain inserts into what is laid ready")
    elif statement.table not in metadata.tables.values() or not (
        _is_plain(statement) or _is_move(statement)
    ):
        raise MissingPerson(
            "only plain inserts into our own tables, and what was laid ready for them"
        )


def _check_change(statement: Update | Delete) -> None:
    table = statement.table
    if not isinstance(table, Table) or not _is_asked_for(table, statement.whereclause):
        raise MissingPerson(f"{table} is changed without a person")
    for part in visitors.iterate(statement):
        foreign = isinstance(part, Column) and part.table is not table
        if foreign or isinstance(part, (Select, CompoundSelect)) or _is_text(part):
            raise MissingPerson(f"{table} is changed by way of something else")
    if isinstance(statement, Update):
        values = statement.compile().params  # every column, each to be given when it runs
        if any(values.get(column.key, statement) is not None for column in table.c):
            raise MissingPerson("only plain updates of our own tables")


def _check_parts(statement: Select[Any] | CompoundSelect[Any]) -> None:
    for part in visitors.iterate(statement):
        if _is_text(part):
            raise MissingPerson("text cannot be looked into")
        if isinstance(part, Select):
            for source in _sources(part.get_final_froms()):
                if not _is_asked_for(source, part.whereclause):
                    raise MissingPerson(f"{source} is read without a person")


def _check_public(statement: Any) -> None:
    """Without a person, only who there is can be asked, and somebody be added."""
    if isinstance(statement, Insert) and statement.table is persons and _is_plain(statement):
        return
    if isinstance(statement, Select):
        parts = list(visitors.iterate(statement))
        nested = any(isinstance(part, (Select, CompoundSelect)) for part in parts[1:])
        from_elsewhere = any(source is not persons for source in statement.get_final_froms())
        if not nested and not from_elsewhere and not any(map(_is_text, parts)):
            return
    raise MissingPerson("without a person, people are only listed and added")


def _is_plain(statement: Insert) -> bool:
    """Whether an insert says nothing by itself: its values are all given when it runs."""
    nothing = dict.fromkeys(statement.table.c.keys())
    parts = [statement, statement.table]
    return list(visitors.iterate(statement)) == parts and statement.compile().params == nothing


def _is_move(statement: Insert) -> bool:
    """Whether it brings in what this person's connection has laid ready for the same table."""
    table, found = statement.table, statement.select
    staged = STAGED.get(table) if isinstance(table, Table) else None
    if staged is None or not isinstance(found, Select) or found.get_final_froms() != [staged]:
        return False
    _check_parts(found)
    names = [column.key for column in table.c]
    owners = list(found.selected_columns)[names.index("person_id")]
    return statement._select_names == names and owners is staged.c.person_id


def _is_text(part: Any) -> bool:
    return isinstance(part, TextClause) or (isinstance(part, ColumnClause) and part.is_literal)


def _sources(froms: Any) -> Iterator[FromClause]:
    """The tables, and aliases of tables, of a FROM; what it selects from is checked itself."""
    for source in froms:
        if isinstance(source, Join):
            yield from _sources((source.left, source.right))
        elif not isinstance(source, (Subquery, CTE)):
            yield source


def _is_asked_for(source: FromClause, where: Any) -> bool:
    table = source.element if isinstance(source, Alias) else source
    if not isinstance(table, Table) or table not in _OURS:
        return False
    column = source.c[person_scope(table).key]
    return any(
        isinstance(part, BinaryExpression)
        and part.operator is operators.eq
        and part.left is column
        and isinstance(part.right, BindParameter)
        and part.right.key == PERSON.key
        for part in _all_of(where)
    )


def _all_of(where: Any) -> Iterator[Any]:
    """The conditions that must all hold."""
    if isinstance(where, Grouping):
        yield from _all_of(where.element)
    elif isinstance(where, BooleanClauseList) and where.operator is operators.and_:
        for part in where.clauses:
            yield from _all_of(part)
    elif where is not None:
        yield where
