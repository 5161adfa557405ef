"""The texts that the library's facts and figures come from: data/sources.toml as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.files.toml import Entry, read
from tracker.places import DATA


@dataclass(frozen=True, slots=True)
class Reference:
    """A text: its short id in our data, the name of its file, its title and website."""

    id: str
    file: str
    title: str
    site: str


@cache
def references() -> tuple[Reference, ...]:
    """All texts, in the order they are numbered on the screens, from 1 on."""
    return tuple(read_references(DATA).values())


def read_references(folder: Path) -> dict[str, Reference]:
    """Read sources.toml of a folder, by id; what is wrong raises LibraryError."""
    file = read(folder / "sources.toml")
    found: dict[str, Reference] = {}
    for entry in file.entries("source"):
        source = Reference(
            entry.text("id"), entry.text("file"), entry.text("title"), entry.text("site", "")
        )
        entry.end()
        if source.id in found:
            raise entry.error("id", "is used twice")
        found[source.id] = source
    file.end()
    return found


def named(
    entry: Entry, field: str, ids: Iterable[str], known: Mapping[str, Reference]
) -> list[Reference]:
    """The texts of these ids; at least one, and only known ones."""
    found = list(ids)
    if not found:
        raise entry.error(field, "is empty")
    for name in found:
        if name not in known:
            raise entry.error(field, f"is {name!r}, which sources.toml doesn't hold")
    return [known[name] for name in found]
