"""Rows out of a statement, with an error in plain words where one cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Executable

from tracker.store.entry_mappers import EntryMapper, unreadable


def fetch(
    connection: Connection, statement: Executable, kind: EntryMapper | str, **values: object
) -> Sequence[Any]:
    """All rows of a statement about one kind of entry."""
    result = connection.execute(statement, values)
    try:
        return result.all()
    except (TypeError, ValueError) as error:
        raise unreadable(kind if isinstance(kind, str) else kind.name, None) from error
