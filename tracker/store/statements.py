"""The statements that every kind of entry is found and written with.

They are made once: making one costs more than running it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Delete, Insert, Select, Update, bindparam, delete, insert, select, update

from tracker.store.guard import PERSON, owner
from tracker.store.kinds import ENTRIES, Kind


class Statements:
    """What is asked of one kind's table; `identity` and `identities` are to be given."""

    find: Select[Any]
    find_many: Select[Any]
    find_all: Select[Any]
    insert: Insert
    update: Update
    delete: Delete

    def __init__(self, kind: Kind) -> None:
        table = kind.table
        mine = owner(table) == PERSON
        identity = table.c[str(kind.identity)]
        this_one = identity == bindparam("identity", type_=identity.type)
        self.find = select(table.c.entry, *kind.columns).where(mine, this_one)
        self.find_many = select(table.c.entry, *kind.columns).where(
            mine, identity.in_(bindparam("identities", expanding=True, type_=identity.type))
        )
        self.find_all = select(table.c.entry, *kind.columns).where(mine)
        self.insert = insert(table)
        self.update = update(table).where(mine, this_one)
        self.delete = delete(table).where(mine, this_one)


STATEMENTS = {kind: Statements(kind) for kind in ENTRIES}
