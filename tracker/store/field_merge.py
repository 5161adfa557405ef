"""Two writers of one entry: fields that only one of them changed go together."""

from __future__ import annotations

from typing import Any

from tracker.model import InvalidValue, OwnExercise, PlanItem, Questionnaire
from tracker.store.entry_mappers import EntryMapper, Plain, Value
from tracker.store.errors import Conflict


def merge(kind: EntryMapper, mine: Value, seen: Value | None, stored: Value | None) -> Any:
    """What is to be stored when a writer who saw `seen` wants `mine`.

    The writer's changes are the fields in which `mine` differs from `seen`, or
    that say something where the writer saw nothing. Raises :class:`Conflict`
    where such a field was changed by somebody else meanwhile, or the entry removed.
    """
    wanted = kind.to_plain(mine)
    if stored is None:
        if seen is not None and seen != kind.absent:
            raise removed(kind, mine)
        return kind.from_plain(wanted)
    known = None if seen is None else kind.to_plain(seen)
    theirs = kind.to_plain(stored)
    merged = dict(theirs)
    for name in kind.edited:
        if _differs(kind, wanted, known, name) and wanted[name] != theirs[name]:
            if _differs(kind, theirs, known, name):
                raise conflict(kind, name, mine, stored)
            merged[name] = wanted[name]
    try:
        return kind.from_plain(merged)
    except InvalidValue as error:  # each makes sense by itself, but not both together
        raise conflict(kind, error.field, mine, stored) from error


def _differs(kind: EntryMapper, fields: Plain, known: Plain | None, name: str) -> bool:
    if known is None:
        return not kind.says_nothing(name, fields[name])
    return bool(fields[name] != known[name])


def conflict(kind: EntryMapper, field: str, mine: Value, stored: Value) -> Conflict:
    """The error for a field that two writers changed."""
    there, here = getattr(stored, field), getattr(mine, field)
    return Conflict(
        f"The {field.replace('_', ' ')} of {_named(kind, stored)} was changed elsewhere:"
        f" it is {_shown(there)} there and {_shown(here)} here. Nothing was saved here."
        " Choose which of the two to keep.",
        field=field,
        theirs=there,
        mine=here,
        stored=stored,
    )


def removed(kind: EntryMapper, mine: Value) -> Conflict:
    """The error for an entry that is no longer there."""
    field = kind.edited[0]
    return Conflict(
        f"{_named(kind, mine).capitalize()} was removed elsewhere. Nothing was saved here."
        " Enter it again if you want to keep it.",
        field=field,
        theirs=None,
        mine=getattr(mine, field),
        stored=None,
    )


def first_difference(kind: EntryMapper, one: Value, other: Value) -> str | None:
    """The first field in which two values of an entry differ, apart from when it was entered."""
    left, right = kind.to_plain(one), kind.to_plain(other)
    return next((name for name in kind.edited if left[name] != right[name]), None)


def _named(kind: EntryMapper, value: Value) -> str:
    if isinstance(value, Questionnaire):
        return f"the {kind.name} “{value.title}”"
    if isinstance(value, OwnExercise):
        return f"the {kind.name} “{value.name}”"
    of = value.exercise if isinstance(value, PlanItem) else kind.day_of(value)
    return f"the {kind.name} of {of}" if of else f"the {kind.name}"


def _shown(value: object) -> str:
    if value is None or value in ("", ()):
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, bytes):
        return "a picture"
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return f"“{text[:60]}…”" if len(text) > 60 else text
