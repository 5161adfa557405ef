"""CSV files of services: columns found by their names in any of a few languages.

What a column is called, data/columns.toml says; where it stands, nobody relies on.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from itertools import chain
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from tracker.files.csv_text import as_text, delimiter_of, numbered_rows, text_lines
from tracker.files.errors import FileError
from tracker.files.head import FileHead
from tracker.files.toml import DataTable, Text, Texts, read
from tracker.importing.parse_result import RejectedRow
from tracker.importing.sources import ParsedItem
from tracker.importing.sources.candidates import MISSING, local_time
from tracker.importing.sources.localized_dates import moment
from tracker.places import DATA


@dataclass(frozen=True, slots=True)
class Columns:
    """What a service calls its columns, by what they mean; `required` mark its files."""

    names: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]

    def found(self, titles: list[str]) -> dict[str, list[int]] | None:
        """Where each meaning stands; None where a required one is missing.

        Several columns may have one title: their places are in the order of the file.
        """
        stands: dict[str, list[int]] = {}
        for place, title in enumerate(titles):
            stands.setdefault(normalized_title(title), []).append(place)
        if any(stands.keys().isdisjoint(self.names[meaning]) for meaning in self.required):
            return None
        return {
            meaning: [place for name in names for place in stands.get(name, ())]
            for meaning, names in self.names.items()
        }

    def may_be_in(self, text: str) -> bool:
        """Whether a text has all required titles somewhere: quickly, for what has several parts."""
        text = text.casefold()
        return all(any(name in text for name in self.names[m]) for m in self.required)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number as a spreadsheet shows it, and its cells by meaning."""

    number: int
    cells: list[str]
    places: Mapping[str, list[int]]

    def text(self, meaning: str) -> str:
        """The first column of this meaning that says something; "" where none does."""
        for place in self.places[meaning]:
            cell = self.cells[place].strip() if place < len(self.cells) else ""
            if cell.lower() not in MISSING:
                return cell
        return ""


def columns(service: str) -> Columns:
    """The columns of a service, as data/columns.toml has them."""
    return _all_columns()[service]


def rows(stream: IO[bytes], wanted: Columns) -> Iterator[Row]:
    """The rows of a CSV below its header, without empty ones; FileError where it is none."""
    with decoded(stream) as lines:
        first = next(lines, "")
        numbered = numbered_rows(csv.reader(chain([first], lines), delimiter=delimiter_of(first)))
        _, titles = next(numbered, (1, []))
        places = wanted.found(titles)
        if places is None:
            raise FileError("It lacks the columns that such a file has.", 1)
        for place, cells in numbered:
            if any(cells):
                yield Row(place, cells, places)


def read_activities(
    stream: IO[bytes], service: str, file: str, read_row: Callable[[Row], Iterator[ParsedItem]]
) -> Iterator[ParsedItem]:
    """What `read_row` makes of the rows of a list; a row for which it raises FileError is rejected.

    `file` is the name that a person knows the list by.
    """
    for row in rows(stream, columns(service)):
        try:
            yield from read_row(row)
        except FileError as refused:
            yield RejectedRow.of(file, row.number, refused)


def started_at(row: Row, zone: ZoneInfo, written_in: tzinfo | None = None) -> datetime:
    """When the activity of a row began, at the person's clock.

    Parameters
    ----------
    row
        A row of a list, with a column that means "date".
    zone
        The person's zone.
    written_in
        The zone that the service writes in; None: the person's.

    Raises
    ------
    FileError
        Its date cannot be read.
    """
    text = row.text("date")
    try:
        at = moment(text)
        return local_time(at.replace(tzinfo=written_in) if written_in else at, zone)
    except (ValueError, OverflowError):
        raise FileError(f"Its date cannot be read: {text[:60]!r}.") from None


@contextmanager
def decoded(stream: IO[bytes]) -> Iterator[Iterator[str]]:
    """The lines of a text in UTF-8, or in what its mark says; FileError where it is none."""
    text = as_text(stream, FileHead.of(stream).data)
    try:
        yield text_lines(text)
    except UnicodeDecodeError:
        raise FileError("It is not UTF-8 text from here on. Everything before was read.") from None
    finally:
        with suppress(ValueError):  # where it is closed already
            text.detach()


def normalized_title(title: str) -> str:
    """A title as it is compared: without case, double spaces, quotes and curly apostrophes."""
    return " ".join(title.replace("’", "'").replace('"', "").casefold().split())


@cache
def _all_columns() -> dict[str, Columns]:
    return read_columns(DATA)


def read_columns(folder: Path) -> dict[str, Columns]:
    """Read columns.toml of a folder; raise LibraryError where it's wrong."""
    return {
        service.name: Columns(
            {meaning: tuple(map(normalized_title, t)) for meaning, t in service.titles.items()},
            service.required,
        )
        for service in read(folder / "columns.toml", _ColumnsFile).service
    }


class _Service(DataTable, frozen=True):
    name: Text
    required: Texts
    titles: dict[str, Texts]

    def __post_init__(self) -> None:
        if missing := set(self.required) - self.titles.keys():
            raise ValueError(f"required names {min(missing)!r}, which has no titles")


class _ColumnsFile(DataTable, frozen=True):
    service: tuple[_Service, ...]
