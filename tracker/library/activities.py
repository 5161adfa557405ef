"""Kinds of aerobic activity and the intensity assumed for each."""

from functools import cache
from pathlib import Path

from tracker.files.toml import DataTable, LibraryError, Text, Texts, key, read
from tracker.library.references import Cited, citations
from tracker.model import Intensity
from tracker.places import DATA

UNNAMED = "other activity"  # what a bout of an unsaid kind is called


class ActivityKind(DataTable, frozen=True):
    """A kind of aerobic activity with its usual intensity.

    `why` is what the texts of `sources` say of it; both are empty where they don't name it.
    """

    name: Text
    other_names: Texts
    intensity: Intensity
    why: str = ""
    sources: Cited = Cited()

    def __post_init__(self) -> None:
        if bool(self.why) != bool(self.sources):
            raise ValueError("why and sources go together")


class _ActivitiesFile(DataTable, frozen=True):
    activity: tuple[ActivityKind, ...]


@cache
def activity_kinds() -> tuple[ActivityKind, ...]:
    """All kinds, the most usual first."""
    return read_activity_kinds(DATA)


def find_activity_kind(name: str) -> ActivityKind | None:
    """The kind of this name or other name; case and hyphens don't matter."""
    return _by_key().get(key(name))


@cache
def _by_key() -> dict[str, ActivityKind]:
    names = ((kind, (kind.name, *kind.other_names)) for kind in activity_kinds())
    return {key(name): kind for kind, named in names for name in named}


def read_activity_kinds(folder: Path) -> tuple[ActivityKind, ...]:
    """Read activities.toml of a folder; raise LibraryError where it's wrong."""
    kinds = read(folder / "activities.toml", _ActivitiesFile, citations(folder)).activity
    seen = set()
    for kind in kinds:
        for name in map(key, (kind.name, *kind.other_names)):
            if name in seen:
                raise LibraryError(
                    f"activities.toml: activity {kind.name}: name {name!r} is used twice"
                )
            seen.add(name)
    return kinds
