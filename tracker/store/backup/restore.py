"""Restoring: first what would change, then everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.store import DatabaseUnreachable, Store
from tracker.store.backup.automatic_copies import keep_copy
from tracker.store.backup.differences import Differences, differences
from tracker.store.copies import Copy, CopyReason
from tracker.store.transfer import DiaryOwner, diary_owners, put_in_place


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


def plan_everybody(store: Store, backup: Store) -> RestorePlan:
    """What becomes of a whole database that is made to say what a backup says."""
    mine, theirs = diary_owners(store), diary_owners(backup)
    pairs = _pairs(mine, theirs)
    parts = [_part(store, pairs.get(person.id), backup, person) for person in theirs]
    staying = {person.id for person in pairs.values()}
    parts += [_part(store, person, backup, None) for person in mine if person.id not in staying]
    return RestorePlan(tuple(parts), everybody=True)


def plan_one(store: Store, mine: int, backup: Store, theirs: int) -> RestorePlan:
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

    Returns
    -------
    RestorePlan
        Nothing is changed yet.
    """
    [own] = [person for person in diary_owners(store) if person.id == mine]
    [other] = [person for person in diary_owners(backup) if person.id == theirs]
    return RestorePlan((_part(store, own, backup, other),), everybody=False)


def same_person(store: Store, mine: int, backup: Store) -> DiaryOwner | None:
    """Who in a backup is a person of the store: by their diary, or because there is one only."""
    theirs = diary_owners(backup)
    own = [person for person in diary_owners(store) if person.id == mine]
    known = [p for p in theirs if own and p.identity is not None and p.identity == own[0].identity]
    if known or len(theirs) != 1:
        return known[0] if known else None
    return theirs[0]


def restore_backup(store: Store, backup: Store, plan: RestorePlan) -> Copy | None:
    """Restore a backup as planned.

    Parameters
    ----------
    store
        What is restored.
    backup
        The open backup.
    plan
        What :func:`plan_one` or :func:`plan_everybody` made of both.

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
    )
    return aside


def _part(
    store: Store, mine: DiaryOwner | None, backup: Store, theirs: DiaryOwner | None
) -> PersonRestore:
    now = None if mine is None else (store, mine.id)
    then = None if theirs is None else (backup, theirs.id)
    return PersonRestore(theirs, mine, differences(now, then))


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
