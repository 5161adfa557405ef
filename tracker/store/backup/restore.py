"""Restoring: first what would change, then everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tracker.store import DatabaseUnreachable, Store
from tracker.store.backup.automatic_copies import keep_copy
from tracker.store.backup.differences import Differences, differences, rows_to_read
from tracker.store.copies import Copy, CopyReason
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

    `theirs` is None for somebody who is not in the backup and would go, `mine`
    for somebody who would come.
    """

    theirs: DiaryOwner | None
    mine: DiaryOwner | None
    changes: Differences


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What restoring a backup would do; `everybody` says whether to all diaries or to one."""

    parts: tuple[PersonRestore, ...]
    everybody: bool

    @property
    def replaces(self) -> bool:
        """Whether there is anything here that would be replaced."""
        return any(part.mine is not None and _had_entries(part) for part in self.parts)


def plan_everybody(store: Store, backup: Store, progress: Progress | None = None) -> RestorePlan:
    """What becomes of a whole database that is made to say what a backup says.

    `progress` hears how many of how many entries and changes have been read.
    """
    mine, theirs = diary_owners(store), diary_owners(backup)
    pairs = _pairs(mine, theirs)
    staying = {person.id for person in pairs.values()}
    both: list[_Pair] = [(pairs.get(person.id), person) for person in theirs]
    both += [(person, None) for person in mine if person.id not in staying]
    return RestorePlan(_parts(store, backup, both, progress), everybody=True)


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


def same_person(store: Store, mine: int, backup: Store) -> DiaryOwner | None:
    """Who in a backup is a person of the store: by their diary, or because there is one only."""
    theirs = diary_owners(backup)
    own = [person for person in diary_owners(store) if person.id == mine]
    known = [p for p in theirs if own and p.identity is not None and p.identity == own[0].identity]
    if known or len(theirs) != 1:
        return known[0] if known else None
    return theirs[0]


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
    aside = keep_copy(store, CopyReason.RESTORE) if plan.replaces else None
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


def _had_entries(part: PersonRestore) -> bool:
    return part.mine is not None and part.mine.version > 0


def _pairs(mine: Sequence[DiaryOwner], theirs: Sequence[DiaryOwner]) -> Mapping[int, DiaryOwner]:
    """Who here is who there: the same diary, else the only ones left, else the same name."""
    here = {person.id: person for person in mine}
    pairs: dict[int, DiaryOwner] = {}

    def pair(other: DiaryOwner, found: list[DiaryOwner]) -> None:
        if len(found) == 1:
            pairs[other.id] = here.pop(found[0].id)

    for other in theirs:
        if other.identity is not None:
            pair(other, [own for own in here.values() if own.identity == other.identity])
    left = [other for other in theirs if other.id not in pairs]
    if len(left) == 1 and len(here) == 1:
        pair(left[0], list(here.values()))
    for other in left:
        if other.id not in pairs and other.name:
            pair(other, [own for own in here.values() if own.name == other.name])
    return pairs
