"""The texts that the library's facts and figures come from: data/sources.toml as values."""

from functools import cache
from pathlib import Path

from tracker.files.toml import Custom, DataTable, LibraryError, Text, read
from tracker.places import DATA


class Reference(DataTable, frozen=True):
    """A text: its short id in our data, the name of its file, its title and website."""

    id: Text
    file: Text
    title: Text
    site: str = ""


class _SourcesFile(DataTable, frozen=True):
    source: tuple[Reference, ...]


@cache
def references() -> tuple[Reference, ...]:
    """All texts, in the order they are numbered on the screens, from 1 on."""
    return tuple(read_references(DATA).values())


def read_references(folder: Path) -> dict[str, Reference]:
    """Read sources.toml of a folder, by id; what is wrong raises LibraryError."""
    found: dict[str, Reference] = {}
    for source in read(folder / "sources.toml", _SourcesFile).source:
        if found.setdefault(source.id, source) is not source:
            raise LibraryError(f"sources.toml: source {source.id}: id is used twice")
    return found


class Cited(tuple[Reference, ...]):
    """The texts that something comes from; in a data file, a list of their ids."""


class CitedOnce(Cited):
    """The one text that something comes from; in a data file, its id."""


def citations(folder: Path) -> Custom:
    """How ids become the texts of a folder's sources.toml."""
    known = read_references(folder)

    def text(name: object) -> Reference:
        if not isinstance(name, str) or name not in known:
            raise ValueError(f"is {name!r}, which sources.toml doesn't hold")
        return known[name]

    def texts(names: object) -> Cited:
        if not isinstance(names, list):
            raise ValueError("has to be a list")
        if not names:
            raise ValueError("is empty")
        return Cited(map(text, names))

    return {Cited: texts, CitedOnce: lambda name: CitedOnce([text(name)])}
