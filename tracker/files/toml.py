"""A data file read strictly: what is wrong names the file, the entry and the field."""

import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)
Range = tuple[int, int]  # lowest, highest
WHOLE = "the file"


class LibraryError(Exception):
    """A data file of the library that cannot be used: which entry and field, and why."""


class Entry:
    """One table of a TOML file. Every field is taken once; what is left over is an error."""

    def __init__(self, file: str, name: str, table: Mapping[str, object]) -> None:
        self.file = file
        self.name = name
        self._left = dict(table)

    def error(self, field: str, problem: str) -> LibraryError:
        """Name the file, the entry and the field of a problem."""
        return LibraryError(f"{self.file}: {self.name}: {field} {problem}")

    def text(self, field: str, default: str | None = None) -> str:
        """Take a text; without a default it has to be there."""
        value = self._left.pop(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(field, "has to be a text")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """Take a list of texts, which may be empty but has to be there."""
        value = self._left.pop(field, None)
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise self.error(field, "has to be a list of texts")
        return tuple(value)

    def choice(self, field: str, choices: type[Choice]) -> Choice:
        """Take one of a few words."""
        value = self._left.pop(field, None)
        if value not in list(choices):
            raise self.error(field, f"is {value!r}; allowed is one of {', '.join(choices)}")
        return choices(str(value))

    def choices(self, field: str, choices: type[Choice]) -> tuple[Choice, ...]:
        """Take a list of a few words; empty where it is left out."""
        value = self._left.pop(field, [])
        if not isinstance(value, list) or not all(item in list(choices) for item in value):
            raise self.error(field, f"is {value!r}; allowed is a list of {', '.join(choices)}")
        return tuple(choices(item) for item in value)

    def flag(self, field: str) -> bool:
        """Take true or false; false where it is left out."""
        value = self._left.pop(field, False)
        if not isinstance(value, bool):
            raise self.error(field, "has to be true or false")
        return value

    def number(self, field: str, low: float, high: float, default: float | None = None) -> float:
        """Take a number within limits; without a default it has to be there."""
        return self._within(field, self._left.pop(field, default), low, high)

    def numbers(self, field: str, low: float, high: float) -> tuple[float, ...]:
        """Take a list of numbers within limits."""
        value = self._left.pop(field, None)
        if not isinstance(value, list):
            raise self.error(field, "has to be a list of numbers")
        return tuple(self._within(field, number, low, high) for number in value)

    def _within(self, field: str, value: object, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(field, "has to be a number")
        if not low <= value <= high:
            raise self.error(field, f"is {value:g}; allowed is {low:g} to {high:g}")
        return float(value)

    def range(self, field: str) -> Range | None:
        """Take a whole number or [lowest, highest]; None where it is left out."""
        value = self._left.pop(field, None)
        if value is None:
            return None
        match value if isinstance(value, list) else [value, value]:
            case [int(low), int(high)] if low is not True and high is not True and 1 <= low <= high:
                return low, high
        raise self.error(field, f"is {value!r}; allowed is a whole number or [lowest, highest]")

    def table(self, field: str) -> "Entry":
        """Take a table of its own."""
        value = self._left.pop(field, None)
        if not isinstance(value, dict):
            raise self.error(field, "has to be a table")
        return Entry(self.file, f"{self.name}: {field}", value)

    def entries(self, field: str) -> Iterator["Entry"]:
        """Take a list of tables, each named by its own name, id, topic, label or place."""
        value = self._left.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.error(field, f"has to be written as [[{field}]]")
        within = "" if self.name == WHOLE else f"{self.name}: "
        for place, table in enumerate(value, start=1):
            named = (table.get(name) for name in ("name", "id", "topic", "label"))
            label = next(filter(None, named), place)
            yield Entry(self.file, f"{within}{field} {label}", table)

    def has(self, field: str) -> bool:
        """Whether the field is there and not yet taken."""
        return field in self._left

    def left(self) -> tuple[str, ...]:
        """The fields that are not yet taken."""
        return tuple(self._left)

    def rest(self) -> dict[str, str]:
        """Take all that is left as texts by name."""
        return {field: self.text(field) for field in list(self._left)}

    def end(self) -> None:
        """Refuse fields that nobody asked for: most are misspelt."""
        for field in self._left:
            raise self.error(field, "is not a field of this entry")


def read(path: Path) -> Entry:
    """Read a TOML file as one entry."""
    try:
        return Entry(path.name, WHOLE, tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"{path.name} cannot be read: {error}") from error


def key(name: str) -> str:
    """What a name is looked up by: case, hyphens, curly apostrophes and a plural s don't matter."""
    words = name.casefold().replace("’", "'").replace("-", " ").split()
    return " ".join(words).removesuffix("s")
