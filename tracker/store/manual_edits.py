"""What of the entries was entered or changed by hand, and what an import brought."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, select

from tracker.store.database_tables import changes
from tracker.store.entry_mappers import EntryMapper, Identity, Plain, Value, fetch, unreadable
from tracker.store.person_scope import PERSON

_CHANGES = (
    select(
        changes.c.entry,
        changes.c.version,
        changes.c.made_by,
        changes.c.before,
        changes.c.after,
        changes.c.undoes,
    )
    .where(changes.c.person_id == PERSON, changes.c.kind == bindparam("of_kind"))
    .order_by(changes.c.version, changes.c.place)
)


@dataclass(frozen=True, slots=True)
class ManualEdits:
    """One kind of entries: `fields` that were last changed by hand, by identity.

    `imported` is what an import made of an entry that was changed by hand
    since; `removed` what an import brought and somebody removed by hand.
    """

    fields: dict[Identity, frozenset[str]]
    imported: dict[Identity, Value]
    removed: tuple[Value, ...]


@dataclass(slots=True)
class _Entry:
    """What the history says of one entry so far, and said before each version."""

    edited: frozenset[str] = frozenset()
    imported: Plain | None = None
    now: Plain | None = None
    removed: bool = False
    earlier: dict[int, tuple[frozenset[str], Plain | None, bool]] = field(default_factory=dict)


def manual_edits(
    connection: Connection, kind: EntryMapper, imports: Callable[[str], bool]
) -> ManualEdits:
    """Read it from the history; `imports` knows an import by who made a change."""
    found: dict[int, _Entry] = {}
    for row in fetch(connection, _CHANGES, "history", of_kind=kind.name):
        number, version, made_by, before, after, undoes = row
        entry = found.setdefault(number, _Entry())
        entry.earlier.setdefault(version, (entry.edited, entry.imported, entry.removed))
        entry.now = after
        if undoes is not None:
            entry.edited, entry.imported, entry.removed = entry.earlier.get(
                undoes, (frozenset(), None, False)
            )
            continue
        by_import = imports(made_by)
        entry.removed = after is None and not by_import
        changed = _changed(kind, before, after)
        if by_import:
            entry.edited -= changed
            entry.imported = after
        else:
            entry.edited |= changed
    return _gathered(kind, found.values())


def _gathered(kind: EntryMapper, found: Iterable[_Entry]) -> ManualEdits:
    fields: dict[Identity, frozenset[str]] = {}
    imported: dict[Identity, Value] = {}
    removed: list[Value] = []
    for entry in found:
        if entry.now is not None:
            if entry.edited:
                identity = kind.identity_of(_value(kind, entry.now))
                fields[identity] = entry.edited
                if entry.imported is not None:
                    imported[identity] = _value(kind, entry.imported)
        elif entry.removed and entry.imported is not None:
            removed.append(_value(kind, entry.imported))
    return ManualEdits(fields, imported, tuple(removed))


def _changed(kind: EntryMapper, before: Plain | None, after: Plain | None) -> frozenset[str]:
    if before is None and after is not None:
        return frozenset(
            name for name in kind.edited if not kind.says_nothing(name, after.get(name))
        )
    if before is None or after is None:
        return frozenset()
    empty = kind.defaults  # of what was not there yet when the history was written
    return frozenset(
        name
        for name in kind.edited
        if before.get(name, empty.get(name)) != after.get(name, empty.get(name))
    )


def _value(kind: EntryMapper, plain: Plain) -> Any:
    try:
        return kind.from_plain(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unreadable("history", plain.get("date")) from error
