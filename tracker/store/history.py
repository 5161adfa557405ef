"""Every change that was made to a diary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, Select, Text, bindparam, cast, func, select

from tracker.model import ChangeSource
from tracker.store.database_tables import changes
from tracker.store.entry_mappers import BY_NAME, Value, ask, fetch, unreadable
from tracker.store.person_scope import PERSON
from tracker.store.statements import AT_A_TIME


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one entry: who made it when, what it was and what it became.

    Changes of the same `version` were made together. `undone` says whether it
    has been taken back, `undoes` is the version that it took back itself.
    """

    version: int
    at: datetime
    by: str
    kind: str
    before: Value | None
    after: Value | None
    undone: bool
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Changes that were made together and will be undone together.

    `undone` says how many of the `size` changes have been taken back, `kinds`
    how many there are of each kind of entry (where it was asked for).
    """

    version: int
    at: datetime
    by: str
    size: int
    first: Change
    undone: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Steps:
    """What can be undone now, and what can be brought back again; None where nothing can.

    `redo` is the undo that would be taken back: each of its changes leads from what
    there was to what there is.
    """

    undo: Group | None
    redo: Group | None


@dataclass(frozen=True, slots=True)
class UndoCounts:
    """A change that stays because its entry was changed since; `now` is what the entry says."""

    change: Change
    now: Value | None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, what was left, and the version of the diary since."""

    version: int
    changes: tuple[Change, ...]
    left: tuple[UndoCounts, ...] = ()


COLUMNS = (
    changes.c.version,
    changes.c.at,
    changes.c.made_by,
    changes.c.kind,
    changes.c.before,
    changes.c.after,
    changes.c.undone_in,
    changes.c.undoes,
    changes.c.day,
    changes.c.entry,
)
_MINE = changes.c.person_id == PERSON
_CAN_BE_UNDONE = changes.c.undoes.is_(None) & changes.c.undone_in.is_(None)
_LAST = select(func.max(changes.c.version)).where(_MINE, _CAN_BE_UNDONE)
_HEAD = (
    select(*COLUMNS, changes.c.place)
    .where(_MINE)
    .order_by(changes.c.version.desc(), changes.c.place.desc())
    .limit(1)
)
_LAST_CHANGE = select(func.max(changes.c.version)).where(_MINE, changes.c.undoes.is_(None))
_UNDOS_SINCE = (
    select(changes.c.version, changes.c.undoes, changes.c.undone_in)
    .where(_MINE, changes.c.version > bindparam("version"))
    .distinct()
)
_OF_VERSION = _MINE & (changes.c.version == bindparam("version"))
_GROUP = select(*COLUMNS).where(_OF_VERSION, _CAN_BE_UNDONE).order_by(changes.c.place)
_FIRST = _GROUP.limit(1)
_NOT_UNDONE = _OF_VERSION & changes.c.undone_in.is_(None)
_FIRST_NOT_UNDONE = select(*COLUMNS).where(_NOT_UNDONE).order_by(changes.c.place).limit(1)
_SIZE_NOT_UNDONE = select(func.count(changes.c.place)).where(_NOT_UNDONE)
_SIZE = select(func.count(changes.c.place)).where(_OF_VERSION, _CAN_BE_UNDONE)
_NEWEST = (
    select(*COLUMNS)
    .where(_MINE)
    .order_by(changes.c.version.desc(), changes.c.place.desc())
    .limit(bindparam("limit"))
)
_AS_STORED = select(*(cast(c, Text) if isinstance(c.type, JSON) else c for c in COLUMNS)).where(
    _MINE
)
_NEWEST_OF_DAY = _NEWEST.where(changes.c.day == bindparam("day"))
_HEADS = (
    select(*COLUMNS)
    .where(_MINE, changes.c.place == 1)
    .order_by(changes.c.version.desc())
    .limit(bindparam("limit"))
)
_HEADS_BY = _HEADS.where(
    func.substr(changes.c.made_by, 1, bindparam("letters")) == bindparam("made_by")
)
_SIZES = (
    select(
        changes.c.version,
        changes.c.kind,
        func.count(changes.c.place),
        func.count(changes.c.undone_in),
    )
    .where(_MINE, changes.c.version.in_(bindparam("versions", expanding=True)))
    .group_by(changes.c.version, changes.c.kind)
    .order_by(func.min(changes.c.place))
)


def newest(connection: Connection, day: date | None, limit: int) -> list[Change]:
    """The newest changes first, of one day's entries or of all."""
    if day is None:
        return _read(connection, _NEWEST, limit=limit)
    return _read(connection, _NEWEST_OF_DAY, limit=limit, day=day)


def partitions(connection: Connection) -> Iterator[Sequence[Any]]:
    """All rows of the history, some at a time: what :func:`change_as_stored` reads."""
    try:
        yield from connection.execute(_AS_STORED).partitions(AT_A_TIME)
    except (TypeError, ValueError) as error:
        raise unreadable("history", None) from error


def last_version(connection: Connection) -> int | None:
    """The newest version that can be undone."""
    version: int | None = connection.scalar(_LAST)
    return version


def last_group(connection: Connection) -> Group | None:
    """Which changes an undo would take back, without reading all of them."""
    version = last_version(connection)
    if version is None:
        return None
    first = _read(connection, _FIRST, version=version)[0]
    size = connection.scalar(_SIZE, {"version": version}) or 0
    return Group(version, first.at, first.by, size, first)


def ask_newest(connection: Connection) -> Callable[[], Sequence[Any]]:
    """Ask for the newest change of all: one row of :data:`COLUMNS` and its place, or none."""
    return ask(connection, _HEAD, "history")


def steps_alone(newest: Sequence[Any]) -> Steps | None:
    """The steps, where the newest change tells them: one was made last, and of one entry."""
    if not newest:
        return Steps(None, None)
    row, place = newest[0][:-1], newest[0].place
    if place != 1 or not _is_last(newest[0]):
        return None
    change = change_of(row)
    return Steps(Group(change.version, change.at, change.by, 1, change), None)


def steps(connection: Connection) -> Steps:
    """What an undo would take back, and what could be brought back again."""
    newest = ask_newest(connection)()
    alone = steps_alone(newest)
    if alone is not None:
        return alone
    head = newest[0]
    if _is_last(head):  # the usual case: all of it is there, and not counted
        return Steps(_step_of(connection, head.version, head.place), None)
    last = last_version(connection)
    return Steps(_step_of(connection, last), _step_of(connection, _last_undo(connection)))


def _is_last(newest: Any) -> bool:
    """Whether the newest change was made last: it is no undo, and was not undone."""
    return newest.undoes is None and newest.undone_in is None


def _last_undo(connection: Connection) -> int | None:
    """The newest undo since the last change that neither brought something back nor was undone."""
    last_change = connection.scalar(_LAST_CHANGE) or 0
    since = connection.execute(_UNDOS_SINCE, {"version": last_change})
    return max(
        (
            version
            for version, undoes, undone_in in since
            if undone_in is None and undoes is not None and undoes <= last_change
        ),
        default=None,
    )


def _step_of(connection: Connection, version: int | None, size: int | None = None) -> Group | None:
    if version is None:
        return None
    first = _read(connection, _FIRST_NOT_UNDONE, version=version)[0]
    if size is None:
        size = connection.scalar(_SIZE_NOT_UNDONE, {"version": version}) or 0
    return Group(version, first.at, first.by, size, first)


def groups(connection: Connection, limit: int, by: ChangeSource | None) -> list[Group]:
    """The newest groups of changes first, each by its first change, its size and kinds.

    With `by`, only those made by something whose name begins so.
    """
    if by is None:
        heads = _read(connection, _HEADS, limit=limit)
    else:
        heads = _read(connection, _HEADS_BY, limit=limit, made_by=str(by), letters=len(by))
    versions = [head.version for head in heads]
    kinds: dict[int, dict[str, int]] = {}
    undone: Counter[int] = Counter()
    for version, kind, size, taken in fetch(connection, _SIZES, "history", versions=versions):
        kinds.setdefault(version, {})[kind] = size
        undone[version] += taken
    return [
        Group(head.version, head.at, head.by, sum(own.values()), head, undone[head.version], own)
        for head in heads
        for own in [kinds[head.version]]
    ]


def _read(connection: Connection, statement: Select[Any], **values: object) -> list[Change]:
    return [change_of(row) for row in fetch(connection, statement, "history", **values)]


def change_of(row: Any) -> Change:
    """The change of a row of :data:`COLUMNS`."""
    version, at, by, kind_name, before, after, undone_in, undoes, day, _ = row
    try:
        kind = BY_NAME[kind_name]
        return Change(
            version,
            at,
            by,
            kind_name,
            None if before is None else kind.from_plain(before),
            None if after is None else kind.from_plain(after),
            undone_in is not None,
            undoes,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unreadable("history", day) from error


def change_as_stored(row: Any) -> Change:
    """The same of a row in which `before` and `after` are the JSON that is stored."""
    *first, before, after, undone_in, undoes, day, entry = row
    try:
        said = [None if text is None else orjson.loads(text) for text in (before, after)]
    except ValueError as error:
        raise unreadable("history", day) from error
    return change_of((*first, *said, undone_in, undoes, day, entry))


def as_undone(change: Change) -> Change:
    """The same change, taken back."""
    return replace(change, undone=True)
