"""Restoring: first what would change, then everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tracker.store import DatabaseUnreachable, Store
from tracker.store.backup.automatic_copies import keep_copy, keep_own_copy
from tracker.store.backup.differences import Differences, differences, rows_to_read
from tracker.store.copies import Copy, CopyReason
from tracker.store.names import plain_name
from tracker.store.transfer import (
    DiaryOwner,
    RowReport,
    count_rows,
    diary_owners,
    put_in_place,
)

Progress: TypeAlias = Callable[[int, int], None]  # of how many of how many are done
_Pair: TypeAlias = tuple[DiaryOwner | None, DiaryOwner | None]  # here and in the backup


@dataclass(frozen=True, slots=True)
class PersonRestore:
    """What becomes of one diary: the person in the backup and the one here, with what changes.

    `mine` is None for somebody who would come, `theirs` for a diary that nobody has
    begun, which gives way to those who come.
    """

    theirs: DiaryOwner | None
    mine: DiaryOwner | None
    changes: Differences


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What restoring a backup would do.

    `everybody` says whether to all diaries of the backup or to one, `joins` whether others keep
    theirs here already.
    """

    parts: tuple[PersonRestore, ...]
    everybody: bool
    joins: bool = False

    @property
    def replaces(self) -> bool:
        """Whether there is anything here that would be replaced."""
        return any(part.mine is not None and _had_entries(part) for part in self.parts)

    @property
    def newcomers(self) -> tuple[DiaryOwner, ...]:
        """Who would come to a database that others keep their diaries in already."""
        come = tuple(part.theirs for part in self.parts if part.theirs and part.mine is None)
        return come if self.joins else ()


def plan_everybody(store: Store, backup: Store, progress: Progress | None = None) -> RestorePlan:
    """What becomes of a database to which everybody in a backup is restored.

    Who is not in the backup stays as they are; only a diary that nobody has begun, and that has
    no name, gives way. `progress` hears how many of how many entries and changes have been read.
    """
    mine, theirs = diary_owners(store), diary_owners(backup)
    pairs = _pairs(mine, theirs)
    replaced = {person.id for person in pairs.values()}
    others = [person for person in mine if person.id not in replaced]
    unused = [person for person in others if not person.name and not person.version]
    both: list[_Pair] = [(pairs.get(person.id), person) for person in theirs]
    both += [(person, None) for person in unused] if theirs else []
    joins = len(mine) > len(unused)
    return RestorePlan(_parts(store, backup, both, progress), everybody=True, joins=joins)


def plan_one(
    store: Store, mine: int, backup: Store, theirs: int, progress: Progress | None = None
) -> RestorePlan:
    """What becomes of one person's diary that is made to say what one of a backup says.

    Parameters
    ----------
    store
        Where the diary is.
    mine
        Its person's number there.
    backup
        The open backup.
    theirs
        The number of its person in the backup.
    progress
        Hears how many of how many entries and changes have been read.

    Returns
    -------
    RestorePlan
        Nothing is changed yet.
    """
    [own] = [person for person in diary_owners(store) if person.id == mine]
    [other] = [person for person in diary_owners(backup) if person.id == theirs]
    return RestorePlan(_parts(store, backup, [(own, other)], progress), everybody=False)


def same_person(store: Store, mine: int, backup: Store) -> list[DiaryOwner]:
    """Who in a backup may be a person of the store: nobody, one, or several to choose from.

    The same diary, else those of nobody else here that have the same name, or where either has
    none.
    """
    theirs, here = diary_owners(backup), diary_owners(store)
    own = next((person for person in here if person.id == mine), None)
    if own is None:
        return []
    same = [person for person in theirs if person.identity == own.identity]
    others = {person.identity for person in here} - {own.identity}
    return same or [p for p in theirs if p.identity not in others and _may_be(p, own)]


def restore_backup(
    store: Store, backup: Store, plan: RestorePlan, progress: Progress | None = None
) -> Copy | None:
    """Restore a backup as planned.

    Parameters
    ----------
    store
        What is restored.
    backup
        The open backup.
    plan
        What :func:`plan_one` or :func:`plan_everybody` made of both.
    progress
        Hears how many of how many rows have been written, within the transaction that writes.

    Returns
    -------
    Copy or None
        The copy of what was there before; None where nothing was.

    Raises
    ------
    Stale
        A diary has changed since the plan; nothing is changed.
    StoreError
        The copy could not be kept; nothing is changed.
    """
    aside = _kept_aside(store, plan) if plan.replaces else None
    if aside is not None and not aside.file.exists():
        raise DatabaseUnreachable(
            f"The copy {aside.file} of what was there before is gone. Nothing was replaced. Look"
            " whether another program clears that folder, then try again."
        )
    put_in_place(
        store,
        backup,
        {p.theirs.id: p.mine.id if p.mine else None for p in plan.parts if p.theirs},
        {p.mine.id: p.mine.version for p in plan.parts if p.mine},
        everybody=plan.everybody,
        leaving={p.mine.id for p in plan.parts if p.mine and not p.theirs},
        report=_counted(
            progress, (count_rows(backup, p.theirs.id) for p in plan.parts if p.theirs)
        ),
    )
    return aside


def _parts(
    store: Store,
    backup: Store,
    both: Sequence[_Pair],
    progress: Progress | None,
) -> tuple[PersonRestore, ...]:
    """What becomes of each diary: the person here and the one in the backup."""
    diaries = [
        (
            None if mine is None else (store, mine.id),
            None if theirs is None else (backup, theirs.id),
        )
        for mine, theirs in both
    ]
    report = _counted(progress, (rows_to_read(now, then) for now, then in diaries))
    return tuple(
        PersonRestore(theirs, mine, differences(now, then, report))
        for (mine, theirs), (now, then) in zip(both, diaries, strict=True)
    )


def _counted(progress: Progress | None, rows: Iterable[int]) -> RowReport | None:
    """What counts rows, so many of each diary, and tells how many of them all are done."""
    if progress is None:
        return None
    total, done = sum(rows), 0

    def count(some: int) -> None:
        nonlocal done
        done += some
        progress(done, total)

    return count


def _kept_aside(store: Store, plan: RestorePlan) -> Copy:
    """A copy of what would be replaced: of everybody, or of the one person's diary."""
    if plan.everybody:
        return keep_copy(store, CopyReason.RESTORE)
    [own] = [part.mine for part in plan.parts if part.mine]
    return keep_own_copy(store, CopyReason.RESTORE, own.id)


def _had_entries(part: PersonRestore) -> bool:
    return part.mine is not None and part.mine.version > 0


def _may_be(one: DiaryOwner, other: DiaryOwner) -> bool:
    """Whether two diaries may be one person's, as far as their names tell."""
    names = [plain_name(owner.name) for owner in (one, other)]
    return not all(names) or names[0] == names[1]


def _pairs(mine: Sequence[DiaryOwner], theirs: Sequence[DiaryOwner]) -> Mapping[int, DiaryOwner]:
    """Who here is who there: the same diary, else the same name, else the only ones of both."""
    here = {person.id: person for person in mine}
    pairs: dict[int, DiaryOwner] = {}

    def pair(other: DiaryOwner, found: list[DiaryOwner]) -> None:
        if len(found) == 1:
            pairs[other.id] = here.pop(found[0].id)

    for other in theirs:
        if other.identity is not None:
            pair(other, [own for own in here.values() if own.identity == other.identity])
    for other in theirs:
        if other.id not in pairs and other.name:
            pair(other, [own for own in here.values() if own.name == other.name])
    if len(mine) == len(theirs) == len(here) == 1 and _may_be(theirs[0], mine[0]):
        pair(theirs[0], list(mine))
    return pairs
