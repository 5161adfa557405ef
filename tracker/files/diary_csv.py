"""The CSV files, one a list: UTF-8, a header row, ISO dates, lines that end with LF.

A cell that a spreadsheet would take for a formula gets an apostrophe in front
when it is written, and loses it when it is read.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.files.entry_types import COLUMNS, OFTEN_WRITTEN, REQUIRED, EntryType, cells, in_order
from tracker.importing.parse_result import Candidate, ParseResult, RejectedRow, candidate
from tracker.files.errors import ForeignFile, FileError
from tracker.files.streams import Input, limited_reader
from tracker.model import Entry, InvalidValue

LINE_LIMIT = 1_100_000  # characters; longer lines are refused before they are in memory
ROW_LIMIT = 250_000
_LISTED = 8  # titles that a sentence names
csv.field_size_limit(LINE_LIMIT)  # a questionnaire's definition stands in one cell
_LATER_COLUMNS = {"no_activity", "no_exercises", "outcome"}  # not in the files of 0.1
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def write_csv(name: EntryType, entries: Iterable[Entry]) -> bytes:
    """The file of a list. Equal entries give equal bytes, in whatever order they come."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS[name])
    writer.writerows(map(escape_formulas, map(cells, in_order(entries))))
    return out.getvalue().encode("utf-8")


def type_by_name(file_name: str) -> EntryType | None:
    """The list that a file's name says it is, as in "diary.zip: Check-ins (1).csv"."""
    stem = re.sub(r"^.*: |\.[a-z]+\b|[ _]*\(\d+\)", "", file_name.lower())
    stem = re.sub(r"[\s-]+", "_", stem)
    return EntryType(stem) if stem in list(EntryType) else None


def written_by_us(path: Path) -> bool:
    """Whether a file begins with the header row of one of the files, of today or earlier."""
    with path.open("rb") as file:
        header = tuple(file.readline(1_000).decode("utf-8", "replace").rstrip("\n").split(","))
    return any(_is_header(header, columns) for columns in COLUMNS.values())


def _is_header(header: tuple[str, ...], columns: tuple[str, ...]) -> bool:
    left_out = {*columns} - {*header}
    in_order = tuple(column for column in columns if column not in left_out)
    return header == in_order and left_out <= _LATER_COLUMNS


def escape_formulas(row: Iterable[str]) -> list[str]:
    """The cells of a row with an apostrophe before what a spreadsheet would calculate."""
    return [f"'{cell}" if _FORMULA.match(cell) else cell for cell in row]


def unescape_formulas(row: Iterable[str]) -> list[str]:
    """The cells of a row without that apostrophe."""
    return [cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell for cell in row]


def parse_csv(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> ParseResult:
    """Read one file row by row; times without an offset are local to `zone`.

    `report` hears how many bytes have been read. Raises Refused where nothing
    of the file can be used; rows that can't be read are among the rejected.
    """
    with file.open() as stream:
        buffered = limited_reader(file, stream, report)
        codec = next((c for bom, c in _BOMS.items() if buffered.peek(4)[:4].startswith(bom)), None)
        text = io.TextIOWrapper(buffered, codec or "utf-8-sig", errors="strict", newline="")
        try:
            return _read(file, text_lines(text), zone)
        except UnicodeDecodeError:
            raise FileError(
                "That file is not UTF-8 text. Nothing was imported from it. "
                "In the spreadsheet program save it as 'CSV UTF-8', then import it again."
            ) from None


def text_lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a text; Refused where one is too long or holds NUL."""
    for number in count(1):
        line = text.readline(LINE_LIMIT + 1)
        if not line:
            return
        if len(line) > LINE_LIMIT:
            limit = f"{LINE_LIMIT:,} characters"
            raise FileError(
                f"Its line {number} is longer than {limit}. Nothing was imported.", number
            )
        if "\0" in line:
            raise FileError(
                f"Its line {number} holds NUL bytes, as no text in UTF-8 does. "
                "Nothing was imported from it. Save it as 'CSV UTF-8', then import it again.",
                number,
            )
        yield line


def _read(file: Input, lines: Iterator[str], zone: ZoneInfo) -> ParseResult:
    first = next(lines, None)
    if first is None:
        raise FileError("That file is empty. Nothing was imported from it.")
    delimiter = _delimiter(first)
    rows = numbered_rows(csv.reader(chain([first], lines), delimiter=delimiter, strict=True))
    _, titles = next(rows)
    header = [re.sub(r"[\s-]+", "_", title.strip().lower()) for title in unescape_formulas(titles)]
    name = _which(file.name, header, titles)
    known = {title: place for place, title in enumerate(header) if title in COLUMNS[name]}

    candidates: list[Candidate] = []
    rejected: list[RejectedRow] = []
    for number, row in rows:
        if not any(row):
            continue
        file.budget.take_rows()
        try:
            if len(row) < len(header) or any(row[len(header) :]):
                raise FileError(_ragged(len(row), len(header)))
            plain = unescape_formulas(row)
            found = {title: plain[place] for title, place in known.items()}
            candidates.append(candidate(name, file.name, number, found, zone))
        except (FileError, InvalidValue) as error:
            rejected.append(RejectedRow(file.name, number, str(error)))
    return ParseResult(tuple(candidates), tuple(rejected), tuple(_unknown(file.name, titles, known)))


def numbered_rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows by the number that a spreadsheet shows, a cell of several lines being one row."""
    for number in range(1, ROW_LIMIT + 2):
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise FileError(_broken(error), number) from None
        if row is None:
            return
        yield number, row
    raise FileError(f"It has more than {ROW_LIMIT:,} rows. Nothing was imported from it.", number)


def _broken(error: csv.Error) -> str:
    if "field limit" in str(error):
        problem = f"a cell is longer than {csv.field_size_limit():,} characters"
    else:
        problem = "a quotation mark is opened and not closed, or text follows a closed one"
    return f"In this row {problem}. Nothing was imported from the file."


def _delimiter(first_line: str) -> str:
    """The sign between the columns: by the names of columns that it gives, else how often it is."""

    def known(delimiter: str) -> tuple[int, int]:
        titles = first_line.lower().replace('"', "").split(delimiter)
        return sum(title.strip() in _ALL_COLUMNS for title in titles), len(titles)

    return max(",;\t|", key=known)


def _which(file_name: str, header: list[str], titles: list[str]) -> EntryType:
    """Which of the files it is, by its name or else by its header; Refused if none."""
    doubles = [title for title in dict.fromkeys(header) if title and header.count(title) > 1]
    if doubles:
        raise FileError(
            f"That file has several columns called {doubles[0]}. Nothing was imported.", 1
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
    needed = " and ".join(f"'{column}'" for column in REQUIRED[likely])
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
    more = f" and {len(plain) - _LISTED} more" if len(plain) > _LISTED else ""
    return f"{', '.join(short)}{more}"


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
    return f"{found_cells} A cell with a comma in it has to stand in quotation marks."


_ALL_COLUMNS = {column for columns in COLUMNS.values() for column in columns}
