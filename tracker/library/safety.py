"""When to get help, and what Backbeat is and is not: data/safety.toml as values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.files.toml import Entry, read
from tracker.places import DATA

LEVELS = ("emergency", "urgent", "routine")


@dataclass(frozen=True, slots=True)
class HelpLevel:
    """How soon to get help, and the signs that call for it.

    The heading of "emergency" holds `{number}`: fill it by :meth:`HelpPanel.heading`.
    """

    name: str
    heading: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpPanel:
    """The panel that can be reached from everywhere; never triggered by a score."""

    title: str
    levels: tuple[HelpLevel, ...]
    emergency_numbers: Mapping[str, str]
    what_it_is: tuple[str, ...]
    what_it_is_not: tuple[str, ...]
    exercising: tuple[str, ...]

    def emergency_number(self, locale: str | None) -> str:
        """The number of the country in a locale such as "en-GB" or "en_GB.UTF-8"."""
        country = re.search(r"[-_]([A-Z]{2})\b", locale or "")
        default = self.emergency_numbers["default"]
        return self.emergency_numbers.get(country[1], default) if country else default

    def heading(self, level: HelpLevel, locale: str | None = None) -> str:
        """A level's heading with the emergency number of the locale in it."""
        return level.heading.replace("{number}", self.emergency_number(locale))


@cache
def help_panel() -> HelpPanel:
    """The panel of data/safety.toml."""
    return read_help_panel(DATA)


def read_help_panel(folder: Path) -> HelpPanel:
    """Read safety.toml of a folder; raise LibraryError where it's wrong."""
    file = read(folder / "safety.toml")
    about = file.table("about")
    numbers = file.table("emergency_numbers")
    panel = HelpPanel(
        title=file.text("title"),
        levels=tuple(map(_level, file.entries("level"))),
        emergency_numbers={"default": numbers.text("default")} | numbers.rest(),
        what_it_is=about.texts("is"),
        what_it_is_not=about.texts("is_not"),
        exercising=about.texts("exercising"),
    )
    about.end()
    file.end()
    if tuple(level.name for level in panel.levels) != LEVELS:
        raise file.error("level", f"has to be there for {', '.join(LEVELS)}, in this order")
    return panel


def _level(entry: Entry) -> HelpLevel:
    level = HelpLevel(entry.text("name"), entry.text("heading"), entry.texts("signs"))
    entry.end()
    return level
