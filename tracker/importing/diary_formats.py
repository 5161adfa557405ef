"""The diary's own files: CSV, one file a list (UTF-8, a header row, ISO dates), or all as JSON."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from tracker.files.csv_text import (
    delimiter_by_titles,
    numbered_rows,
    opened_text,
    text_lines,
    unescape_formulas,
)
from tracker.files.entry_types import COLUMNS, OFTEN_WRITTEN, REQUIRED, EntryType, codecs
from tracker.files.errors import FileError, ForeignFile
from tracker.files.streams import Input, limited_reader
from tracker.formatting import listed
from tracker.importing.parse_result import Candidate, ParseResult, RejectedRow
from tracker.model import InvalidValue

_SAYS_NOTHING = frozenset({"date", "entered_at"})  # of a check-in, by themselves
AND_MORE = "{titles} and {n} more"
_NO_WORD: tuple[object, ...] = ("", None)  # where an empty list says something too
_NOTHING = (*_NO_WORD, [], ())
CellReader = Callable[[Any], object]
REMEMBERED = 5_000  # texts of a column
_LISTED = 8  # titles that a sentence names
_ALL_COLUMNS = {column for columns in COLUMNS.values() for column in columns}


def type_by_name(file_name: str) -> EntryType | None:
    """The list that a file's name says it is, as in "diary.zip: Check-ins (1).csv"."""
    stem = re.sub(r"^.*: |\.[a-z]+\b|[ _]*\(\d+\)", "", file_name.lower())
    stem = re.sub(r"[\s-]+", "_", stem)
    return EntryType(stem) if stem in list(EntryType) else None


def parse_csv(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> ParseResult:
    """Read one file row by row; times without an offset are local to `zone`.

    `report` hears how many bytes have been read. Raises FileError where nothing
    of the file can be used; rows that can't be read are among the rejected.
    """
    with file.open() as stream:
        text = opened_text(limited_reader(file, stream, report))
        try:
            return _read_csv(file, text_lines(text), zone)
        except UnicodeDecodeError:
            raise FileError(
                "That file is not UTF-8 text. Nothing was imported from it. "
                "In the spreadsheet program save it as 'CSV UTF-8', then import it again."
            ) from None


def _read_csv(file: Input, lines: Iterator[str], zone: ZoneInfo) -> ParseResult:
    first = next(lines, None)
    if first is None:
        raise FileError("That file is empty. Nothing was imported from it.")
    delimiter = delimiter_by_titles(first, _ALL_COLUMNS)
    rows = numbered_rows(csv.reader(chain([first], lines), delimiter=delimiter, strict=True))
    _, titles = next(rows)
    header = [re.sub(r"[\s-]+", "_", title.strip().lower()) for title in unescape_formulas(titles)]
    name = _which(file.name, header, titles)
    known = {title: place for place, title in enumerate(header) if title in COLUMNS[name]}
    readers = {title: _remembering(_cell_reader(name, title, zone)) for title in known}
    columns = [(title, place, readers[title]) for title, place in known.items()]
    titles_read = tuple(known)

    candidates: list[Candidate] = []
    rejected: list[RejectedRow] = []
    for number, row in rows:
        if not any(row):
            continue
        file.budget.take_rows()
        try:
            if len(row) < len(header) or any(row[len(header) :]):
                raise FileError(_ragged(len(row), len(header)))
            given = {
                title: value
                for title, place, read in columns
                if (value := read(row[place])) is not None
            }
            candidates.append(_candidate(name, file.name, number, given, titles_read))
        except (FileError, InvalidValue) as error:
            rejected.append(RejectedRow.of(file.name, number, error))
    return ParseResult(
        tuple(candidates), tuple(rejected), tuple(_unknown(file.name, titles, known))
    )


def _which(file_name: str, header: list[str], titles: list[str]) -> EntryType:
    """Which of the files it is, by its name or else by its header; FileError if none."""
    duplicates = [title for title in dict.fromkeys(header) if title and header.count(title) > 1]
    if duplicates:
        raise FileError(
            f"That file has several columns called {duplicates[0]}. Nothing was imported.", 1
        )
    named = type_by_name(file_name)
    if named is not None and {*REQUIRED[named]} <= {*header}:
        return named
    lists: tuple[EntryType, ...] = (*OFTEN_WRITTEN, *EntryType)
    for name in lists:
        if {*(REQUIRED if name in OFTEN_WRITTEN else COLUMNS)[name]} <= {*header}:
            return name
    likely = named or max(OFTEN_WRITTEN, key=lambda name: len({*header} & {*COLUMNS[name]}))
    missing = next(column for column in REQUIRED[likely] if column not in header)
    needed = listed(f"'{column}'" for column in REQUIRED[likely])
    if not any(header):
        raise ForeignFile("Its first row is empty. Nothing was imported from it.", 1)
    raise ForeignFile(
        f"Its first row ({_listed(titles)}) names no column '{missing}': Backbeat's own files of "
        f"this kind have {needed}. Nothing was imported from it.",
        1,
    )


def _listed(titles: Sequence[str]) -> str:
    """The titles of a row, as far as a sentence has room for them."""
    plain = [" ".join(title.split()) for title in titles if title.strip()]
    short = [title if len(title) <= 30 else f"{title[:29]}…" for title in plain[:_LISTED]]
    if len(plain) <= _LISTED:
        return listed(short)
    return AND_MORE.format(titles=listed(short), n=len(plain) - _LISTED)


def _unknown(file_name: str, titles: list[str], known: dict[str, int]) -> Iterator[str]:
    left = [t.strip() or "(no name)" for i, t in enumerate(titles) if i not in known.values()]
    if left:
        columns = ", ".join(left)
        yield f"{file_name}: left out, because a diary has no such column: {columns}."


def _ragged(found: int, expected: int) -> str:
    cells_found = "1 cell" if found == 1 else f"{found} cells"
    found_cells = f"It has {cells_found} where the header has {expected}."
    if found < expected:
        return f"{found_cells} A part of the row may be missing."
    return f"{found_cells} Put a cell that contains a comma in quotation marks."


def parse_json(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> ParseResult:
    """Read one file; as :func:`parse_csv`. A row's number is its place in its list."""
    with file.open() as stream:
        data = limited_reader(file, stream, report).read()
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        raise FileError(
            "That file is not JSON, or is damaged or cut off. Nothing was imported."
        ) from None
    if not isinstance(whole, dict) or not any(name in whole for name in EntryType):
        raise ForeignFile(
            "That JSON is no diary as Backbeat writes it: it is not one object with any of the "
            f"lists {', '.join(EntryType)}. Nothing was imported from it."
        )
    candidates: list[Candidate] = []
    rejected: list[RejectedRow] = []
    left = {str(key): None for key in whole if key not in list(EntryType)}  # in order, once each
    for name in EntryType:
        entries = whole.get(name, [])
        if not isinstance(entries, list):
            raise FileError(f"'{name}' has to be a list. Nothing was imported from that file.")
        place = f"{file.name}: {name}"
        readers = {column: _cell_reader(name, column, zone) for column in COLUMNS[name]}
        for row, fields in enumerate(entries, start=1):
            file.budget.take_rows()
            try:
                if not isinstance(fields, dict):
                    raise FileError("It has to be an object with names and values.")
                left |= {f"{name}.{field}": None for field in fields.keys() - {*COLUMNS[name]}}
                said = tuple(column for column in readers if column in fields)
                given = {
                    column: value
                    for column in said
                    if (value := readers[column](fields[column])) is not None
                }
                candidates.append(_candidate(name, place, row, given, said))
            except (FileError, InvalidValue) as error:
                rejected.append(RejectedRow.of(place, row, error))
    notices = [f"{file.name}: left out, because a diary has no such field: {', '.join(left)}."]
    return ParseResult(tuple(candidates), tuple(rejected), tuple(notices if left else ()))


def _cell_reader(name: EntryType, field: str, zone: ZoneInfo) -> CellReader:
    """Reads the cells of a field: texts, or what JSON has for them; None where one says nothing.

    Times without an offset are local to `zone`. It raises InvalidValue for a cell that cannot be
    read; the model checks the rest later.
    """
    codec = codecs(name)[field]
    nothing = _NO_WORD if codec.says_none else _NOTHING

    def read(cell: object) -> object:
        value = None if not cell and cell in nothing else codec.read(field, cell, zone)
        return None if not value and value in nothing else value

    return read


def _remembering(read: CellReader) -> CellReader:
    """Reads each text of a column once: days, names and doses stand in thousands of rows."""

    @lru_cache(REMEMBERED)
    def once(cell: str) -> object:
        [plain] = unescape_formulas([cell])
        return read(plain)

    return once


def _candidate(
    name: EntryType, file: str, row: int, given: Mapping[str, object], columns: tuple[str, ...]
) -> Candidate:
    """A row by what its cells say. Raises FileError where one that it needs is empty."""
    return Candidate(name, file, row, given, _left_empty(name, columns, tuple(given)))


@lru_cache
def _left_empty(
    name: EntryType, columns: tuple[str, ...], given: tuple[str, ...]
) -> frozenset[str]:
    """The columns that rows leave empty which give these: one set for all, as there are few."""
    if name is EntryType.CHECK_INS and "date" in given and _SAYS_NOTHING.issuperset(given):
        raise FileError("It says nothing but its date. Nothing was imported from this row.")
    for field in REQUIRED[name]:
        if field not in given and (name, field) != (EntryType.CHECK_INS, "pain"):
            raise FileError(f"{field} is empty. Every row needs one.")
    return frozenset(columns).difference(given)
