"""How days, clocks and numbers are written by the language and region of a browser or computer."""

import os
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from tracker.files.toml import DataTable, read
from tracker.formatting import PLAIN, Formats
from tracker.model import WeekStart
from tracker.places import DATA

REGIONS = {  # those that a person may choose, by locale; two of a country differ in numbers
    "en-AU": "Australia",
    "de-AT": "Austria",
    "nl-BE": "Belgium",
    "pt-BR": "Brazil",
    "en-CA": "Canada",
    "zh-CN": "China",
    "da-DK": "Denmark",
    "fi-FI": "Finland",
    "fr-FR": "France",
    "de-DE": "Germany",
    "en-IN": "India",
    "en-IE": "Ireland",
    "it-IT": "Italy",
    "ja-JP": "Japan",
    "nl-NL": "Netherlands",
    "en-NZ": "New Zealand",
    "nb-NO": "Norway",
    "pl-PL": "Poland",
    "pt-PT": "Portugal",
    "en-ZA": "South Africa",
    "es-ES": "Spain",
    "sv-SE": "Sweden",
    "de-CH": "Switzerland",
    "en-GB": "United Kingdom",
    "en-US": "United States",
}
WORLD = "001"  # how English is written where its region is not known to the table


class _Manner(DataTable, frozen=True):
    formats: Formats
    locales: str


class _RegionsFile(DataTable, frozen=True):
    sunday: str
    manner: tuple[_Manner, ...]


@lru_cache(256)  # what a browser says is its own to invent
def formats_of(locale: str) -> Formats:
    """How a locale such as "de-AT" writes; `PLAIN` where nothing is known of it."""
    language, region = _parts(locale)
    known = _by_locale()
    for name in (f"{language}-{region}", f"{language}-{WORLD}" if region else "", language):
        if name in known:
            return known[name]
    return PLAIN


def week_start_of(locale: str) -> WeekStart:
    """The day that a week begins on in a locale, to begin with."""
    language, region = _parts(locale)
    return WeekStart.SUNDAY if (region or language) in _file().sunday.split() else WeekStart.MONDAY


def computer_formats(environment: Mapping[str, str] = os.environ) -> Formats:
    """How the command line writes for people: by LC_ALL, LC_TIME or LANG, else plainly."""
    said = (environment.get(name, "") for name in ("LC_ALL", "LC_TIME", "LANG"))
    return formats_of(re.split("[.@]", next(filter(None, said), ""))[0])  # en_IE.UTF-8@euro


def _parts(locale: str) -> tuple[str, str]:
    """The language and the region of a locale, in the table's spelling."""
    first, *others = locale.replace("_", "-").split("-")
    region = next((part for part in others if len(part) in (2, 3) and part.isalnum()), "")
    return first.lower(), region.upper()


@cache
def _by_locale() -> dict[str, Formats]:
    return {
        locale: manner.formats for manner in _file().manner for locale in manner.locales.split()
    }


@cache
def _file() -> _RegionsFile:
    return read(DATA / "regions.toml", _RegionsFile)
