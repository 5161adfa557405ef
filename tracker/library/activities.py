"""Kinds of aerobic activity and the intensity assumed for each."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.files.toml import key, read
from tracker.library.references import Reference, named, read_references
from tracker.model import Intensity
from tracker.places import DATA

UNNAMED = "other activity"  # what a bout of an unsaid kind is called


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """A kind of aerobic activity with its usual intensity.

    `why` is what the texts of `sources` say of it; both are empty where they don't name it.
    """

    name: str
    other_names: tuple[str, ...]
    intensity: Intensity
    why: str
    sources: tuple[Reference, ...]


@cache
def activity_kinds() -> tuple[ActivityKind, ...]:
    """All kinds, the most usual first."""
    return read_activity_kinds(DATA)


def find_activity_kind(name: str) -> ActivityKind | None:
    """The kind of this name or other name; case and hyphens don't matter."""
    wanted = key(name)
    for kind in activity_kinds():
        if wanted in map(key, (kind.name, *kind.other_names)):
            return kind
    return None


def read_activity_kinds(folder: Path) -> tuple[ActivityKind, ...]:
    """Read activities.toml of a folder; raise LibraryError where it's wrong."""
    known = read_references(folder)
    file = read(folder / "activities.toml")
    kinds = []
    seen = set()
    for entry in file.entries("activity"):
        why = entry.text("why", default="")
        kind = ActivityKind(
            entry.text("name"),
            entry.texts("other_names"),
            entry.choice("intensity", Intensity),
            why,
            tuple(named(entry, "sources", entry.texts("sources"), known)) if why else (),
        )
        entry.end()
        for name in map(key, (kind.name, *kind.other_names)):
            if name in seen:
                raise entry.error("name", f"{name!r} is used twice")
            seen.add(name)
        kinds.append(kind)
    file.end()
    return tuple(kinds)
