"""The statements that every kind of entry is found and written with.

They are made once: making one costs more than running it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Delete,
    Insert,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
    update,
)

from tracker.store.entry_mappers import ENTRIES, IDENTITY, EntryMapper
from tracker.store.person_scope import PERSON, person_scope

AT_A_TIME = 2000  # rows in one statement, or read at once


class Statements:
    """What is asked of one kind's table.

    The one entry is found by what :meth:`EntryMapper.asked_for` says, many by `identities`.
    """

    find: Select[Any]
    find_many: Select[Any]
    find_all: Select[Any]
    insert: Insert
    update: Update
    delete: Delete

    def __init__(self, kind: EntryMapper) -> None:
        table = kind.table
        mine = person_scope(table) == PERSON
        identity = [table.c[name] for name in kind.identity]
        this_one = and_(
            mine, *(c == bindparam(f"{IDENTITY}{c.key}", type_=c.type) for c in identity)
        )
        these = [tuple_(*identity).in_(bindparam("identities", expanding=True))] if identity else []
        self.find = select(table.c.entry, *kind.columns).where(this_one)
        self.find_many = select(table.c.entry, *kind.columns).where(mine, *these)
        self.find_all = select(table.c.entry, *kind.columns).where(mine)
        self.insert = insert(table)
        self.update = update(table).where(this_one)
        self.delete = delete(table).where(this_one)


STATEMENTS = {kind: Statements(kind) for kind in ENTRIES}
