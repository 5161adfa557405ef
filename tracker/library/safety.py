"""When to get help, and what Backbeat is and is not: data/safety.toml as values."""

import re
from functools import cache
from pathlib import Path

from msgspec import field

from tracker.files.toml import DataTable, Text, Texts, read
from tracker.places import DATA

LEVELS = ("emergency", "urgent", "routine")


class HelpLevel(DataTable, frozen=True):
    """How soon to get help, and the signs that call for it.

    The heading of "emergency" holds `{number}`: fill it by :meth:`HelpPanel.heading`.
    """

    name: Text
    heading: Text
    signs: Texts


class HelpPanel(DataTable, frozen=True):
    """The panel that can be reached from everywhere; never triggered by a score."""

    title: Text
    levels: tuple[HelpLevel, ...] = field(name="level")
    emergency_numbers: dict[str, Text]
    what_it_is: Texts
    what_it_is_not: Texts
    exercising: Texts

    def __post_init__(self) -> None:
        if tuple(level.name for level in self.levels) != LEVELS:
            raise ValueError(f"level has to be there for {', '.join(LEVELS)}, in this order")
        if "default" not in self.emergency_numbers:
            raise ValueError("emergency_numbers: default is missing")

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
    return read(folder / "safety.toml", HelpPanel)
