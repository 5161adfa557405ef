"""What the title of a column says by itself: words that are known, a unit, a scale."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.files.toml import DataTable, Texts, read
from tracker.places import DATA

_UNITS = ("minutes", "seconds", "hours")
_SCALE = re.compile(r"(?:0|1)\s*(?:-|–|to|bis|à|a|/)\s*(\d+)|/\s*(\d+)|(?:of|von)\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles by what they say, words of what is no activity, and units by their names."""

    titles: Mapping[str, frozenset[str]]
    not_activity: frozenset[str]
    units: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Title:
    """A title in plain words, without its unit and scale, which are empty where it has none."""

    words: str
    unit: str = ""
    scale: str = ""

    def says(self, *names: str) -> bool:
        """Whether the whole title is known to say one of these things."""
        return any(self.words in titles().titles[name] for name in names)

    @property
    def is_no_activity(self) -> bool:
        """Whether it names sleep, sitting, work or something else that lasts."""
        return not titles().not_activity.isdisjoint(self.words.split())


def title_of(text: str) -> Title:
    """A column's title, taken apart."""
    units = titles().units
    plain = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", text)
    inner = [_plainly(part) for part in re.findall(r"[(\[]([^)\]]*)[)\]]", plain)]
    unit = next((units[part] for part in inner if part in units), "")
    scale = next((_scale(found) for part in inner if (found := _SCALE.fullmatch(part))), "")
    others = [part for part in inner if part not in units and not _SCALE.fullmatch(part)]
    words = _plainly(" ".join([re.sub(r"[(\[][^)\]]*[)\]]", " ", plain), *others]))
    first, _, last = words.rpartition(" ")
    if not unit and first and last in units and len(last) > 1:
        unit, words = units[last], first.removesuffix(" in")
    if not scale and (found := re.fullmatch(r"(.+?)\s+0\s*(?:-|–|to)?\s*(\d+)", words)):
        words, scale = found[1], found[2]
    return Title(words, unit, scale)


def _scale(found: re.Match[str]) -> str:
    return next(part for part in found.groups() if part)


def _plainly(text: str) -> str:
    return " ".join(re.sub(r"[_\-.:,#?]+", " ", text.casefold().replace("’", "'")).split())


@cache
def titles() -> Titles:
    """The titles of data/titles.toml."""
    return read_titles(DATA)


def read_titles(folder: Path) -> Titles:
    """Read titles.toml of a folder; raise LibraryError where it's wrong."""
    file = read(folder / "titles.toml", _TitlesFile)
    return Titles(
        {name: frozenset(map(_plainly, words)) for name, words in file.titles.items()},
        frozenset(map(_plainly, file.not_activity)),
        {_plainly(word): unit for unit in _UNITS for word in getattr(file, unit)},
    )


class _TitlesFile(DataTable, frozen=True):
    not_activity: Texts
    minutes: Texts
    seconds: Texts
    hours: Texts
    titles: dict[str, Texts]
