"""What restoring would change, in words: the same on the screen and the command line."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.formatting import KINDS, counted
from tracker.store.backup.differences import Differences, EntryCounts
from tracker.store.backup.restore import PersonRestore, RestorePlan


def days_words(changes: Differences) -> str:
    """The days that would come back, change and go, in one sentence."""
    parts = [
        f"{counted(len(days), 'day')} {one if len(days) == 1 else many}"
        for days, one, many in (
            (changes.days_added, "comes back", "come back"),
            (changes.days_changed, "changes", "change"),
            (changes.days_gone, "goes", "go"),
        )
        if days
    ]
    if not parts:
        return "No day changes."
    return f"{', '.join(parts[:-1])}{' and ' if len(parts) > 1 else ''}{parts[-1]}."


def rows(changes: Differences) -> Iterator[tuple[str, EntryCounts]]:
    """Each kind of entry that would change, as a plural with a capital, and how much."""
    for name, amount in changes.kinds.items():
        plural = KINDS.get(name, (name, f"{name}s"))[1]
        yield plural[:1].upper() + plural[1:], amount


def restore_text(plan: RestorePlan) -> Iterator[str]:
    """Every diary that a backup would change, for a terminal."""
    for part in plan.parts:
        yield from _part_words(part)


def _part_words(part: PersonRestore) -> Iterator[str]:
    own, other = part.mine, part.theirs
    name = (other or own).name if (other or own) else ""  # type: ignore[union-attr]
    whose = f"The diary of {name}" if name else "The diary"
    if own is None:
        yield f"{whose} comes back with {counted(part.changes.added, 'entry', 'entries')}."
        return
    if other is None:
        gone = counted(part.changes.gone, "entry", "entries")
        yield f"{whose} is not in the backup and goes, with {gone}."
        return
    if part.changes.nothing:
        yield f"{whose} says already what the backup says."
        return
    days = days_words(part.changes)
    yield f"{whose}: {days[:1].lower()}{days[1:]}"
    for kind, amount in rows(part.changes):
        yield f"  {kind}: {amount.added} back, {amount.changed} changed, {amount.gone} gone"
    if part.changes.settings:
        yield "  Name, time zone or start of the week change too."
