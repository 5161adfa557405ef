"""Many values in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tracker.model import Person
from tracker.store.change_writer import ChangeStep, ChangeWriter, Stored
from tracker.store.entry_mappers import PERSON, EntryMapper, Identity, Value, mapper_for
from tracker.store.errors import Stale

MANY = 500  # values between two reports of progress


def wanted_of(
    puts: Iterable[Value], removes: Iterable[Value]
) -> dict[tuple[Any, Identity], Value | None]:
    """What is wanted, by kind and identity; None: not there. What is put and removed is put."""
    wanted: dict[tuple[Any, Identity], Value | None] = {}
    for value in removes:
        kind = mapper_for(value)
        if kind is PERSON:
            raise TypeError("a diary cannot lose its person")
        wanted[kind, kind.identity_of(value)] = None
    for value in puts:
        kind = mapper_for(value)
        wanted[kind, kind.identity_of(value)] = value
    return wanted


def apply(
    writing: ChangeWriter,
    wanted: Mapping[tuple[Any, Identity], Value | None],
    version: int | None,
    progress: Callable[[int, int], None] | None,
) -> None:
    """Make each entry, found by its kind and identity, what is wanted (None: not there)."""
    if version is not None and version != writing.version:
        raise Stale(
            "The diary has changed in the meantime. Nothing was saved. Look at the preview again."
        )
    restored = wanted.get((PERSON, ()))
    if isinstance(restored, Person):
        writing.clock = restored
    today = writing.clock.today()
    done = 0
    for kind, some in by_kind(wanted).items():
        stored = writing.find_many(kind, [identity for identity, _ in some])
        for start in range(0, len(some), MANY):
            part = some[start : start + MANY]
            steps = steps_of(kind, part, stored)
            for step in steps:
                writing.clock.refuse_future(step.after, step.before, today=today)
            writing.write(steps)
            done += len(part)
            if progress is not None:
                progress(done, len(wanted))


def by_kind(
    wanted: Mapping[tuple[Any, Identity], Value | None],
) -> dict[EntryMapper, list[tuple[Identity, Value | None]]]:
    """The same, kind by kind."""
    found: dict[EntryMapper, list[tuple[Identity, Value | None]]] = {}
    for (kind, identity), value in wanted.items():
        found.setdefault(kind, []).append((identity, value))
    return found


def steps_of(
    kind: EntryMapper,
    part: list[tuple[Identity, Value | None]],
    stored: Mapping[Identity, Stored],
) -> list[ChangeStep]:
    """What makes some entries of a kind what is wanted, where they are not."""
    steps = []
    for identity, after in part:
        there = stored.get(identity)
        before, entry = (there.value, there.entry) if there else (None, None)
        if before is None and after is None:
            continue
        if before is None or after is None or kind.for_json(before) != kind.for_json(after):
            steps.append(ChangeStep(kind, entry, before, after))
    return steps
