"""What restoring would change, in words: the same on the screen and the command line."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.formatting import KINDS, PLAIN, Formats, counted, listed, plural
from tracker.store.backup.differences import Differences, EntryCounts
from tracker.store.backup.restore import PersonRestore, RestorePlan

COME_BACK = ("{n} day comes back", "{n} days come back")
CHANGE = ("{n} day changes", "{n} days change")
GO = ("{n} day goes", "{n} days go")
NO_DAY = "No day changes."
AND, SENTENCE = "{others} and {last}", "{said}."


def days_words(changes: Differences, formats: Formats = PLAIN) -> str:
    """The days that would come back, change and go, in one sentence."""
    parts = [
        plural(len(days), *words).format(n=formats.number(len(days)))
        for days, words in (
            (changes.days_added, COME_BACK),
            (changes.days_changed, CHANGE),
            (changes.days_gone, GO),
        )
        if days
    ]
    if not parts:
        return NO_DAY
    if len(parts) > 1:
        parts = [AND.format(others=listed(parts[:-1]), last=parts[-1])]
    return SENTENCE.format(said=parts[0])


def rows(changes: Differences) -> Iterator[tuple[str, EntryCounts]]:
    """Each kind of entry that would change, as a plural with a capital, and how much."""
    for name, amount in changes.kinds.items():
        many = KINDS.get(name, (name, f"{name}s"))[1]
        yield many[:1].upper() + many[1:], amount


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
    if other is None:  # that nobody has begun
        return
    if part.changes.nothing:
        yield f"{whose} says already what the backup says."
        return
    days = days_words(part.changes)
    yield f"{whose}: {days[:1].lower()}{days[1:]}"
    for kind, amount in rows(part.changes):
        yield f"  {kind}: {amount.added} back, {amount.changed} changed, {amount.gone} gone"
    if part.changes.settings:
        yield "  Name or settings change too."
